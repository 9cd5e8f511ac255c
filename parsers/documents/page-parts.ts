import type { SectionName } from '../../data/reference/form-sections.ts';
import { isHelp, isLabelTalk, labelOf, sectionOfHeading, sectionOfLabel, type Label } from '../labels.ts';
import { right, type Piece } from './pieces.ts';
import { titleOf } from './title.ts';

/** A label on a page, its lines joined. `weak` ones begin in the middle of a sentence, and are believed less. */
export interface PlacedLabel extends Piece {
  readonly label: Label;
  readonly weak: boolean;
}

/** The pieces of one page by what they are. `words` may be values; headings, help and numbers of items are left out. */
export interface PageParts {
  readonly labels: readonly PlacedLabel[];
  readonly words: readonly Piece[];
  readonly blanks: readonly Piece[];
  readonly headings: readonly Piece[];
  /** The heading that reigns at the foot of the page. */
  readonly section: SectionName | undefined;
}

interface Heading {
  readonly section: SectionName;
  readonly piece: Piece;
}

/** Sorts out the pieces of a page, in reading order; `before` is the heading that the page before ended under. */
export function pageParts(pieces: readonly Piece[], before: SectionName | undefined): PageParts {
  const words = inOrder(pieces.filter((each) => each.kind === 'words'));
  const labels: PlacedLabel[] = [];
  const headings: Heading[] = [];
  const plain: Piece[] = [];
  const taken = new Set<Piece>();
  for (const piece of words) {
    if (taken.has(piece)) continue;
    const reigning = sectionAt(piece, headings, before);
    const found = labelAt(piece, words, reigning);
    const joined = found?.piece ?? piece;
    found?.lines.forEach((each) => taken.add(each));
    const heading = piece.field === undefined ? sectionOfHeading(joined.text) : undefined;
    const opened = found === undefined ? undefined : sectionOfLabel(found.label);
    const section = heading ?? (opened === reigning ? undefined : opened);
    if (section !== undefined) headings.push({ section, piece: joined });
    if (found !== undefined) labels.push({ ...joined, label: found.label, weak: found.weak });
    else if (heading === undefined) plain.push(piece);
  }
  const marked = [...labels, ...headings.map((each) => each.piece)];
  return {
    labels,
    words: plain.filter((each) => each.field !== undefined || !(isFormTitle(each.text) || isItemNumber(each, marked))),
    blanks: pieces.filter((each) => each.kind === 'blank'),
    headings: headings.map((each) => each.piece),
    section: headings.at(-1)?.section ?? before,
  };
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

/** Whether a printed piece explains rather than answers, next to a label: small print or the words of an explanation. */
export function isHint(piece: Piece, label: Piece, small: number): boolean {
  if (piece.field !== undefined) return false;
  const isPhrase = piece.text.trim().split(/\s+/).length > 3;
  return (
    isHelp(piece.text) || (isPhrase && isLabelTalk(piece.text)) || (!label.colon && piece.height < label.height * small)
  );
}

/** A printed line with no label on its left is the answer to none. */
export function isUnlabelled(piece: Piece, parts: PageParts): boolean {
  return piece.field === undefined && !parts.labels.some((each) => isSameRow(each, piece) && each.x < piece.x);
}

/** The lowest heading above a piece that does not stand to its right; of several on one line the nearest. */
function sectionAt(piece: Piece, headings: readonly Heading[], before: SectionName | undefined) {
  const above = headings.filter((each) => each.piece.x <= piece.x + 12 && each.piece.y > piece.y - 3);
  const [nearest] = inOrder(above.map((each) => each.piece)).reverse();
  return above.findLast((each) => each.piece === nearest)?.section ?? before;
}

interface FoundLabel {
  readonly piece: Piece;
  readonly lines: readonly Piece[];
  readonly label: Label;
  readonly weak: boolean;
}

/** The label that begins with a piece, over up to three lines: the longest that is one. */
function labelAt(piece: Piece, words: readonly Piece[], section: SectionName | undefined): FoundLabel | undefined {
  if (piece.field !== undefined || (!piece.colon && isInSentence(piece, words))) return undefined;
  const lines = [piece];
  for (let last = piece; lines.length < 3 && !last.colon;) {
    const next = words.find((each) => isNextLine(last, each));
    if (next === undefined) break;
    lines.push(next);
    last = next;
  }
  for (let count = lines.length; count > 0; count -= 1) {
    const part = lines.slice(0, count);
    const text = part.map((each) => each.text).join(' ');
    const label = endsSentence(text) ? undefined : labelOf(text, section);
    if (label === undefined || (count > 1 && isTwoLabels(part, section))) continue;
    return { piece: joined(part), lines: part, label, weak: isWeak(piece) };
  }
  return piece.colon ? { piece, lines: [piece], label: { fields: [], split: false }, weak: false } : undefined;
}

/** A line that begins in the middle of a phrase goes on with the label above; another may be a label of its own. */
function isTwoLabels(lines: readonly Piece[], section: SectionName | undefined): boolean {
  return lines
    .slice(1)
    .some((each) => !/^\p{Ll}/u.test(each.text) && (labelOf(each.text, section)?.fields.length ?? 0) > 0);
}

function isNextLine(above: Piece, below: Piece): boolean {
  const gap = above.y - below.y;
  return (
    below.field === undefined &&
    Math.abs(below.x - above.x) <= 3 &&
    gap > 0 &&
    gap <= above.height * 1.6 &&
    Math.abs(below.height - above.height) <= above.height * 0.15
  );
}

/** Words of a sentence are cut where the letters change to bold; a label stands at the left, or well apart. */
function isInSentence(piece: Piece, words: readonly Piece[]): boolean {
  return words.some((each) => {
    const gap = piece.x - right(each);
    return (
      each !== piece &&
      each.page === piece.page &&
      isSameRow(each, piece) &&
      !each.colon &&
      gap > -2 &&
      gap < piece.height * 0.6
    );
  });
}

function endsSentence(text: string): boolean {
  return /[.,;]$/.test(text) && !/^t[ée]l\.$/i.test(text);
}

function isWeak(piece: Piece): boolean {
  return !piece.colon && /^\p{Ll}/u.test(piece.text);
}

function joined(lines: readonly Piece[]): Piece {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) throw new Error('a label has at least one line');
  const text = lines.map((each) => each.text).join(' ');
  const width = Math.max(...lines.map(right)) - first.x;
  return { ...first, text, width, bottom: last.bottom, colon: last.colon };
}

function isFormTitle(text: string): boolean {
  const kind = titleOf(text)?.kind;
  return kind === 'importForm' || kind === 'exportForm';
}

/** « 3 » or « b) » in front of a heading or a label. */
function isItemNumber(piece: Piece, marked: readonly Piece[]): boolean {
  if (!/^\(?(?:\d{1,2}|[A-Z]|[IVX]{1,4})\s?[.)°]?$/.test(piece.text)) return false;
  return marked.some((each) => {
    const gap = each.x - right(piece);
    return isSameRow(each, piece) && gap > -2 && gap < piece.height * 3;
  });
}
