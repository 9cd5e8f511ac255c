import { limits } from '../limits.ts';
import type { UnreadablePdf } from '../page-content.ts';
import type { Grey } from './raster.ts';
import { turnsOf, type Strip, type StripPicture } from './strip-picture.ts';
import { keepsSamples, levelsOfSamples } from './tiff-samples.ts';

/** Tags of TIFF 6.0 that are read. */
const tags = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  offsets: 273,
  orientation: 274,
  samples: 277,
  rows: 278,
  lengths: 279,
  resolutionX: 282,
  resolutionY: 283,
  planes: 284,
  faxOptions: 292,
  predictor: 317,
  palette: 320,
  jpegTables: 347,
} as const;

type Tag = keyof typeof tags;

/** Strips of one page, and entries of one directory: beyond, the file is a trap. */
const MAX_STRIPS = 20_000;
const MAX_ENTRIES = 200;

/** A page of a TIFF file, told by its directory and not decoded yet. */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly values: (tag: Tag) => readonly number[];
  readonly littleEndian: boolean;
}

/** The pages of a TIFF file (TIFF 6.0), the first `limits.pages` of them. */
export function tiffPages(bytes: Uint8Array): TiffPage[] | UnreadablePdf {
  try {
    const pages = directoriesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (pages.length === 0 || pages.some(({ width, height }) => width * height === 0)) return { unreadable: 'corrupt' };
    return pages.some(isTooLarge) ? { unreadable: 'tooLarge' } : pages;
  } catch {
    // A place outside the file.
    return { unreadable: 'corrupt' };
  }
}

function isTooLarge({ width, height, values }: TiffPage): boolean {
  const bytes = (width * height * (values('bits')[0] ?? 1) * (values('samples')[0] ?? 1)) / 8;
  return width * height > limits.pixels || bytes > limits.pictureBytes;
}

/** The directories of the pages, in order; each is visited once, as files may lead back to themselves. */
function directoriesOf(file: Buffer): TiffPage[] {
  const littleEndian = file.toString('latin1', 0, 2) === 'II';
  const read = (at: number, size: number) => (littleEndian ? file.readUIntLE(at, size) : file.readUIntBE(at, size));
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  for (let at = read(4, 4); at !== 0 && !seen.has(at) && pages.length < limits.pages;) {
    seen.add(at);
    const count = read(at, 2);
    const entries = new Map<number, number[]>();
    for (let index = 0; index < Math.min(count, MAX_ENTRIES); index += 1) {
      const entry = at + 2 + index * 12;
      entries.set(read(entry, 2), valuesOf(entry, read));
    }
    const values = (tag: Tag) => entries.get(tags[tag]) ?? [];
    pages.push({ width: values('width')[0] ?? 0, height: values('height')[0] ?? 0, values, littleEndian });
    at = read(at + 2 + count * 12, 4);
  }
  return pages;
}

/** Bytes of one value by the type of the entry: BYTE, SHORT, LONG, RATIONAL as two of LONG, UNDEFINED. */
const sizes = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [5, 4],
  [7, 1],
]);

function valuesOf(entry: number, read: (at: number, size: number) => number): number[] {
  const type = read(entry + 2, 2);
  const size = sizes.get(type) ?? 0;
  const count = Math.min(read(entry + 4, 4), MAX_STRIPS) * (type === 5 ? 2 : 1);
  if (size === 0) return [];
  const at = size * count <= 4 ? entry + 8 : read(entry + 8, 4);
  return Array.from({ length: count }, (_, index) => read(at + index * size, size));
}

/**
 * A page as its samples in grey, or as strips of fax or JPEG, which are left to pdf.js. Tiles, planes and rare codings
 * are `formatNotRead`.
 */
