import { crc32, deflateSync } from 'node:zlib';
import type { Grey } from '../../parsers/ocr/raster.ts';

/** A picture by the level of each pixel. */
export function grey(width: number, height: number, level: (x: number, y: number) => number): Grey {
  return {
    width,
    height,
    levels: Uint8Array.from({ length: width * height }, (_, at) => level(at % width, Math.floor(at / width))),
  };
}

interface PngOptions {
  readonly colour: number;
  readonly bits: number;
  readonly filter?: number;
  readonly alpha?: number;
  /** What the header tells, where it lies. */
  readonly width?: number;
  readonly height?: number;
  /** What stands for the compressed rows. */
  readonly data?: Buffer;
}

/** A PNG file of a picture; levels are rounded to what the bits can tell. */
export function pngFile(picture: Grey, options: PngOptions): Buffer {
  const { colour, bits } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(options.width ?? picture.width, 0);
  header.writeUInt32BE(options.height ?? picture.height, 4);
  header.set([bits, colour, 0, 0, 0], 8);
  const palette = Buffer.from(
    Array.from({ length: 1 << Math.min(bits, 8) }, (_, at) => at * (255 / ((1 << Math.min(bits, 8)) - 1))).flatMap(
      (level) => [level, level, level],
    ),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(colour === 3 ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', options.data ?? deflateSync(filtered(picture, options))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The rows of a PNG before compression, each behind the number of its filter. */
function filtered(picture: Grey, { colour, bits, filter = 0, alpha = 255 }: PngOptions): Buffer {
  const samples = [1, 1, 3, 1, 2, 1, 4][colour] ?? 1;
  const pixel = Math.max(1, (samples * bits) / 8);
  const rows = Array.from({ length: picture.height }, (_, y) => packed(picture, y, { bits, samples, alpha, colour }));
  return Buffer.concat(
    rows.flatMap((row, y) => {
      const above = rows[y - 1] ?? Buffer.alloc(row.length);
      const changed = row.map((byte, at) => {
        const [left, up, corner] = [row[at - pixel] ?? 0, above[at] ?? 0, above[at - pixel] ?? 0];
        return byte - ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0);
      });
      return [Buffer.from([filter]), changed];
    }),
  );
}

function packed(
  { width, levels }: Grey,
  y: number,
  { bits, samples, alpha, colour }: { bits: number; samples: number; alpha: number; colour: number },
): Buffer {
  const row = Buffer.alloc(Math.ceil((width * bits * samples) / 8));
  for (let x = 0; x < width; x += 1) {
    const level = levels[y * width + x] ?? 0;
    for (let sample = 0; sample < samples; sample += 1) {
      const isAlpha = colour >= 4 && sample === samples - 1;
      const value = isAlpha ? alpha : level;
      const at = x * samples + sample;
      if (bits === 16) row.writeUInt16BE(value * 257, at * 2);
      else if (bits === 8) row[at] = value;
      else
        row[(at * bits) >> 3] =
          (row[(at * bits) >> 3] ?? 0) | ((value >> (8 - bits)) << (8 - bits - ((at * bits) & 7)));
    }
  }
  return row;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const near = [left, up, corner].map((each) => Math.abs(guess - each));
  return [left, up, corner][near.indexOf(Math.min(...near))] ?? 0;
}

interface TiffOptions {
  readonly compression: number;
  readonly predictor?: number;
  readonly width?: number;
  readonly height?: number;
  /** The last directory leads back to the first. */
  readonly loops?: boolean;
}

/** A little-endian TIFF file of grey pages, each in strips of sixteen rows. */
export function tiffFile(pages: readonly Grey[], options: TiffOptions): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  const end = () => parts.reduce((sum, each) => sum + each.length, 0);
  let link: { readonly in: Buffer; readonly at: number } = { in: parts[0] ?? Buffer.alloc(8), at: 4 };
  const first: number[] = [];
  for (const page of pages) {
    const strips = stripsOf(page, options);
    const offsets = strips.map((strip) => {
      const at = end();
      parts.push(strip);
      return at;
    });
    const lists = Buffer.alloc(strips.length * 8);
    offsets.forEach((offset, index) => lists.writeUInt32LE(offset, index * 4));
    strips.forEach((strip, index) => lists.writeUInt32LE(strip.length, (strips.length + index) * 4));
    const listsAt = end();
    parts.push(lists);
    const count = strips.length;
    const entries = [
      [256, 4, 1, options.width ?? page.width],
      [257, 4, 1, options.height ?? page.height],
      [258, 3, 1, 8],
      [259, 3, 1, options.compression],
      [262, 3, 1, 1],
      [273, 4, count, count === 1 ? (offsets[0] ?? 0) : listsAt],
      [277, 3, 1, 1],
      [278, 3, 1, 16],
      [279, 4, count, count === 1 ? (strips[0]?.length ?? 0) : listsAt + count * 4],
      [317, 3, 1, options.predictor ?? 1],
    ] as const;
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, values, value], index) => {
      directory.writeUInt16LE(tag, 2 + index * 12);
      directory.writeUInt16LE(type, 4 + index * 12);
      directory.writeUInt32LE(values, 6 + index * 12);
      directory.writeUInt32LE(value, 10 + index * 12);
    });
    const at = end();
    first.push(at);
    link.in.writeUInt32LE(at, link.at);
    link = { in: directory, at: directory.length - 4 };
    parts.push(directory);
  }
  if (options.loops === true) link.in.writeUInt32LE(first[0] ?? 0, link.at);
  return Buffer.concat(parts);
}

function stripsOf({ width, height, levels }: Grey, { compression, predictor }: TiffOptions): Buffer[] {
  return Array.from({ length: Math.ceil(height / 16) }, (_, strip) => {
    const rows = Buffer.from(levels.slice(strip * 16 * width, (strip + 1) * 16 * width));
    const plain = predictor === 2 ? rows.map((byte, at) => byte - (at % width === 0 ? 0 : (rows[at - 1] ?? 0))) : rows;
    switch (compression) {
      case 5:
        return lzw(Buffer.from(plain));
      case 8:
        return deflateSync(plain);
      case 32773:
        return packBits(Buffer.from(plain));
      default:
        return Buffer.from(plain);
    }
  });
}

/** PackBits, in runs of at most 128 bytes. */
function packBits(data: Buffer): Buffer {
  const parts: number[] = [];
  for (let at = 0; at < data.length;) {
    let run = 1;
    while (run < 128 && data[at + run] === data[at]) run += 1;
    parts.push(run === 1 ? 0 : 257 - run, data[at] ?? 0);
    at += run;
  }
  return Buffer.from(parts);
}

/** LZW as TIFF writes it: the code is longer one entry early. */
function lzw(data: Buffer): Buffer {
  let bits = '';
  let table = new Map<string, number>();
  const width = () =>
    table.size + 258 >= 2047 ? 12 : table.size + 258 >= 1023 ? 11 : table.size + 258 >= 511 ? 10 : 9;
  const put = (code: number) => (bits += code.toString(2).padStart(width(), '0'));
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) ?? 0));
  put(256);
  let known = '';
  for (const byte of data) {
    const next = known + String.fromCharCode(byte);
    if (next.length === 1 || table.has(next)) {
      known = next;
      continue;
    }
    put(codeOf(known));
    table.set(next, table.size + 258);
    known = String.fromCharCode(byte);
    if (table.size + 258 < 4094) continue;
    put(256);
    table = new Map();
  }
  put(codeOf(known));
  put(257);
  return Buffer.from(bits.match(/.{1,8}/g)?.map((each) => parseInt(each.padEnd(8, '0'), 2)) ?? []);
}
