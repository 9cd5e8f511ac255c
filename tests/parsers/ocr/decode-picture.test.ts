import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../parsers/ocr/decode-picture.ts';
import type { Raster } from '../../../parsers/ocr/raster.ts';
import { grey, pngFile, tiffFile } from '../../builders/pictures.ts';

const scans = join(import.meta.dirname, '../../fixtures/scans');
const reasons = ['corrupt', 'tooLarge', 'formatNotRead'];

async function pagesOf(bytes: Uint8Array, format: string): Promise<(Raster | undefined)[]> {
  const pictures = decodePicture(bytes, format);
  if ('unreadable' in pictures) throw new Error(pictures.unreadable);
  const pages: (Raster | undefined)[] = [];
  for await (const { raster } of pictures) pages.push(raster);
  return pages;
}

/** The mean level of a raster’s left and of its right half. */
function halves({ width, levels }: Raster): [number, number] {
  const sums: [number, number] = [0, 0];
  levels.forEach((level, at) => (sums[at % width < width / 2 ? 0 : 1] += level));
  return [Math.round(sums[0] / (levels.length / 2)), Math.round(sums[1] / (levels.length / 2))];
}

async function expectHalves(bytes: Uint8Array, format: string): Promise<void> {
  const [page] = await pagesOf(bytes, format);
  if (page === undefined) throw new Error('the page was not drawn');
  const [left, right] = halves(page);
  expect(left).toBeLessThan(8);
  expect(right).toBeGreaterThan(247);
}

// Black on the left, white on the right.
const picture = grey(120, 160, (x) => (x < 60 ? 0 : 255));

describe('a PNG', () => {
  it.each([
    [0, 1],
    [0, 2],
    [0, 4],
    [0, 8],
    [0, 16],
    [2, 8],
    [2, 16],
    [3, 1],
    [3, 8],
    [4, 8],
    [6, 8],
    [6, 16],
  ])('of colour type %i with %i bits is decoded', async (colour, bits) => {
    await expectHalves(pngFile(picture, { colour, bits }), 'png');
  });

  it.each([0, 1, 2, 3, 4])('with rows filtered by %i is decoded', async (filter) => {
    await expectHalves(pngFile(picture, { colour: 2, bits: 8, filter }), 'png');
  });

  it('is white where it is transparent', async () => {
    const [page] = await pagesOf(pngFile(picture, { colour: 6, bits: 8, alpha: 0 }), 'png');
    expect(page?.levels.every((level) => level === 255)).toBe(true);
  });

  it('of 900 million pixels is too large, before anything is inflated', () => {
    const bytes = pngFile(picture, { colour: 2, bits: 8, width: 30_000, height: 30_000 });
    expect(decodePicture(bytes, 'png')).toEqual({ unreadable: 'tooLarge' });
  });

  it('whose rows inflate to more than it tells is corrupt', () => {
    const bytes = pngFile(picture, { colour: 0, bits: 8, data: deflateSync(Buffer.alloc(20_000_000)) });
    expect(decodePicture(bytes, 'png')).toEqual({ unreadable: 'corrupt' });
  });
});

describe('a TIFF', () => {
  it.each([
    ['plain', 1],
    ['LZW', 5],
    ['Deflate', 8],
    ['PackBits', 32773],
  ])('in grey, %s, is decoded', async (_, compression) => {
    await expectHalves(tiffFile([picture], { compression }), 'tif');
  });

  it('with differences for samples is decoded', async () => {
    await expectHalves(tiffFile([picture], { compression: 5, predictor: 2 }), 'tif');
  });

  it('of several pages gives each of them', async () => {
    const white = grey(120, 160, () => 255);
    const pages = await pagesOf(tiffFile([picture, white], { compression: 1 }), 'tif');
    expect(pages.map((page) => page && halves(page)[0])).toEqual([0, 255]);
  });

  it('whose directory leads back to itself has one page', async () => {
    expect(await pagesOf(tiffFile([picture], { compression: 1, loops: true }), 'tif')).toHaveLength(1);
  });

  it('of 900 million pixels is too large', () => {
    const bytes = tiffFile([picture], { compression: 1, width: 30_000, height: 30_000 });
    expect(decodePicture(bytes, 'tif')).toEqual({ unreadable: 'tooLarge' });
  });

  it('by fax is drawn as long as the paper, whatever its resolution', async () => {
    const [page] = await pagesOf(readFileSync(join(scans, 'letter-on-its-head.tif')), 'tif');
    expect(page?.dpi).toBeCloseTo(200, 0);
    expect((page?.height ?? 0) / (page?.width ?? 1)).toBeCloseTo(842 / 595, 1);
  });
});

