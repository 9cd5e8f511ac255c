import {
  PDFArray,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  decodePDFRawStream,
  type PDFObject,
} from './library.ts';

/** Bytes of a text stream that are decoded; a value of a form is a sentence, not a book. */
const STREAM_BYTES = 20_000;

/** The text of a string, of a stream that stands for one (ISO 32000-1 §7.9.3), or of a name; empty for all else. */
export function stringText(object: PDFObject | undefined): string {
  if (object instanceof PDFName) return nameText(object);
  if (object instanceof PDFString || object instanceof PDFHexString) return decode(object);
  if (object instanceof PDFRawStream) {
    const bytes = decodePDFRawStream(object).getBytes(STREAM_BYTES);
    return decode(PDFHexString.of(Buffer.from(bytes).toString('hex')));
  }
  if (object instanceof PDFArray) return object.asArray().slice(0, 50).map(stringText).filter(Boolean).join(' ; ');
  return '';
}

/** A name's text. Writers put UTF-8 or Latin-1 in names (« /S#E9rie »): UTF-8 is tried first. */
export function nameText(name: PDFName): string {
  const bytes = name.asBytes();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** PDF 2.0 allows UTF-8 with its byte order mark, which pdf-lib takes for accents. */
function decode(string: PDFString | PDFHexString): string {
  const hex = string instanceof PDFHexString ? Buffer.from(string.asString(), 'hex') : undefined;
  // What most writers give; pdf-lib reads it digit by digit.
  if (hex?.[0] === 0xfe && hex[1] === 0xff) return new TextDecoder('utf-16be').decode(hex);
  const bytes = string.asBytes();
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
  return string.decodeText();
}
