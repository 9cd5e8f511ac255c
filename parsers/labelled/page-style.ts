import { unreadLabel } from './labels.ts';
import { neighbours, type Neighbours } from './neighbours.ts';
import type { PageParts, PlacedLabel } from './page-parts.ts';
import type { Piece } from './pieces.ts';

/** The parts of a page, and what stands around its labels. */
export interface Page {
  readonly parts: PageParts;
  readonly around: Neighbours;
}

/** How a form sets its labels, told by those that leave no doubt. */
export interface Style {
  /** Values stand under their labels, or beside them; neither when the form has too few of them. */
  readonly side: 'under' | 'beside' | undefined;
  /** The farthest that a value begins under its label, in points. */
  readonly reach: number;
}

/** Labels and values that must be there before a look is believed, and the shares of each that have it. */
const ENOUGH = 5;
const SOME = 3;
const MOST = 0.8;
const FEW = 0.2;

/** The style of a form, over all its pages. */
export function styleOf(pages: readonly Page[]): Style {
  const besideOnly = pages.flatMap(({ around }) => onlyIn(around.beside, around.under));
  const underOnly = pages.flatMap(({ around }) => onlyIn(around.under, around.beside));
  const gaps = underOnly.map(([, { gap }]) => gap).sort((a, b) => a - b);
  // The nearer ones: the others may be an empty label and what stands under its box.
  const usual = gaps[Math.floor(gaps.length / 4)];
  const reach = usual === undefined || gaps.length < 4 ? Infinity : usual * 1.6 + 5;
  const stacked = pages.reduce((sum, { around }) => sum + around.stacked, 0);
  const isBeside = besideOnly.length >= 3 && besideOnly.length > underOnly.length * 2;
  if (isBeside || (stacked >= 3 && stacked > underOnly.length)) return { side: 'beside', reach };
  return { side: underOnly.length > besideOnly.length * 2 ? 'under' : undefined, reach };
}

/**
 * The pages without the words that look like labels: printed bold, numbered or starred as all labels of the form are,
 * and no value is. They are labels that are not known; what stands beside them is theirs.
 */
export function withoutUnknownLabels(pages: readonly Page[]): Page[] {
  const labels = pages.flatMap(({ parts }) => parts.labels.filter((each) => each.label.fields.length > 0));
  const values = pages.flatMap(({ around: { beside, under } }) => [
    ...onlyIn(beside, under).map(([, piece]) => piece),
    ...onlyIn(under, beside).map(([, { piece }]) => piece),
  ]);
  const printed = values.filter((each) => each.field === undefined);
  const telling = looksOf(labels).filter((look) => {
    const share = (pieces: readonly Piece[]) => pieces.filter(look).length / pieces.length;
    return labels.length >= ENOUGH && printed.length >= SOME && share(labels) >= MOST && share(printed) <= FEW;
  });
  if (telling.length === 0) return [...pages];
  return pages.map(({ parts }) => {
    const isLabel = (piece: Piece) => piece.field === undefined && telling.some((look) => look(piece));
    const unknown = parts.words.filter(isLabel).map((each) => ({ ...each, label: unreadLabel, weak: false }));
    const words = parts.words.filter((each) => !isLabel(each));
    const known = { ...parts, words, labels: [...parts.labels, ...unknown] };
    return { parts: known, around: neighbours(known) };
  });
}

/** What may tell labels from values at a look. Capitals do not: names of products are written in them. */
function looksOf(labels: readonly Piece[]): ((piece: Piece) => boolean)[] {
  const font = commonest(labels.map(fontOf));
  return [
    (piece) => piece.font !== '' && fontOf(piece) === font,
    (piece) => /^\(?\d{1,2}\s?[.)°]\s+\p{L}/u.test(piece.text),
    (piece) => /\*\s*:?$/.test(piece.text),
  ];
}

function onlyIn<T>(here: ReadonlyMap<PlacedLabel, T>, there: ReadonlyMap<PlacedLabel, unknown>): [PlacedLabel, T][] {
  return [...here].filter(([label]) => label.label.fields.length > 0 && !there.has(label));
}

function fontOf(piece: Piece): string {
  return `${piece.font} ${String(Math.round(piece.height * 2))}`;
}

function commonest(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
