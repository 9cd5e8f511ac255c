import type { FieldName } from '../../worker/domain/fields.ts';
import type { SectionName } from '../../data/reference/form-sections.ts';
import {
  isHelp,
  isLabelTalk,
  labelAfter,
  labelOf,
  sectionOfHeading,
  sectionOfLabel,
  unreadLabel,
  type Label,
} from './labels.ts';
import { labelAt, type FoundLabel } from './find-label.ts';
import { inOrder, isSameRow, right, type Piece } from './pieces.ts';
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
  /** What the heading itself asked for, and was given beside it: « Importateur : Aubraie ». */
  readonly given: FieldName | undefined;
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
    const head = headingOver(piece, headings);
    const reigning = head?.section ?? before;
    const found = again(labelAt(piece, words, reigning), head);
    const joined = found?.piece ?? piece;
    found?.lines.forEach((each) => taken.add(each));
    const heading = piece.field === undefined ? sectionOfHeading(joined.text) : undefined;
    const opened = found === undefined ? undefined : sectionOfLabel(found.label);
    const section = heading ?? (opened === reigning ? undefined : opened);
    const given = hasAnswerBeside(joined, words) ? found?.label.fields[0] : undefined;
    if (section !== undefined) headings.push({ section, piece: joined, given });
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

/** Whether a printed piece explains rather than answers, next to a label: an explanation, or print smaller than `small`. */
export function isHint(piece: Piece, label: Piece, small: number): boolean {
  if (piece.field !== undefined) return false;
  const isPhrase = piece.text.trim().split(/\s+/).length > 3;
  return (isPhrase && isLabelTalk(piece.text)) || isSmallPrint(piece, label, small);
}

/** Whether a printed piece is an instruction, or smaller than its label that has no colon. */
export function isSmallPrint(piece: Piece, label: Piece, small: number): boolean {
  if (piece.field !== undefined) return false;
  return isHelp(piece.text) || (!label.colon && piece.height < label.height * small);
}

/** A printed line with no label on its left, besides `own`, is the answer to no other. */
export function isUnlabelled(piece: Piece, parts: PageParts, own?: PlacedLabel): boolean {
  const isLabelled = parts.labels.some((each) => each !== own && isSameRow(each, piece) && each.x < piece.x);
  return piece.field === undefined && !isLabelled;
}

function again(found: FoundLabel | undefined, head: Heading | undefined): FoundLabel | undefined {
  if (found === undefined || head?.given === undefined || found.label === unreadLabel) return found;
  return { ...found, label: labelAfter(found.piece.text, head) ?? found.label };
}

function hasAnswerBeside(label: Piece, words: readonly Piece[]): boolean {
  return words.some((each) => isSameRow(each, label) && each.x >= right(label) - 2 && labelOf(each.text) === undefined);
}

/** The lowest heading above a piece that does not stand to its right; of several on one line the nearest. */
function headingOver(piece: Piece, headings: readonly Heading[]): Heading | undefined {
  const above = headings.filter((each) => each.piece.x <= piece.x + 12 && each.piece.y > piece.y - 3);
  const [nearest] = inOrder(above.map((each) => each.piece)).reverse();
  return above.findLast((each) => each.piece === nearest);
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
