import { limits } from '../limits.ts';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { withDingbats } from './dingbats.ts';
import { uprightRuns, type DrawnText } from './drawn-text.ts';
import type { Frame } from './frame.ts';
import type { Box, Segment } from '../page-content.ts';
import { segmentsOf } from './runs.ts';
import { smallShapes, type Operations } from './shapes.ts';

/** One page as pdf.js reads it; a page that it fails on is empty, and says so. */
export interface TextPage {
  readonly number: number;
  readonly frame: Frame;
  readonly segments: readonly Segment[];
  readonly shapes: readonly Box[];
  readonly failed: boolean;
}

/** The pages of a PDF, at most `limits.pages`. */
export interface TextLayer {
  readonly pageCount: number;
  readonly pages: readonly TextPage[];
}

/** Whether a page with this text may have boxes to tick that are drawn as lines. */
type NeedsShapes = (segments: readonly Segment[]) => boolean;

/**
 * Reads the text of a PDF with its places. Never rejects: a file that needs a password is `encrypted`, one that pdf.js
 * cannot open is `corrupt`.
 */
export async function readTextLayer(
  bytes: Uint8Array,
  needsShapes: NeedsShapes,
): Promise<TextLayer | 'encrypted' | 'corrupt'> {
  const { getDocument, OPS, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({
    // A copy: pdf.js keeps the array it is given.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    maxImageSize: limits.pixels,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
  });
  try {
    return await readPages(await loading.promise, needsShapes, OPS);
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'corrupt';
  } finally {
    await loading.destroy().catch(() => undefined);
  }
}

/** A data folder of the installed pdf.js: it reads fonts and character maps from there by itself. */
function folder(name: string): string {
  const require = createRequire(import.meta.url);
  return `${join(dirname(require.resolve('pdfjs-dist/package.json')), name)}/`;
}

async function readPages(
  document: PDFDocumentProxy,
  needsShapes: NeedsShapes,
  operations: Operations,
): Promise<TextLayer> {
  const pages: TextPage[] = [];
  let left: number = limits.segments;
  for (let number = 1; number <= Math.min(document.numPages, limits.pages) && left > 0; number += 1) {
    const page = await readPage(document, number, { needsShapes, operations, limit: left }).catch(() =>
      failedPage(number),
    );
    left -= page.segments.length;
    pages.push(page);
  }
  if (pages.every((each) => each.failed)) throw new Error('no page of the PDF can be read');
  return { pageCount: document.numPages, pages };
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  { needsShapes, operations, limit }: { needsShapes: NeedsShapes; operations: Operations; limit: number },
): Promise<TextPage> {
  const page = await document.getPage(number);
  const { frame, runs } = uprightRuns(await withDingbats(page, await drawnTexts(page, limit)), page.view);
  const segments = segmentsOf(number, runs).slice(0, limit);
  const shapes = needsShapes(segments) ? await smallShapes(page, frame, operations) : [];
  page.cleanup();
  return { number, frame, segments, shapes, failed: false };
}

function failedPage(number: number): TextPage {
  const frame = { turns: 0, left: 0, bottom: 0, right: 0, top: 0 } as const;
  return { number, frame, segments: [], shapes: [], failed: true };
}

/** The texts of a page in drawing order, at most `limit`: the stream stops there, whatever the page still holds. */
async function drawnTexts(page: PDFPageProxy, limit: number): Promise<DrawnText[]> {
  const texts: DrawnText[] = [];
  const reader = (page.streamTextContent() as ReadableStream<TextChunk>).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const { items, styles } = chunk.value;
    const words = items.filter((each) => each.str.trim() !== '');
    texts.push(...words.map((each) => ({ ...each, ascent: styles[each.fontName]?.ascent ?? NaN })));
    if (texts.length >= limit) {
      await reader.cancel(new Error('enough text')).catch(() => undefined);
      break;
    }
  }
  return texts.slice(0, limit);
}

interface TextChunk {
  readonly items: readonly Omit<DrawnText, 'ascent'>[];
  readonly styles: Readonly<Record<string, { readonly ascent: number }>>;
}
