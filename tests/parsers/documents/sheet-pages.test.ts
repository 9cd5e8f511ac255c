import { describe, expect, it } from 'vitest';
import { readFile } from '../../../parsers/documents/read-file.ts';
import { fileType } from '../../../parsers/file-type.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { sheetXlsx } from '../../builders/xlsx-parts.ts';
import { xlsxOf, xlsxOfRows } from '../../builders/xlsx.ts';

async function read(bytes: Uint8Array): Promise<Document> {
  const attachment = {
    message: 'a'.repeat(64) as Sha256,
    part: '2',
    file: 'x',
    size: 1,
    sha256: 'b'.repeat(64) as Sha256,
  };
  const [document] = await readFile(bytes, attachment, await fileType(bytes, ''), {});
  if (document === undefined) throw new Error('no document');
  return document;
}

const told = ({ readings }: Document) =>
  Object.fromEntries(
    readings.map((each) => {
      const { place } = each.source;
      return [
        each.field,
        [each.state === 'parsed' ? each.value : `? ${each.raw}`, place.kind === 'cell' ? place.cell : place.kind],
      ];
    }),
  );

const form = [
  ['Demande d’autorisation d’importation de médicament'],
  [],
  ['Raison sociale', 'Laboratoires Fictifs SA'],
  ['Nom de marque :', undefined, 'Testamol 500 mg'],
  ['Forme pharmaceutique : comprimé'],
  ['Dosage', '500 mg'],
  ['Voie d’administration', 'Orale'],
  ['Pays de provenance', 'Belgique'],
  ['Nombre d’unités', '1 250 boîtes'],
  ['Quantité globale envisagée', '50000 boîtes en 4 opérations dans un délai de 12 mois'],
];

describe('a workbook that is no imputation table', () => {
  it('is a form when one is typed into its cells, each value with its cell', async () => {
    const document = await read(await xlsxOfRows(form));
    expect(document.kind).toBe('importForm');
    expect(told(document)).toMatchObject({
      importerName: ['Laboratoires Fictifs SA', 'B3'],
      brandName: ['Testamol 500 mg', 'C4'],
      pharmaceuticalForm: ['comprimé', 'A5'],
      strength: ['500 mg', 'B6'],
      route: ['Orale', 'B7'],
      provenanceCountry: ['BE', 'B8'],
      quantity: [{ count: 1250, unit: 'boîte' }, 'B9'],
      globalQuantity: [{ count: 50_000, unit: 'boîte', operations: 4, months: 12 }, 'B10'],
    });
  });

  it('says nothing from a hidden sheet', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = 'Produit';
      const hidden = sheet.workbook.addWorksheet('Modèle', { state: 'hidden' });
      hidden.getCell('A1').value = 'Pays de provenance';
      hidden.getCell('B1').value = 'Belgique';
    });
    expect(told(await read(bytes))).toEqual({});
  });

  it('is looked through at its beginning only where it is a long list, and says so', async () => {
    const document = await read(await xlsxOfRows([...form, ...Array.from({ length: 1_000 }, () => ['a', 'b', 'c'])]));
    expect([document.notes, Object.keys(told(document)).includes('provenanceCountry')]).toEqual([['cutShort'], true]);
  });

  it('of another kind is named, with what it holds besides cells', async () => {
    const bytes = sheetXlsx('<row r="1"><c r="A1"><v>1</v></c></row>', { 'xl/vbaProject.bin': 'x' });
    expect(await read(bytes)).toMatchObject({
      kind: 'other',
      notes: ['macros'],
      recognisedBy: 'Excel avec macros (.xlsm), aucun tableau d’imputation reconnu',
    });
  });
});
