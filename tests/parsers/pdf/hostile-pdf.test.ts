import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../parsers/pdf/read-pdf.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import { completeImportForm } from '../../builders/documents.ts';
import { rawPage } from '../../builders/raw-pdf.ts';

const reasons = ['empty', 'corrupt', 'encrypted', 'scanNotRead', 'formatNotRead'];

async function expectAnswer(bytes: Uint8Array): Promise<void> {
  const content = await readPdf(bytes);
  if ('unreadable' in content) expect(reasons).toContain(content.unreadable);
  else expect(content.pages).toBeGreaterThan(0);
}

describe('whatever its bytes, a PDF gets an answer', () => {
  it('when they are random', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), expectAnswer), { numRuns: 100 });
  });

  it('when they are random behind a right header', async () => {
    const file = fc.uint8Array({ maxLength: 3_000 }).map((tail) => Buffer.concat([Buffer.from('%PDF-1.7\n'), tail]));
    await fc.assert(fc.asyncProperty(file, expectAnswer), { numRuns: 100 });
  });

  it('when some bytes of a form are wrong', async () => {
    const form = Buffer.from(await importForm(completeImportForm()));
    const wrong = fc.array(fc.tuple(fc.nat(form.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(wrong, async (changes) => {
        const bytes = Buffer.from(form);
        for (const [at, byte] of changes) bytes[at] = byte;
        await expectAnswer(bytes);
      }),
      { numRuns: 40 },
    );
  });

  it('when a part of a printed form is cut out', async () => {
    const form = readFileSync(join(import.meta.dirname, '../../fixtures/pdf/table.pdf'));
    const cut = fc.tuple(fc.nat(form.length), fc.nat(2_000));
    await fc.assert(
      fc.asyncProperty(cut, async ([at, length]) => {
        await expectAnswer(Buffer.concat([form.subarray(0, at), form.subarray(at + length)]));
      }),
      { numRuns: 40 },
    );
  });

  it('when its parts refer to each other at random', async () => {
    const objects = fc.array(
      fc.tuple(
        fc.constantFrom('Kids', 'Parent', 'Fields', 'Annots', 'AP', 'N', 'V', 'Opt'),
        fc.integer({ min: 1, max: 12 }),
      ),
      { minLength: 6, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(objects, async (links) => {
        const more = links.map(([key, target]) => `<< /FT /Btn /Subtype /Widget /T (a) /${key} [${target} 0 R] >>`);
        const root = '/AcroForm << /Fields [6 0 R 7 0 R 3 0 R] >>';
        await expectAnswer(rawPage('Dosage', { root, extra: '/Annots [6 0 R 8 0 R 2 0 R]', more }));
      }),
      { numRuns: 60 },
    );
  });
});

it('a form that is cut off near its end is corrupt, not a form with answers missing', async () => {
  const form = await importForm(completeImportForm());
  for (const share of [0.6, 0.8, 0.9, 0.97]) {
    expect(await readPdf(form.subarray(0, Math.floor(form.length * share)))).toEqual({ unreadable: 'corrupt' });
  }
});
