import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../parsers/documents/read-file.ts';
import { fileType } from '../../../parsers/file-type.ts';
import type { Ocr, Outside, RecognisedWord } from '../../../parsers/ports.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';
import { where } from '../../builders/printed-page.ts';
import { grey, pngFile } from '../../builders/pictures.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

async function read(bytes: Uint8Array, outside: Outside): Promise<Document[]> {
  const attachment = { ...where, size: bytes.length, sha256: 'a'.repeat(64) as Sha256 };
  return readFile(bytes, attachment, await fileType(bytes, ''), outside);
}

/** Recognition that finds the same lines on every page, of words with these confidences. */
function engine(lines: readonly (readonly [string, number])[], seen: Uint8Array[] = []): Ocr {
  const words = lines.flatMap(([line, confidence], row): RecognisedWord[] => {
    let x = 100;
    return line.split(' ').map((text) => {
      const word = { text, x, y: 100 + row * 60, width: text.length * 14, height: 20, confidence, line: row };
      x += text.length * 14 + 8;
      return word;
    });
  });
  return {
    recognise: (picture) => {
      seen.push(picture);
      const [, width = 1] = /^P5\n(\d+)/.exec(Buffer.from(picture.subarray(0, 20)).toString('latin1')) ?? [];
      // The second look at a page is at a smaller one.
      const scale = Number(width) < 1_600 ? 0.85 : 1;
      const scaled = words.map((each) => ({
        ...each,
        x: each.x * scale,
        y: each.y * scale,
        width: each.width * scale,
        height: each.height * scale,
      }));
      return Promise.resolve(scaled);
    },
  };
}

const form = [
  ['Autorisation d’importation de médicament – Formulaire', 96],
  ['Dosage : 25 mg', 96],
  ['Pays de provenance : Allemagne', 95],
  ['Forme pharmaceutique : Gélule', 40],
  ['Quantité : beaucoup de boîtes', 96],
] as const;

/** Rows of dashes: a page without ink is never given to recognition. */
const dashes = (width: number, height: number) => grey(width, height, (x, y) => (x % 20 < 12 && y % 40 < 6 ? 0 : 255));

const page = pngFile(dashes(1_654, 2_339), { colour: 0, bits: 8 });

describe('a picture', () => {
  it('is a scan that nobody has read, where recognition is not installed', async () => {
    expect(await read(page, {})).toMatchObject([{ kind: 'unreadable', reason: 'scanNotRead', readings: [] }]);
  });

  it('that is small is a logo', async () => {
    const logo = pngFile(
      grey(200, 80, () => 0),
      { colour: 0, bits: 8 },
    );
    expect(await read(logo, { ocr: engine(form) })).toMatchObject([{ kind: 'decoration' }]);
  });

  it('in a format that no scanner writes is asked for again', async () => {
    const gif = Buffer.from('GIF89a\x00\x08\x00\x08\x00\x00\x00', 'latin1');
    expect(await read(gif, { ocr: engine(form) })).toMatchObject([{ kind: 'unreadable', reason: 'formatNotRead' }]);
  });

  it('gives its values with their confidence, and only those it is sure of as understood', async () => {
    const [document] = await read(page, { ocr: engine(form) });
    expect(document).toMatchObject({ kind: 'importForm', fromPicture: true });
    const found = document?.readings.map(({ field, raw, state, source }) => ({ field, raw, state, ocr: source.ocr }));
    expect(found).toEqual([
      { field: 'strength', raw: '25 mg', state: 'parsed', ocr: 99 },
      { field: 'provenanceCountry', raw: 'Allemagne', state: 'parsed', ocr: 98 },
      { field: 'pharmaceuticalForm', raw: 'Gélule', state: 'unparsed', ocr: 70 },
      { field: 'quantity', raw: 'beaucoup de boîtes', state: 'unparsed', ocr: 99 },
    ]);
  });

  it('never understands « pg », which is how « µg » is mostly seen', async () => {
    const lines = form.map(([line, sure]) => [line.replace('25 mg', '25 pg'), sure] as const);
    const [document] = await read(page, { ocr: engine(lines) });
    expect(document?.readings.find(({ field }) => field === 'strength')).toMatchObject({
      raw: '25 pg',
      state: 'unparsed',
    });
  });

  it('on which little is legible is a scan that was not read', async () => {
    const noise = engine([
      ['xq zzp', 12],
      ['Dosage', 90],
      ['rr ttk pp', 20],
    ]);
    expect(await read(page, { ocr: noise })).toMatchObject([{ kind: 'unreadable', reason: 'scanNotRead' }]);
  });

  it('is a scan that was not read when the engine fails, or when there is no time left', async () => {
    const broken: Ocr = { recognise: () => Promise.reject(new Error('out of memory')) };
    expect(await read(page, { ocr: broken })).toMatchObject([{ reason: 'scanNotRead' }]);
    const seen: Uint8Array[] = [];
    expect(await read(page, { ocr: engine(form, seen), working: () => false })).toMatchObject([
      { reason: 'scanNotRead' },
    ]);
    expect(seen).toEqual([]);
  });

  it('that is damaged is corrupt, whatever its name says', async () => {
    const cut = page.subarray(0, page.length - 60);
    expect(await read(cut, { ocr: engine(form) })).toMatchObject([{ kind: 'unreadable', reason: 'corrupt' }]);
  });
});

/** A PDF of pages that are pictures, with the pages of another PDF before them. */
async function pdf(pictures: number, before?: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  if (before !== undefined) {
    const other = await PDFDocument.load(readFileSync(join(fixtures, 'pdf', before)));
    const [copied] = await document.copyPages(other, [0]);
    if (copied !== undefined) document.addPage(copied);
  }
  const picture = await document.embedPng(pngFile(dashes(600, 840), { colour: 0, bits: 8 }));
  for (let index = 0; index < pictures; index += 1) {
    document.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  }
  return document.save();
}

describe('a scanned PDF', () => {
  it('of many pages is recognised up to the cap, and says which pages were not', async () => {
    const letter = engine([
      ['Attestation de qualité du lot', 95],
      ['établie pour le dossier', 95],
    ]);
    const documents = await read(await pdf(8), { ocr: letter });
    expect(documents.filter(({ kind }) => kind === 'unreadable')).toMatchObject([
      { reason: 'scanNotRead', pages: { first: 7, last: 8 } },
    ]);
  });

  it('behind a printed page is a document of its own, marked as a picture', async () => {
    const documents = await read(await pdf(1, 'table.pdf'), { ocr: engine(form) });
    expect(documents.map(({ kind, fromPicture, pages }) => [kind, fromPicture, pages?.first])).toEqual([
      ['importForm', undefined, 1],
      ['importForm', true, 2],
    ]);
    expect(documents[0]?.readings.every((each) => each.source.ocr === undefined)).toBe(true);
    expect(documents[1]?.readings.every((each) => each.source.ocr !== undefined)).toBe(true);
  });

  it('is named with its pages where recognition is not installed', async () => {
    expect(await read(await pdf(2), {})).toMatchObject([{ kind: 'unreadable', reason: 'scanNotRead' }]);
  });
});
