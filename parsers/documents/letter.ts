import { justificationCues } from '../../data/reference/document-cues.ts';
import { purposeCues } from '../../data/reference/purposes.ts';
import { signatoryTitles } from '../../data/reference/signatory-titles.ts';
import { fold } from '../../worker/domain/fold.ts';
import type { Place, Reading } from '../../worker/domain/submission.ts';
import { reading, type Where } from '../reading.ts';

/** A line of a letter and where it stands. `isStart` marks the first line of a paragraph. */
export interface LetterLine {
  readonly text: string;
  readonly place: Place;
  readonly isStart: boolean;
}

/** Letters of the justification that are kept, and lines at the end where a signatory stands. */
const LONGEST = 500;
const LAST_LINES = 8;

const titles = Object.values(signatoryTitles).flat().map(fold);

interface Paragraph {
  readonly text: string;
  readonly place: Place;
}

/** What a request letter says in sentences: why the medicine is needed, for what purpose, and who signs. */
export function letterReadings(lines: readonly LetterLine[], where: Where): Reading[] {
  const paragraphs = paragraphsOf(lines.filter((each) => each.text.trim() !== ''));
  const reasons = paragraphs
    .map((each) => ({ ...each, count: countCues(each.text) }))
    .filter((each) => each.count > 0)
    .sort((a, b) => b.count - a.count);
  const [reason, other] = reasons;
  const purpose = reasons.find((each) => hasPurpose(each.text));
  return [
    reason && justification(reason, other?.count === reason.count, where),
    purpose && reading('purpose', purpose.text, { ...where, place: purpose.place }),
    signatory(lines, where),
  ].filter((each) => each !== undefined);
}

/** Lines joined into paragraphs; greetings and closings say nothing. */
function paragraphsOf(lines: readonly LetterLine[]): Paragraph[] {
  const paragraphs: { text: string; place: Place }[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last === undefined || line.isStart) paragraphs.push({ text: line.text.trim(), place: line.place });
    else last.text += ` ${line.text.trim()}`;
  }
  return paragraphs.filter(({ text }) => text.split(' ').length > 6 && !/^(?:objet|pj|p\.j\.|n\/?réf)/i.test(text));
}

function countCues(text: string): number {
  const folded = ` ${fold(text)} `;
  return isPolite(text) ? 0 : justificationCues.filter((cue) => folded.includes(` ${cue} `)).length;
}

function isPolite(text: string): boolean {
  return /\b(?:salutations|agreer|consideration distinguee|cordialement|sincerely|faithfully)\b/.test(fold(text));
}

/** Only a cue that is plain by itself: « analyses » in a sentence is no purpose. */
function hasPurpose(text: string): boolean {
  const folded = ` ${fold(text)} `;
  return purposeCues.some((each) => !('weak' in each) && folded.includes(` ${each.cue} `));
}

/** A long paragraph is kept by what tells of it, and one of several as it is written: neither is all of the reason for sure. */
function justification({ text, place }: Paragraph, isOneOfSeveral: boolean, where: Where): Reading | undefined {
  const raw = shortened(text);
  const source = { ...where, place };
  if (raw === text && !isOneOfSeveral) return reading('justification', raw, source);
  return { field: 'justification', raw, source, state: 'unparsed' };
}

/** The sentences with a reason in them, as many as fit. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const sentences = text.match(/[^.!?]+[.!?]*\s*/g) ?? [text];
  const telling = sentences
    .filter((each) => countCues(each) > 0)
    .join('')
    .trim();
  const chosen = telling === '' ? text : telling;
  return chosen.length <= LONGEST ? chosen : `${chosen.slice(0, LONGEST - 1)}…`;
}

/** The title under the closing formula: « Pharmacien responsable », « H. Marchais, pharmacien responsable ». */
function signatory(lines: readonly LetterLine[], where: Where): Reading | undefined {
  const closing = lines.findLastIndex((each) => isPolite(each.text));
  for (const line of lines.slice(closing + 1).slice(-LAST_LINES)) {
    const title = line.text
      .split(/\s*[,–—]\s*/)
      .find((part) => titles.some((each) => `${fold(part)} `.startsWith(`${each} `)));
    if (title !== undefined) return reading('signatoryTitle', title, { ...where, place: line.place });
  }
  return undefined;
}
