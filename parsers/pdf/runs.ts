import type { Box, Segment } from '../page-content.ts';

/** A run of text as the page draws it: `y` is the baseline, `height` the size of the letters. */
export interface Run extends Box {
  readonly text: string;
  readonly font: string;
  /** Position in the order of drawing. */
  readonly order: number;
}

/** Widths in sizes of the letters: a space is about a quarter; cells of a table lie further apart. */
const SPACE = 0.12;
const CELL_GAP = 0.35;
const COLUMN_GAP = 0.7;

/** Letters that are so much larger than their neighbours are no part of the same words: one is drawn over the other. */
const OTHER_SIZE = 2;

/** The runs of a page as segments, downwards, then from left to right: programs draw a line in any order. */
export function segmentsOf(page: number, runs: readonly Run[]): Segment[] {
  return linesOf(runs).flatMap((line) => {
    const segments: { box: Box; text: string; font: string; last: Run }[] = [];
    for (const run of line) {
      const open = segments.at(-1);
      const gap = open === undefined ? 0 : run.x - right(open.last);
      if (open !== undefined && isDrawnTwice(open.last, run)) continue;
      if (open === undefined || isApart(open.last, run, gap)) {
        segments.push({ box: run, text: run.text, font: run.font, last: run });
      } else {
        open.text += (isSpaced(open.last, run, gap) ? ' ' : '') + run.text;
        open.box = union(open.box, run);
        open.last = run;
      }
    }
    return segments.flatMap(({ box: { x, y, width, height }, text, font }) => {
      const words = text.replace(/\s+/g, ' ').trim();
      return words === '' ? [] : [{ page, x, y, width, height, text: words, font }];
    });
  });
}

/** Runs on one baseline, each line sorted from left to right; a small rise (« 1er », « (1) ») stays in its line. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [];
  let baseline = Infinity;
  for (const run of [...runs].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    if (line !== undefined && baseline - run.y <= Math.max(1.5, run.height * 0.35)) {
      line.push(run);
    } else {
      lines.push([run]);
      baseline = run.y;
    }
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}

/**
 * A bold label and the plain value behind it are two things, even with one space between; so are cells of a table,
 * which are not drawn one after the other.
 */
function isApart(left: Run, run: Run, gap: number): boolean {
  const size = Math.min(left.height, run.height);
  if (Math.max(left.height, run.height) > size * OTHER_SIZE || gap < -size) return true;
  if (gap > size * COLUMN_GAP) return true;
  // A label that runs out of its cell is cut off where the next cell begins, in the middle of a word.
  if (gap < size * SPACE && /\p{Ll}{2}$/u.test(left.text) && /^\p{Lu}\p{Ll}{2}/u.test(run.text)) return true;
  if (gap > size * CELL_GAP && run.order !== left.order + 1) return true;
  return left.font !== run.font && isSpaced(left, run, gap);
}

function isSpaced(left: Run, run: Run, gap: number): boolean {
  return gap > Math.min(left.height, run.height) * SPACE || /\s$/.test(left.text) || /^\s/.test(run.text);
}

/** Bold made by drawing the same words again, a hair to the right. */
function isDrawnTwice(left: Run, run: Run): boolean {
  return left.text === run.text && Math.abs(left.x - run.x) < 1;
}

function right(box: Box): number {
  return box.x + box.width;
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  return { x, y: a.y, width: Math.max(right(a), right(b)) - x, height: Math.max(a.height, b.height) };
}
