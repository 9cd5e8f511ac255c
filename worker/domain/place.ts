import type { Place } from './submission.ts';

/** The place of a value of a table: a cell of its sheet, or a line of the text. */
export function placeAt(sheet: string, at: string | number): Place {
  return typeof at === 'string' ? { kind: 'cell', sheet, cell: at } : { kind: 'line', line: at };
}
