import type { Box } from '../page-content.ts';

/** How a page is turned to be read upright: quarter turns of its text, and the page's corners in its own space. */
export interface Frame {
  readonly turns: 0 | 1 | 2 | 3;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** The quarter turns of a text matrix: 0 upright, 1 upwards, 2 upside down, 3 downwards; undefined when slanted. */
export function turnsOf(matrix: readonly number[]): Frame['turns'] | undefined {
  const [a = 0, b = 0] = matrix;
  if (Math.abs(b) <= Math.abs(a) * 0.1) return a >= 0 ? 0 : 2;
  if (Math.abs(a) <= Math.abs(b) * 0.1) return b >= 0 ? 1 : 3;
  return undefined;
}

/** A box of the page's own space, seen upright. Unturned pages keep their coordinates. */
export function upright(box: Box, frame: Frame): Box {
  const { x, y, width, height } = box;
  switch (frame.turns) {
    case 0:
      return box;
    case 1:
      return { x: y - frame.bottom, y: frame.right - x - width, width: height, height: width };
    case 2:
      return { x: frame.right - x - width, y: frame.top - y - height, width, height };
    case 3:
      return { x: frame.top - y - height, y: x - frame.left, width: height, height: width };
  }
}
