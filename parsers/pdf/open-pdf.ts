import { constants, inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFInvalidObject, PDFNumber, PDFRawStream, PDFRef } from './library.ts';
import { limits } from '../limits.ts';
import { entry } from './pages.ts';

/** A PDF taken apart. `whole` is false when something of it is missing: it may have said more than it says now. */
export interface OpenedPdf {
  readonly document: PDFDocument;
  readonly whole: boolean;
}

/** Length of the end of a file (`startxref`, an offset, `%%EOF`), and behind it, where a further object is looked for. */
const END_BYTES = 40;
const TAIL_BYTES = 64 * 1024;

/** Where the first object of a linearised file ends, at the latest; a line end that mail programs may cut. */
const HEAD_BYTES = 1_024;
const LINE_END = 2;

/** Bytes between the last object and its table; bytes that a table is away from where lost ones would have left it. */
const NEAR = 4;
const FAR = 4_096;

/** Length of a table of objects that is looked at: twenty bytes an object. */
const MAX_TABLE = 400_000;

/** Streams of packed objects: a document of fifty pages has some tens. */
const MAX_PACKED = 2_000;

/** Length of a dictionary from its /Type on. */
const DICTIONARY_BYTES = 1_000;

/** Bytes between two objects that are no table of objects: trying each of them takes microseconds. */
const LONGEST_GAP = 64 * 1024;

/**
 * Opens a PDF, damaged or protected by an owner password alone (which is no password to read). `encrypted` asks for a
 * password, `corrupt` cannot be taken apart at all, `tooLarge` is a trap. Never rejects.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf | 'encrypted' | 'corrupt' | 'tooLarge'> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isEnded = hasEnd(whole);
  const isSound = isEnded && pointsToTable(whole);
  // Behind the end stand the remarks of mail programs, behind the last object of a cut file half a table.
  const file = whole.subarray(
    0,
    isEnded ? whole.lastIndexOf('startxref') + END_BYTES : whole.lastIndexOf('endobj') + 6,
  );
  // What is protected looks damaged until it is deciphered: strict reading would stop there.
  const isStrict = isSound && !file.includes('/Encrypt');
  if (hasLongGap(file)) return 'corrupt';
  if (hasHeavyObjects(file)) return 'tooLarge';
  try {
    const opened = isStrict ? await load(file, true).catch(() => undefined) : undefined;
    if (opened !== undefined) return { document: opened, whole: true };
    const document = await load(file, false);
    return { document, whole: isEnded && (isSound || keepsPlaces(file)) && isIntact(document, isSound) };
  } catch (error) {
    return error instanceof Error && /password/i.test(error.message) ? 'encrypted' : 'corrupt';
  }
}

function load(file: Uint8Array, throwOnInvalidObject: boolean): Promise<PDFDocument> {
  return PDFDocument.load(file, { updateMetadata: false, parseSpeed: Infinity, throwOnInvalidObject, password: '' });
}

/**
 * Whether the file ends as it should. Objects behind the last table are the rest of an update (ISO 32000-1 §7.5.6),
 * such as the answers that were filled in last.
 */
function hasEnd(file: Buffer): boolean {
  const at = file.lastIndexOf('startxref');
  return at !== -1 && !isShort(file) && !/\d\s+\d+\s+obj\b/.test(file.toString('latin1', at, at + TAIL_BYTES));
}

/** Whether a linearised file (ISO 32000-1 annex F) is shorter than it says: its end leads to its beginning, not to its table. */
function isShort(file: Buffer): boolean {
  const start = Math.max(0, file.indexOf('%PDF-'));
  const head = file.toString('latin1', start, start + HEAD_BYTES);
  const length = /\/Linearized/.test(head) ? Number(/\/L\s+(\d{1,10})/.exec(head)?.[1] ?? 0) : 0;
  const lineEnd = file.subarray(-3).equals(Buffer.from('EOF')) ? LINE_END : 0;
  return file.length - start + lineEnd < length;
}

/** Whether the offset at the end leads to the table of objects; bytes before the header shift it by as much. */
function pointsToTable(file: Buffer): boolean {
  const at = file.lastIndexOf('startxref');
  const offset = Number(/^startxref\s+(\d{1,10})/.exec(file.toString('latin1', at, at + 40))?.[1]);
  const isTable = (start: number) =>
    /^\s{0,3}(?:xref|\d+\s+\d+\s+obj)/.test(file.toString('latin1', start, start + 30));
  return isTable(offset) || isTable(offset + Math.max(0, file.indexOf('%PDF-')));
}

