import { labelOf } from './labels.ts';
import type { Box, Segment } from '../page-content.ts';
import { isAnswer } from './choice.ts';
import { cutAtMarks } from './marks.ts';
import type { Piece } from './pieces.ts';

/** A small shape of a page. */
export type Shape = Box & { readonly page: number };

/** Whether a page offers answers to tick, and no sign of a font ticks one: the boxes may be drawn. */
export function offersAnswers(segments: readonly Segment[]): boolean {
  const isMarked = segments.some((each) => cutAtMarks(each.text).some((cut) => cut.ticked !== undefined));
  return !isMarked && segments.filter((each) => isOffer(each.text)).length >= 2;
}

/**
 * The boxes that are drawn before answers, as marks. One is ticked when more is drawn in it than in the plainest box
 * of its size: a cross, a tick, a point. A single box can be compared with none, and is left alone.
 */
export function drawnMarks(words: readonly Piece[], shapes: readonly Shape[]): Piece[] {
  const offers = words
    .filter((each) => each.field === undefined && isOffer(each.text))
    .flatMap((piece) => {
      const drawn = distinct(shapes.filter((shape) => isBefore(shape, piece)));
      const [box] = [...drawn].sort((a, b) => b.width * b.height - a.width * a.height);
      return box === undefined ? [] : [{ piece, box, count: drawn.length }];
    });
  return offers.flatMap(({ piece, box, count }) => {
    const alike = offers.filter((each) => isSameSize(each.box, box));
    const fewest = Math.min(...alike.map((each) => each.count));
    return alike.length < 2 ? [] : [mark(piece, box, count > fewest)];
  });
}

function isOffer(text: string): boolean {
  return text.length < 120 && (isAnswer(text) || labelOf(text)?.fields[0] === 'originDiffers');
}

function isBefore(shape: Shape, { page, x, bottom, top }: Piece): boolean {
  const [across, up] = [shape.x + shape.width / 2, shape.y + shape.height / 2];
  return shape.page === page && across < x && across > x - 22 && up > bottom - 3 && up < top + 3;
}

/** Filling and border of one box are drawn one over the other. */
function distinct(shapes: readonly Shape[]): Shape[] {
  return shapes.filter(
    (each, index) => !shapes.slice(0, index).some((other) => isSameSize(each, other) && isNear(each, other)),
  );
}

function isSameSize(a: Box, b: Box): boolean {
  return Math.abs(a.width - b.width) < 0.7 && Math.abs(a.height - b.height) < 0.7;
}

function isNear(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < 0.7 && Math.abs(a.y - b.y) < 0.7;
}

function mark(piece: Piece, box: Box, ticked: boolean): Piece {
  return { ...piece, x: box.x, width: box.width, text: '', kind: 'mark', ticked, colon: false };
}
