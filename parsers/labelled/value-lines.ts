import type { FieldName } from '../../worker/domain/fields.ts';
import { isLabelTalk } from './labels.ts';
import type { Neighbours } from './neighbours.ts';
import { isHint, isSmallPrint, isUnlabelled, type PageParts, type PlacedLabel } from './page-parts.ts';
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

/** Sizes of letters that differ by less are the same; smaller print beside a value explains the label. */
const SAME_SIZE = 0.08;
const SMALL = 0.88;

/** How much the distance of lines may grow within one value. */
const SAME_GAP = 1.15;

/** Lines of one value. */
const MAX_LINES = 60;

/** The pieces of the value that begins with `first`, in reading order: its line, and the lines that go with it. */
export function wholeValue(label: PlacedLabel, first: Piece, parts: PageParts, around: Neighbours): Piece[] {
  if (first.field !== undefined) return [first];
  const line = [first, ...restOfLine(first, parts)];
  const below = linesBelow(label, line, parts, around);
  const above = around.beside.get(label) === first ? linesAbove(first, parts, around) : [];
  const all = [...above, ...line, ...below];
  return isAround(all, label) ? all : [...line, ...below];
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
  const end = nextColumn(first, parts);
  let last = first;
  for (const each of inOrder(parts.words.filter((other) => isSameRow(other, first) && other.x > first.x))) {
    const between = parts.labels.some((label) => isSameRow(label, first) && label.x > last.x && label.x < each.x);
    if (between || each.x >= end || each.x - right(last) > first.height * SAME_CELL || each.field !== undefined) break;
    line.push(each);
    last = each;
  }
  return line;
}

/** Where the next column of labels begins, right of a value: what stands in it answers those. */
function nextColumn(first: Piece, parts: PageParts): number {
  const edges = parts.labels.map((each) => each.x).filter((x) => x > first.x + first.height * 3);
  const columns = edges.filter((x) => edges.filter((other) => Math.abs(other - x) <= 3).length >= 2);
  return Math.min(...columns) - 3;
}

/** The lines that go on under a value, at its left edge, or at the label's where the line before was full. */
function linesBelow(label: PlacedLabel, line: readonly Piece[], parts: PageParts, around: Neighbours): Piece[] {
  const [first] = line;
  if (first === undefined) return [];
  const lines: Piece[] = [];
  const edge = edgeOf(parts);
  let most = first.height * LINE;
  let above = first;
  let end = Math.max(...line.map(right));
  while (lines.length < MAX_LINES) {
    const next = parts.words.find((each) => {
      const gap = above.y - each.y;
      if (gap <= 1 || gap > most || !isSameSize(each, first)) return false;
      const isInPlace =
        isAligned(each, first, label) || (hangs(each, first, label) && isWrapped(each, label, edge - end));
      return isInPlace && isFree(each, label, parts, around);
    });
    if (next === undefined) break;
    const rest = restOfLine(next, parts);
    lines.push(next, ...rest);
    // The lines of one value are equally far from each other; a wider gap begins another row.
    most = Math.min(most, (above.y - next.y) * SAME_GAP);
    above = next;
    end = right(rest.at(-1) ?? next);
  }
  return lines;
}

/** Whether lines reach as far above the middle of a label as below it. */
function isAround(lines: readonly Piece[], label: PlacedLabel): boolean {
  const middle = (Math.max(...lines.map((each) => each.top)) + Math.min(...lines.map((each) => each.bottom))) / 2;
  return Math.abs(middle - (label.top + label.bottom) / 2) <= label.height * 0.7;
}

/** Labels in the middle of tall cells: the value begins higher than its label. */
function linesAbove(first: Piece, parts: PageParts, around: Neighbours): Piece[] {
  const lines: Piece[] = [];
  for (let below = first; lines.length < MAX_LINES;) {
    const next = parts.words.find((each) => {
      const gap = each.y - below.y;
      const isNext = gap > 1 && gap <= below.height * TIGHT_LINE;
      const isFirst = !parts.words.some((other) => other.x < each.x - 20 && isSameRow(other, each));
      return (
        isNext && isFirst && Math.abs(each.x - first.x) <= 4 && isUnlabelled(each, parts) && !around.owner.has(each)
      );
    });
    if (next === undefined) break;
    lines.unshift(next);
    below = next;
  }
  return lines;
}

function isSameSize(piece: Piece, first: Piece): boolean {
  return Math.abs(piece.height - first.height) <= first.height * SAME_SIZE;
}

/** Under the first line; where that one's place is only reckoned, anywhere between label and value. */
function isAligned(piece: Piece, first: Piece, label: PlacedLabel): boolean {
  // Exactly under the label while the value is set off from it: the next label.
  if (Math.abs(piece.x - label.x) < 0.5 && first.x - label.x > 1 && first.bottom < label.bottom) return false;
  if (Math.abs(piece.x - first.x) <= 4) return true;
  return first.rough && piece.x > label.x + 20 && piece.x >= first.x - 80 && piece.x <= first.x + 20;
}

/**
 * Under the label whose value follows in the same line of text: « Adresse : 12 rue … », not in a column of its own; in a
 * list, under the words behind the bullet.
 */
function hangs(piece: Piece, first: Piece, label: PlacedLabel): boolean {
  const isInline = isSameRow(label, first) && (first.rough || first.x - right(label) < first.height * SAME_CELL);
  return (
    isInline &&
    piece.font === first.font &&
    piece.x >= label.x - 4 &&
    piece.x <= label.x + label.height * 1.5 &&
    !/^[\p{Lu}\d][^:]{1,50}:(?:\s|$)/u.test(piece.text)
  );
}

/**
 * Whether a line at the label's edge goes on with a value: its first word had no room (`left`) on the line before, or the
 * value is long and the line no row of its own: « Transporteur Roissy » under a justification is one.
 */
function isWrapped(piece: Piece, label: PlacedLabel, left: number): boolean {
  const [word = ''] = piece.text.split(' ');
  const isFull = left < (piece.width * (word.length + 1)) / piece.text.length + piece.height;
  const mayBeRow = piece.text.length < 60 && /^(?:\d{1,2}\s?[.)°]\s*)?\p{Lu}[^.;,]*$/u.test(piece.text);
  return isFull || (hasLongAnswer(label) && (isInParts(label) || !mayBeRow));
}

/** Addresses and contacts are written in short lines. */
function isInParts({ label }: PlacedLabel): boolean {
  return label.fields.some((each) => each.endsWith('Address') || each === 'contact');
}

/** Nothing else on its line stands between the label's edge and it: that would be its own label, known or not. */
function isFree(piece: Piece, label: PlacedLabel, parts: PageParts, around: Neighbours): boolean {
  const owner = around.owner.get(piece);
  if (piece.field !== undefined || isSmallPrint(piece, label, 0.8) || (owner !== undefined && owner !== label))
    return false;
  return !parts.words.some((each) => {
    const isBefore = each !== piece && isSameRow(each, piece) && each.x >= label.x - 12 && each.x < piece.x;
    const isTalk = each.height < label.height && isLabelTalk(each.text);
    return isBefore && !isTalk && !isHint(each, label, SMALL) && each.height >= label.height * SMALL;
  });
}
