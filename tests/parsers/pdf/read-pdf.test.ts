import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFHexString, PDFName, degrees } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { isFilled, type PageContent, type FormField } from '../../../parsers/page-content.ts';
import { readPdf } from '../../../parsers/pdf/read-pdf.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import { completeImportForm } from '../../builders/documents.ts';
import { encryptedPdf } from '../../builders/encrypted-pdf.ts';
import { drawnPdf, write } from '../../builders/pdf-page.ts';
import { rawPage, rawPdf } from '../../builders/raw-pdf.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/pdf', name));

async function read(bytes: Uint8Array): Promise<PageContent> {
  const content = await readPdf(bytes);
  if ('unreadable' in content) throw new Error(`unreadable: ${content.unreadable}`);
  return content;
}

const valueOf = (fields: readonly FormField[], name: string) => fields.find((each) => each.name === name)?.value;

describe('the fields of a form', () => {
  it('are read with their values, tooltips and places', async () => {
    const { fields } = await read(await importForm(completeImportForm()));
    const strength = fields.find((each) => each.name === 'dosage');
    expect(strength).toMatchObject({ label: 'DOSAGE', kind: 'text', value: '25 mg' });
    expect(strength?.widgets).toHaveLength(1);
    expect(strength?.widgets[0]?.page).toBe(1);
    expect(strength?.widgets[0]?.box.width).toBeGreaterThan(50);
  });

  it('give the words of the answer that a radio button stands for', async () => {
    const { fields } = await read(await importForm(completeImportForm({ scope: 'series' })));
    expect(valueOf(fields, 'type_operation')).toBe('Série d’opérations');
  });

  it('leave a box that is not ticked off', async () => {
    const { fields } = await read(await importForm(completeImportForm()));
    expect(valueOf(fields, 'objectif_autre')).not.toBe('Off');
    expect(valueOf(fields, 'objectif_recherche')).toBe('Off');
    expect(fields.filter((each) => each.name === 'objectif_recherche').some(isFilled)).toBe(false);
  });

  it('tell which of several boxes under one name is ticked, by its export value', async () => {
    const { fields } = await read(groupedBoxes('/V /S#E9rie'));
    expect(valueOf(fields, 'choix')).toBe('Série');
    expect(fields[0]?.widgets.map((each) => [each.choice, each.ticked])).toEqual([
      ['Unique', false],
      ['Série', true],
    ]);
  });

  it('believe the look of a box where the field has no value', async () => {
    const { fields } = await read(groupedBoxes('', '/AS /Unique'));
    expect(valueOf(fields, 'choix')).toBe('Unique');
  });

  it('believe a program that calls the ticked state of a box otherwise than the box does', async () => {
    const box =
      '<< /Type /Annot /Subtype /Widget /FT /Btn /T (choix) /V /Yes /AS /Yes /Rect [60 600 70 610] /AP << /N << /Oui 7 0 R /Off 7 0 R >> >> >>';
    const look = '<< /Length 0 >>\nstream\n\nendstream';
    const root = '/AcroForm << /Fields [6 0 R] >>';
    const { fields } = await read(rawPage('Choix', { extra: '/Annots [6 0 R]', root, more: [box, look] }));
    expect(fields[0]?.widgets).toMatchObject([{ choice: 'Oui', ticked: true }]);
  });

  it('are found on the page when the form does not list them', async () => {
    const orphan = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (dosage) /V (5 mg) /Rect [60 600 200 620] >>';
    const bytes = rawPage('Dosage', { extra: '/Annots [6 0 R]', root: '/AcroForm << /Fields [] >>', more: [orphan] });
    expect(valueOf((await read(bytes)).fields, 'dosage')).toBe('5 mg');
  });

  it('that nobody can see are left out', async () => {
    const hidden = '<< /Type /Annot /Subtype /Widget /F 2 /FT /Tx /T (dosage) /V (5 mg) /Rect [60 600 200 620] >>';
    const bytes = rawPage('Dosage', {
      extra: '/Annots [6 0 R]',
      root: '/AcroForm << /Fields [6 0 R] >>',
      more: [hidden],
    });
    expect((await read(bytes)).fields).toEqual([]);
  });

  it('of which there is no end are read up to a limit', async () => {
    const names = Array.from({ length: 2_100 }, (_, index) => `<< /FT /Tx /T (f${index}) /V (x) >>`);
    const list = names.map((_, index) => `${index + 6} 0 R`).join(' ');
    const { fields } = await read(rawPage('x', { root: `/AcroForm << /Fields [${list}] >>`, more: names }));
    expect(fields).toHaveLength(2_000);
  });

  it('keep their values short', async () => {
    const long = `<< /FT /Tx /T (f) /V (${'x'.repeat(9_000)}) >>`;
    const { fields } = await read(rawPage('x', { root: '/AcroForm << /Fields [6 0 R] >>', more: [long] }));
    expect(fields[0]?.value).toHaveLength(5_000);
  });

  it('that lead back to themselves end', async () => {
    const loop = ['<< /T (a) /Kids [7 0 R] >>', '<< /T (b) /Parent 6 0 R /Kids [6 0 R] >>'];
    const { fields } = await read(rawPage('x', { root: '/AcroForm << /Fields [6 0 R] >>', more: loop }));
    expect(fields).toEqual([]);
  });
});

