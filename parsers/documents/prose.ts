import type { Place } from '../../worker/domain/submission.ts';
import { tidy } from '../french/text.ts';
import { labelOf } from '../labelled/labels.ts';
import { limits } from '../limits.ts';
import type { PlacedLine } from './sender-block.ts';

/** A sentence of running prose. `isItem`: a point of a list, with the sentence that announces the list in `under`. */
export interface Sentence {
  readonly text: string;
  readonly place: Place;
  readonly isQuestion: boolean;
  readonly under: string | undefined;
}

/** Letters of one sentence. */
const LONGEST = 1_500;

const bullet = /^\s*(?:[-–—•*·▪]|\d{1,2}[).])\s+/u;
const end = /[.!?]+(?=\s|$)|;(?=\s)/gu;
const abbreviation =
  /(?:^|[\s(])(?:m|mm|mme|mlle|dr|pr|env|art|cf|réf|tél|n|p|st|ste|inc|ltd|co|bt|bte|cp|fl|amp|sol|inj|susp|ex)\.$/iu;

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
    const line = tidy(text.slice(0, LONGEST).replace(bullet, ''));
    const isItem = bullet.test(text);
    if (line === '' || place.kind === 'subject' || isItem || isNoProse(text)) open = undefined;
    if (line === '' || isNoProse(text)) continue;
    if (open === undefined || open.text.length > LONGEST) {
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
  const sentences: Omit<Sentence, 'under'>[] = [];
  let from = 0;
  const add = (to: number) => {
    const sentence = text.slice(from, to).trim().slice(0, LONGEST);
    const start = starts.findLast(({ at }) => at <= from) ?? starts[0];
    if (sentence !== '' && start !== undefined) {
      sentences.push({ text: sentence, place: start.place, isQuestion: sentence.endsWith('?') });
    }
    from = to + 1;
  };
  for (const found of text.matchAll(end)) {
    const to = found.index + found[0].length;
    if (!abbreviation.test(text.slice(Math.max(from, to - 8), to))) add(to);
  }
  if (from < text.length) add(text.length);
  return sentences;
}
