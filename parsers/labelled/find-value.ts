import type { Neighbours, Under } from './neighbours.ts';
import { type PageParts, type PlacedLabel } from './page-parts.ts';
import type { Page, Style } from './page-style.ts';
import { isSameRow, right, type Piece } from './pieces.ts';
import { edgeOf, hasLongAnswer, wholeValue } from './value-lines.ts';

/** The label of a value, and the pieces of the value in reading order. */
export interface PlacedValue {
  readonly label: PlacedLabel;
  readonly pieces: readonly Piece[];
  /** It stands a little above or below its label, where all others stand on one line: it may be another's. */
  readonly isOff: boolean;
}

/** Points by which lines differ that are one, and that are two. */
const ON_LINE = 0.5;
const OFF_LINE = 1.2;

/** The values of a page, each under its label; labels left empty are not there. */
export function valuesOn({ parts, around }: Page, style: Style): PlacedValue[] {
  const used = new Set<Piece>();
  const isStrict = areOnLines(around);
  return parts.labels.flatMap((label) => {
    const first = firstPiece(label, parts, around, style);
    if (first === undefined || used.has(first)) return [];
    const pieces = wholeValue(label, first, parts, around).filter((each) => !used.has(each));
    pieces.forEach((each) => used.add(each));
    const isOff = isStrict && around.beside.get(label) === first && Math.abs(first.y - label.y) >= OFF_LINE;
    return [{ label, pieces, isOff }];
  });
}

/** Whether labels and the values beside them stand on one line all over the page. */
function areOnLines({ beside }: Neighbours): boolean {
  const on = [...beside].filter(([label, piece]) => Math.abs(label.y - piece.y) <= ON_LINE).length;
  return on >= 5 && on >= beside.size * 0.8;
}

function firstPiece(label: PlacedLabel, parts: PageParts, around: Neighbours, style: Style): Piece | undefined {
  const beside = around.beside.get(label);
  const low = label.weak ? undefined : around.under.get(label);
  const under = low !== undefined && mayBeUnder(label, low, parts, style) ? low.piece : undefined;
  if (beside === undefined || under === undefined) return beside ?? under;
  const isHead = !label.colon && (style.side === 'under' || isHeadOfColumn(label, parts, around));
  return isHead ? under : beside;
}

/** « Dosage | Forme | Voie » over their values: the next head of the row is not the answer to the first. */
function isHeadOfColumn(label: PlacedLabel, parts: PageParts, around: Neighbours): boolean {
  const row = parts.labels.filter((each) => !each.colon && isSameRow(each, label));
  const under = row.filter((each) => around.under.has(each)).length;
  return row.length > 1 && under > row.filter((each) => around.beside.has(each)).length;
}

/** Where labels stand beside their values, what stands under an empty one is only believed for the long answers. */
function mayBeUnder(label: PlacedLabel, low: Under, parts: PageParts, style: Style): boolean {
  const first = low.piece;
  if (first.field !== undefined) return true;
  // A label that fills its line leaves its value to the next one.
  if (label.colon && right(label) >= edgeOf(parts) * 0.75) return true;
  if (style.side !== 'beside') return low.gap <= style.reach;
  return hasLongAnswer(label) && first.x <= label.x + 40 && isParagraph(first, label);
}

/** A paragraph rather than the next label: indented, wide, or a sentence. */
function isParagraph(piece: Piece, label: PlacedLabel): boolean {
  return piece.x >= label.x + 6 || piece.width > 200 || /[.;]$/.test(piece.text);
}
