import { fold } from '../../worker/domain/fold.ts';
import type { Place } from '../../worker/domain/submission.ts';
import { tidy } from '../french/text.ts';
import { labelOf } from '../labelled/labels.ts';
import { limits } from '../limits.ts';
import type { PlacedLine } from './sender-block.ts';

/**
 * A sentence of running prose, or the part of one that a semicolon ends: `whole` goes to the full stop, in `paragraph`.
 * A point of a list has the sentence that announces the list in `under`.
 */
export interface Sentence {
  readonly text: string;
  /** The text as it is compared. */
  readonly folded: string;
  readonly whole: string;
  readonly paragraph: string;
  readonly place: Place;
  readonly isQuestion: boolean;
  readonly under: string | undefined;
}

/** Letters of one sentence in which values are looked for. */
const LONGEST = 1_500;

const bullet = /^\s*(?:[-–—•*·▪]|\d{1,2}[).])\s+/u;
const fullStop = /[.!?]+(?=\s|$)/gu;
const semicolon = /;(?=\s)/gu;

/** What ends with a full stop and ends no sentence: « art. », « M. », « c.-à-d. », « S.A. ». */
const abbreviation =
  /(?:^|[\s(])(?:mm|mmes?|mlles?|drs?|prs?|env|approx|min|max|resp|art|al|cf|réf|tél|nos?|vol|pp?|ste?|av|bd|inc|ltd|co|bte?s?|cps?|cpr|fl|amp|sol|inj|susp|ex|rép|[mnp]|(?:[\p{L}-]{1,3}\.)+[\p{L}-]{1,4})\.$/iu;
const closing = /(?:^|[\s(])etc\.$/iu;

interface Paragraph {
  text: string;
  readonly starts: { readonly at: number; readonly place: Place }[];
  readonly isItem: boolean;
}

/** The sentences of a text. Lines with a label, and rows of a table, are no prose. */
export function sentencesOf(lines: readonly PlacedLine[]): Sentence[] {
  const sentences: Sentence[] = [];
  let announcing: string | undefined;
  for (const paragraph of paragraphsOf(lines)) {
    const cut = cutParagraph(paragraph);
    const under = paragraph.isItem ? announcing : undefined;
    sentences.push(...cut.map((each) => ({ ...each, under })));
    const last = cut.at(-1)?.text ?? '';
    if (!paragraph.isItem) announcing = last.endsWith(':') ? last : undefined;
    if (sentences.length >= limits.sentences) break;
  }
  return sentences.slice(0, limits.sentences);
}

function paragraphsOf(lines: readonly PlacedLine[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let open: Paragraph | undefined;
  for (const { text, place } of lines) {
    const line = tidy(text.replace(bullet, ''));
    const isItem = bullet.test(text);
    if (line === '' || place.kind === 'subject' || isItem || isNoProse(text)) open = undefined;
    if (line === '' || isNoProse(text)) continue;
    if (open === undefined) {
      open = { text: line, starts: [{ at: 0, place }], isItem };
      paragraphs.push(open);
    } else {
      open.starts.push({ at: open.text.length + 1, place });
      open.text += ` ${line}`;
    }
    // The subject is a sentence of its own, and what ends with a colon announces what follows.
    if (place.kind === 'subject' || line.endsWith(':')) open = undefined;
  }
  return paragraphs;
}

/** « Dosage : 5 mg », « Dosage   5 mg », a row of a table. */
function isNoProse(text: string): boolean {
  if (/\t|\||\S\s{3,}\S/.test(text)) return true;
  const label = /^([^:]{2,80}):/.exec(text.replace(bullet, ''))?.[1];
  return label !== undefined && labelOf(label.trim()) !== undefined;
}

function cutParagraph({ text, starts }: Paragraph): Omit<Sentence, 'under'>[] {
  return pieces(text, 0, fullStop).flatMap(({ piece: whole, at }) =>
    pieces(whole, at, semicolon).flatMap(({ piece, at: from }) => {
      const start = starts.findLast((each) => each.at <= from) ?? starts[0];
      const sentence = piece.slice(0, LONGEST);
      if (sentence === '' || start === undefined) return [];
      const isQuestion = sentence.endsWith('?');
      return [{ text: sentence, folded: fold(sentence), whole, paragraph: text, place: start.place, isQuestion }];
    }),
  );
}

/** A text cut behind each `end`; `at` is where a piece begins, counted from `begin`. */
function pieces(text: string, begin: number, end: RegExp): { piece: string; at: number }[] {
  const found: { piece: string; at: number }[] = [];
  let from = 0;
  const add = (to: number) => {
    found.push({ piece: text.slice(from, to).trim(), at: begin + from });
    from = to + 1;
  };
  for (const { index, 0: sign } of text.matchAll(end)) {
    const to = index + sign.length;
    if (!isAbbreviation(text.slice(Math.max(from, to - 12), to), text.slice(to, to + 2))) add(to);
  }
  if (from < text.length) add(text.length);
  return found;
}

/** « etc. » ends a sentence where a capital follows. */
function isAbbreviation(before: string, after: string): boolean {
  return abbreviation.test(before) || (closing.test(before) && /^ \p{Ll}/u.test(after));
}
