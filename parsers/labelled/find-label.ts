import type { SectionName } from '../../data/reference/form-sections.ts';
import { labelKey } from './label-key.ts';
import { isHelp, isLabelTalk, labelOf, sectionOfHeading, unreadLabel, type Label } from './labels.ts';
import { isSameRow, right, type Piece } from './pieces.ts';

/** Lines that one label may take. */
const MAX_LINES = 5;

/** Headings of the agency's form that are the first words of several labels. */
const heads = new Set(['DENOMINATION', 'QUANTITES IMPORTEES'].map(labelKey));

/** Distance of the lines of one label, in sizes of its letters. */
const TIGHT = 1.3;

/** Beginnings of a line that goes on with the one above, and ends of a line that the next one goes on with. */
const openStart = /^(?:\p{Ll}|(?:DE|DU|DES|LE|LA|LES|ET|OU|EN|À|AU|AUX|OF|OR|AND)\s|[DL]['’])/u;
const openEnd = /(?:^|\s)(?:de|du|des|le|la|les|et|ou|en|à|au|aux|pour|sur|of|or|and)$|['’–-]$/i;

/** A label, and the lines of the page that it takes. `weak` ones begin in the middle of a phrase, and are believed less. */
export interface FoundLabel {
  readonly piece: Piece;
  readonly lines: readonly Piece[];
  readonly label: Label;
  readonly weak: boolean;
}

/**
 * The label that begins with a piece, over several lines: the longest that is one. Words that end with a colon and are
 * no known label are the label of a value that nobody reads.
 */
export function labelAt(
  piece: Piece,
  words: readonly Piece[],
  section: SectionName | undefined,
): FoundLabel | undefined {
  if (piece.field !== undefined || (!piece.colon && (isInSentence(piece, words) || isUnderSentence(piece, words)))) {
    return undefined;
  }
  const lines = linesFrom(piece, words);
  for (let count = lines.length; count > 0; count -= 1) {
    const part = lines.slice(0, count);
    const text = textOf(part);
    const label = endsSentence(text) ? undefined : labelOf(text, section);
    const isApart = count > 1 && (isTwoLabels(part, section) || isLabelAndMore(part, label, section));
    if (label !== undefined && !isApart) return { piece: joined(part), lines: part, label, weak: isWeak(piece) };
  }
  const unknown = linesOfUnknown(lines);
  return unknown && { piece: joined(unknown), lines: unknown, label: unreadLabel, weak: false };
}

/** The lines of a label that nobody knows: its colon ends it, and no line but the last may be an answer. */
function linesOfUnknown(lines: readonly Piece[]): readonly Piece[] | undefined {
  const goesOn = lines.slice(1).every((each, index) => isOneSentence(lines[index]?.text ?? '', each.text));
  return lines.at(-1)?.colon === true && goesOn ? lines : undefined;
}

function isOneSentence(above: string, below: string): boolean {
  return openStart.test(below) || openEnd.test(above);
}

/** A piece and the lines under it that may go on with it. */
function linesFrom(piece: Piece, words: readonly Piece[]): Piece[] {
  const lines = [piece];
  for (let last = piece; lines.length < MAX_LINES && !last.colon;) {
    const next = words.find((each) => isNextLine(last, each));
    if (next === undefined || isHelp(next.text)) break;
    lines.push(next);
    last = next;
  }
  return lines;
}

/**
 * Two labels under each other, rather than one over two lines. A line that begins in the middle of a phrase, or follows
 * one that ends there (« NOM DU »), goes on with the line above.
 */
function isTwoLabels(lines: readonly Piece[], section: SectionName | undefined): boolean {
  const announces = (text: string, under = section) => (labelOf(text, under)?.fields.length ?? 0) > 0;
  const isSingle = labelOf(textOf(lines), section)?.fields.length === 1;
  return lines.slice(1).some((each, index) => {
    const above = lines[index]?.text ?? '';
    const isOne = isTightLine(lines[index], each) && isSingle && isOneLabel(above, each);
    return (
      !isOne &&
      !isOneSentence(above, each.text) &&
      announces(above) &&
      announces(each.text, sectionOfHeading(above) ?? section)
    );
  });
}

/**
 * « QUANTITÉ IMPORTÉE » over « quantité globale envisagée », « Nom prénom » over « signataire : », « 9. Nom prénom » over
 * « signataire »: the colon ends a label, and the number begins it.
 */
function isOneLabel(above: string, below: Piece): boolean {
  return heads.has(labelKey(above)) || below.colon || (isNumbered(above) && !isNumbered(below.text));
}

function isNumbered(text: string): boolean {
  return /^\d{1,2}\s?[.)°]?\s/.test(text);
}

/**
 * Whether the first lines announce what all of them do, and the others explain nothing: « Pays d’origine si distinct »
 * over « Chine » is a label already, and « 12 » over « Forme » an answer and a label.
 */
function isLabelAndMore(lines: readonly Piece[], label: Label | undefined, section: SectionName | undefined): boolean {
  if (!/\p{L}/u.test(lines[0]?.text ?? '')) return true;
  return lines.slice(1).some((_, index) => {
    const [first, rest] = [lines.slice(0, index + 1), lines.slice(index + 1)];
    if (labelOf(textOf(first), section)?.fields[0] !== label?.fields[0]) return false;
    const isOther =
      !isOneSentence(first.at(-1)?.text ?? '', textOf(rest)) && labelOf(textOf(rest), section) !== undefined;
    return isOther || !isLabelTalk(textOf(rest));
  });
}

/** Lines as near as those of one label. */
function isTightLine(above: Piece | undefined, below: Piece): boolean {
  return above !== undefined && above.y - below.y <= above.height * TIGHT;
}

function isNextLine(above: Piece, below: Piece): boolean {
  const gap = above.y - below.y;
  return (
    below.field === undefined &&
    Math.abs(below.x - above.x) <= 3 &&
    gap > 0 &&
    gap <= above.height * 1.6 &&
    below.font === above.font &&
    Math.abs(below.height - above.height) <= above.height * 0.08
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

/** « qualitative et quantitative en » over « substances actives »: small words end no label. */
function isUnderSentence(piece: Piece, words: readonly Piece[]): boolean {
  return words.some((each) => {
    const isOpen = each !== piece && openEnd.test(each.text) && labelOf(each.text) === undefined;
    return isOpen && isNextLine(each, piece);
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
  const text = textOf(lines);
  const width = Math.max(...lines.map(right)) - first.x;
  return { ...first, text, width, bottom: last.bottom, colon: last.colon };
}

function textOf(lines: readonly Piece[]): string {
  return lines.map((each) => each.text).join(' ');
}