/**
 * Whether objects are where the table at the end says, or would: bytes lost in the middle of a file move all that is
 * behind them. An offset far off every table is an error of the program that wrote it.
 */
function keepsPlaces(file: Buffer): boolean {
  const end = file.lastIndexOf('startxref');
  const shift = Math.max(0, file.indexOf('%PDF-'));
  const claimed =
    Number(/^startxref\s+(\d{1,10})/.exec(file.toString('latin1', end, end + END_BYTES))?.[1] ?? 0) + shift;
  const table = Math.max(file.lastIndexOf('\nxref', end), file.lastIndexOf('\rxref', end)) + 1;
  if (table === 0) {
    const last = file.lastIndexOf('endobj', end) + 'endobj'.length;
    return Math.abs(claimed - last) <= NEAR || Math.abs(claimed - last) > FAR;
  }
  if (claimed !== table && Math.abs(claimed - table) <= FAR) return false;
  const entries = file.toString('latin1', table, Math.min(end, table + MAX_TABLE)).matchAll(/(\d{10}) \d{5} n/g);
  return [...entries].every(([, offset]) => {
    const start = Number(offset) + shift;
    return /^\s{0,3}\d+\s+\d+\s+obj/.test(file.toString('latin1', start, start + 30));
  });
}

/** Whether much stands between objects that is nothing of a PDF: a trap, or bytes of something else. */
function hasLongGap(file: Buffer): boolean {
  let end = Math.max(0, file.indexOf('%PDF-'));
  while (end !== -1) {
    const next = file.indexOf(' obj', end);
    const start = next === -1 ? file.length : next;
    if (start - end > LONGEST_GAP && !file.subarray(end, end + 200).includes('xref')) return true;
    end = next === -1 ? -1 : file.indexOf('endobj', next);
  }
  return false;
}

/**
 * Whether the streams that objects are packed in (ISO 32000-1 §7.5.7) hold more than a document does: the library would
 * inflate them whole.
 */
function hasHeavyObjects(file: Buffer): boolean {
  for (const each of packedObjects(file)) if (each === 'tooLarge') return true;
  return false;
}

/**
 * The streams that objects are packed in, inflated one by one; the last one is `tooLarge` when they are more than a document
 * has. Those that cannot be inflated here, such as protected ones, are left to the library.
 */
export function* packedObjects(file: Buffer): Generator<Buffer | 'tooLarge'> {
  let left: number = limits.pdfObjectBytes;
  let count = 0;
  for (const name of ['/ObjStm', '/XRef']) {
    for (let at = file.indexOf(name); at !== -1; at = file.indexOf(name, at + 1)) {
      count += 1;
      if (count > MAX_PACKED) {
        yield 'tooLarge';
        return;
      }
      const start = /stream\r?\n/.exec(file.toString('latin1', at, at + DICTIONARY_BYTES));
      if (start === null) continue;
      const inflated = inflate(file.subarray(at + start.index + start[0].length), Math.max(1, left));
      if (inflated === undefined) continue;
      yield inflated;
      if (inflated === 'tooLarge') return;
      left -= inflated.length;
    }
  }
}

/** What a deflated stream holds, if it is less than `most`; undefined when it is none. What follows it is passed over. */
function inflate(deflated: Uint8Array, most: number): Buffer | 'tooLarge' | undefined {
  try {
    return inflateSync(deflated, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : undefined;
  }
}

/**
 * Whether nothing that is needed is lost: every object that another one names can be read. Without a right table of
 * objects it must also be there, and every stream have its full length.
 */
function isIntact({ context }: PDFDocument, isSound: boolean): boolean {
  return context.enumerateIndirectObjects().every(([, object]) => {
    if (!isSound && object instanceof PDFRawStream && !hasFullLength(object)) return false;
    return referencesOf(object).every((each) => {
      const target = context.lookup(each);
      return target === undefined ? isSound : !(target instanceof PDFInvalidObject);
    });
  });
}

function hasFullLength({ dict, contents }: PDFRawStream): boolean {
  const length = entry(dict, 'Length');
  return length instanceof PDFNumber && length.asNumber() === contents.length;
}

/** The references of an object to others, through the dictionaries and arrays in it. */
function referencesOf(object: unknown): PDFRef[] {
  const found: PDFRef[] = [];
  const pending: unknown[] = [object];
  while (pending.length > 0) {
    const each = pending.pop();
    if (each instanceof PDFRef) found.push(each);
    else if (each instanceof PDFArray) pending.push(...each.asArray());
    else if (each instanceof PDFDict) pending.push(...each.values());
    else if (each instanceof PDFRawStream) pending.push(each.dict);
  }
  return found;
}
