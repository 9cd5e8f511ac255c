import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { embeddedFiles } from '../../../parsers/pdf/embedded-files.ts';
import { rawPage } from '../../builders/raw-pdf.ts';

describe('the files in a PDF', () => {
  it('are found by name, and taken one by one', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    await document.attach(Buffer.from('date;quantité'), 'tableau été.csv', { mimeType: 'text/csv' });
    await document.attach(Buffer.from('%PDF-'), 'formulaire.pdf', { mimeType: 'application/pdf' });
    const files = await embeddedFiles(await document.save());
    expect(files.map((each) => [each.name, each.declaredType])).toEqual([
      ['tableau été.csv', 'text/csv'],
      ['formulaire.pdf', 'application/pdf'],
    ]);
    expect(Buffer.from(files[0]?.take() as Uint8Array).toString()).toBe('date;quantité');
  });

  it('are none in other PDFs, and in what is no PDF', async () => {
    expect(await embeddedFiles(rawPage('Dosage'))).toEqual([]);
    expect(await embeddedFiles(Buffer.from('Bonjour'))).toEqual([]);
  });

  it('in a tree that leads back to itself are found once', async () => {
    const root = '/Names << /EmbeddedFiles 6 0 R >>';
    const more = [
      '<< /Kids [6 0 R 7 0 R 7 0 R] >>',
      '<< /Names [(a) << /F (a.txt) /EF << /F 8 0 R >> >>] /Kids [6 0 R] >>',
      '<< /Length 2 >>\nstream\nhi\nendstream',
    ];
    expect((await embeddedFiles(rawPage('x', { root, more }))).map((each) => each.name)).toEqual(['a.txt']);
  });

  it('are told or none, whatever refers to what', async () => {
    const object = fc.tuple(fc.constantFrom('Kids', 'Names', 'EF', 'F', 'UF'), fc.integer({ min: 1, max: 12 }));
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 6, maxLength: 6 }), async (links) => {
        const more = links.map(
          ([key, target]) => `<< /${key} [(a) ${target} 0 R] /F ${target} 0 R /EF << /F ${target} 0 R >> >>`,
        );
        const files = await embeddedFiles(rawPage('x', { root: '/Names << /EmbeddedFiles 6 0 R >>', more }));
        for (const each of files) expect(each.take()).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
