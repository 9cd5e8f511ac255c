import { inflateSync } from 'node:zlib';
import { luma, type Grey } from './raster.ts';

/** How the samples of a TIFF page are stored; numbers are those of the tags of TIFF 6.0. */
export interface SampleLayout {
  readonly width: number;
  readonly height: number;
  /** Bits of one sample: 1, 2, 4, 8 or 16, and samples of one pixel. */
  readonly bits: number;
  readonly samples: number;
  readonly compression: number;
  readonly predictor: number;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette. */
  readonly photometric: number;
  /** All reds, then all greens, then all blues, of sixteen bits each. */
  readonly palette: readonly number[];
  readonly littleEndian: boolean;
}

/** One stretch of rows as the file holds it. */
export interface RawStrip {
  readonly rows: number;
  readonly data: Uint8Array;
}

/** Whether a compression (TIFF 6.0 tag 259) keeps samples as they are: none, LZW, Deflate, PackBits. */
export function keepsSamples(compression: number): boolean {
  return [1, 5, 8, 32946, 32773].includes(compression);
}

/** The grey levels of a page. Each strip gives the bytes of its rows and no more, whatever it would give. */
export function levelsOfSamples(strips: readonly RawStrip[], layout: SampleLayout): Grey {
  const { width, height, bits, samples } = layout;
  const row = Math.ceil((width * bits * samples) / 8);
  const levels = new Uint8Array(width * height).fill(255);
  const level = sampleReader(layout);
  let y = 0;
  for (const { rows, data } of strips) {
    const bytes = unpacked(data, row * rows, layout.compression);
    for (let index = 0; index < rows && y < height; index += 1, y += 1) {
      const line = bytes.subarray(index * row, (index + 1) * row);
      if (layout.predictor === 2 && bits === 8) undoDifferences(line, samples);
      for (let x = 0; x < width; x += 1) levels[y * width + x] = level(line, x);
    }
  }
  return { width, height, levels };
}

/** How the level of a pixel is read from its row; of sixteen bits the upper eight are, samples beyond the colours not. */
function sampleReader({ bits, samples, photometric, palette, littleEndian }: SampleLayout) {
  const most = (1 << Math.min(bits, 8)) - 1;
  const upper = bits === 16 && littleEndian ? 1 : 0;
  const sample = (line: Uint8Array, index: number) => {
    if (bits === 16) return line[index * 2 + upper] ?? 0;
    if (bits === 8) return line[index] ?? 0;
    return ((line[(index * bits) >> 3] ?? 0) >> (8 - bits - ((index * bits) & 7))) & most;
  };
  if (photometric === 2) {
    return (line: Uint8Array, x: number) => {
      const at = x * samples;
      return luma(sample(line, at), sample(line, at + 1), sample(line, at + 2));
    };
  }
  const greys = Array.from({ length: most + 1 }, (_, value) => {
    if (photometric === 0) return 255 - (value * 255) / most;
    if (photometric === 1) return (value * 255) / most;
    const [red, green, blue] = [0, 1, 2].map((colour) => (palette[colour * (most + 1) + value] ?? 0) >> 8);
    return luma(red, green, blue);
  });
  return (line: Uint8Array, x: number) => greys[sample(line, x * samples)] ?? 255;
}

/** Exactly `size` bytes; what is missing is zero. */
function unpacked(data: Uint8Array, size: number, compression: number): Uint8Array {
  const bytes = new Uint8Array(size);
  switch (compression) {
    case 5:
      unpackLzw(data, bytes);
      break;
    case 8:
    case 32946:
      bytes.set(inflateSync(data, { maxOutputLength: size + 64 }).subarray(0, size));
      break;
    case 32773:
      unpackBits(data, bytes);
      break;
    default:
      bytes.set(data.subarray(0, size));
  }
  return bytes;
}

/** Horizontal differencing (TIFF 6.0 section 14). */
function undoDifferences(line: Uint8Array, samples: number): void {
  for (let at = samples; at < line.length; at += 1) line[at] = ((line[at] ?? 0) + (line[at - samples] ?? 0)) & 255;
}

/** PackBits (TIFF 6.0 section 9): runs of one byte, and bytes as they are. */
function unpackBits(data: Uint8Array, target: Uint8Array): void {
  let to = 0;
  for (let at = 0; at < data.length && to < target.length;) {
    const count = data[at] ?? 0;
    at += 1;
    if (count < 128) {
      for (let index = 0; index <= count && to < target.length; index += 1) target[to++] = data[at++] ?? 0;
    } else if (count > 128) {
      const end = Math.min(target.length, to + 257 - count);
      target.fill(data[at] ?? 0, to, end);
      to = end;
      at += 1;
    }
  }
}

const CLEAR = 256;
const END = 257;
const MAX_CODES = 4096;

/** LZW (TIFF 6.0 section 13): codes of nine to twelve bits, the upper bit first, growing one code early. */
function unpackLzw(data: Uint8Array, target: Uint8Array): void {
  // Each code is an earlier stretch of the target, one byte longer than the code that it was made from.
  const starts = new Uint32Array(MAX_CODES);
  const lengths = new Uint32Array(MAX_CODES);
  let [next, bits, to] = [END + 1, 9, 0];
  for (let bit = 0; bit + bits <= data.length * 8 && to < target.length;) {
    const at = bit >> 3;
    const window = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    const code = (window >> (24 - (bit & 7) - bits)) & ((1 << bits) - 1);
    bit += bits;
    if (code === CLEAR) {
      [next, bits] = [END + 1, 9];
      continue;
    }
    if (code === END || code >= next) return;
    const from = to;
    const length = code < CLEAR ? 1 : (lengths[code] ?? 0);
    if (code < CLEAR) target[to] = code;
    else
      for (let index = 0; index < length; index += 1) target[from + index] = target[(starts[code] ?? 0) + index] ?? 0;
    to += length;
    // The next code is this stretch and the byte that will follow it.
    if (next < MAX_CODES) {
      starts[next] = from;
      lengths[next] = length + 1;
      next += 1;
    }
    bits = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  }
}