describe('a JPEG', () => {
  const file = readFileSync(join(scans, 'parties-exif.jpg'));
  const header = file.indexOf(Buffer.from([0xff, 0xc0]));

  it('is turned as its camera says', async () => {
    const [page] = await pagesOf(file, 'jpg');
    expect(page?.height).toBeGreaterThan(page?.width ?? Infinity);
  });

  it('that tells a monstrous size is too large', () => {
    const bytes = Buffer.from(file);
    bytes.writeUInt16BE(30_000, header + 5);
    bytes.writeUInt16BE(30_000, header + 7);
    expect(decodePicture(bytes, 'jpg')).toEqual({ unreadable: 'tooLarge' });
  });

  it('that tells its number of lines only later is corrupt', () => {
    const bytes = Buffer.concat([file, Buffer.from([0xff, 0xdc, 0, 4, 0xff, 0xff])]);
    expect(decodePicture(bytes, 'jpg')).toEqual({ unreadable: 'corrupt' });
  });
});

it('formats that no scanner writes are told by name', () => {
  for (const format of ['gif', 'webp', 'heic', 'bmp']) {
    expect(decodePicture(Buffer.from('GIF89a'), format)).toEqual({ unreadable: 'formatNotRead' });
  }
});

describe('whatever its bytes, a picture gets an answer', () => {
  const expectAnswer = async (bytes: Uint8Array, format: string) => {
    const pictures = decodePicture(bytes, format);
    if ('unreadable' in pictures) {
      expect(reasons).toContain(pictures.unreadable);
      return;
    }
    for await (const { raster } of pictures) {
      if (raster !== undefined) expect(raster.levels).toHaveLength(raster.width * raster.height);
    }
  };
  const valid: Readonly<Record<string, Uint8Array>> = {
    png: pngFile(picture, { colour: 2, bits: 8, filter: 4 }),
    tif: tiffFile([picture], { compression: 5 }),
    jpg: readFileSync(join(scans, 'parties-exif.jpg')).subarray(0, 4_000),
  };

  it.each(Object.keys(valid))('random: %s', async (format) => {
    const start = Buffer.from(valid[format] ?? []).subarray(0, 24);
    const bytes = fc.uint8Array({ maxLength: 500 }).map((tail) => Buffer.concat([start, tail]));
    await fc.assert(
      fc.asyncProperty(bytes, (each) => expectAnswer(each, format)),
      { numRuns: 60 },
    );
  });

  it.each(Object.keys(valid))('changed, cut or doubled: %s', async (format) => {
    const whole = Buffer.from(valid[format] ?? []);
    // The size that it tells stays: large pages are slow, and are tried above.
    const place = fc.integer({ min: 30, max: whole.length - 1 });
    const change = fc.record({ at: place, byte: fc.nat(255), kind: fc.constantFrom('flip', 'cut', 'double') });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes = Buffer.from(whole);
        for (const { at, byte, kind } of changes) {
          if (kind === 'flip') bytes[at % bytes.length] = byte;
          else if (kind === 'cut') bytes = bytes.subarray(0, Math.max(30, at % bytes.length));
          else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - byte))]);
        }
        await expectAnswer(bytes, format);
      }),
      // A page of a JPEG is drawn whole each time.
      { numRuns: format === 'jpg' ? 8 : 40 },
    );
  });
});