export function tiffPicture(bytes: Uint8Array, page: TiffPage): Grey | StripPicture | UnreadablePdf {
  const { width, height, values, littleEndian } = page;
  const one = (tag: Tag, usual: number) => values(tag)[0] ?? usual;
  const strips = stripsOf(bytes, page);
  if (strips === undefined) return { unreadable: values('offsets').length === 0 ? 'formatNotRead' : 'corrupt' };
  const [bits, samples, compression] = [one('bits', 1), one('samples', 1), one('compression', 1)];
  const photometric = one('photometric', 0);
  if (one('planes', 1) !== 1) return { unreadable: 'formatNotRead' };
  if (keepsSamples(compression)) {
    const isKnown = photometric <= 3 && [1, 2, 4, 8, 16].includes(bits) && samples >= (photometric === 2 ? 3 : 1);
    if (!isKnown || one('fillOrder', 1) !== 1) return { unreadable: 'formatNotRead' };
    const layout = { width, height, bits, samples, compression, photometric, littleEndian };
    return levelsOfSamples(strips, { ...layout, predictor: one('predictor', 1), palette: values('palette') });
  }
  const entries = entriesOf(page);
  if (entries === undefined) return { unreadable: 'formatNotRead' };
  const tables = Buffer.from(values('jpegTables'));
  const coded = strips.map(({ rows, data }): Strip => {
    // The tables of all strips stand in a JPEG of their own (TIFF technical note 2): without its end, before the frame.
    const whole =
      compression === 7 && tables.length > 4 ? Buffer.concat([tables.subarray(0, -2), data.subarray(2)]) : data;
    return { rows, data: one('fillOrder', 1) === 2 ? mirrored(whole) : whole, entries: entries(rows) };
  });
  const [x = 1, perX = 1, y = 1, perY = 1] = [...values('resolutionX'), ...values('resolutionY')];
  const shape = x / perX / (y / perY);
  const pixelShape = shape > 0.25 && shape < 4 ? shape : 1;
  return { width, height, pixelShape, turns: turnsOf(one('orientation', 1)), strips: coded };
}

function stripsOf(bytes: Uint8Array, { height, values }: TiffPage): { rows: number; data: Uint8Array }[] | undefined {
  const rows = Math.min(values('rows')[0] ?? height, height);
  const [offsets, lengths] = [values('offsets'), values('lengths')];
  const count = Math.ceil(height / Math.max(1, rows));
  if (rows === 0 || offsets.length < count || lengths.length < count) return undefined;
  return offsets.slice(0, count).map((offset, index) => ({
    rows: Math.min(rows, height - index * rows),
    data: bytes.subarray(offset, offset + (lengths[index] ?? 0)),
  }));
}

/** How a PDF tells to read the strips; undefined for codings that it does not know. */
function entriesOf({ width, values }: TiffPage): ((rows: number) => string) | undefined {
  const one = (tag: Tag, usual: number) => values(tag)[0] ?? usual;
  const [compression, samples] = [one('compression', 1), one('samples', 1)];
  if (compression === 7 && one('bits', 1) === 8) {
    const colours = samples === 1 ? '/DeviceGray' : samples === 3 ? '/DeviceRGB' : undefined;
    const transform = one('photometric', 0) === 2 ? 0 : 1;
    const filter = `/Filter /DCTDecode /DecodeParms << /ColorTransform ${transform} >> /BitsPerComponent 8`;
    return colours && (() => `${filter} /ColorSpace ${colours}`);
  }
  if (compression < 2 || compression > 4 || one('bits', 1) * samples !== 1) return undefined;
  // Group 3 and Group 4 fax (ITU-T T.4, T.6; ISO 32000-1 table 11): the runs themselves say what is black.
  const options = one('faxOptions', 0);
  const k = compression === 4 ? -1 : compression === 3 ? options & 1 : 0;
  const isAligned = compression === 2 || (options & 4) !== 0;
  const decode = one('photometric', 0) === 1 ? '[1 0]' : '[0 1]';
  const colours = `/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode ${decode}`;
  return (rows) =>
    `${colours} /Filter /CCITTFaxDecode /DecodeParms << /K ${k} /Columns ${width} /Rows ${rows} ` +
    `/EncodedByteAlign ${String(isAligned)} /EndOfBlock false >>`;
}

/** Bytes with their bits in the other order. */
function mirrored(strip: Uint8Array): Uint8Array {
  return strip.map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit += 1) turned = (turned << 1) | ((byte >> bit) & 1);
    return turned;
  });
}
