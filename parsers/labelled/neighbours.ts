import { fields, type FieldKind } from '../../worker/domain/fields.ts';
import { parseValue } from '../french.ts';
import { isHint, type PageParts, type PlacedLabel } from './page-parts.ts';
import { inOrder, isSameRow, right, type Piece } from './pieces.ts';

/** What stands under a label, and how far below it in points; lines of explanation in between do not count. */
export interface Under {
  readonly piece: Piece;
  readonly gap: number;
}

/** What stands beside and under each label of a page: the two places of a value. */
export interface Neighbours {
  readonly beside: ReadonlyMap<PlacedLabel, Piece>;
  readonly under: ReadonlyMap<PlacedLabel, Under>;
  /** The label that a piece stands beside. */
  readonly owner: ReadonlyMap<Piece, PlacedLabel>;
  /** Labels with another label right under them: there is no room for a value in between. */
  readonly stacked: number;
}

/** How far under a label its value may begin: in sizes of the label's letters, and at least in points. */
const UNDER = 1.25;
const UNDER_POINTS = 9.5;

/** Small print beside a label is an explanation; under it, only print much smaller still. */
const SMALL_BESIDE = 0.88;
const SMALL_UNDER = 0.8;
const SMALLEST = 0.72;
const OVERSIZED = 2.2;

/** Kinds of values that an explanation is not taken for. */
const telling: readonly FieldKind[] = ['date', 'country', 'countries', 'quantity', 'integer', 'months'];

/** What the row of a label is cut by: where columns begin, and below which size print explains. */
interface Row {
  readonly columns: readonly number[];
  readonly small: number;
}

/** Looks once at the surroundings of every label. */
export function neighbours(parts: PageParts): Neighbours {
  const row: Row = { columns: columnsOf(parts.labels), small: isSmallUsual(parts) ? SMALLEST : SMALL_BESIDE };
  const sides = parts.labels.map((label) => [label, besideOf(label, parts, row)] as const);
  const beside = new Map(sides.flatMap(([label, piece]) => (piece === undefined ? [] : [[label, piece] as const])));
  const owner = new Map([...beside].map(([label, piece]) => [piece, label]));
  const lows = parts.labels.map((label) => [label, underOf(label, parts, owner)] as const);
  const under = new Map(lows.flatMap(([label, low]) => (low === undefined ? [] : [[label, low] as const])));
  const stacked = parts.labels.filter((label) => parts.labels.some((each) => isRightUnder(label, each))).length;
  return { beside, under, owner, stacked };
}

/** The nearest piece to the right on the label's line, if it is words that do not merely explain. */
function besideOf(label: PlacedLabel, parts: PageParts, { columns, small }: Row): Piece | undefined {
  const cell = withHints(label, parts);
  const onRow = (each: Piece) => isSameRow(each, cell) && each.x >= right(label) - 2;
  const others = [...parts.labels, ...parts.headings, ...parts.blanks].filter((each) => each !== label && onRow(each));
  // What stands in the next column of labels, or farther, answers those.
  const next = columns.find((x) => x > right(label) + label.height * 3) ?? Infinity;
  const stop = Math.min(next - 2, ...others.map((each) => each.x - 1));
  const found = parts.words.filter((each) => onRow(each) && each.x < stop && mayAnswer(label, each, small));
  const plain = found.filter((each) => !isOversized(each, label));
  const words = plain.length === 0 ? found : plain;
  const nearest = Math.min(...words.map((each) => each.x));
  return inOrder(words.filter((each) => each.x <= nearest + 4))[0];
}

/**
 * Whether a value is printed much larger than its label, as programs do that spread a text over its box and beyond: what
 * is seen of it is less than what is there.
 */
export function isOversized(piece: Piece, label: Piece): boolean {
  return piece.field === undefined && piece.height > label.height * OVERSIZED;
}

