import type { Block, Cell, Paragraph, Table } from './flow.ts';
import { linesOf, type Words } from './paragraph-lines.ts';

/**
 * Distances of baselines, in sizes of the letters: of lines, and of rows of a table. Rows stand a little too far apart
 * for one label to run over two of them (1.6, `find-label.ts`), near enough for a value to (1.65, `value-lines.ts`).
 */
const LINE = 1.2;
const ROW = 1.63;

/** Room at the left of a cell, and at its right: words a size and a half apart are one value (`value-lines.ts`). */
const CELL = 5;
const CELL_END = 20;

/** A line within a block: `down` is the distance of its baseline from the block's first one. */
export interface Line {
  readonly down: number;
  readonly words: readonly Words[];
}

/** A block set in lines. `height` reaches from the first baseline to where a next one would stand, `size` begins it. */
export interface SetBlock {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly size: number;
}

/** A paragraph from `x` on. `mayMove` sets it at the right or in the middle where it is meant to stand there. */
export function setParagraph(paragraph: Paragraph, x: number, width: number, mayMove: boolean): SetBlock {
  const lines: Line[] = [];
  let down = 0;
  for (const { words, size } of linesOf(paragraph, width, mayMove)) {
    lines.push({ down, words: words.map((each) => ({ ...each, x: each.x + x })) });
    down += size * LINE;
  }
  return { lines: lines.filter((each) => each.words.length > 0), height: down, size: paragraph.size };
}

/** The cells of a row from one baseline on, their lines in reading order. */
export function setRow(row: readonly Cell[], edges: readonly number[], x: number): SetBlock {
  const cells = row.map(({ column, columns, blocks }) => {
    const [from, to] = [edgeAt(edges, column), edgeAt(edges, column + columns)];
    return setBlocks(blocks, x + from + CELL, Math.max(CELL, to - from - CELL - CELL_END));
  });
  const size = most(cells, (each) => each.size) || 10;
  const byBaseline = new Map<number, Words[]>();
  for (const { down, words } of cells.flatMap((each) => each.lines)) {
    const line = byBaseline.get(down);
    if (line === undefined) byBaseline.set(down, [...words]);
    else line.push(...words);
  }
  const lines = [...byBaseline].map(([down, words]) => ({ down, words })).sort((a, b) => a.down - b.down);
  const height = Math.max(
    size * LINE,
    most(cells, (each) => each.height),
  );
  return { lines, height: height + size * (ROW - LINE), size };
}

/** Where the columns of a table begin, from its left edge; widths that are not told share what is left. */
export function edgesOf({ widths, rows }: Table, width: number): number[] {
  const count = Math.max(
    1,
    most(rows, (row) => most(row, ({ column, columns }) => column + columns)),
  );
  const told = Array.from({ length: count }, (_, index) => widths[index] ?? 0);
  const rest = Math.max(0, width - told.reduce((sum, each) => sum + each, 0));
  const untold = told.filter((each) => each === 0).length;
  const share = Math.max(width / count / 4, rest / Math.max(1, untold));
  const edges = [0];
  for (const each of told) edges.push((edges.at(-1) ?? 0) + (each === 0 ? share : each));
  return edges;
}

/** The greatest of some numbers, at least 0; a hostile table has more of them than a call may have arguments. */
export function most<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((greatest, each) => Math.max(greatest, of(each)), 0);
}

function edgeAt(edges: readonly number[], column: number): number {
  return edges[Math.min(column, edges.length - 1)] ?? 0;
}

/** Blocks within a cell: without the space that paragraphs keep, a value goes on from one to the next. */
function setBlocks(blocks: readonly Block[], x: number, width: number): SetBlock {
  const lines: Line[] = [];
  let height = 0;
  let size = 0;
  for (const block of blocks) {
    const set = block.kind === 'paragraph' ? setParagraph(block, x, width, false) : setTable(block, x, width);
    size ||= set.size;
    for (const line of set.lines) lines.push({ ...line, down: line.down + height });
    height += set.height;
  }
  return { lines, height, size };
}

function setTable(table: Table, x: number, width: number): SetBlock {
  const edges = edgesOf(table, width);
  const lines: Line[] = [];
  let height = 0;
  let size = 0;
  for (const row of table.rows) {
    const set = setRow(row, edges, x);
    size ||= set.size;
    for (const line of set.lines) lines.push({ ...line, down: line.down + height });
    height += set.height;
  }
  return { lines, height, size };
}