describe('the text of a page', () => {
  it('comes with the place of each stretch of words', async () => {
    const { segments, text } = await read(rawPage('Dosage : 5 mg'));
    expect(text).toBe('Dosage : 5 mg');
    expect(segments).toMatchObject([{ page: 1, x: 60, y: 700, height: 11, text: 'Dosage : 5 mg' }]);
  });

  it('is cut where the gap is wider than a space, and where bold letters end', async () => {
    const bytes = await drawnPdf('Essai', (page) => {
      page.page.drawText('Voie', { x: 60, y: 700, size: 10, font: page.regular });
      page.page.drawText('orale', { x: 120, y: 700, size: 10, font: page.regular });
      page.page.drawText('Dosage', { x: 60, y: 680, size: 10, font: page.bold });
      page.page.drawText('5 mg', {
        x: 60 + page.bold.widthOfTextAtSize('Dosage ', 10),
        y: 680,
        size: 10,
        font: page.regular,
      });
    });
    expect((await read(bytes)).segments.map((each) => each.text)).toEqual(['Voie', 'orale', 'Dosage', '5 mg']);
  });

  it('is read upright on a page that is turned', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([842, 595]);
    page.drawText('Dosage', { x: 100, y: 60, size: 10, rotate: degrees(90) });
    page.drawText('5 mg', { x: 100, y: 160, size: 10, rotate: degrees(90) });
    const { segments } = await read(await document.save());
    const [label, value] = segments;
    expect(segments.map((each) => each.text)).toEqual(['Dosage', '5 mg']);
    expect(label?.y).toBeCloseTo(value?.y ?? 0);
    expect((value?.x ?? 0) - (label?.x ?? 0)).toBeCloseTo(100);
  });

  it('is put together where a program draws each letter by itself', async () => {
    const text = 'Dosage : 25 mg';
    const bytes = await drawnPdf('Essai', ({ page, regular }) => {
      Array.from(text).reduce((x, letter) => {
        page.drawText(letter, { x, y: 700, size: 10, font: regular });
        return x + regular.widthOfTextAtSize(letter, 10);
      }, 60);
    });
    expect((await read(bytes)).segments.map((each) => each.text)).toEqual([text]);
  });

  it('is not mixed with larger letters drawn over it', async () => {
    const bytes = await drawnPdf('Essai', ({ page, regular }) => {
      page.drawText('Néravoxa', { x: 60, y: 700, size: 10, font: regular });
      page.drawText('Peupliers', { x: 60, y: 700, size: 26, font: regular });
    });
    expect((await read(bytes)).segments.map((each) => each.text).sort()).toEqual(['Néravoxa', 'Peupliers']);
  });

  it('shows ticks drawn in the font of form marks', async () => {
    const content = 'BT /F2 10 Tf 60 700 Td (4) Tj ET BT /F1 10 Tf 80 700 Td (Particulier) Tj ET';
    const bytes = rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>',
    ]);
    expect((await read(bytes)).text).toBe('✔  Particulier');
  });

  it('includes what was typed over it with a comment tool', async () => {
    const note = '<< /Type /Annot /Subtype /FreeText /Rect [120 695 200 712] /Contents (5 mg) >>';
    const { segments } = await read(rawPage('Dosage', { extra: '/Annots [6 0 R]', more: [note] }));
    expect(segments.map((each) => each.text)).toEqual(['Dosage', '5 mg']);
  });

  it('is not read when the fields tell enough', async () => {
    const content = await readPdf(await importForm(completeImportForm()), { isEnough: () => true });
    expect(content).toMatchObject({ segments: [], text: '' });
  });

  it('beyond fifty pages is left aside', async () => {
    const document = await PDFDocument.create();
    for (let page = 1; page <= 60; page += 1) document.addPage([200, 200]).drawText(`page ${page}`);
    const { pages, segments } = await read(await document.save());
    expect(pages).toBe(60);
    expect(segments.at(-1)?.text).toBe('page 50');
  });
});

