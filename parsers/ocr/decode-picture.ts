import type { UnreadablePdf } from '../page-content.ts';
import { jpegLevels, openJpeg, type Jpeg } from './jpeg.ts';
import { picturePdf } from './picture-pdf.ts';
import { pngLevels } from './png.ts';
import { quarterTurned, resized, type Grey, type PagePicture, type Raster } from './raster.ts';
import { renderedPages, WORKING_DPI } from './render-pdf.ts';
import { sheetScale } from './sheet.ts';
import type { StripPicture } from './strip-picture.ts';
import { tiffPages, tiffPicture, type TiffPage } from './tiff.ts';

/** Difference of sizes that does not matter. */
const NEARLY = 0.1;

/**
 * The pages of a picture file, drawn one after the other; a TIFF may have several. Formats that no scanner writes are
 * `formatNotRead`. Never rejects.
 *
 * The decoders of @napi-rs/canvas are never given a file: a damaged one ends the whole process, not only its thread
 * (Brooooooklyn/canvas#1309). PNG and the plain kinds of TIFF are decoded here, JPEG and fax by pdf.js.
 */
export function decodePicture(bytes: Uint8Array, format: string): AsyncIterable<PagePicture> | UnreadablePdf {
  switch (format) {
    case 'png':
      return only(pngLevels(bytes));
    case 'jpg':
      return only(openJpeg(bytes));
    case 'tif': {
      const pages = tiffPages(bytes);
      return 'unreadable' in pages ? pages : fromTiff(bytes, pages);
    }
    default:
      return { unreadable: 'formatNotRead' };
  }
}

type Picture = Grey | Jpeg | StripPicture;

function only(picture: Picture | UnreadablePdf): AsyncIterable<PagePicture> | UnreadablePdf {
  return 'unreadable' in picture ? picture : listed([() => picture]);
}

function fromTiff(bytes: Uint8Array, pages: readonly TiffPage[]): AsyncIterable<PagePicture> | UnreadablePdf {
  const pictures = pages.map((page) => () => tiffPicture(bytes, page));
  if (pages.length > 1) return listed(pictures);
  const [first] = pages;
  return first === undefined ? { unreadable: 'corrupt' } : only(decoded(() => tiffPicture(bytes, first)));
}

type Decode = () => Picture | UnreadablePdf;

async function* listed(pictures: readonly Decode[]): AsyncGenerator<PagePicture> {
  for (const [index, picture] of pictures.entries()) {
    yield { number: index + 1, of: pictures.length, raster: await rasterOf(decoded(picture)) };
  }
}

/** Decoders of damaged data may throw, as zlib does. */
function decoded(decode: Decode): Picture | UnreadablePdf {
  try {
    return decode();
  } catch {
    return { unreadable: 'corrupt' };
  }
}

async function rasterOf(picture: Picture | UnreadablePdf): Promise<Raster | undefined> {
  if ('unreadable' in picture) return undefined;
  if ('frame' in picture) return upright(picture).catch(() => undefined);
  if ('levels' in picture) return onSheet(picture);
  for await (const { raster } of renderedPages(picturePdf([picture]), [1])) return raster;
  return undefined;
}

async function upright(picture: Jpeg): Promise<Raster> {
  const page = onSheet(await jpegLevels(picture));
  const turns = picture.turns as 0 | 1 | 2 | 3;
  return turns === 0 ? page : quarterTurned(page, turns);
}

/** A picture of unknown resolution in the working size. */
function onSheet(picture: Grey): Raster {
  const own = 72 / sheetScale(picture.width, picture.height);
  const scale = WORKING_DPI / own;
  // Nearly the right size is left as it is: every change blurs.
  return Math.abs(scale - 1) < NEARLY ? { ...picture, dpi: own } : { ...resized(picture, scale), dpi: WORKING_DPI };
}
