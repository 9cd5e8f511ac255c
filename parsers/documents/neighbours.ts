import { parseValue } from '../french.ts';
import { inOrder, isHint, isSameRow, type PageParts, type PlacedLabel } from './page-parts.ts';
import { right, type Piece } from './pieces.ts';

/** What stands beside and under each label of a page: the two places of a value. */
export interface Neighbours {
  readonly beside: ReadonlyMap<PlacedLabel, Piece>;
  readonly under: ReadonlyMap<PlacedLabel, Piece>;
  /** The label that a piece stands beside. */
  readonly owner: ReadonlyMap<Piece, PlacedLabel>;
}

/** How far under a label its value may begin, in sizes of the label's letters. */
const UNDER = 2;

/** Small print beside a label is an explanation; under it, only print much smaller still. */
const SMALL_BESIDE = 0.88;
const SMALL_UNDER = 0.8;

/** Looks once at the surroundings of every label. */
export function neighbours(parts: PageParts): Neighbours {
  const sides = parts.labels.map((label) => [label, besideOf(label, parts)] as const);
  const beside = new Map(sides.flatMap(([label, piece]) => (piece === undefined ? [] : [[label, piece] as const])));
  const owner = new Map([...beside].map(([label, piece]) => [piece, label]));
  const lows = parts.labels.map((label) => [label, underOf(label, parts, owner)] as const);
  const under = new Map(lows.flatMap(([label, piece]) => (piece === undefined ? [] : [[label, piece] as const])));
  return { beside, under, owner };
}

/** The nearest piece to the right on the label's line, if it is words that do not merely explain. */
function besideOf(label: PlacedLabel, parts: PageParts): Piece | undefined {
  const onRow = (each: Piece) => isSameRow(each, label) && each.x >= right(label) - 2;
  const others = [...parts.labels, ...parts.headings, ...parts.blanks].filter((each) => each !== label && onRow(each));
  const stop = Math.min(...others.map((each) => each.x));
  const words = parts.words.filter((each) => onRow(each) && each.x < stop - 1 && mayAnswer(label, each, SMALL_BESIDE));
  const nearest = Math.min(...words.map((each) => each.x));
  return inOrder(words.filter((each) => each.x <= nearest + 4))[0];
}

/** The nearest piece under the label, if it is words of no other label; explanations in between are passed over. */
function underOf(label: PlacedLabel, parts: PageParts, owner: ReadonlyMap<Piece, PlacedLabel>): Piece | undefined {
  let reach = label.bottom - label.height * UNDER;
  const edge = Math.max(label.x + 14, right(label));
  const isBelow = (each: Piece) => each.top <= label.bottom + 3 && each.x >= label.x - 8 && each.x <= edge;
  const words = new Set(parts.words);
  const column = [...parts.words, ...parts.labels, ...parts.headings, ...parts.blanks].filter(isBelow);
  for (const each of inOrder(column)) {
    if (each.top < reach || !words.has(each)) return undefined;
    if (mayAnswer(label, each, SMALL_UNDER)) return owner.has(each) ? undefined : each;
    reach -= each.height * 1.4;
  }
  return undefined;
}

/** « Origine distincte » is answered by yes or no, or stands beside its box; no other word is its value. */
function mayAnswer(label: PlacedLabel, piece: Piece, small: number): boolean {
  const isYesNo = label.label.fields[0] === 'originDiffers';
  return !isHint(piece, label, small) && (!isYesNo || parseValue('originDiffers', piece.text) !== undefined);
}
