import type { SectionName } from '../../data/reference/form-sections.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import { isHelp, isLabelTalk, labelOf, unreadLabel, type Label } from './labels.ts';
import { isSameRow, right, type Piece } from './pieces.ts';

/** Lines that one label may take. */
const MAX_LINES = 5;

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
  if (piece.field !== undefined || (!piece.colon && isInSentence(piece, words))) return undefined;
  const lines = linesFrom(piece, words);
  for (let count = lines.length; count > 0; count -= 1) {
    const part = lines.slice(0, count);
    const text = textOf(part);
    const label = endsSentence(text) ? undefined : labelOf(text, section);
    const isApart = count > 1 && (isTwoLabels(part, section) || label?.fields[0] === fieldAbove(part, section));
    if (label !== undefined && !isApart) return { piece: joined(part), lines: part, label, weak: isWeak(piece) };
  }
  return piece.colon ? { piece, lines: [piece], label: unreadLabel, weak: false } : undefined;
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
  const announces = (text: string) => (labelOf(text, section)?.fields.length ?? 0) > 0;
  return lines.slice(1).some((each, index) => {
    const above = lines[index]?.text ?? '';
    const goesOn = openStart.test(each.text) || openEnd.test(above);
    return !goesOn && announces(above) && announces(each.text);
  });
}

/**
 * What the lines without the last one announce, where that one is no explanation: « Pays d’origine si distinct » over
 * « Chine » is a label already.
 */
function fieldAbove(lines: readonly Piece[], section: SectionName | undefined): FieldName | 'none' {
  if (isLabelTalk(lines.at(-1)?.text ?? '')) return 'none';
  return labelOf(textOf(lines.slice(0, -1)), section)?.fields[0] ?? 'none';
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
  const text = textOf(lines);
  const width = Math.max(...lines.map(right)) - first.x;
  return { ...first, text, width, bottom: last.bottom, colon: last.colon };
}

function textOf(lines: readonly Piece[]): string {
  return lines.map((each) => each.text).join(' ');
}
