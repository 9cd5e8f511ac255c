import type { Document, Reading, UnreadableReason } from '../../worker/domain/submission.ts';
import type { FileType } from '../file-type.ts';
import { limits } from '../limits.ts';
import type { PagePicture } from '../ocr/raster.ts';
import type { RecognisedPages } from '../ocr/recognise-pages.ts';
import type { Outside } from '../ports.ts';
import { plainDocument, unreadableDocument, type Attachment } from './attachment.ts';
import { pageDocuments, scannedDocuments } from './page-document.ts';

/** Below this confidence a value is kept as it was read, and not understood: recognition is too often wrong there. */
const CERTAIN = 85;

/** « µg » is often seen as « pg », a millionth of it, by every look at the page: such an amount stays as it was read. */
const doubtful = /\d\s*pg\b/i;

/** Formats that scanners and telephones write, and that can be decoded in bounds. */
const decoded = ['png', 'jpg', 'tif'];

/**
 * Reads a picture file: a small one is a logo; the pages of a scan are recognised, where recognition is installed. Never
 * rejects.
 */
export async function readPicture(
  bytes: Uint8Array,
  attachment: Attachment,
  { name, format }: FileType,
  outside: Outside,
): Promise<Document[]> {
  const unreadable = (reason: UnreadableReason) => [unreadableDocument(attachment, reason, name)];
  const pixels = await pixelsOf(bytes);
  if (pixels === undefined) return unreadable('corrupt');
  if (pixels < limits.decorationPixels) return [plainDocument(attachment, 'decoration', `${name} de petite taille`)];
  if (!decoded.includes(format)) return unreadable('formatNotRead');
  if (pixels > limits.pixels) return unreadable('tooLarge');
  if (outside.ocr === undefined) return unreadable('scanNotRead');
  const { decodePicture } = await import('../ocr/decode-picture.ts');
  const pictures = decodePicture(bytes, format);
  if ('unreadable' in pictures) return unreadable(pictures.unreadable);
  const recognised = await recognise(pictures, attachment, outside);
  if (recognised === undefined) return unreadable('scanNotRead');
  const unread = scannedDocuments(recognised.content.scannedPages, attachment);
  return [...readDocuments(recognised, attachment), ...unread.map((each) => ({ ...each, format: name }))];
}

/**
 * Recognises pages of a PDF that are pictures, all of them without `pages`: at most `limits.recognisedPages` of one
 * file. Those that were not recognised are `scanNotRead`.
 */
export async function readScannedPages(
  bytes: Uint8Array,
  pages: readonly number[] | undefined,
  attachment: Attachment,
  outside: Outside,
): Promise<Document[]> {
  const unread = () =>
    pages === undefined ? [unreadableDocument(attachment, 'scanNotRead', 'PDF')] : scannedDocuments(pages, attachment);
  if (outside.ocr === undefined || pages?.length === 0) return unread();
  const { renderedPages } = await import('../ocr/render-pdf.ts');
  const recognised = await recognise(renderedPages(bytes, pages), attachment, outside);
  if (recognised === undefined) return unread();
  const left = recognised.content.scannedPages.filter((each) => pages?.includes(each) !== false);
  return [...readDocuments(recognised, attachment), ...scannedDocuments(left, attachment)];
}

/** As the header tells; undefined when it is none. */
async function pixelsOf(bytes: Uint8Array): Promise<number | undefined> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return undefined;
  }
}

/** What the pages say; undefined where nothing was legible on any, or the engine failed. */
async function recognise(
  pictures: AsyncIterable<PagePicture>,
  { part }: Attachment,
  { ocr, working, recognising }: Outside,
): Promise<RecognisedPages | undefined> {
  if (ocr === undefined) return undefined;
  recognising?.();
  const { recognisePages } = await import('../ocr/recognise-pages.ts');
  try {
    const recognised = await recognisePages(pictures, ocr, () => working?.(part) !== false);
    return recognised.content.segments.length === 0 ? undefined : recognised;
  } catch {
    return undefined;
  }
}

function readDocuments(recognised: RecognisedPages, attachment: Attachment): Document[] {
  const found = pageDocuments(recognised.content, { readings: [], unmatched: [] }, attachment);
  return found.map((document) => ({
    ...document,
    fromPicture: true,
    readings: document.readings.map((each) => withConfidence(each, recognised)),
  }));
}

/** The reading with how sure recognition is of it; what it is not sure of stays as it was read. */
function withConfidence(reading: Reading, { confidence }: RecognisedPages): Reading {
  const { field, raw, source } = reading;
  const ocr = source.place.kind === 'box' ? confidence(source.place.page, source.place) : 0;
  if (ocr >= CERTAIN && !doubtful.test(raw)) return { ...reading, source: { ...source, ocr } };
  // The pair of a field and its value's type is lost on the way.
  return { field, raw, source: { ...source, ocr }, state: 'unparsed' } as Reading;
}
