import type { DocumentNote } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { ZipEntry } from '../zip.ts';
import { inflateParts, repeatsSheets, storedZip } from './package-parts.ts';
import { readWithSheetJs } from './sheetjs.ts';
import type { UnreadableWorkbook, Workbook } from './workbook.ts';

/** The files of an .xlsb that hold its cells. */
const wanted =
  /^(?:_rels\/\.rels|xl\/(?:workbook\.bin|_rels\/workbook\.bin\.rels|sharedStrings\.bin|styles\.bin|worksheets\/[^/]+\.bin))$/;

/** A sheet in the list of sheets. */
const SHEET = 0x009c;

/** Records for each cell that says something: texts, formats, rows, and cells that are only formatted. */
const FORMATTED = 4;

/** What may still be taken of a workbook. */
interface Budget {
  sheets: number;
  records: number;
}

/** Records kept of the workbook (MS-XLSB §2.3.2): what frames it, its calendar, its list of sheets; no defined name. */
const ofWorkbook = new Set([0x0083, 0x0084, 0x008f, 0x0090, 0x0099, SHEET]);

/** Records kept of a sheet: rows, cells, and what frames them. No link, no merged cell, no validation. */
const ofSheet = new Set([...Array.from({ length: 0x13 }, (_, type) => type), 0x003e, 0x0081, 0x0082, 0x0091, 0x0092]);

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[
  ['workbook', 'sheet.binary.macroEnabled.main'],
  ['sharedStrings', 'sharedStrings'],
  ['styles', 'styles'],
]
  .map(([part, kind]) => `<Override PartName="/xl/${part}.bin" ContentType="application/vnd.ms-excel.${kind}"/>`)
  .join('')}</Types>`;

/** Reads a binary workbook (.xlsb, MS-XLSB): its parts reduced to the cells, then with SheetJS. */
export async function readXlsb(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  notes: readonly DocumentNote[],
): Promise<Workbook | UnreadableWorkbook> {
  const parts = inflateParts(bytes, entries, wanted);
  if ('unreadable' in parts) return parts;
  if (repeatsSheets(parts.get('xl/_rels/workbook.bin.rels'))) return { unreadable: 'corrupt' };
  const light = new Map<string, Buffer>([['[Content_Types].xml', Buffer.from(contentTypes)]]);
  const left = { sheets: limits.sheets, records: FORMATTED * limits.cells };
  for (const [name, content] of parts) {
    const kinds = name === 'xl/workbook.bin' ? ofWorkbook : name.startsWith('xl/worksheets/') ? ofSheet : undefined;
    const plain = name.endsWith('.bin') ? onlyRecords(content, kinds, left) : content;
    if (plain === undefined) return { unreadable: 'corrupt' };
    if (left.sheets < 0 || left.records < 0) return { unreadable: 'tooLarge' };
    light.set(name, plain);
  }
  return readWithSheetJs(storedZip(light), notes);
}

/** The records of the given types, or all; undefined when the last one is cut. Stops when there are too many. */
function onlyRecords(part: Buffer, types: ReadonlySet<number> | undefined, left: Budget): Buffer | undefined {
  const kept: Buffer[] = [];
  for (let at = 0; at < part.length && left.sheets >= 0 && left.records >= 0;) {
    const type = readSize(part, at, 2);
    const length = readSize(part, type.end, 4);
    const next = length.end + length.value;
    if (next > part.length) return undefined;
    if (types?.has(type.value) !== false) {
      kept.push(part.subarray(at, next));
      left.records--;
      if (types === ofWorkbook && type.value === SHEET) left.sheets--;
    }
    at = next;
  }
  return Buffer.concat(kept);
}

/** A number of seven bits to a byte, which goes on as long as the eighth is set (§2.1.4). */
function readSize(part: Buffer, start: number, longest: 2 | 4): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < longest; index++) {
    const byte = part[start + index] ?? 0;
    value += (byte & 0x7f) * 128 ** index;
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return { value, end: start + longest };
}
