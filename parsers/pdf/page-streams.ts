import { constants, inflateSync } from 'node:zlib';
import { PDFArray, PDFName, PDFRawStream, decodePDFRawStream, type PDFDocument } from './library.ts';
import { limits } from '../limits.ts';
import { mappedCharacters } from './character-maps.ts';
import { elements, entry, type Page } from './pages.ts';

/** Forms that are looked into for text. */
const MAX_FORMS = 20;

/**
 * Whether all that a PDF holds besides pictures would, inflated, be more than anybody wrote, or its fonts name more characters
 * than there are: real bytes are counted, whatever the file says.
 */
export function isBloated({ context }: PDFDocument): boolean {
  let left: number = limits.pdfBytes;
  let unnamed: number = limits.mappedCharacters;
  return context.enumerateIndirectObjects().some(([, object]) => {
    if (!(object instanceof PDFRawStream) || entry(object.dict, 'Subtype') === PDFName.of('Image')) return false;
    const bytes = bytesOf(object, left);
    if (bytes === 'tooLarge') return true;
    if (bytes === 'damaged') return false;
    left -= bytes.length;
    unnamed -= mappedCharacters(bytes, unnamed);
    return left < 0 || unnamed < 0;
  });
}

/**
 * Whether what draws a page can be inflated to its end: of a damaged stream, text programs show the beginning without a
 * word. Other filters have no checksum.
 */
export function isUndamaged(page: Page): boolean {
  return page.contents.every((each) => !isDeflated(each) || inflated(each) !== 'damaged');
}

/**
 * Whether a page is a picture with words behind it that nobody sees (text rendering mode 3, ISO 32000-1 table 106): a
 * scanner recognised them.
 */
export function hasHiddenText(page: Page): boolean {
  if (!page.hasImage) return false;
  return [...page.contents, ...page.forms.slice(0, MAX_FORMS)].some((each) => {
    const operators = isDeflated(each) ? inflated(each) : Buffer.from(each.contents);
    return typeof operators !== 'string' && /(?:^|\s)3\s+Tr\b/.test(operators.toString('latin1'));
  });
}

/** The bytes of any stream, at most as many. */
export function bytesOf(stream: PDFRawStream, most: number): Uint8Array | Uint8ClampedArray | 'damaged' | 'tooLarge' {
  return isDeflated(stream) ? inflated(stream, most) : decoded(stream, most);
}

function isDeflated({ dict }: PDFRawStream): boolean {
  const filter = entry(dict, 'Filter');
  const [only, ...others] = filter instanceof PDFArray ? elements(filter, 2) : [filter];
  return only === PDFName.of('FlateDecode') && others.length === 0;
}

function inflated({ contents }: PDFRawStream, most: number = limits.pdfBytes): Buffer | 'damaged' | 'tooLarge' {
  try {
    return inflateSync(contents, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'damaged';
  }
}

/** Several filters, or another one; what cannot be decoded here takes no room. */
function decoded(stream: PDFRawStream, most: number): Uint8Array | Uint8ClampedArray | 'damaged' | 'tooLarge' {
  try {
    const bytes = decodePDFRawStream(stream).getBytes(most + 1);
    return bytes.length > most ? 'tooLarge' : bytes;
  } catch {
    return 'damaged';
  }
}
