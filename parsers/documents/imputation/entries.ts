import { closingLines, totalRows } from '../../../data/reference/table-headers.ts';
import type { Quantity } from '../../../worker/domain/fields.ts';
import { fold } from '../../../worker/domain/fold.ts';
import type { Entry, EntryColumn, EntryTypes, Source, Understood } from '../../../worker/domain/submission.ts';
import { readDate } from '../../french/dates.ts';
import { readCount, readNumber } from '../../french/numbers.ts';
import { readQuantity } from '../../french/quantities.ts';
import { readText } from '../../french/text.ts';
import { serialDate } from '../../workbook/cell-values.ts';
import type { Cell } from '../../workbook/workbook.ts';
import { cellText } from './cell-text.ts';
import { columnOn, isQuantity, type Column, type Header, type Row } from './columns.ts';
import { inFrench, mayHaveMonthFirst, type Writing } from './writing.ts';

/** What the reading of a cell needs to know of its workbook. */
export interface Setting {
  readonly date1904: boolean;
  readonly writing: Writing;
  readonly sourceOf: (cell: Cell) => Source;
  /** Where a value of the table is, in short. */
  readonly spotOf: (cell: Cell) => string | number;
}

type Cells = Entry['cells'];

/** Columns that a template fills beforehand: numbers of lines, and formulas. */
const prepared: ReadonlySet<string> = new Set<EntryColumn>(['operationNo', 'quantityRemaining', 'quantityCumulative']);

/** The operation that a row tells, or undefined: a line not filled yet, a total, or a remark under the table. */
export function readEntry(row: Row, header: Header, setting: Setting): Entry | undefined {
  const cells = Object.fromEntries(
    row.flatMap((cell) => readCell(cell, columnOn(row, cell.column, header), setting)),
  ) as Cells;
  const filled = Object.keys(cells).some((name) => !prepared.has(name));
  return filled && !isTotal(row, cells) && !isRemark(row, cells) ? { row: row[0].row, cells } : undefined;
}

/** Letters and figures; a question mark stands for what a program could not write. */
const holdsText = /[\p{L}\p{N}?]/u;

function readCell(cell: Cell, column: Column | undefined, setting: Setting): [EntryColumn, Understood<unknown>][] {
  const raw = cellText(cell.value);
  if (column === undefined || !holdsText.test(raw)) return [];
  const value = valueOf(column, cell.value, setting);
  const at = setting.spotOf(cell);
  const read =
    value === undefined ? { raw, at, state: 'unparsed' as const } : { raw, at, state: 'parsed' as const, value };
  return [[column.name, read]];
}

function valueOf(
  { name, unit, isUnclear }: Column,
  value: Cell['value'],
  setting: Setting,
): EntryTypes[EntryColumn] | undefined {
  if (name === 'operationNo') return readCount(cellText(value).replace(/^n[°ºo.]* ?/i, ''));
  if (name === 'operationDate') return dateOf(value, setting);
  if (isQuantity(name)) return isUnclear ? undefined : quantityOf(value, unit, setting.writing);
  return readText(cellText(value));
}

function dateOf(value: Cell['value'], { date1904, writing }: Setting) {
  if (typeof value === 'string') return mayHaveMonthFirst(value, writing) ? undefined : readDate(value);
  if (typeof value === 'number') return serialDate(value, date1904);
  return typeof value === 'boolean' ? undefined : value.date;
}

/** A balance may be below zero: more came in than was authorised. */
function quantityOf(value: Cell['value'], unit: string | undefined, writing: Writing): Quantity | undefined {
  if (typeof value === 'number') return { count: value, unit };
  const text = typeof value === 'string' ? inFrench(value, writing) : undefined;
  if (text === undefined) return undefined;
  const count = readNumber(text);
  if (count !== undefined) return { count, unit };
  const written = readQuantity(text);
  return written === undefined ? undefined : { ...written, unit: written.unit ?? unit };
}

function isTotal(row: Row, cells: Cells): boolean {
  return cells.operationDate?.state !== 'parsed' && beginsWith(row, totalRows);
}

/** « Fait à… », « Signature »: words at the left where a number or a date should be, and no quantity. */
function isRemark(row: Row, cells: Cells): boolean {
  if (cells.quantityImported?.state === 'parsed') return false;
  if (beginsWith([row[0]], closingLines)) return true;
  const typed: readonly (Understood<unknown> | undefined)[] = [
    cells.operationNo,
    cells.operationDate,
    cells.quantityImported,
  ];
  const [only] = typed.filter((each) => each !== undefined);
  if (row.length > 1 || only === undefined || only.state === 'parsed') return false;
  return fold(only.raw).split(' ').length > 4 || !/\d/.test(only.raw);
}

function beginsWith(row: Row, starts: readonly string[]): boolean {
  const text = row.map(({ value }) => value).find((value) => typeof value === 'string');
  return text !== undefined && starts.some((start) => `${fold(text)} `.startsWith(`${start} `));
}
