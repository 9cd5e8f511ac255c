import type { Box, FormField, FieldWidget, Segment } from '../page-content.ts';
import { cutLine, endsWithColon } from './cut-line.ts';
import { cutAtMarks } from './marks.ts';

/**
 * A piece of a page: words, a box to tick with its state, or an empty box of the form. `bottom` and `top` are how far
 * it reaches: a line of text about its letters, a form field its whole box.
 */
export interface Piece extends Box {
  readonly page: number;
  readonly bottom: number;
  readonly top: number;
  readonly text: string;
  readonly kind: 'words' | 'mark' | 'blank';
  /** For a mark: whether the box is ticked. */
  readonly ticked: boolean;
  /** The words end with a colon, or dots lead on from them: a value follows. */
  readonly colon: boolean;
  /** Font of printed words; empty for the values of form fields. */
  readonly font: string;
  /** Its place in the line is only reckoned: the words before it are part of the same segment. */
  readonly rough: boolean;
  /** The form field whose value or box this is; undefined for printed text, and for fields that were read already. */
  readonly field: FormField | undefined;
}

/** Letters of one stretch of words that are looked at. */
const MAX_LETTERS = 1_000;

/** The pieces of printed text: segments cut at boxes to tick, at leaders, and behind the colons of labels. */
export function printedPieces(segments: readonly Segment[]): Piece[] {
  return segments.flatMap((segment) =>
    cutAtMarks(segment.text.slice(0, MAX_LETTERS)).flatMap((cut) => {
      if (cut.ticked !== undefined) {
        return [{ ...printed(segment, cut.text, cut.at), kind: 'mark' as const, ticked: cut.ticked }];
      }
      return cutLine(cut.text).map((each) => {
        const piece = printed(segment, each.text, cut.at + each.at);
        return each.isLabel ? { ...piece, colon: true } : piece;
      });
    }),
  );
}

/**
 * The pieces that form fields make: the values of `unmatched` ones, as if they were printed in their boxes, and the
 * boxes of all others, read already or empty, so that no other text is taken for what stands in them.
 */
export function fieldPieces(
  fields: readonly FormField[],
  unmatched: readonly FormField[],
  words: readonly Piece[],
): Piece[] {
  return fields.flatMap((field) =>
    field.widgets.flatMap((widget): Piece[] => {
      const isOpen = unmatched.includes(field);
      const place = placed(widget);
      const own = isOpen ? field : undefined;
      if (widget.choice !== undefined) return [{ ...place, kind: 'mark', ticked: isOpen && widget.ticked, field: own }];
      if (isOpen) return [{ ...place, text: field.value, kind: 'words', field }];
      return words.some((each) => isWithin(each, widget)) ? [] : [{ ...place, kind: 'blank' }];
    }),
  );
}

/** Right edge of a box. */
export function right(box: Box): number {
  return box.x + box.width;
}

/** Pieces downwards, those of one line from left to right. */
export function inOrder<P extends Piece>(pieces: readonly P[]): P[] {
  return [...pieces].sort((a, b) => (isSameRow(a, b) ? a.x - b.x : b.y - a.y));
}

/** Whether two pieces stand side by side: the middle of one is within the other. */
export function isSameRow(a: Piece, b: Piece): boolean {
  const [middleA, middleB] = [(a.bottom + a.top) / 2, (b.bottom + b.top) / 2];
  return (middleA >= b.bottom && middleA <= b.top) || (middleB >= a.bottom && middleB <= a.top);
}

/** A piece of a segment; its place in the line is reckoned by the share of the letters. */
function printed(segment: Segment, text: string, at: number): Piece {
  const share = segment.width / Math.max(1, segment.text.length);
  // A colon printed in another font than its label begins the segment of the value.
  const lead = /^\s*(?::\s+(?=\S))?/.exec(text)?.[0].length ?? 0;
  const words = text.slice(lead).trim();
  const { page, y, height } = segment;
  return {
    page,
    x: segment.x + (at + lead) * share,
    y,
    width: words.length * share,
    height,
    bottom: y - height * 0.25,
    top: y + height * 0.75,
    text: words,
    kind: 'words',
    ticked: false,
    colon: endsWithColon(words),
    font: segment.font,
    rough: at > 0,
    field: undefined,
  };
}

function placed({ page, box }: FieldWidget): Piece {
  const height = Math.min(box.height, 10);
  // The first line of a tall box stands at its top; that of a low one in its middle.
  const y = box.height > 30 ? box.y + box.height - 12 : box.y + (box.height - height) / 2 + 2;
  return {
    page,
    x: box.x,
    y,
    width: box.width,
    height,
    bottom: box.y,
    top: box.y + box.height,
    text: '',
    kind: 'blank',
    ticked: false,
    colon: false,
    font: '',
    rough: false,
    field: undefined,
  };
}

function isWithin(piece: Piece, { page, box }: FieldWidget): boolean {
  const middle = (piece.bottom + piece.top) / 2;
  return (
    piece.page === page &&
    piece.x >= box.x - 2 &&
    piece.x <= right(box) &&
    middle >= box.y &&
    middle <= box.y + box.height
  );
}