describe('a PDF that cannot be read', () => {
  it('is empty when it has no bytes', async () => {
    expect(await readPdf(new Uint8Array())).toEqual({ unreadable: 'empty' });
  });

  it.each([
    ['with 40-bit keys', encryptedPdf(['Dosage : 5 mg'], 'secret')],
    ['with 256-bit keys', fixture('user-password.pdf')],
  ])('is encrypted when it asks for a password, %s', async (_, bytes) => {
    expect(await readPdf(bytes)).toEqual({ unreadable: 'encrypted' });
  });

  it('is corrupt when it is cut off', async () => {
    const whole = await importForm(completeImportForm());
    expect(await readPdf(whole.subarray(0, Math.floor(whole.length * 0.3)))).toEqual({ unreadable: 'corrupt' });
  });

  it('is corrupt when it is no PDF', async () => {
    expect(await readPdf(Buffer.from('Bonjour, voici mon formulaire.'))).toEqual({ unreadable: 'corrupt' });
  });

  it('is corrupt when its pages lead back to themselves', async () => {
    const loop = rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']);
    expect(await readPdf(loop)).toEqual({ unreadable: 'corrupt' });
  });

  it('is a scan when its pages are pictures', async () => {
    expect(await readPdf(await scan(1))).toEqual({ unreadable: 'scanNotRead' });
  });

  it('is a scan when its letters cannot be told', async () => {
    const bytes = rawPage('\\001\\002\\003\\001\\002\\003\\001\\004');
    expect(await readPdf(bytes)).toEqual({ unreadable: 'scanNotRead' });
  });

  it.each([
    ['a dynamic form', '/AcroForm << /Fields [] /XFA 6 0 R >>'],
    ['a portfolio of files', '/Collection << >>'],
  ])('is of a format that is not read when it is %s', async (_, root) => {
    const bytes = rawPage('Please wait...', { root, more: ['<< /Length 0 >>\nstream\n\nendstream'] });
    expect(await readPdf(bytes)).toEqual({ unreadable: 'formatNotRead' });
  });
});

describe('a PDF that is hard to open', () => {
  it('with an owner password only gives its fields and its text', async () => {
    const { fields, text } = await read(fixture('owner-password.pdf'));
    expect(valueOf(fields, 'dosage')).toBe('25 mg');
    expect(valueOf(fields, 'operation_unique')).not.toBe('Off');
    expect(text).toContain('Voie d’administration : orale');
  });

  it('with bytes before its header is read', async () => {
    const form = await importForm(completeImportForm());
    const { fields } = await read(Buffer.concat([Buffer.from('From: mailer\r\n\r\n'), form]));
    expect(valueOf(fields, 'dosage')).toBe('25 mg');
  });

  it('with one page that is a picture names that page', async () => {
    const document = await PDFDocument.load(await scan(2));
    document.insertPage(0).drawText('Lettre de demande');
    expect((await read(await document.save())).scannedPages).toEqual([2, 3]);
  });

  it('with an empty page names none', async () => {
    const document = await PDFDocument.create();
    document.addPage().drawText('Lettre de demande');
    document.addPage();
    expect((await read(await document.save())).scannedPages).toEqual([]);
  });

  it('is read from a part of a larger buffer', async () => {
    const form = await importForm(completeImportForm());
    const within = Buffer.concat([Buffer.alloc(100), form, Buffer.alloc(50)]).subarray(100, 100 + form.length);
    expect(valueOf((await read(within)).fields, 'dosage')).toBe('25 mg');
  });
});

it('a value written as UTF-8 keeps its accents', async () => {
  const document = await PDFDocument.create();
  const field = document.getForm().createTextField('forme');
  field.addToPage(document.addPage());
  field.acroField.dict.set(PDFName.of('V'), PDFHexString.of(Buffer.from('\ufeffGélule', 'utf8').toString('hex')));
  const { fields } = await read(await document.save({ updateFieldAppearances: false }));
  expect(valueOf(fields, 'forme')).toBe('Gélule');
});

it('a value of several lines keeps its line ends', async () => {
  const bytes = await drawnPdf('Essai', (page) => write(page, 'Adresse'));
  const document = await PDFDocument.load(bytes);
  const field = document.getForm().createTextField('adresse');
  field.enableMultiline();
  field.addToPage(document.getPage(0));
  field.setText('12 rue des Essais\n69003 Lyon');
  expect(valueOf((await read(await document.save())).fields, 'adresse')).toBe('12 rue des Essais\n69003 Lyon');
});

/** One check box field with two boxes, « Unique » and « Série »; `field` and `first` add to it and to its first box. */
function groupedBoxes(field: string, first = ''): Buffer {
  const box = (state: string, y: number, extra: string) =>
    `<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [60 ${y} 70 ${y + 10}] /AP << /N << /${state} 9 0 R /Off 9 0 R >> >> ${extra} >>`;
  return rawPage('Operation', {
    extra: '/Annots [7 0 R 8 0 R]',
    root: '/AcroForm << /Fields [6 0 R] >>',
    more: [
      `<< /FT /Btn /T (choix) ${field} /Kids [7 0 R 8 0 R] >>`,
      box('Unique', 600, first),
      box('S#E9rie', 580, ''),
      '<< /Length 0 >>\nstream\n\nendstream',
    ],
  });
}

/** Pages that hold one picture each and no text. */
async function scan(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  const image = await document.embedPng(dot);
  for (let page = 0; page < pages; page += 1) document.addPage().drawImage(image, { width: 500, height: 700 });
  return document.save();
}
