import type { Run } from './runs.ts';
import { turnsOf, upright, type Frame } from './frame.ts';

/** A text as pdf.js gives it: the matrix maps the letters to the page, and holds their size and direction. */
export interface DrawnText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
  /** Ascent of the font in sizes; NaN where the file does not tell. */
  readonly ascent: number;
}

/**
 * The texts of a page, turned as most of its letters are: scanners and printers turn the page, some programs the
 * text. Texts across the others, such as a note in the margin, are left out.
 */
export function uprightRuns(texts: readonly DrawnText[], view: readonly number[]): { frame: Frame; runs: Run[] } {
  const [left = 0, bottom = 0, right = 0, top = 0] = view;
  const frame = { turns: mostTurns(texts), left, bottom, right, top };
  const runs = texts
    .filter((each) => turnsOf(each.transform) === frame.turns)
    .map((each, order) => ({
      ...upright(drawnBox(each, frame.turns), frame),
      text: each.str,
      font: each.fontName,
      order,
    }))
    .filter((each) => [each.x, each.y, each.width, each.height].every(Number.isFinite));
  return { frame, runs };
}

function mostTurns(texts: readonly DrawnText[]): Frame['turns'] {
  const letters: [number, number, number, number] = [0, 0, 0, 0];
  for (const { transform, str } of texts) {
    const turns = turnsOf(transform);
    if (turns !== undefined) letters[turns] += str.length;
  }
  const most = Math.max(...letters);
  return ([0, 1, 2, 3] as const).find((turns) => letters[turns] === most) ?? 0;
}

/** The box of a text in the page's own space: from its baseline up, in the direction of the letters. */
function drawnBox({ transform, width }: DrawnText, turns: Frame['turns']) {
  const [, , c = 0, d = 0, x = 0, y = 0] = transform;
  const size = Math.hypot(c, d);
  switch (turns) {
    case 0:
      return { x, y, width, height: size };
    case 1:
      return { x: x - size, y, width: size, height: width };
    case 2:
      return { x: x - width, y: y - size, width, height: size };
    case 3:
      return { x, y: y - width, width: size, height: width };
  }
}
