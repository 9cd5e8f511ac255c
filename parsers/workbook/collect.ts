import type { DocumentNote, UnreadableReason } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { Cell, CellValue, UnreadableWorkbook, Workbook } from './workbook.ts';

/** The last row of a sheet (ECMA-376, Excel's own limit). */
const LAST_ROW = 1_048_576;

/** The longest text that is kept of a cell, in characters. */
export const longestText = 4_000;

/** A workbook in the making. Every reader hands its cells to one of these: the caps are kept in one place. */
export interface Collection {
  /** Begins a sheet: the cells that follow are on it. */
  begin(name: string, hidden: boolean): void;
  /** Takes a cell, rows and columns from 1; false once there is too much, and reading on is useless. */
  add(row: number, column: number, value: CellValue | undefined): boolean;
  /** What was collected, or why it cannot be used. */
  finish(date1904: boolean, notes: readonly DocumentNote[]): Workbook | UnreadableWorkbook;
}

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: Cell[];
  readonly rows: Set<number>;
}

/** Begins a workbook without a sheet. Blank texts are no cells; cells far to the right are left out. */
export function collectCells(): Collection {
  const sheets: OpenSheet[] = [];
  let [cells, characters] = [0, 0];
  let wrong: UnreadableReason | undefined;
  return {
    begin(name, hidden) {
      sheets.push({ name, hidden, cells: [], rows: new Set() });
      if (sheets.length > limits.sheets) wrong = 'tooLarge';
    },
    add(row, column, value) {
      const sheet = sheets.at(-1);
      if (row > LAST_ROW) wrong = 'corrupt';
      if (wrong !== undefined || sheet === undefined) return false;
      const kept = typeof value === 'string' ? value.slice(0, longestText) : value;
      if (kept === undefined || column > limits.columns || (typeof kept === 'string' && kept.trim() === ''))
        return true;
      sheet.rows.add(row);
      characters += typeof kept === 'string' ? kept.length : 0;
      const isTooMuch = ++cells > limits.cells || characters > limits.cellCharacters || sheet.rows.size > limits.rows;
      if (isTooMuch) wrong = 'tooLarge';
      else sheet.cells.push({ row, column, address: `${letters(column)}${row}`, value: kept });
      return !isTooMuch;
    },
    finish(date1904, notes) {
      if (wrong !== undefined) return { unreadable: wrong };
      return {
        date1904,
        notes,
        sheets: sheets.map(({ name, hidden, cells: all }) => ({ name, hidden, cells: inOrder(all) })),
      };
    },
  };
}

/** Cells by rows, then columns, as nearly every producer writes them. */
function inOrder(cells: Cell[]): readonly Cell[] {
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

/** The name of a column: 1 is A, 27 is AA. */
function letters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? letters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
