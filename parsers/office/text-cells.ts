import { limits } from '../limits.ts';
import { collectCells } from '../workbook/collect.ts';
import type { UnreadableWorkbook, Workbook } from '../workbook/workbook.ts';
import { wordsOf, type Block, type Table } from './flow.ts';

/** The cells of a text's tables, as those of a workbook. */
export interface TextCells {
  /** One sheet; its rows are the lines of the text, from 1, as its layout counts them. */
  readonly workbook: Workbook | UnreadableWorkbook;
  /** Rows within their tables, from 1, by their lines: what people count. */
  readonly rows: ReadonlyMap<number, number>;
}

/** Where the words beside tables go, out of the way of their columns: the last tenth of a sheet. */
const BESIDE = limits.columns - Math.floor(limits.columns / 10);

/** The cells of a text that has a table of several columns, what stands around it in cells of its own; else undefined. */
export function textCells(blocks: readonly Block[]): TextCells | undefined {
  if (!blocks.some((each) => each.kind === 'table' && isGrid(each))) return undefined;
  const collection = collectCells();
  collection.begin('', false);
  const rows = new Map<number, number>();
  let line = 0;
  const add = (cells: readonly (readonly [column: number, text: string])[]) => {
    const filled = cells.filter(([, text]) => text !== '');
    if (filled.length > 0) line += 1;
    for (const [column, text] of filled) collection.add(line, column, text);
    return filled.length > 0;
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph')
      add(
        wordsOf(block)
          .split('\t')
          .map((text, index) => [BESIDE + index, text.trim()]),
      );
    else {
      for (const [index, row] of block.rows.entries()) {
        if (add(row.map((cell) => [cell.column + 1, cell.blocks.map(wordsOf).join('\n').trim()])))
          rows.set(line, index + 1);
      }
    }
  }
  return { workbook: collection.finish(false, []), rows };
}

function isGrid({ rows }: Table): boolean {
  return rows.length > 1 && rows.some((row) => row.length > 1);
}
