import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { readMessage } from '../../parsers/read.ts';
import type { Submission } from '../../worker/domain/submission.ts';
import { buildMail } from '../builders/mail.ts';

const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../fixtures', path));

/** A file of every format that is opened or read, through the whole way from the mail to its values. */
const files: readonly (readonly [format: string, content: Buffer])[] = [
  ['fillable PDF', fixture('corpus/a3-named-hospital-pdftk.pdf')],
  ['printed PDF', fixture('corpus/d3-list-company-libreoffice.pdf')],
  ['XFA PDF', fixture('corpus/a1-dynamic-agency-pikepdf.pdf')],
  ['PDF with files in it', fixture('pdf/attached-by-qpdf.pdf')],
  ['protected PDF', fixture('pdf/owner-password-rc4.pdf')],
  ['DOCX', fixture('corpus/a2-controls-company-word.docx')],
  ['ODT', fixture('corpus/a8-table-agency-libreoffice.odt')],
  ['DOC', fixture('office/table.doc')],
  ['RTF', fixture('corpus/a4-left-agency-libreoffice.rtf')],
  ['XLSX', fixture('corpus/t1-block-openpyxl.xlsx')],
  ['XLSM', fixture('corpus/t2-block-openpyxl.xlsm')],
  ['XLS', fixture('corpus/t1-block-libreoffice.xls')],
  ['XLSB', fixture('corpus/t1-block-hand.xlsb')],
  ['ODS', fixture('corpus/t1-divided-libreoffice.ods')],
  ['CSV', fixture('corpus/t1-block-semicolon-windows-python.csv')],
  ['HTML', fixture('corpus/a2-table-company-outlook.html')],
  ['text', fixture('corpus/a1-label_lines-agency-typed.txt')],
  ['TIFF', fixture('corpus/d3-list-company-scan-clean150-lzw.tif')],
  ['ZIP', fixture('opening/noms.zip')],
  ['signed mail', fixture('opening/signe-opaque.eml')],
];

const damage = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'drop', 'repeat'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.integer({ min: 1, max: 400 }),
  value: fc.integer({ min: 1, max: 255 }),
});

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Buffer, { kind, at, size, value }: Damage): Buffer {
  const place = Math.max(0, Math.min(bytes.length - 1, Math.floor(at * bytes.length)));
  const [before, piece, after] = [
    bytes.subarray(0, place),
    bytes.subarray(place, place + size),
    bytes.subarray(place + size),
  ];
  if (kind === 'cut') return Buffer.from(before);
  if (kind === 'drop') return Buffer.concat([before, after]);
  if (kind === 'repeat') return Buffer.concat([before, piece, piece, after]);
  return Buffer.from(bytes.map((byte, index) => (index === place ? byte ^ value : byte)));
}

async function read(bytes: Uint8Array): Promise<Submission> {
  const request = { bytes, sha256: sha256(bytes), ownAddresses: [], headersOnly: undefined, skip: [] };
  return (await readMessage(request)).submission;
}

/** Every file has an answer; a value never stands without its place, nor a reason without its file. */
function expectAnswer({ documents }: Submission, least: number): void {
  expect(documents.length).toBeGreaterThanOrEqual(least);
  for (const { part, readings } of documents) {
    expect(readings.every(({ raw, source }) => raw !== '' && source.part === part)).toBe(true);
  }
}

describe('whatever a mail brings, it becomes a value', () => {
  it.each(files)('a %s with a byte changed, a part cut out, lost or doubled', async (_, content) => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = changes.reduce(damaged, content);
        expectAnswer(await read(buildMail({ attachments: [{ name: 'piece.bin', content: bytes }] })), 2);
      }),
      { numRuns: 12 },
    );
  });

  it('a file of any bytes', async () => {
    const heads = files.map(([, content]) => content.subarray(0, 12));
    const any = fc.tuple(fc.constantFrom(Buffer.alloc(0), ...heads), fc.uint8Array({ maxLength: 600 }));
    await fc.assert(
      fc.asyncProperty(any, async ([head, rest]) => {
        const content = Buffer.concat([head, rest]);
        expectAnswer(await read(buildMail({ attachments: [{ name: 'piece.bin', content }] })), 2);
      }),
      { numRuns: 150 },
    );
  });

  it('a mail of any bytes, and a sound one that is damaged', async () => {
    const sound = buildMail({
      text: 'Dosage : 5 mg',
      attachments: files.slice(9, 11).map(([name, content]) => ({ name, content })),
    });
    const changed = fc.array(damage, { minLength: 1, maxLength: 4 }).map((changes) => changes.reduce(damaged, sound));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.uint8Array({ maxLength: 600 })), async (bytes) => {
        expectAnswer(await read(bytes), 1);
      }),
      { numRuns: 80 },
    );
  });
}, 120_000);
