import type { FieldName } from '../../worker/domain/fields.ts';
import type { Neighbours } from './neighbours.ts';
import { isSmallPrint, isUnlabelled, type PageParts, type PlacedLabel } from './page-parts.ts';
import { inOrder, isSameRow, right, type Piece } from './pieces.ts';

/** Fields that forms leave several lines for, and ask for above them. */
const long: readonly FieldName[] = [
  'importerName',
  'importerAddress',
  'exporterName',
  'exporterAddress',
  'contact',
  'composition',
  'presentation',
  'indications',
  'justification',
  'purpose',
  'changes',
  'reasonWithoutMarketingAuthorisation',
  'reservedForAgency',
  'pharmacologicalData',
  'qualityData',
];

/** Width of a gap within a cell, and distance of lines, in sizes of the letters. */
const SAME_CELL = 1.5;
const LINE = 1.65;
const TIGHT_LINE = 1.45;

/** Lines of one value. */
const MAX_LINES = 60;

/** The pieces of the value that begins with `first`, in reading order: its line, and the lines that go with it. */
export function wholeValue(label: PlacedLabel, first: Piece, parts: PageParts, around: Neighbours): Piece[] {
  if (first.field !== undefined) return [first];
  const line = [first, ...restOfLine(first, parts)];
  const above = around.beside.get(label) === first ? linesAbove(first, parts) : [];
  return [...above, ...line, ...linesBelow(label, line, parts, around)];
}

/** Whether forms leave more than a line for what a label asks. */
export function hasLongAnswer({ label }: PlacedLabel): boolean {
  const [field] = label.fields;
  return field !== undefined && long.includes(field);
}

/** The right edge of the text on a page. */
export function edgeOf(parts: PageParts): number {
  return Math.max(...[...parts.words, ...parts.labels].map(right));
}

function restOfLine(first: Piece, parts: PageParts): Piece[] {
  const line: Piece[] = [];
  let last = first;
  for (const each of inOrder(parts.words.filter((other) => isSameRow(other, first) && other.x > first.x))) {
    const between = parts.labels.some((label) => isSameRow(label, first) && label.x > last.x && label.x < each.x);
    if (between || each.x - right(last) > first.height * SAME_CELL || each.field !== undefined) break;
    line.push(each);
    last = each;
  }
  return line;
}

/** The lines that go on under a value, at its left edge, or at the label's where the line before was full. */
function linesBelow(label: PlacedLabel, line: readonly Piece[], parts: PageParts, around: Neighbours): Piece[] {
  const [first] = line;
  if (first === undefined) return [];
  const lines: Piece[] = [];
  const edge = edgeOf(parts);
  let above = first;
  let end = Math.max(...line.map(right));
  while (lines.length < MAX_LINES) {
    const isFull = hasLongAnswer(label) || end >= edge * 0.85;
    const next = parts.words.find((each) => {
      const gap = above.y - each.y;
      if (gap <= 1 || gap > above.height * LINE) return false;
      const isInPlace = isAligned(each, first, label) || (isFull && hangs(each, first, label));
      return isInPlace && isFree(each, label, parts, around);
    });
    if (next === undefined) break;
    const rest = restOfLine(next, parts);
    lines.push(next, ...rest);
    above = next;
    end = right(rest.at(-1) ?? next);
  }
  return lines;
}

/** Labels in the middle of tall cells: the value begins higher than its label. */
function linesAbove(first: Piece, parts: PageParts): Piece[] {
  const lines: Piece[] = [];
  for (let below = first; lines.length < MAX_LINES;) {
    const next = parts.words.find((each) => {
      const gap = each.y - below.y;
      const isNext = gap > 1 && gap <= below.height * TIGHT_LINE;
      return isNext && Math.abs(each.x - first.x) <= 4 && isUnlabelled(each, parts);
    });
    if (next === undefined) break;
    lines.unshift(next);
    below = next;
  }
  return lines;
}

/** Under the first line; where that one's place is only reckoned, anywhere between label and value. */
function isAligned(piece: Piece, first: Piece, label: PlacedLabel): boolean {
  if (Math.abs(piece.x - first.x) <= 4) return true;
  return first.rough && piece.x > label.x + 20 && piece.x >= first.x - 80 && piece.x <= first.x + 20;
}

/** Under the label whose value follows in the same line of text: « Adresse : 12 rue … », not in a column of its own. */
function hangs(piece: Piece, first: Piece, label: PlacedLabel): boolean {
  const isInline = isSameRow(label, first) && (first.rough || first.x - right(label) < first.height * SAME_CELL);
  return isInline && Math.abs(piece.x - label.x) <= 4 && !/^[\p{Lu}\d][^:]{1,50}:(?:\s|$)/u.test(piece.text);
}

/** Nothing else on its line stands between the label's edge and it: that would be its own label, known or not. */
function isFree(piece: Piece, label: PlacedLabel, parts: PageParts, around: Neighbours): boolean {
  const owner = around.owner.get(piece);
  if (piece.field !== undefined || isSmallPrint(piece, label, 0.8) || (owner !== undefined && owner !== label))
    return false;
  return !parts.words.some((each) => {
    return each !== piece && isSameRow(each, piece) && each.x >= label.x - 12 && each.x < piece.x;
  });
}
