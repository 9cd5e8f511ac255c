import { placeAt } from '../../worker/domain/place.ts';
import type { Entry, EntryColumn, ImputationTable, Reading } from '../../worker/domain/submission.ts';
import type { Cell, Sheet, Workbook } from '../workbook/workbook.ts';
import { columnOn, headerAt, isQuantity, type Header, type Row } from './imputation/columns.ts';
import { readEntry, type Setting } from './imputation/entries.ts';
import { isHeading, readHeading } from './imputation/heading.ts';
import { writingOf, type Writing, type WrittenQuantity } from './imputation/writing.ts';
import type { Where } from '../reading.ts';

/** What a workbook says of imports done: its tables, and the values written around them. */
export interface ImputationTables {
  readonly tables: readonly ImputationTable[];
  readonly readings: readonly Reading[];
}

/**
 * Finds the imputation tables of a workbook, wherever their headers are, and reads them; undefined when no sheet holds
 * one. A sheet without a table is read for the heading only, and only when it is shown.
 */
export function readImputationTables(
  workbook: Workbook,
  where: Where,
  spotOf: (cell: Cell) => string | number = ({ address }) => address,
): ImputationTables | undefined {
  const settingOf = (sheet: Sheet, bodies: readonly Body[]): Setting => ({
    date1904: workbook.date1904,
    writing: writtenIn(bodies),
    sourceOf: (cell) => ({ ...where, place: placeAt(sheet.name, spotOf(cell)) }),
    spotOf,
  });
  const read = (parts: (sheet: Sheet) => Parts): ImputationTables | undefined => {
    const sheets = workbook.sheets.map((sheet) => ({ sheet, ...parts(sheet) }));
    if (sheets.every(({ bodies }) => bodies.length === 0)) return undefined;
    return {
      tables: sheets.flatMap(({ sheet, bodies }) =>
        withoutEmpty(bodies.map((body) => tableOf(sheet, body, settingOf(sheet, bodies)))),
      ),
      readings: sheets
        .filter(({ sheet, bodies }) => bodies.length > 0 || !sheet.hidden)
        .flatMap(({ sheet, headings, bodies }) => readHeading(headings, settingOf(sheet, bodies))),
    };
  };
  const upright = read(partsOf);
  if (upright !== undefined) return upright;
  const turned = read(turnedPartsOf);
  return turned?.tables.every(isPlain) ? turned : undefined;
}

interface Body {
  readonly header: Header;
  readonly rows: readonly Row[];
}

/** The tables of a sheet, and the rows around them. */
interface Parts {
  readonly headings: readonly Row[];
  readonly bodies: readonly Body[];
}

/** Cuts a sheet into tables and what stands around them. A header repeated on the next page goes on with its table. */
function partsOf(sheet: Sheet): Parts {
  const rows = rowsOf(sheet);
  const headings: Row[] = [];
  const bodies: { readonly header: Header; readonly rows: Row[] }[] = [];
  let interrupted = true;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const header = headerAt(row, rows[index + 1]);
    const body = bodies.at(-1);
    if (header !== undefined) {
      if (interrupted || body === undefined || !sameColumns(header, body.header)) bodies.push({ header, rows: [] });
      interrupted = false;
      index += header.height - 1;
    } else if (body === undefined || isHeading(row)) {
      headings.push(row);
      interrupted = true;
    } else {
      body.rows.push(row);
    }
  }
  return { headings, bodies };
}

/** A table that runs across, its headings one below the other: the rows with a heading and two values or more are turned. */
function turnedPartsOf({ name, hidden, cells }: Sheet): Parts {
  const rows = rowsOf({ name, hidden, cells });
  const across = rows.filter((row) => row.length > 2).flat();
  const turned = across
    .map((cell): Cell => ({ ...cell, row: cell.column, column: cell.row }))
    .sort((a, b) => a.row - b.row || a.column - b.column);
  const [first, ...others] = rowsOf({ name, hidden, cells: turned });
  const header = first === undefined ? undefined : headerAt(first, undefined);
  if (header === undefined || others.length < 2) return { headings: rows, bodies: [] };
  return { headings: rows.filter((row) => row.length <= 2), bodies: [{ header, rows: others }] };
}

/** Two operations or more, each with its day and its quantity: the rows of a form with several columns are none. */
function isPlain({ entries }: ImputationTable): boolean {
  const isTold = ({ cells: { operationDate, quantityImported } }: Entry) =>
    operationDate?.state === 'parsed' && quantityImported?.state === 'parsed';
  return entries.length > 1 && entries.every(isTold);
}

/** How the quantities and dates of a sheet's tables are written. */
function writtenIn(bodies: readonly Body[]): Writing {
  const quantities: WrittenQuantity[] = [];
  const dates: string[] = [];
  for (const { header, rows } of bodies) {
    for (const row of rows) {
      for (const { column: number, value } of row) {
        const column = columnOn(row, number, header);
        if (typeof value !== 'string' || column === undefined) continue;
        if (column.name === 'operationDate') dates.push(value);
        if (isQuantity(column.name)) quantities.push({ text: value, unit: column.unit });
      }
    }
  }
  return writingOf(quantities, dates);
}

function rowsOf({ cells }: Sheet): readonly Row[] {
  const rows = new Map<number, [Row[0], ...Row[0][]]>();
  for (const cell of cells) {
    const row = rows.get(cell.row);
    if (row === undefined) rows.set(cell.row, [cell]);
    else row.push(cell);
  }
  return [...rows.values()];
}

function sameColumns(a: Header, b: Header): boolean {
  return JSON.stringify([...a.columns]) === JSON.stringify([...b.columns]);
}

function tableOf({ name, hidden }: Sheet, { header, rows }: Body, setting: Setting): ImputationTable {
  const entries = rows
    .map((row) => readEntry(row, header, setting))
    .filter((each): each is Entry => each !== undefined);
  const columns = [...header.columns.values()].map((column) => column.name);
  return { sheet: name, hidden, columns, entries: withoutSums(entries) };
}

/** A header over a header looks like a table without lines; a sheet left blank is one. */
function withoutEmpty(tables: readonly ImputationTable[]): readonly ImputationTable[] {
  const filled = tables.filter(({ entries }) => entries.length > 0);
  return filled.length > 0 ? filled : tables.slice(0, 1);
}

/** Leaves out the totals that no word announces: an amount alone on its line, the sum of those above. */
function withoutSums(entries: readonly Entry[]): readonly Entry[] {
  let [total, above] = [0, 0];
  return entries.filter(({ cells }) => {
    const quantity = cells.quantityImported;
    const count = quantity?.state === 'parsed' ? quantity.value.count : 0;
    const isAlone = Object.keys(cells).every((column) => isQuantity(column as EntryColumn));
    if (isAlone && above > 1 && Math.abs(total - count) <= total * 1e-9) return false;
    total += count;
    above++;
    return true;
  });
}
