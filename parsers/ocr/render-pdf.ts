import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { limits } from '../limits.ts';
import { greyLevels, type PagePicture, type Raster } from './raster.ts';

/** Pixels per inch that pages are drawn with: letters of eight points are then big enough to be recognised. */
export const WORKING_DPI = 200;

/**
 * Draws pages of a PDF one after the other, on white: those asked for, or its first ones. Never rejects: a file that
 * cannot be opened has no pages, a page that cannot be drawn is undefined.
 */
export async function* renderedPages(
  bytes: Uint8Array,
  pages: readonly number[] | undefined,
): AsyncGenerator<PagePicture> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({
    // A copy: pdf.js keeps the array it is given.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
    maxImageSize: limits.pixels,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    // Decoders of JBIG2 and JPEG 2000, which copiers like.
    wasmUrl: folder('wasm'),
  });
  try {
    const document = await loading.promise.catch(() => undefined);
    if (document === undefined) return;
    const of = document.numPages;
    const wanted = pages ?? Array.from({ length: of }, (_, index) => index + 1);
    for (const number of wanted.slice(0, limits.recognisedPages)) {
      yield { number, of, raster: await drawn(document, number).catch(() => undefined) };
    }
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}

/** A data folder of the installed pdf.js. */
function folder(name: string): string {
  const require = createRequire(import.meta.url);
  return `${join(dirname(require.resolve('pdfjs-dist/package.json')), name)}/`;
}

async function drawn(document: PDFDocumentProxy, number: number): Promise<Raster> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const page = await document.getPage(number);
  const size = page.getViewport({ scale: 1 });
  const most = Math.sqrt(limits.workingPixels / Math.max(1, size.width * size.height));
  const scale = Math.min(WORKING_DPI / 72, most);
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  // The canvas of Node is not the one of browsers that the types ask for.
  await page.render({ canvas: null, canvasContext: context as never, viewport, background: 'white' }).promise;
  page.cleanup();
  return { width, height, dpi: scale * 72, levels: greyLevels(context.getImageData(0, 0, width, height).data) };
}
