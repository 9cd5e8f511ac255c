import { limits } from '../limits.ts';
import type { UnreadableWorkbook } from './workbook.ts';

/** Types of records that are looked at here (MS-XLS §2.3.2). */
const FORMULA = 0x0006;
const END = 0x000a;
const FILE_PASS = 0x002f;
const CONTINUE = 0x003c;
const BOUND_SHEET = 0x0085;
const NUMBERS = 0x00bd;
const TEXTS = 0x00fc;
const EXTERNAL_BOOK = 0x01ae;
const NUMBER = 0x0203;
const LABEL = 0x0204;
const BOOLEAN_OR_ERROR = 0x0205;
const STRING = 0x0207;
const BEGIN = 0x0809;

/** What is kept of the workbook’s own records: its calendar, code page, texts and formats, and which cells have these. */
const ofWorkbook = new Set([BEGIN, 0x0022, 0x0042, 0x00e0, TEXTS, 0x041e]);

/** What is kept of a sheet: its size, texts, numbers and errors. Links, merged cells, columns and drawings are not. */
const ofSheet = new Set([BEGIN, NUMBERS, 0x00d6, 0x00fd, 0x0200, NUMBER, LABEL, BOOLEAN_OR_ERROR, 0x027e]);

interface BiffRecord {
  readonly type: number;
  readonly data: Buffer;
}

/** Records for each cell that says something: texts, formats, and formulas that say nothing. */
const FORMATTED = 4;

/** The stream of a workbook reduced to its cells, with what was seen of the rest. */
export interface LightXls {
  readonly stream: Buffer;
  readonly hasMacroSheet: boolean;
  readonly isLinked: boolean;
}

/**
 * The stream of an .xls workbook with nothing but the cells of its worksheets; every formula has become its result.
 * A stream that does not hold together (a sheet without its end) is corrupt: rows may be lost.
 */
export function lightenXls(stream: Buffer): LightXls | UnreadableWorkbook {
  const left = { records: FORMATTED * limits.cells, texts: limits.cells };
  const workbook = sectionAt(stream, 0, left);
  if (workbook?.some(({ type }) => type === FILE_PASS)) return { unreadable: 'encrypted' };
  const bound = workbook?.filter(({ type, data }) => type === BOUND_SHEET && data.length >= 8) ?? [];
  const worksheets = bound.filter(({ data }) => data[5] === 0);
  if (worksheets.length > limits.sheets) return { unreadable: 'tooLarge' };
  const sheets = worksheets.map(({ data }) => sectionAt(stream, data.readUInt32LE(0), left));
  if (left.records < 0 || left.texts < 0) return { unreadable: 'tooLarge' };
  const whole = sheets.filter((records) => records !== undefined);
  if (workbook === undefined || bound.length === 0 || whole.length < sheets.length) return { unreadable: 'corrupt' };
  const parts = whole.map((records) => written([...kept(withResults(records), ofSheet), end]));
  return {
    stream: assembled(kept(workbook, ofWorkbook), worksheets, parts),
    hasMacroSheet: bound.some(({ data }) => data[5] === 1 || data[5] === 6),
    isLinked: workbook.some(isExternal),
  };
}

/** What may still be taken of a workbook: records, and texts of its table. */
interface Budget {
  records: number;
  texts: number;
}

/**
 * The records from one that begins something to its end, without what is nested in it (charts); undefined when there is
 * no end, or when there are too many.
 */
function sectionAt(stream: Buffer, start: number, left: Budget): readonly BiffRecord[] | undefined {
  const records: BiffRecord[] = [];
  let depth = 0;
  for (let at = start; at + 4 <= stream.length && left.records >= 0;) {
    const type = stream.readUInt16LE(at);
    const next = at + 4 + stream.readUInt16LE(at + 2);
    if (next > stream.length || (at === start && type !== BEGIN)) return undefined;
    if (type === BEGIN) depth++;
    if (depth === 1) records.push(taken(type, stream.subarray(at + 4, next), left));
    if (type === END && --depth === 0) return records;
    at = next;
  }
  return undefined;
}

/** A record, counted by what a library makes of it: a row of numbers is many cells, a table of texts all of its texts. */
function taken(type: number, data: Buffer, left: Budget): BiffRecord {
  left.records -= type === NUMBERS ? 1 + data.length / 6 : 1;
  if (type === TEXTS && data.length >= 8) left.texts -= data.readUInt32LE(4);
  return { type, data };
}

/** Formulas by their stored results (§2.5.133): a text stands in a record of its own, a little further. */
function withResults(records: readonly BiffRecord[]): readonly BiffRecord[] {
  let place: Buffer | undefined;
  return records.map((record) => {
    const { type, data } = record;
    if (type === FORMULA && data.length >= 14) {
      place = data.subarray(0, 6);
      return resultOf(data) ?? record;
    }
    if (type !== STRING || place === undefined) return record;
    return { type: LABEL, data: Buffer.concat([place, data]) };
  });
}

/** A number, a truth or an error as the cell that it would be; undefined for a text or a blank. */
function resultOf(formula: Buffer): BiffRecord | undefined {
  if (formula.readUInt16LE(12) !== 0xffff) return { type: NUMBER, data: formula.subarray(0, 14) };
  const kind = formula[6] ?? 0;
  if (kind !== 1 && kind !== 2) return undefined;
  const value = Buffer.from([formula[8] ?? 0, kind - 1]);
  return { type: BOOLEAN_OR_ERROR, data: Buffer.concat([formula.subarray(0, 6), value]) };
}

/** Another file that formulas look into: neither the workbook itself nor functions added to Excel (§2.4.271). */
function isExternal({ type, data }: BiffRecord): boolean {
  return type === EXTERNAL_BOOK && data.length >= 4 && ![0x0401, 0x3a01].includes(data.readUInt16LE(2));
}

/** Records of the given types, each with those that continue it. */
function kept(records: readonly BiffRecord[], types: ReadonlySet<number>): readonly BiffRecord[] {
  let isKept = false;
  return records.filter(({ type }) => {
    if (type !== CONTINUE) isKept = types.has(type);
    return isKept;
  });
}

const end: BiffRecord = { type: END, data: Buffer.alloc(0) };

/** The workbook’s records, its list of sheets with their new places, and the sheets. */
function assembled(workbook: readonly BiffRecord[], list: readonly BiffRecord[], sheets: readonly Buffer[]): Buffer {
  const sizeOf = (records: readonly BiffRecord[]) => records.reduce((sum, { data }) => sum + 4 + data.length, 0);
  let place = sizeOf(workbook) + sizeOf(list) + sizeOf([end]);
  const placed = list.map(({ type, data }, index) => {
    const moved = Buffer.from(data);
    moved.writeUInt32LE(place, 0);
    place += sheets[index]?.length ?? 0;
    return { type, data: moved };
  });
  return Buffer.concat([written([...workbook, ...placed, end]), ...sheets]);
}

function written(records: readonly BiffRecord[]): Buffer {
  return Buffer.concat(
    records.flatMap(({ type, data }) => {
      const header = Buffer.alloc(4);
      header.writeUInt16LE(type, 0);
      header.writeUInt16LE(data.length, 2);
      return [header, data];
    }),
  );
}
