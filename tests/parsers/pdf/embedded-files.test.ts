import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { embeddedFiles } from '../../../parsers/pdf/embedded-files.ts';
import { rawPage } from '../../builders/raw-pdf.ts';

const namesIn = async (bytes: Uint8Array) => (await embeddedFiles(bytes)).files.map(({ name }) => name);
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/pdf', name));

describe('the files in a PDF', () => {
  it('are found by name, and taken one by one', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    await document.attach(Buffer.from('date;quantité'), 'tableau été.csv', { mimeType: 'text/csv' });
    await document.attach(Buffer.from('%PDF-'), 'formulaire.pdf', { mimeType: 'application/pdf' });
    for (const useObjectStreams of [true, false]) {
      const { files, isPortfolio } = await embeddedFiles(await document.save({ useObjectStreams }));
      expect(isPortfolio).toBe(false);
      expect(files.map((each) => [each.name, each.declaredType])).toEqual([
        ['tableau été.csv', 'text/csv'],
        ['formulaire.pdf', 'application/pdf'],
      ]);
      expect(Buffer.from(files[0]?.take() as Uint8Array).toString()).toBe('date;quantité');
    }
  });

  it.each(['attached-by-pdftk.pdf', 'attached-by-qpdf.pdf', 'attached-owner-password.pdf'])(
    'are found in %s',
    async (name) => {
      const { files } = await embeddedFiles(fixture(name));
      expect(files.map((each) => each.name)).toEqual(['formulaire.pdf', 'tableau.csv']);
      const [form, table] = files.map((each) => Buffer.from(each.take() as Uint8Array).toString('latin1'));
      expect(form?.slice(0, 5)).toBe('%PDF-');
      expect(table).toContain('12/01/2026;100 bo');
    },
  );

  it('pinned on a page are found, once if they are named too', async () => {
    const specification = '<< /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >>';
    const file = '<< /Length 2 >>\nstream\nhi\nendstream';
    const extra = '/Annots [<< /Type /Annot /Subtype /FileAttachment /FS 6 0 R >>]';
    expect(await namesIn(rawPage('x', { extra, more: [specification, file] }))).toEqual(['a.txt']);
    const root = '/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>';
    expect(await namesIn(rawPage('x', { extra, root, more: [specification, file] }))).toEqual(['a.txt']);
  });

  it('are none in other PDFs, and in what is no PDF', async () => {
    expect(await namesIn(rawPage('Dosage'))).toEqual([]);
    expect(await namesIn(fixture('letter.pdf'))).toEqual([]);
    expect(await namesIn(Buffer.from('Bonjour /EmbeddedFiles'))).toEqual([]);
  });

  it('in a tree that leads back to itself are found once', async () => {
    const root = '/Names << /EmbeddedFiles 6 0 R >>';
    const more = [
      '<< /Kids [6 0 R 7 0 R 7 0 R] >>',
      '<< /Names [(a) << /F (a.txt) /EF << /F 8 0 R >> >>] /Kids [6 0 R] >>',
      '<< /Length 2 >>\nstream\nhi\nendstream',
    ];
    expect(await namesIn(rawPage('x', { root, more }))).toEqual(['a.txt']);
  });

  it('are told or none, whatever refers to what', async () => {
    const object = fc.tuple(fc.constantFrom('Kids', 'Names', 'EF', 'F', 'UF'), fc.integer({ min: 1, max: 12 }));
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 6, maxLength: 6 }), async (links) => {
        const more = links.map(
          ([key, target]) => `<< /${key} [(a) ${target} 0 R] /F ${target} 0 R /EF << /F ${target} 0 R >> >>`,
        );
        const { files } = await embeddedFiles(rawPage('x', { root: '/Names << /EmbeddedFiles 6 0 R >>', more }));
        for (const each of files) expect(each.take()).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });

  it('of a damaged file are told or none', async () => {
    const sound = fixture('attached-by-qpdf.pdf');
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), fc.boolean(), async (at, value, isCut) => {
        const damaged = isCut ? sound.subarray(0, at) : Buffer.from(sound).fill(value, at, at + 1);
        for (const each of (await embeddedFiles(damaged)).files) expect(each.take()).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
