import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFilled } from '../../../parsers/page-content.ts';
import { openPdf } from '../../../parsers/pdf/open-pdf.ts';
import { readPdf } from '../../../parsers/pdf/read-pdf.ts';
import { importForm } from '../../../templates/forms/import-form.ts';
import { completeImportForm } from '../../builders/documents.ts';
import { limits } from '../../../parsers/limits.ts';
import { rawPage, rawPdf } from '../../builders/raw-pdf.ts';

const reasons = ['empty', 'tooLarge', 'corrupt', 'encrypted', 'scanNotRead', 'formatNotRead'];

async function expectAnswer(bytes: Uint8Array): Promise<void> {
  const content = await readPdf(bytes);
  if ('unreadable' in content) expect(reasons).toContain(content.unreadable);
  else expect(content.pages > 0 || !content.whole).toBe(true);
}

describe('whatever its bytes, a PDF gets an answer', () => {
  it('when they are random', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), expectAnswer), { numRuns: 100 });
  });

  it('when they are random behind a right header', async () => {
    const file = fc.uint8Array({ maxLength: 3_000 }).map((tail) => Buffer.concat([Buffer.from('%PDF-1.7\n'), tail]));
    await fc.assert(fc.asyncProperty(file, expectAnswer), { numRuns: 100 });
  });

  const files = ['linearised-by-qpdf.pdf', 'filled-by-pdftk.pdf', 'owner-password-aes-128.pdf', 'table.pdf'].map(
    fixture,
  );
  const which = fc.nat(files.length - 1);

  it('when some of its bytes are wrong', async () => {
    const wrong = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(which, wrong, async (index, changes) => {
        const bytes = Buffer.from(files[index] ?? []);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await expectAnswer(bytes);
      }),
      { numRuns: 40 },
    );
  });

  it('when a part of it is cut out, or there twice', async () => {
    const part = fc.tuple(fc.nat(40_000), fc.nat(2_000), fc.boolean());
    await fc.assert(
      fc.asyncProperty(which, part, async (index, [at, length, isTwice]) => {
        const file = files[index] ?? Buffer.alloc(0);
        const rest = isTwice ? file.subarray(at) : file.subarray(at + length);
        await expectAnswer(Buffer.concat([file.subarray(0, isTwice ? at + length : at), rest]));
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

it('a form that is cut off anywhere is never a whole form with answers missing', async () => {
  const form = await importForm(completeImportForm());
  for (const share of [0.1, 0.6, 0.8, 0.9, 0.97, 0.999]) {
    const content = await readPdf(form.subarray(0, Math.floor(form.length * share)));
    expect('unreadable' in content ? content.unreadable : content.whole).toBeOneOf(['corrupt', false]);
  }
});

it('a file that ends in an update cut off is not whole, though an older end is there', async () => {
  const form = await importForm(completeImportForm());
  const update = Buffer.from('\n900 0 obj\n<< /T (dosage) /V (50 mg');
  const content = await readPdf(Buffer.concat([form, update]));
  expect(content).toMatchObject({ whole: false });
});

describe('what a stream inflates to is counted', () => {
  const spaces = deflateSync(Buffer.alloc(80_000_000, 0x20), { level: 9 });
  const stream = (entries: string) =>
    `<< ${entries} /Filter /FlateDecode /Length ${spaces.length} >>\nstream\n${spaces.toString('latin1')}\nendstream`;

  it.each([
    ['packed objects', '/Type /ObjStm /N 2 /First 10'],
    ['a page', '/Subtype /Form'],
  ])('in %s', async (_, entries) => {
    const bytes = rawPage('Dosage : 25 mg', { more: [stream(entries)] });
    expect(bytes.length).toBeLessThan(100_000);
    expect(await readPdf(bytes)).toEqual({ unreadable: 'tooLarge' });
  });
});

it('bytes that are nothing of a PDF do not make it slow to open', async () => {
  const form = await importForm(completeImportForm());
  const junk = Buffer.alloc(4_000_000, '1 0 x ');
  expect(await openPdf(Buffer.concat([Buffer.from('%PDF-1.7\n'), junk, form]))).toBe('corrupt');
});

describe('character maps of fonts', () => {
  const whole = '<0000> <FFFF> <0041>\n';
  const tooMany = Math.ceil(limits.mappedCharacters / 0x10000) + 1;

  it.each([
    ['ranges to Unicode', 'bfrange', whole.repeat(tooMany)],
    ['ranges to glyphs', 'cidrange', '<0000> <FFFF> 0\n'.repeat(tooMany)],
    ['ranges behind lists', 'bfrange', `<0000> <0001> [<0041> <0042>]\n${whole.repeat(tooMany)}`],
    ['ranges in many sections', 'bfrange', `${whole}endbfrange\n1 beginbfrange\n`.repeat(tooMany)],
  ])('that name more characters than there are in all fonts are a trap: %s', async (_, section, ranges) => {
    expect(await readPdf(fontWith(section, ranges))).toEqual({ unreadable: 'tooLarge' });
  });

  it.each([
    ['a whole font', 'bfrange', whole],
    ['one character a range', 'bfrange', '<0041> <0041> <0041>\n'.repeat(20_000)],
    ['characters one by one', 'bfchar', '<0041> <FFFF>\n'.repeat(20_000)],
    ['a list of characters', 'bfrange', '<0000> <FFFF> [<0041> <FFFF> <0042>]\n'.repeat(100)],
  ])('that name what a font holds are read: %s', async (_, section, ranges) => {
    expect(await readPdf(fontWith(section, ranges))).toMatchObject({ text: 'Rien.' });
  });
});

describe('a tree of pages', () => {
  it('with more nodes than a document has is a trap', async () => {
    expect(await readPdf(pages(limits.pageNodes + 1))).toEqual({ unreadable: 'tooLarge' });
  });

  it('of a long document is read, its first pages', async () => {
    expect(await readPdf(pages(1_000))).toMatchObject({
      pages: 1_000,
      text: expect.stringContaining('Rien.') as string,
    });
  });
});

it('a part cut out of the middle is noticed, or changes no answer', async () => {
  const form = fixture('filled-by-pdftk.pdf');
  const isEnough = () => true;
  const answers = (content: Awaited<ReturnType<typeof readPdf>>) =>
    'unreadable' in content ? [] : content.fields.filter(isFilled).map(({ name, value }) => `${name}=${value}`);
  const entered = answers(await readPdf(form, { isEnough }));
  expect(entered).toHaveLength(12);
  await fc.assert(
    fc.asyncProperty(fc.nat(form.length), fc.integer({ min: 1, max: 3_000 }), async (at, length) => {
      const cut = Buffer.concat([form.subarray(0, at), form.subarray(at + length)]);
      const content = await readPdf(cut, { isEnough });
      if (!('unreadable' in content) && content.whole) expect(answers(content)).toEqual(entered);
    }),
    { numRuns: 100 },
  );
});

function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../fixtures/pdf', name));
}

/** A page and a font beside its own, whose character map has this section. */
function fontWith(section: string, ranges: string): Buffer {
  const map = `begincmap\n1 begin${section}\n${ranges}end${section}\nendcmap`;
  return rawPage('Rien.', { more: [`<< /Length ${map.length} >>\nstream\n${map}\nendstream`] });
}

/** Pages that show one line, all of them the children of the root. */
function pages(count: number): Buffer {
  const content = 'BT /F1 11 Tf 60 700 Td (Rien.) Tj ET';
  const kids = Array.from({ length: count }, (_, index) => `${index + 5} 0 R`).join(' ');
  const resources = '/Resources << /Font << /F1 4 0 R >> >>';
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${count} /MediaBox [0 0 595 842] ${resources} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...Array.from({ length: count }, () => '<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>'),
  ]);
}
