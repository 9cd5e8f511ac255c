import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../parsers/documents/read-file.ts';
import { fileType } from '../../../parsers/file-type.ts';
import type { Outside } from '../../../parsers/ports.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { docx, docxPart, p, picture, r, sdt, table, textBox, tickBox } from '../../builders/docx.ts';
import { odt } from '../../builders/odt.ts';
import { rawByField, where } from '../../builders/printed-page.ts';

/** What a file of a mail gives, found by its content alone. */
async function readAll(bytes: Uint8Array, outside: Outside = {}): Promise<Document[]> {
  const attachment = { ...where, file: 'piece.bin', size: bytes.length, sha256: 'a'.repeat(64) as Sha256 };
  return readFile(bytes, attachment, await fileType(bytes, 'application/octet-stream'), outside);
}

async function read(bytes: Uint8Array, outside: Outside = {}): Promise<Document> {
  const [only, ...others] = await readAll(bytes, outside);
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} documents`);
  return only;
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/office', name));
const title = p('Autorisation d’importation de médicament – Formulaire');
const placeOf = ({ readings }: Document, field: string) => readings.find((each) => each.field === field)?.source.place;

describe('each value says where it was read', () => {
  it('by the line of the text', async () => {
    const document = await read(
      docx(
        title +
          p('') +
          p('Dosage : 25 mg') +
          table(
            [3000, 3000],
            [
              ['Forme', 'Gélule'],
              ['Voie', 'orale'],
            ],
          ),
      ),
    );
    expect(placeOf(document, 'strength')).toEqual({ kind: 'line', line: 2 });
    expect(placeOf(document, 'route')).toEqual({ kind: 'line', line: 4 });
  });

  it('by the name of the field, where the name tells what it is', async () => {
    const document = await read(docx(title + p(r('Dosage : ') + sdt({ tag: 'dosage' }, r('25 mg')))));
    expect(document.readings).toHaveLength(1);
    expect(placeOf(document, 'strength')).toEqual({ kind: 'field', name: 'dosage', page: undefined });
  });

  it('by the line, where the name tells nothing or the line tells more', async () => {
    const body =
      p(r('Dosage : ') + sdt({ tag: 'Champ1' }, r('25 mg'))) +
      p(r('Nombre d’unités : ') + sdt({ tag: 'nombre_unites' }, r('1500')) + r(' boîtes de 30 gélules'));
    const document = await read(docx(title + body));
    expect(rawByField(document.readings)).toEqual({ strength: '25 mg', quantity: '1500 boîtes de 30 gélules' });
    expect(placeOf(document, 'strength')).toEqual({ kind: 'line', line: 2 });
  });
});

describe('a letter', () => {
  it('is read, its letterhead in the header of the page', async () => {
    const header =
      p('Laboratoires Aubraie') + p('14 allée des Peupliers, 45999 Aubraie-sur-Loire', '<w:spacing w:after="0"/>');
    const body = [
      'Aubraie-sur-Loire, le 9 juin 2026',
      'Objet : demande d’autorisation d’importation de médicament',
      'Madame, Monsieur,',
      'Nous sollicitons l’autorisation d’importer la spécialité Néravoxa, en raison de la rupture d’approvisionnement de la spécialité française.',
      'Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
      'Hélène Marchais, pharmacien responsable',
    ];
    const tight = header.replaceAll('<w:p><w:r>', '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r>');
    const document = await read(
      docx(body.map((each) => p(each)).join(''), { 'word/header1.xml': docxPart('hdr', tight) }),
    );
    expect(document.kind).toBe('requestLetter');
    expect(rawByField(document.readings)).toMatchObject({
      importerName: 'Laboratoires Aubraie',
      importerAddress: '14 allée des Peupliers, 45999 Aubraie-sur-Loire',
      signatoryTitle: 'pharmacien responsable',
      justification: body[3],
    });
    expect(placeOf(document, 'justification')).toEqual({ kind: 'line', line: 6 });
  });

  it.each(['letter.docx', 'letter.odt'])('saved by LibreOffice gives no value by chance: %s', async (name) => {
    const document = await read(fixture(name));
    expect(document.kind).toBe('requestLetter');
    expect(document.readings.map((each) => each.field)).toEqual([
      'justification',
      'purpose',
      'signatoryTitle',
      'importerName',
      'importerAddress',
    ]);
  });

  it('in a text box is read once', async () => {
    const document = await read(docx(title + p(textBox(p('Dosage : 25 mg') + p('Voie : orale')))));
    expect(rawByField(document.readings)).toEqual({ strength: '25 mg', route: 'orale' });
  });
});

it('fields saved by LibreOffice are read by their names, by their boxes and by the words beside them', async () => {
  expect(rawByField((await read(fixture('controls.odt'))).readings)).toEqual({
    strength: '25 mg',
    scope: 'Série d’opérations',
    provenanceCountry: 'Portugal',
    pharmaceuticalForm: 'Gélule',
    route: 'voie orale',
  });
  expect(rawByField((await read(fixture('word-fields.odt'))).readings)).toEqual({
    strength: '25 mg',
    scope: 'Série d’opérations',
    route: 'injectable',
    pharmaceuticalForm: 'Gélule',
    applicantCategory: 'Pharmacie à usage intérieur',
  });
});

it('several forms in one file are several documents, with the fields of their own pages', async () => {
  const form = (product: string, strength: string) =>
    title +
    [
      `Nom de marque : ${product}`,
      'Forme pharmaceutique : Gélule',
      'Voie d’administration : orale',
      'Pays de provenance : Espagne',
      'Nombre d’unités : 15 boîtes',
    ]
      .map((each) => p(each))
      .join('') +
    p(r('Dosage : ') + sdt({ tag: 'dosage' }, r(strength)));
  const both = `${form('Néravoxa', '25 mg')}${p('<w:r><w:br w:type="page"/></w:r>')}${form('Solvénédrine', '50 mg')}`;
  const documents = await readAll(docx(both));
  expect(
    documents.map(({ pages, readings }) => [
      pages,
      rawByField(readings)['brandName'],
      rawByField(readings)['strength'],
    ]),
  ).toEqual([
    [{ first: 1, last: 1 }, 'Néravoxa', '25 mg'],
    [{ first: 2, last: 2 }, 'Solvénédrine', '50 mg'],
  ]);
});

it('a scan pasted behind a letter is named, with its format', async () => {
  const body =
    p('Objet : demande d’autorisation d’importation. '.repeat(8)) + p(picture(450, 650), '<w:pageBreakBefore/>');
  const documents = await readAll(docx(body, { 'word/media/image1.png': 'x' }));
  expect(documents.at(-1)).toMatchObject({
    kind: 'unreadable',
    reason: 'scanNotRead',
    format: 'Word (.docx)',
    pages: { first: 2 },
  });
});

describe('boxes', () => {
  it('ticked in the text answer the question above them', async () => {
    const body =
      p('Type d’opération') + p(tickBox(false) + r(' Opération unique')) + p(tickBox(true) + r(' Série d’opérations'));
    expect(rawByField((await read(docx(title + body))).readings)).toEqual({ scope: 'Série d’opérations' });
  });

  it('none of them ticked answer nothing', async () => {
    const body =
      p('Type d’opération') + p(tickBox(false) + r(' Opération unique')) + p(tickBox(false) + r(' Série d’opérations'));
    expect((await read(docx(title + body))).readings).toEqual([]);
  });
});

describe('what staff should know of a file', () => {
  it('macros and links stand beside its values', async () => {
    const bytes = docx(title + p('Dosage : 25 mg'), { 'word/vbaProject.bin': 'x' });
    expect(await read(bytes)).toMatchObject({ kind: 'importForm', notes: ['macros'] });
  });

  it('a file that cannot be read says why, and what it is', async () => {
    const bytes = docx('', { 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' });
    expect(await read(bytes)).toMatchObject({ kind: 'unreadable', reason: 'corrupt', format: 'Word (.docx)' });
  });
});

describe('a text of an old format', () => {
  const convert = (result: Uint8Array | undefined): Outside => ({ convertOffice: () => Promise.resolve(result) });

  it.each([
    ['table.doc', 'ancien Word (.doc)'],
    ['colons.rtf', 'RTF'],
  ])('is named and asked for in another format where nothing converts it: %s', async (name, format) => {
    const unread = { kind: 'unreadable', reason: 'formatNotRead', format };
    expect(await read(fixture(name))).toMatchObject(unread);
    expect(await read(fixture(name), convert(undefined))).toMatchObject(unread);
  });

  it('is read once it is converted, and says so', async () => {
    const document = await read(fixture('table.doc'), convert(fixture('table.odt')));
    expect(document).toMatchObject({ kind: 'importForm', notes: ['converted'] });
    expect(rawByField(document.readings)).toMatchObject({ strength: '25 mg / 5 mg', brandName: 'Néravoxa' });
  });

  it('is handed over with the extension of what it is, whatever its name', async () => {
    const asked: string[] = [];
    const outside: Outside = {
      convertOffice: (_, extension) => {
        asked.push(extension);
        return Promise.resolve(undefined);
      },
    };
    await read(fixture('table.doc'), outside);
    await read(fixture('colons.rtf'), outside);
    expect(asked).toEqual(['doc', 'rtf']);
  });
});

describe('an imputation table typed in a text', () => {
  const heading = ['Tableau d’imputation à remplir par l’importateur', 'AI n° : IMP-2026-0417', 'Médicament : Doloxal'];
  const rows = [
    ['Date de l’opération', 'Quantité importée (boîtes)', 'Solde', 'N° de déclaration'],
    ['12/01/2026', '1 250', '3 750', '26FR0001'],
    ['03 mars 2026', '500 boîtes', '3 250', '26FR0002'],
    ['Total', '1 750', '', ''],
  ] as const;
  const word = (...paragraphs: readonly string[]) =>
    docx(
      paragraphs.map((each) => p(each)).join('') +
        table([2000, 2000, 2000, 2000], rows) +
        p('Fait à Lyon le 04/03/2026'),
    );
  const cell = (content: string) => `<table:table-cell><text:p>${content}</text:p></table:table-cell>`;
  const writer = (...paragraphs: readonly string[]) =>
    odt(
      paragraphs.map((each) => `<text:p>${each}</text:p>`).join('') +
        `<table:table>${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table>` +
        '<text:p>Fait à Lyon le 04/03/2026</text:p>',
    );

  it.each([
    ['Word', word(...heading)],
    ['OpenDocument', writer(...heading)],
  ])('with %s is one, with what stands above it', async (_, bytes) => {
    const document = await read(bytes);
    if (document.kind !== 'imputationTable') throw new Error(document.kind);
    const [found] = document.tables;
    expect(found?.columns).toEqual(['operationDate', 'quantityImported', 'quantityRemaining', 'customsDeclaration']);
    const values = found?.entries.map(({ row, cells }) => [
      row,
      ...Object.values(cells).map((each) => (each.state === 'parsed' ? each.value : each.raw)),
    ]);
    const boxes = (count: number) => ({ count, unit: 'boîte' });
    expect(values).toEqual([
      [2, '2026-01-12', boxes(1250), { count: 3750, unit: undefined }, '26FR0001'],
      [3, '2026-03-03', boxes(500), { count: 3250, unit: undefined }, '26FR0002'],
    ]);
    expect(found?.entries[0]?.cells.operationDate?.at).toBe(5);
    expect(rawByField(document.readings)).toMatchObject({ importAuthorisationNumber: 'IMP-2026-0417' });
  });

  it('under a letter that announces it is another document of the file', async () => {
    const letter = [
      'Objet : demande d’autorisation d’importation de Doloxal',
      'Madame, Monsieur,',
      'Nous avons l’honneur de solliciter une autorisation d’importation. Le tableau d’imputation figure ci-dessous.',
      'Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
    ];
    expect((await readAll(word(...letter))).map(({ kind }) => kind)).toEqual(['requestLetter', 'imputationTable']);
  });

  it('is none in a letter that speaks of no imputation', async () => {
    const letter = [
      'Objet : demande d’autorisation d’importation de Doloxal',
      'Madame, Monsieur,',
      'Nous avons l’honneur de solliciter une autorisation d’importation selon ce calendrier.',
      'Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
    ];
    expect((await readAll(word(...letter))).map(({ kind }) => kind)).toEqual(['requestLetter']);
  });
});
