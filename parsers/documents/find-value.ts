import { neighbours, type Neighbours } from './neighbours.ts';
import { isSameRow, type PageParts, type PlacedLabel } from './page-parts.ts';
import { right, type Piece } from './pieces.ts';
import { edgeOf, hasLongAnswer, wholeValue } from './value-lines.ts';

/** The label of a value, and the pieces of the value in reading order. */
export interface PlacedValue {
  readonly label: PlacedLabel;
  readonly pieces: readonly Piece[];
}

/** How a page sets its labels, told by those that leave no doubt. */
interface Style {
  /** Values stand under their labels, or beside them; neither when the page has too few of them. */
  readonly side: 'under' | 'beside' | undefined;
  /** The farthest that a value begins under its label, in points. */
  readonly reach: number;
}

/** The values of a page, each under its label; labels left empty are not there. */
export function valuesOn(parts: PageParts): PlacedValue[] {
  const around = neighbours(parts);
  const style = styleOf(around);
  const used = new Set<Piece>();
  return parts.labels.flatMap((label) => {
    const first = firstPiece(label, parts, around, style);
    if (first === undefined || used.has(first)) return [];
    const pieces = wholeValue(label, first, parts, around).filter((each) => !used.has(each));
    pieces.forEach((each) => used.add(each));
    return [{ label, pieces }];
  });
}

function styleOf({ beside, under }: Neighbours): Style {
  const [besideOnly, underOnly] = [onlyIn(beside, under), onlyIn(under, beside)];
  const gaps = underOnly.map(([label, piece]) => label.bottom - piece.top).sort((a, b) => a - b);
  // The nearer ones: the others may be an empty label and what stands under its box.
  const usual = gaps[Math.floor(gaps.length / 4)];
  const reach = usual === undefined || gaps.length < 4 ? Infinity : usual * 1.6 + 5;
  if (underOnly.length > besideOnly.length * 2) return { side: 'under', reach };
  const isBeside = besideOnly.length >= 3 && besideOnly.length > underOnly.length * 2;
  return { side: isBeside ? 'beside' : undefined, reach };
}

function onlyIn(here: ReadonlyMap<PlacedLabel, Piece>, there: ReadonlyMap<PlacedLabel, Piece>) {
  return [...here].filter(([label]) => label.label.fields.length > 0 && !there.has(label));
}

function firstPiece(label: PlacedLabel, parts: PageParts, around: Neighbours, style: Style): Piece | undefined {
  const beside = around.beside.get(label);
  const low = label.weak ? undefined : around.under.get(label);
  const under = low !== undefined && mayBeUnder(label, low, parts, style) ? low : undefined;
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
function mayBeUnder(label: PlacedLabel, first: Piece, parts: PageParts, style: Style): boolean {
  if (first.field !== undefined) return true;
  // A label that fills its line leaves its value to the next one.
  if (label.colon && right(label) >= edgeOf(parts) * 0.75) return true;
  if (style.side !== 'beside') return label.bottom - first.top <= style.reach;
  return hasLongAnswer(label) && first.x <= label.x + 40 && isParagraph(first, label);
}

/** A paragraph rather than the next label: indented, wide, or a sentence. */
function isParagraph(piece: Piece, label: PlacedLabel): boolean {
  return piece.x >= label.x + 6 || piece.width > 200 || /[.;]$/.test(piece.text);
}
