import type { EntryColumn } from '../../../worker/domain/submission.ts';
import { unitWithin } from '../../french/units.ts';
import type { Cell } from '../../workbook.ts';
import { columnNamed, labelNamed } from './words.ts';

/** The filled cells of one row, by columns. */
export type Row = readonly [Cell, ...Cell[]];

/** A column of the table: what it holds, and the unit that its heading gives. */
export interface Column {
  readonly name: EntryColumn;
  readonly unit: string | undefined;
}

/** The headings of a table: columns by their number, over one row or two. */
export interface Header {
  readonly columns: ReadonlyMap<number, Column>;
  readonly height: 1 | 2;
}

const quantities: ReadonlySet<EntryColumn> = new Set(['quantityImported', 'quantityRemaining', 'quantityCumulative']);

/**
 * The header that begins at a row: two known columns at least, one of them a date or a quantity, and only texts. A
 * second row may divide the first (« Quantités » over « importée » and « restante »).
 */
export function headerAt(row: Row, below: Row | undefined): Header | undefined {
  const single = columnsOf(row.map((cell) => [cell.column, cell.value]));
  if (single === undefined) return undefined;
  const divided = below?.[0].row === row[0].row + 1 ? divide(row, below) : undefined;
  return divided === undefined ? { columns: single, height: 1 } : { columns: divided, height: 2 };
}

/** Says that a column holds amounts. */
export function isQuantity(column: EntryColumn): boolean {
  return quantities.has(column);
}

function divide(row: Row, below: Row): ReadonlyMap<number, Column> | undefined {
  const words = below.every(({ value }) => typeof value === 'string' && !/\d/.test(value) && !value.includes(':'));
  const groups = below.map((cell) => ({ cell, group: row.findLast(({ column }) => column <= cell.column) }));
  const joined = groups.map(({ cell, group }) => [cell.column, joinTexts(group, cell)] as const);
  if (!words || !joined.some(([, text]) => columnNamed(text) !== undefined)) return undefined;
  const kept = row.filter(({ column }) => !joined.some(([each]) => each === column));
  return columnsOf([...kept.map(({ column, value }) => [column, value] as const), ...joined]);
}

function joinTexts(group: Cell | undefined, cell: Cell): string {
  return [group?.value, cell.value].filter((each) => typeof each === 'string').join(' ');
}

function columnsOf(headings: readonly (readonly [number, Cell['value']])[]): ReadonlyMap<number, Column> | undefined {
  const columns = new Map<number, Column>();
  for (const [number, text] of [...headings].sort(([a], [b]) => a - b)) {
    if (typeof text !== 'string' || /:\s*\S/.test(text)) return undefined;
    const column = columnOf(text);
    const known = [...columns.values()].some(({ name }) => name === column?.name);
    if (column !== undefined && !known) columns.set(number, column);
  }
  const names = [...columns.values()].map(({ name }) => name);
  return names.length >= 2 && names.some((name) => name === 'operationDate' || isQuantity(name)) ? columns : undefined;
}

function columnOf(heading: string): Column | undefined {
  const found = labelNamed(heading) === undefined ? unitWithin(heading) : undefined;
  const bare = columnNamed(heading);
  const name = bare ?? (found === undefined ? undefined : columnNamed(found.rest));
  if (name === undefined) return undefined;
  return { name, unit: isQuantity(name) ? found?.unit.name : undefined };
}