/** A label with the lines of small print under it that explain it: in a table, all of them are one cell. */
function withHints(label: PlacedLabel, parts: PageParts): PlacedLabel {
  const hints = parts.words.filter((each) => Math.abs(each.x - label.x) <= 3 && isHint(each, label, SMALL_BESIDE));
  const bottom = hints.reduce((low, each) => {
    const gap = low - each.top;
    return gap > -4 && gap < each.height * 0.8 ? each.bottom : low;
  }, label.bottom);
  return { ...label, bottom };
}

/** Whether values are printed small all over the form: two at least, beside labels of values that are no mere words. */
function isSmallUsual(parts: PageParts): boolean {
  const small = parts.labels.filter((label) => {
    const [field] = label.label.fields;
    if (field === undefined || !telling.includes(fields[field].kind)) return false;
    return parts.words.some((each) => {
      const size = each.height / label.height;
      const isBeside = isSameRow(each, label) && each.x >= right(label) - 2;
      return isBeside && size < SMALL_BESIDE && size >= SMALLEST && parseValue(field, each.text) !== undefined;
    });
  });
  return small.length >= 2;
}

/** Where columns of labels begin, from left to right: three or more of them stand under each other. */
function columnsOf(labels: readonly PlacedLabel[]): number[] {
  const edges = labels.map((each) => each.x).sort((a, b) => a - b);
  return edges.filter((x, index) => (edges[index + 2] ?? Infinity) - x <= 3);
}

/** The nearest piece under the label, if it is words of no other label; explanations in between are passed over. */
function underOf(label: PlacedLabel, parts: PageParts, owner: ReadonlyMap<Piece, PlacedLabel>): Under | undefined {
  const edge = Math.max(label.x + 14, right(label));
  const isBelow = (each: Piece) => each.top <= label.bottom + 3 && each.x >= label.x - 8 && each.x <= edge;
  const words = new Set(parts.words);
  const column = [...parts.words, ...parts.labels, ...parts.headings, ...parts.blanks].filter(isBelow);
  let passed = 0;
  for (const piece of inOrder(column)) {
    const gap = label.bottom - piece.top - passed;
    if (gap > reachUnder(label) || !words.has(piece)) return undefined;
    if (isOwnLine(piece) || isMarkedAlike(piece, label)) return undefined;
    if (mayAnswer(label, piece, SMALL_UNDER)) return owner.has(piece) ? undefined : { piece, gap };
    passed += piece.height * 1.4;
  }
  return undefined;
}

function isRightUnder(label: PlacedLabel, each: PlacedLabel): boolean {
  const gap = label.bottom - each.top;
  return Math.abs(each.x - label.x) <= 4 && gap > -3 && gap <= reachUnder(label);
}

function reachUnder(label: PlacedLabel): number {
  return Math.max(label.height * UNDER, UNDER_POINTS);
}

/** « Température de conservation : 5 °C »: a line with a label of its own, though nobody knows it. */
function isOwnLine(piece: Piece): boolean {
  return piece.field === undefined && /^[\p{Lu}\d][^:]{1,50}:(?:\s|$)/u.test(piece.text);
}

/** Numbered or starred as the label is: the next label. */
function isMarkedAlike(piece: Piece, label: Piece): boolean {
  const isAlike = piece.field === undefined && piece.font === label.font && piece.height === label.height;
  return (
    isAlike &&
    [/^\(?\d{1,2}\s?[.)°]\s+\p{L}/u, /\*\s*:?$/].some((mark) => mark.test(piece.text) && mark.test(label.text))
  );
}

/** « Origine distincte » is answered by yes or no, or stands beside its box; no other word is its value. */
function mayAnswer(label: PlacedLabel, piece: Piece, small: number): boolean {
  const isYesNo = label.label.fields[0] === 'originDiffers';
  return !isHint(piece, label, small) && (!isYesNo || parseValue('originDiffers', piece.text) !== undefined);
}
