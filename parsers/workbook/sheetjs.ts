import type { CellObject, ParsingOptions, WorkBook, WorkSheet } from '@e965/xlsx';
import type { DocumentNote } from '../../worker/domain/submission.ts';
import { numberCell } from './cell-values.ts';
import { collectCells } from './collect.ts';
import type { CellValue, UnreadableWorkbook, Workbook } from './workbook.ts';

/** Raw numbers with their formats: which ones are days is decided in one place for all readers. */
const options: ParsingOptions = {
  type: 'buffer',
  dense: true,
  cellNF: true,
  cellDates: false,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
};

/** Error values by their codes (MS-XLS §2.5.10, MS-XLSB §2.5.97.2). */
const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** Number formats by their ids. */
type Formats = Record<string, string>;

/** Reads a workbook that was lightened before: this library trusts what it is told about sizes and ranges. */
export async function readWithSheetJs(
  bytes: Buffer,
  notes: readonly DocumentNote[],
): Promise<Workbook | UnreadableWorkbook> {
  const { read, forgetFormats } = await load();
  forgetFormats();
  try {
    return contentOf(read(bytes, options), notes);
  } catch {
    return { unreadable: 'corrupt' };
  }
}

/** The library keeps the formats of one workbook for the next: a mail must not change how another one is read. */
const load = once(async () => {
  const library = await import('@e965/xlsx');
  const formats = (library.SSF as { readonly get_table: () => Formats }).get_table;
  const builtIn = { ...formats() };
  const forgetFormats = () => {
    const table = formats();
    for (const id of Object.keys(table)) Reflect.deleteProperty(table, id);
    Object.assign(table, builtIn);
  };
  return { read: library.read, forgetFormats };
});

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

function contentOf(book: WorkBook, notes: readonly DocumentNote[]): Workbook | UnreadableWorkbook {
  const { SheetNames: names, Sheets: sheets } = book;
  const properties = book.Workbook;
  const date1904 = properties?.WBProps?.date1904 === true;
  // Sheets are kept by their names: of two with the same one, one is lost; one that could not be read is not there.
  const isWhole = names.every((name) => Object.hasOwn(sheets, name)) && new Set(names).size === names.length;
  if (names.length === 0 || !isWhole) return { unreadable: 'corrupt' };
  const collection = collectCells();
  for (const name of names) {
    const shown = properties?.Sheets?.find((each) => each.name === name);
    collection.begin(name, (shown?.Hidden ?? 0) !== 0);
    addCells(sheets[name], (row, column, cell) => collection.add(row, column, valueOf(cell, date1904)));
  }
  return collection.finish(date1904, notes);
}

/** Rows and columns that hold nothing are holes in the library's arrays, which may be a million long. */
function addCells(sheet: WorkSheet | undefined, add: (row: number, column: number, cell: CellObject) => boolean): void {
  const rows = (sheet?.['!data'] ?? []) as readonly (readonly CellObject[])[];
  for (const row of Object.keys(rows)) {
    const cells = rows[Number(row)] ?? [];
    for (const column of Object.keys(cells)) {
      const cell = cells[Number(column)];
      if (cell !== undefined && !add(Number(row) + 1, Number(column) + 1, cell)) return;
    }
  }
}

function valueOf({ t: type, v: value, z: format }: CellObject, date1904: boolean): CellValue | undefined {
  if (type === 'e') return errors[Number(value)] ?? '#ERR!';
  // What the library reads beyond the end of a text that is cut short.
  if (typeof value === 'string' && value.includes('\0')) throw new Error('text cut short');
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'number') return undefined;
  return numberCell(value, format === undefined ? undefined : String(format), date1904);
}
