import { fold } from '../../worker/domain/fold.ts';

const LONGEST = 20_000;

/** Answers that say there is nothing, folded: no date and no number, but words an applicant may mean. */
const nothing = new Set(['n a', 'na', 'neant', 'sans objet', 'non applicable', 'not applicable', 'aucun', 'aucune']);

/** Marks of a form not filled yet, folded. */
const toFill = /^(?:a (?:completer|preciser|definir|remplir|venir)|to be (?:completed|confirmed)|tbd|tbc|x{3,})$/;

/** Says that a text holds no value at all: nothing, or only the dots and underscores of a line to fill in. */
export function isBlank(raw: string): boolean {
  return !/[^\s\p{Cf}\p{Cc}._…·]/u.test(raw);
}

/** Says that no date, number or country can be behind these words: « – », « N/A », « néant », « à compléter ». */
export function isPlaceholder(raw: string): boolean {
  return saysNothing(raw) || nothing.has(fold(raw));
}

/**
 * A text on one line, its lines joined by `join`, or undefined when nothing was written. « Néant » and « sans objet »
 * are answers and stay as written; at most 20 000 characters are kept.
 */
export function readText(raw: string, join = ' '): string | undefined {
  const text = raw.slice(0, LONGEST);
  if (saysNothing(text)) return undefined;
  const lines = text
    .split(/[\r\n\v\f\u2028\u2029]+/)
    .map((line) => tidy(line))
    .filter((line) => line !== '')
    .map((line) => (join.startsWith(',') ? line.replace(/[ ,]+$/, '') : line));
  return lines
    .map((line, index) => `${line}${isCut(line, lines[index + 1]) ? '' : join}`)
    .join('')
    .slice(0, -join.length);
}

/** « Saint- » at the end of a line, « Étienne » on the next: one name, cut at its hyphen. */
function isCut(line: string, next = ''): boolean {
  return /[\p{L}\d]-$/u.test(line) && /^[\p{L}\d]/u.test(next);
}

/** Plain words with one space between them. */
const tidied = /^[!-~]+(?: [!-~]+)*$/;

/** Text as it is read: composed accents, every run of spaces one space, no invisible sign. */
export function tidy(raw: string): string {
  if (tidied.test(raw)) return raw;
  return raw
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function saysNothing(raw: string): boolean {
  if (/\d/.test(raw)) return false;
  const folded = fold(raw);
  return folded === '' || toFill.test(folded);
}
