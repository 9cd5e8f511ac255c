import { imageSize } from 'image-size';
import { limits } from '../limits.ts';
import type { UnreadablePdf } from '../page-content.ts';
import { luma, type Grey } from './raster.ts';
import { turnsOf, type StripPicture } from './strip-picture.ts';

/** Colour spaces of a PDF by the number of components of a JPEG. */
const colours = new Map([
  [1, 'DeviceGray'],
  [3, 'DeviceRGB'],
  [4, 'DeviceCMYK'],
]);

/** Pixels of a picture that is drawn like a page: A4 at 300 points to the inch, with some margin. */
const DRAWN = 9_000_000;

/** A JPEG file of many pixels, not decoded. */
export interface Jpeg {
  readonly frame: Frame;
  /** Clockwise quarter turns to see it upright. */
  readonly turns: number;
  readonly bytes: Uint8Array;
}

/**
 * A JPEG file (ITU-T T.81), as one strip to be drawn, or by itself where it is large. Its headers are walked strictly: what
 * is not understood is `corrupt`.
 */
export function openJpeg(bytes: Uint8Array): Jpeg | StripPicture | UnreadablePdf {
  const frame = frameOf(bytes);
  const space = colours.get(frame?.components ?? 0);
  if (frame === undefined || space === undefined) return { unreadable: 'corrupt' };
  const { width, height } = frame;
  const pixels = width * height;
  if (pixels > limits.pixels || pixels * frame.components > limits.pictureBytes) return { unreadable: 'tooLarge' };
  const turns = turnsOf(orientationOf(bytes));
  if (pixels > DRAWN) return { frame, turns, bytes };
  const entries = `/Filter /DCTDecode /ColorSpace /${space} /BitsPerComponent 8`;
  return { width, height, pixelShape: 1, turns, strips: [{ rows: height, data: bytes, entries }] };
}

/**
 * Its grey levels, not turned. By the decoder of pdf.js alone: drawing the picture would hold it three times more, four
 * octets a pixel each time. Rejects when it is damaged.
 */
export async function jpegLevels({ frame, bytes }: Jpeg): Promise<Grey> {
  const { JpegImage } = await import('pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs');
  const { width, height, components } = frame;
  const image = new JpegImage();
  image.parse(bytes);
  const samples = image.getData({ width, height, forceRGB: components !== 1 });
  const octets = new Uint8Array(samples.buffer, samples.byteOffset, samples.length);
  return { width, height, levels: components === 1 ? octets : levelsOf(octets) };
}

function levelsOf(rgb: Uint8Array): Uint8Array {
  const levels = new Uint8Array(rgb.length / 3);
  for (let pixel = 0, at = 0; pixel < levels.length; pixel += 1, at += 3) {
    levels[pixel] = luma(rgb[at], rgb[at + 1], rgb[at + 2]);
  }
  return levels;
}

function orientationOf(bytes: Uint8Array): number | undefined {
  try {
    return imageSize(bytes).orientation;
  } catch {
    return undefined;
  }
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** The frame header (T.81 §B.2.2) before the first scan; undefined when there is none, or anything odd on the way. */
function frameOf(bytes: Uint8Array): Frame | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Frame | undefined;
  for (let at = 2; at + 4 <= file.length;) {
    const marker = file.readUInt16BE(at);
    const length = file.readUInt16BE(at + 2);
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (marker < 0xffc0 || length < 2) return undefined;
    // A number of lines that comes behind the scan (DNL, T.81 §B.2.5) would make any size of it.
    if (marker === 0xffda) return file.includes(Buffer.from([0xff, 0xdc]), at) ? undefined : frame;
    if (marker >= 0xffc0 && marker <= 0xffc2) {
      if (frame !== undefined || length < 8 || at + 10 > file.length) return undefined;
      frame = {
        height: file.readUInt16BE(at + 5),
        width: file.readUInt16BE(at + 7),
        components: file.readUInt8(at + 9),
      };
      if (frame.width === 0 || frame.height === 0) return undefined;
    }
    at += 2 + length;
  }
  return undefined;
}
