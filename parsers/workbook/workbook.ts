import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { DocumentNote, UnreadableReason } from '../../worker/domain/submission.ts';

/** What a cell holds; a cell formatted as a date is a day, its time of day left out. */
export type CellValue = string | number | boolean | { readonly date: CivilDate };

/** A cell that holds something; `row` and `column` count from 1, `address` is `B7`. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly address: string;
  readonly value: CellValue;
}

/** A sheet: its filled cells by rows, then columns. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly Cell[];
}

/** A spreadsheet, reduced to what its cells say. */
export interface Workbook {
  /** Days are counted from 1904 instead of 1900, an old habit of Excel on Macintosh. */
  readonly date1904: boolean;
  readonly sheets: readonly Sheet[];
  /** Macros and links to other files: seen, never run nor followed. */
  readonly notes: readonly DocumentNote[];
}

/** Why a workbook could not be read. */
export interface UnreadableWorkbook {
  readonly unreadable: UnreadableReason;
}
