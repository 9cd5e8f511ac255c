import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDict, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { readPdfDocument } from '../../../parsers/documents/pdf-document.ts';
import { exportForm } from '../../../templates/forms/export-form.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { completeExportForm, completeImportForm } from '../../builders/documents.ts';
import { encryptedPdf } from '../../builders/encrypted-pdf.ts';
import { flatPdf } from '../../builders/flat-pdf.ts';
import { requestLetterPdf } from '../../builders/letter-pdf.ts';
import { prescriptionPdf } from '../../builders/prescription-pdf.ts';
import { exportPairs, importPairs } from '../../builders/printed-pairs.ts';
import { rawByField, where } from '../../builders/printed-page.ts';
import { rawPage, rawPdf } from '../../builders/raw-pdf.ts';
import { importChoices, importRows } from '../../fixtures/pdf/office-forms.ts';
import { officeLayouts, parties } from '../../fixtures/pdf/office-layouts.ts';
import { otherAnswers, smallAnswers } from '../../fixtures/pdf/small-form.ts';

const readAll = (bytes: Uint8Array, file = 'document.pdf') =>
  readPdfDocument(bytes, { ...where, file, size: bytes.length, sha256: 'a'.repeat(64) as Sha256 });

const read = async (bytes: Uint8Array, file = 'document.pdf') => {
  const [only, ...others] = await readAll(bytes, file);
  if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} documents`);
  return only;
};

/** What was read, lines joined by spaces: a printed value is broken where its column ends. */
async function valuesOf(bytes: Uint8Array): Promise<Record<string, string | string[]>> {
  const { readings } = await read(bytes);
  return rawByField(readings.map((each) => ({ ...each, raw: each.raw.replace(/\s+/g, ' ') })));
}

/** What a document's values stand for, by field. */
function parsed({ readings }: Document): Record<string, unknown> {
  return Object.fromEntries(readings.map((each) => [each.field, each.state === 'parsed' ? each.value : undefined]));
}

const importTitle = 'Demande d’autorisation d’importation de médicament';
const exportTitle = 'Déclaration d’exportation de médicament';
const importWords = Object.fromEntries(importPairs(completeImportForm()));
const exportWords = Object.fromEntries(exportPairs(completeExportForm()));

/** The values of a document whatever their fields: labels of the pairs differ from names of fields. */
const sorted = (values: Record<string, string | string[]>) => Object.values(values).flat().sort();

describe('a fillable form', () => {
  it.each([
    ['importForm', () => importForm(completeImportForm()), 22],
    ['exportForm', () => exportForm(completeExportForm()), 20],
  ] as const)('of the project is read by its fields, without its text: %s', async (kind, build, count) => {
    const document = await read(await build());
    expect(document).toMatchObject({ kind, recognisedBy: `${count} champs de formulaire reconnus` });
    expect(document.readings.every((each) => each.state === 'parsed')).toBe(true);
    expect(document.readings.every((each) => each.source.place.kind === 'field')).toBe(true);
  });

  it('gives the values that were entered', async () => {
    expect(await valuesOf(await importForm(completeImportForm()))).toMatchObject({
      importerName: 'Laboratoires Aubraie',
      applicantCategory: 'Établissement pharmaceutique',
      strength: '25 mg',
      provenanceCountry: 'Allemagne',
      scope: 'Opération unique',
      signedOn: '01/06/2026',
    });
  });

  it('gives several purposes as one value', async () => {
    const { readings } = await read(await importForm(completeImportForm({ purpose: ['humanResearch', 'other'] })));
    expect(readings.filter((each) => each.field === 'purpose')).toMatchObject([{ value: ['humanResearch', 'other'] }]);
  });

  it.each([
    ['import', importForm],
    ['export', exportForm],
  ])('left blank is recognised and gives nothing: %s', async (_, build) => {
    const document = await read(await build());
    expect(document.kind).toMatch(/Form$/);
    expect(document.readings).toEqual([]);
  });

  it('with a few answers only is still the form', async () => {
    expect(await read(await importForm({ strength: '25 mg' }))).toMatchObject({ kind: 'importForm', readings: [{}] });
  });

  it.each([
    ['import', () => importForm(completeImportForm())],
    ['export', () => exportForm(completeExportForm())],
  ])('whose names say nothing is read by the places of its boxes: %s', async (_, build) => {
    const bytes = await build();
    expect(parsed(await read(await withoutNames(bytes)))).toEqual(parsed(await read(bytes)));
  });

  it('whose names say nothing gives nothing while it is blank', async () => {
    expect(await valuesOf(await withoutNames(await importForm()))).toEqual({});
  });
});

describe('a printed form', () => {
  it.each([
    ['import', () => importForm(completeImportForm())],
    ['export', () => exportForm(completeExportForm())],
  ])('made of a filled one gives the same values, ticks included: %s', async (_, build) => {
    const bytes = await build();
    const [filled, flat] = [await read(bytes), await read(await flattened(bytes))];
    expect(flat.kind).toBe(filled.kind);
    expect(parsed(flat)).toEqual(parsed(filled));
  });

  it.each([
    ['import', importForm],
    ['export', exportForm],
  ])('made of a blank one gives nothing: %s', async (_, build) => {
    expect(await valuesOf(await flattened(await build()))).toEqual({});
  });

  it.each(['labelLeft', 'labelAbove', 'twoColumns'] as const)('is read in the layout %s', async (layout) => {
    const imported = await flatPdf({ layout, title: importTitle, pairs: importPairs(completeImportForm()) });
    const exported = await flatPdf({ layout, title: exportTitle, pairs: exportPairs(completeExportForm()) });
    expect(sorted(await valuesOf(imported))).toEqual(sorted(importWords));
    expect(sorted(await valuesOf(exported))).toEqual(sorted(exportWords));
    expect((await read(imported)).kind).toBe('importForm');
    expect((await read(exported)).kind).toBe('exportForm');
  });

  it.each(['labelLeft', 'labelAbove', 'twoColumns'] as const)(
    'left blank gives nothing in the layout %s',
    async (layout) => {
      const pairs = importPairs(completeImportForm()).map(([label]) => [label, ''] as const);
      expect(await valuesOf(await flatPdf({ layout, title: importTitle, pairs }))).toEqual({});
    },
  );

  it('that calls the exporter « demandeur » gives the exporter', async () => {
    const values = await valuesOf(
      await flatPdf([exportTitle, 'Demandeur : Aubraie SA', 'Pays de destination : Sénégal', 'Dosage : 25 mg']),
    );
    expect(values).toMatchObject({ exporterName: 'Aubraie SA', destinationCountries: 'Sénégal' });
  });
});

describe('a form printed by a word processor', () => {
  const written = Object.fromEntries(importRows.map((row) => [row.field, row.value]));
  const chosen = Object.fromEntries(importChoices.map((choice) => [choice.field, choice.chosen]));
  const { Nom, Adresse, Ville } = parties.importer;
  const expected: Record<keyof typeof officeLayouts, Record<string, string>> = {
    table: written,
    wideTable: written,
    cells: written,
    middle: written,
    leaders: written,
    colons: written,
    bold: written,
    ticks: chosen,
    crosses: chosen,
    parties: { importerName: Nom, importerAddress: `${Adresse}, ${Ville}` },
  };

  it.each(Object.entries(expected))('is read in the layout %s', async (layout, values) => {
    expect(await valuesOf(fixture(`${layout}.pdf`))).toEqual(values);
  });

  it.each(Object.keys(expected))('gives nothing while it is blank, in the layout %s', async (layout) => {
    const document = await read(fixture(`${layout}-blank.pdf`));
    expect(document).toMatchObject({ kind: 'importForm', readings: [] });
  });
});

describe('a letter', () => {
  it('gives its reason, its purpose, who signs, and its letterhead as written', async () => {
    const document = await read(await requestLetterPdf());
    expect(document.kind).toBe('requestLetter');
    expect(document.readings.map((each) => each.field)).toEqual([
      'justification',
      'purpose',
      'signatoryTitle',
      'importerName',
      'importerAddress',
    ]);
  });

  it('gives the values of a list in it', async () => {
    const values = await valuesOf(await requestLetterPdf({ pairs: importPairs(completeImportForm()) }));
    expect(sorted(values)).toEqual(sorted(importWords));
  });

  it('in justified lines gives no value by chance', async () => {
    const document = await read(fixture('letter.pdf'));
    expect(document.kind).toBe('requestLetter');
    expect(rawByField(document.readings)).toEqual({
      justification: expect.stringContaining('rupture d’approvisionnement') as string,
      purpose: expect.stringContaining('rupture d’approvisionnement') as string,
      signatoryTitle: 'pharmacien gérant',
      importerName: 'Pharmacie à usage intérieur – Centre hospitalier de Valmont',
      importerAddress: '2 avenue du Vieux-Moulin, 38999 Valmont-les-Bains',
    });
  });

  it('with a scanned page behind it must be looked at, and keeps what was read', async () => {
    const letter = await PDFDocument.load(await requestLetterPdf());
    const image = await letter.embedPng(dot);
    letter.addPage().drawImage(image, { width: 500, height: 700 });
    const documents = await readAll(await letter.save());
    expect(documents).toMatchObject([
      { kind: 'requestLetter', pages: { first: 1, last: 1 } },
      { kind: 'unreadable', reason: 'scanNotRead', format: 'PDF', pages: { first: 2, last: 2 } },
    ]);
    expect(documents[0]?.readings.map((each) => each.field)).toContain('justification');
    expect(documents[1]?.recognisedBy).toMatch(/sans texte\u00a0: page 2$/);
  });

  it('recognised by a scanner is told as a picture', async () => {
    const seen = await read(rawPage('Dosage : 25 mg'));
    expect(seen.fromPicture).toBeUndefined();
    expect((await read(scannedWithWords('Dosage : 25 mg'))).fromPicture).toBe(true);
  });
});

describe('a form filled or printed by another program', () => {
  const purpose = 'Étude analytique, pharmacologique ou toxicologique';
  const answers = Object.values(smallAnswers).map((each) => each.replace(/\s+/g, ' '));
  const others = Object.values(otherAnswers).map((each) => each.replace(/\s+/g, ' '));
  const all = (filled: readonly string[]) => [...filled, 'Série d’opérations', purpose].sort();

  it.each(['filled-by-pdftk', 'linearised-by-qpdf', 'printed-by-ghostscript'])(
    'is read whatever its fields are called: %s',
    async (name) => {
      expect((await read(fixture(`${name}.pdf`))).kind).toBe('importForm');
      expect(sorted(await valuesOf(fixture(`${name}.pdf`)))).toEqual(all(answers));
    },
  );

  it('that LibreOffice made is read', async () => {
    const expected = [...answers, 'Série d’opérations'].sort();
    expect(sorted(await valuesOf(fixture('filled-by-libreoffice.pdf')))).toEqual(expected);
  });

  it('whose letters run over their box is left to a person there, and read everywhere else', async () => {
    const { readings } = await read(fixture('flattened-by-pdftk.pdf'));
    const unparsed = readings.filter((each) => each.state === 'unparsed');
    expect(unparsed).toMatchObject([
      { field: 'importerAddress', raw: expect.stringMatching(/^14 allée des/) as string },
    ]);
    const values = readings.filter((each) => each.state === 'parsed').map((each) => each.raw);
    expect(values.sort()).toEqual(all(answers).filter((each) => !each.startsWith('14 allée')));
  });

  it.each(['merged-by-qpdf', 'merged-by-ghostscript', 'merged-by-pdftk'])(
    'put in one file with others is a document of its own: %s',
    async (name) => {
      const documents = await readAll(fixture(`${name}.pdf`));
      const forms = documents.filter((each) => each.kind === 'importForm');
      const values = forms.map(({ readings }) => readings.map((each) => each.raw.replace(/\s+/g, ' ')).sort());
      expect(values).toEqual([all(answers), all(others)]);
      const letters = documents.filter((each) => each.kind === 'requestLetter');
      expect(letters).toHaveLength(name === 'merged-by-pdftk' ? 0 : 1);
      expect(documents.map((each) => each.pages)).toEqual(
        documents.map((_, index) => ({ first: index + 1, last: index + 1 })),
      );
    },
  );

  it.each(['owner-password', 'owner-password-aes-128', 'owner-password-rc4'])(
    'and protected against changes only is read: %s',
    async (name) => {
      expect(await valuesOf(fixture(`${name}.pdf`))).toEqual({
        strength: '25 mg',
        scope: 'operation unique',
        route: 'orale',
      });
    },
  );
});

describe('a damaged form', () => {
  const whole = fixture('linearised-by-qpdf.pdf');

  it.each([0.5, 0.8, 0.95, 0.999])('cut at %d is unreadable, and keeps what was read', async (share) => {
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    const document = await read(cut);
    expect(document).toMatchObject({ kind: 'unreadable', reason: 'corrupt', format: 'PDF' });
    const readings = document.readings.filter((each) => each.state === 'parsed').map((each) => each.raw);
    const entered = [
      ...Object.values(smallAnswers),
      'Série d’opérations',
      'Étude analytique, pharmacologique ou toxicologique',
    ];
    expect(entered).toEqual(expect.arrayContaining(readings));
  });

  it('of which nothing but the table of objects is wrong is read as any other', async () => {
    const offsets = (text: string) => text.replace(/(?<=startxref\s+)\d+/g, (digits) => '7'.repeat(digits.length));
    const moved = Buffer.from(offsets(whole.toString('latin1')), 'latin1');
    expect(await read(moved)).toEqual({ ...(await read(whole)), size: moved.length });
  });
});

describe('another document', () => {
  it('that is a prescription is known as one', async () => {
    expect((await read(await prescriptionPdf())).kind).toBe('prescription');
  });

  it('that describes the quality of a medicine answers no question of a form', async () => {
    const document = await read(
      await flatPdf(['Module 3 – Qualité', 'Composition : fluvoxadine 25 mg', 'Dosage : 25 mg']),
    );
    expect(document).toMatchObject({ kind: 'qualityData', readings: [] });
  });

  it('that nobody can place is « other »', async () => {
    expect((await read(await flatPdf(['Plan d’accès à nos bureaux']))).kind).toBe('other');
  });

  it.each([
    ['encrypted', encryptedPdf(['Dosage : 25 mg'], 'secret')],
    ['corrupt', Buffer.from('%PDF-1.4 abîmé')],
    ['empty', Buffer.alloc(0)],
  ])('that cannot be read says why: %s', async (reason, bytes) => {
    expect(await read(bytes)).toMatchObject({ kind: 'unreadable', reason, format: 'PDF', readings: [] });
  });
});

it('a document says where it was in the mail', async () => {
  const bytes = await requestLetterPdf();
  const document = await read(bytes, 'lettre.pdf');
  expect(document).toMatchObject({ part: '2', file: 'lettre.pdf', size: bytes.length, sha256: 'a'.repeat(64) });
  expect(document.readings[0]?.source).toMatchObject({ message: where.message, part: '2', file: 'lettre.pdf' });
});

/** A page as scanners make it: a picture, and the words that they recognised behind it, unseen. */
function scannedWithWords(words: string): Buffer {
  const content = `q 500 0 0 700 40 60 cm /Im1 Do Q BT 3 Tr /F1 11 Tf 60 700 Td (${words}) Tj ET`;
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream',
  ]);
}

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../fixtures/pdf', name));
}

/** The form with its fields called « Champ1 », « Champ2 »… and without tooltips. */
async function withoutNames(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  document
    .getForm()
    .getFields()
    .forEach(({ acroField: { dict } }, index) => {
      if (!(dict instanceof PDFDict)) throw new Error('a field is a dictionary');
      dict.set(PDFName.of('T'), PDFString.of(`Champ${index + 1}`));
      dict.delete(PDFName.of('TU'));
    });
  return document.save();
}

/** The form printed: its fields are part of the page. */
async function flattened(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  document.getForm().flatten();
  return document.save();
}
