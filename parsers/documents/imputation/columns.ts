import { unitColumns } from '../../../data/reference/table-headers.ts';
import { fold } from '../../../worker/domain/fold.ts';
import { remember } from '../../../worker/domain/remember.ts';
import type { EntryColumn } from '../../../worker/domain/submission.ts';
import { readQuantity } from '../../french/quantities.ts';
import { readUnit, unitWithin } from '../../french/units.ts';
import type { Cell } from '../../workbook/workbook.ts';
import { columnNamed, labelNamed } from './words.ts';

/** The filled cells of one row, by columns. */
export type Row = readonly [Cell, ...Cell[]];

/** A column of the table: what it holds, and the unit that its heading gives. */
export interface Column {
  readonly name: EntryColumn;
  readonly unit: string | undefined;
  /** The line has a unit of its own, and it is none that is known. */
  readonly isUnclear?: boolean;
}

/** The headings of a table: columns by their number, over one row or two, and the column of units when there is one. */
export interface Header {
  readonly columns: ReadonlyMap<number, Column>;
  readonly units: number | undefined;
  readonly height: 1 | 2;
}

const unitHeadings: ReadonlySet<string> = new Set(unitColumns);

const quantities: ReadonlySet<EntryColumn> = new Set(['quantityImported', 'quantityRemaining', 'quantityCumulative']);

/**
 * The header that begins at a row: two known columns at least, one of them a date or a quantity, and only texts. A
 * second row may divide the first (« Quantités » over « importée » and « restante »).
 */
export function headerAt(row: Row, below: Row | undefined): Header | undefined {
  const single = columnsOf(row.map((cell) => [cell.column, cell.value]));
  if (single === undefined) return undefined;
  const divided = below?.[0].row === row[0].row + 1 ? divide(row, below) : undefined;
  const units = row.find(({ value }) => typeof value === 'string' && unitHeadings.has(fold(value)))?.column;
  return divided === undefined ? { columns: single, units, height: 1 } : { columns: divided, units, height: 2 };
}

/** A column as it is on one line, where the unit of a quantity may stand in a cell of its own. */
export function columnOn(row: Row, number: number, { columns, units }: Header): Column | undefined {
  const column = columns.get(number);
  const written = row.find((cell) => cell.column === units)?.value;
  if (written === undefined || column === undefined || !isQuantity(column.name) || column.unit !== undefined)
    return column;
  const unit = typeof written === 'string' ? readUnit(written)?.name : undefined;
  return { ...column, unit, isUnclear: unit === undefined };
}

/** Says that a column holds amounts. */
export function isQuantity(column: EntryColumn): boolean {
  return quantities.has(column);
}

/** The second row of a header: words that divide the first one, or the units of its columns. */
function divide(row: Row, below: Row): ReadonlyMap<number, Column> | undefined {
  const words = below.every(({ value }) => typeof value === 'string' && !/\d/.test(value) && !value.includes(':'));
  const groups = below.map((cell) => ({ cell, group: row.findLast(({ column }) => column <= cell.column) }));
  const joined = groups.map(({ cell, group }) => [cell.column, joinTexts(group, cell)] as const);
  if (!words || !joined.some(([, text]) => columnNamed(text) !== undefined)) return undefined;
  const kept = row.filter(({ column }) => !joined.some(([each]) => each === column));
  return columnsOf([...kept.map(({ column, value }) => [column, value] as const), ...joined]);
}

function joinTexts(group: Cell | undefined, { value }: Cell): string {
  const text = typeof value === 'string' ? value : '';
  const isUnit = readUnit(text.replace(/[()]/g, '').replace(/^en /i, '')) !== undefined;
  return [group?.value, isUnit ? `(${text.replace(/[()]/g, '')})` : text]
    .filter((each) => typeof each === 'string')
    .join(' ');
}

type Headings = readonly (readonly [number, Cell['value']])[];

/** Of two headings for one column the more precise one is taken, else the first. */
function columnsOf(headings: Headings): ReadonlyMap<number, Column> | undefined {
  if (headings.some(([, text]) => typeof text !== 'string')) return undefined;
  const found: { readonly number: number; readonly column: Column; readonly precision: number }[] = [];
  for (const [number, text] of [...headings].sort(([a], [b]) => a - b)) {
    if (typeof text !== 'string' || /:\s*\S/.test(text)) return undefined;
    const named = columnOf(text);
    if (named === undefined) continue;
    const same = found.findIndex(({ column }) => column.name === named.column.name);
    const isBetter = same === -1 || named.precision > (found[same]?.precision ?? 0);
    if (same !== -1 && isBetter) found.splice(same, 1);
    if (isBetter) found.push({ number, ...named });
  }
  const columns = new Map(found.map(({ number, column }) => [number, column]));
  const names = [...columns.values()].map(({ name }) => name);
  return names.length >= 2 && names.some((name) => name === 'operationDate' || isQuantity(name)) ? columns : undefined;
}

const columnOf = remember(findColumn);

function findColumn(heading: string): { readonly column: Column; readonly precision: number } | undefined {
  // Two numbers, not counting those in parentheses, are a value: « 50000 boîtes en 4 opérations ».
  const numbers = heading.replace(/\([^)]*\)/g, ' ').match(/\d+/g) ?? [];
  if (numbers.length > 1 || labelNamed(heading) !== undefined) return undefined;
  const found = unitIn(heading);
  const named = columnNamed(heading) ?? (found === undefined ? undefined : columnNamed(found.rest));
  if (named === undefined) return undefined;
  const { name, precision } = named;
  return { column: { name, unit: isQuantity(name) ? found?.unit : undefined }, precision };
}

/** The unit that a heading gives, and the heading without it: « Quantité (en boîtes de 30) », « Boîtes importées ». */
export function unitIn(heading: string): { readonly unit: string; readonly rest: string } | undefined {
  const [whole = '', inside = ''] = /[([]([^()[\]]{1,60})[)\]]/.exec(heading) ?? [];
  const content = whole === '' ? undefined : readQuantity(`1 ${inside.replace(/^en /i, '')}`)?.unit;
  if (content !== undefined) return { unit: content, rest: heading.replace(whole, ' ') };
  const within = unitWithin(heading);
  if (within !== undefined) return { unit: within.unit.name, rest: within.rest };
  const [first = '', ...others] = heading.trim().split(/\s+/);
  const unit = readUnit(first);
  return unit === undefined || others.length === 0 ? undefined : { unit: unit.name, rest: `unité ${others.join(' ')}` };
}
