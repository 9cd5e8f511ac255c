import { CFB as untyped } from '@e965/xlsx';

/** What the library does not declare of its compound files. */
const CFB = untyped as {
  readonly utils: {
    readonly cfb_new: () => object;
    readonly cfb_add: (file: object, name: string, content: Buffer) => void;
  };
  readonly write: (file: object, options: { readonly type: 'buffer' }) => Uint8Array;
};

/** One record of a binary workbook (MS-XLS §2.3): its type and its bytes, with a length that may be a lie. */
export interface XlsRecord {
  readonly type: number;
  readonly data?: Buffer;
  readonly length?: number;
}

/** A worksheet: its name, whether it is hidden, what kind it is (0 cells, 1 macros), and its records. */
export interface XlsSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly kind?: number;
  readonly records: readonly XlsRecord[];
}

const BEGIN = 0x0809;
const END = 0x000a;
const BOUND_SHEET = 0x0085;

/** A workbook of Excel 97 written by hand, in a compound file: records of the whole, then sheets. */
export function xlsOf(
  sheets: readonly XlsSheet[],
  ofWorkbook: readonly XlsRecord[] = [],
  streams: readonly string[] = [],
): Buffer {
  return compound(xlsStream(sheets, ofWorkbook), streams);
}

/** The stream of such a workbook. */
export function xlsStream(sheets: readonly XlsSheet[], ofWorkbook: readonly XlsRecord[] = []): Buffer {
  const parts = sheets.map(({ records }) => joined([begin(0x10), ...records, { type: END }]));
  const list = sheets.map(({ name, hidden, kind }) => ({
    type: BOUND_SHEET,
    data: Buffer.from([0, 0, 0, 0, hidden ? 1 : 0, kind ?? 0, name.length, 0, ...Buffer.from(name, 'latin1')]),
  }));
  let at = joined([begin(0x05), ...ofWorkbook, ...list, { type: END }]).length;
  for (const [index, part] of parts.entries()) {
    list[index]?.data.writeUInt32LE(at);
    at += part.length;
  }
  return Buffer.concat([joined([begin(0x05), ...ofWorkbook, ...list, { type: END }]), ...parts]);
}

/** A compound file with a stream of a workbook, and other streams by their names. */
export function compound(workbook: Buffer, streams: readonly string[] = []): Buffer {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, '/Workbook', workbook);
  for (const name of streams) CFB.utils.cfb_add(file, name, Buffer.from('x'));
  return Buffer.from(CFB.write(file, { type: 'buffer' }));
}

/** A number in a cell; rows and columns from 0. */
export function numberRecord(row: number, column: number, value: number): XlsRecord {
  const data = Buffer.alloc(14);
  data.writeUInt16LE(row, 0);
  data.writeUInt16LE(column, 2);
  data.writeDoubleLE(value, 6);
  return { type: 0x0203, data };
}

/** A formula with its stored result: a number, or the eight bytes that stand for another thing (MS-XLS §2.5.133). */
export function formulaRecord(row: number, column: number, result: number | readonly number[]): XlsRecord {
  const data = Buffer.alloc(25);
  data.writeUInt16LE(row, 0);
  data.writeUInt16LE(column, 2);
  if (typeof result === 'number') data.writeDoubleLE(result, 6);
  else Buffer.from(result).copy(data, 6);
  data.writeUInt16LE(3, 20);
  Buffer.from([0x1e, 1, 0]).copy(data, 22);
  return { type: 0x0006, data };
}

/** A text as most records hold it (MS-XLS §2.5.294), in one byte to a letter. */
export function textData(text: string): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt16LE(text.length);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

function begin(kind: number): XlsRecord {
  return { type: BEGIN, data: Buffer.from([0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]) };
}

function joined(records: readonly XlsRecord[]): Buffer {
  return Buffer.concat(
    records.flatMap(({ type, data = Buffer.alloc(0), length = data.length }) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(type, 0);
      head.writeUInt16LE(length, 2);
      return [head, data];
    }),
  );
}
