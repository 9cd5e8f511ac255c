import { inflateSync } from 'node:zlib';
import { limits } from '../limits.ts';
import type { UnreadablePdf } from '../page-content.ts';
import { luma, type Grey } from './raster.ts';

/** Samples of a pixel by colour type (PNG specification, third edition, §11.2.1). */
const samplesOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colour: number;
  readonly samples: number;
}

/**
 * The grey levels of a PNG file, on white where it is transparent. Interlaced ones are `formatNotRead`: no scanner
 * writes them. Written by hand as the inflated bytes must be bounded.
 */
export function pngLevels(bytes: Uint8Array): Grey | UnreadablePdf {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const header = headerOf(file);
    if (header === undefined) return { unreadable: 'corrupt' };
    if (isTooLarge(header)) return { unreadable: 'tooLarge' };
    if (file.readUInt8(28) !== 0) return { unreadable: 'formatNotRead' };
    const { parts, palette, clear } = chunksOf(file);
    const row = Math.ceil((header.width * header.bits * header.samples) / 8) + 1;
    const rows = inflateSync(Buffer.concat(parts), { maxOutputLength: row * header.height + 64 });
    return rows.length < row * header.height ? { unreadable: 'corrupt' } : levelsOf(rows, header, { palette, clear });
  } catch {
    return { unreadable: 'corrupt' };
  }
}

function isTooLarge({ width, height, bits, samples }: Header): boolean {
  return width * height > limits.pixels || (width * height * bits * samples) / 8 > limits.pictureBytes;
}

function headerOf(file: Buffer): Header | undefined {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [bits, colour] = [file.readUInt8(24), file.readUInt8(25)];
  const samples = samplesOf.get(colour);
  const isKnown = [1, 2, 4, 8, 16].includes(bits) && (bits >= 8 || samples === 1) && (bits <= 8 || colour !== 3);
  if (samples === undefined || !isKnown || width === 0 || height === 0) return undefined;
  return { width, height, bits, colour, samples };
}

/** The compressed rows, the palette, and how opaque its colours are. */
function chunksOf(file: Buffer): { parts: Buffer[]; palette: Buffer; clear: Buffer } {
  const parts: Buffer[] = [];
  let palette: Buffer = Buffer.alloc(0);
  let clear: Buffer = Buffer.alloc(0);
  for (let at = 8; at + 8 <= file.length;) {
    const length = file.readUInt32BE(at);
    const data = file.subarray(at + 8, at + 8 + length);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(data);
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') clear = data;
    else if (type === 'IEND') break;
    at += 12 + length;
  }
  return { parts, palette, clear };
}

function levelsOf(rows: Buffer, header: Header, table: { palette: Buffer; clear: Buffer }): Grey {
  const { width, height, bits, samples } = header;
  const pixel = Math.max(1, (bits * samples) >> 3);
  const row = Math.ceil((width * bits * samples) / 8);
  const levels = new Uint8Array(width * height);
  const level = levelReader(header, table);
  let above: Buffer = Buffer.alloc(row);
  for (let y = 0; y < height; y += 1) {
    const start = y * (row + 1);
    const line = rows.subarray(start + 1, start + 1 + row);
    unfilter(line, above, rows[start] ?? 0, pixel);
    for (let x = 0; x < width; x += 1) levels[y * width + x] = level(line, x);
    above = line;
  }
  return { width, height, levels };
}

/** Undoes the filter of a row in place (§9.2). */
function unfilter(line: Buffer, above: Buffer, filter: number, pixel: number): void {
  if (filter === 0) return;
  for (let at = 0; at < line.length; at += 1) {
    const left = at < pixel ? 0 : (line[at - pixel] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < pixel ? 0 : (above[at - pixel] ?? 0);
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : nearest(left, up, corner);
    line[at] = ((line[at] ?? 0) + guess) & 255;
  }
}

/** Paeth’s predictor (§9.4). */
function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** How the level of a pixel is read from its row; of sixteen bits the upper eight are. */
function levelReader(header: Header, { palette, clear }: { palette: Buffer; clear: Buffer }) {
  const { bits, colour, samples } = header;
  const step = bits === 16 ? 2 : 1;
  const most = (1 << Math.min(bits, 8)) - 1;
  const small = (line: Buffer, x: number) => {
    if (bits >= 8) return line[x * step * samples] ?? 0;
    const shift = 8 - bits - ((x * bits) & 7);
    return ((line[(x * bits) >> 3] ?? 0) >> shift) & most;
  };
  if (colour === 3) {
    const greys = Array.from({ length: 256 }, (_, index) =>
      onWhite(luma(palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2]), clear[index] ?? 255),
    );
    return (line: Buffer, x: number) => greys[small(line, x)] ?? 255;
  }
  if (colour === 0) return (line: Buffer, x: number) => (small(line, x) * 255) / most;
  const width = samples * step;
  return (line: Buffer, x: number) => {
    const at = x * width;
    const level = colour === 4 ? (line[at] ?? 0) : luma(line[at], line[at + step], line[at + 2 * step]);
    return colour === 2 ? level : onWhite(level, line[at + width - step] ?? 255);
  };
}

function onWhite(level: number, alpha: number): number {
  return 255 - ((255 - level) * alpha) / 255;
}
