import { applicantCues, declarationCues, emptyBoxes, scopeCues, tickedBoxes } from '../../data/reference/choices.ts';
import { misleadingPhrases, purposeCues } from '../../data/reference/purposes.ts';
import type { ApplicantCategory, DeclarationType, Purpose, Scope } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { numberInWords } from './number-words.ts';
import { isBlank, tidy } from './text.ts';

const LONGEST = 5_000;

/**
 * One import or a series: « opération unique », « série d’opérations », « 4 opérations », « en 4 fois »; undefined when
 * both, and for a rate (« une opération par mois »).
 */
export function readScope(raw: string): Scope | undefined {
  const text = answer(raw);
  if (rate.test(text)) return undefined;
  const [, before, times] = operations.exec(text) ?? [];
  const several = before ?? times ?? '';
  const count = /^\d+$/.test(several) ? Number(several) : (numberInWords(several) ?? 1);
  return one(scopeCues, count > 1 ? `${text} serie` : text);
}

const rate = /\b(?:par|per|chaque|every|tous les|toutes les) |\bnon unique\b/;
const operations = /\b(\w+) (?:operation|importation|livraison|envoi|expedition)s\b|\ben (\w+) fois\b/;

/** Every purpose that the text gives a cue of, in the order of the law; undefined without any. */
export function readPurposes(raw: string): readonly Purpose[] | undefined {
  const text = misleadingPhrases.reduce((rest: string, phrase) => rest.replaceAll(phrase, ' '), answer(raw));
  const cues = purposeCues.filter(({ cue }) => holds(text, cue));
  const strong = cues.filter((each) => !('weak' in each));
  const found = new Set<Purpose>((strong.length > 0 ? strong : cues).map(({ purpose }) => purpose));
  return found.size === 0 ? undefined : [...found];
}

/** The category of the applicant; a precise one outweighs « autre », two precise ones are no answer. */
export function readApplicantCategory(raw: string): ApplicantCategory | undefined {
  const { other, ...precise } = applicantCues;
  const text = answer(raw);
  const candidates = matching(precise, text);
  return candidates.length === 0 ? one({ other }, text) : one(precise, text);
}

/** DEI or DEC: the acronyms in capitals, since « déc. » is a month, or the words. */
export function readDeclarationType(raw: string): DeclarationType | undefined {
  const ticked = tickedText(raw.slice(0, LONGEST));
  const acronyms = { initial: /\bDEI\b/.test(ticked), complementary: /\bDEC\b/.test(ticked) };
  if (acronyms.initial !== acronyms.complementary) return acronyms.initial ? 'initial' : 'complementary';
  return acronyms.initial ? undefined : one(declarationCues, fold(ticked));
}

/** Yes or no, in words or as the state of a box; an empty box is a no. */
export function readYesNo(raw: string): boolean | undefined {
  if (isBlank(raw)) return false;
  const text = tidy(raw.slice(0, LONGEST)).replace(/^\//, '');
  const signs = Array.from(text.replaceAll(' ', ''));
  if (signs.every((each) => isTicked(each))) return true;
  if (signs.every((each) => isEmpty(each))) return false;
  const [word = ''] = fold(tickedText(text)).split(' ');
  const alone = fold(tickedText(text)) === word || /^(?:oui|non|yes|no)\b(?: ?[,.:;(]| [–-])/i.test(text);
  if (!alone) return undefined;
  if (/^(?:oui|yes|on|x|vrai|true|1|coche|cochee|checked)$/.test(word)) return true;
  return /^(?:non|no|off|faux|false|0)$/.test(word) ? false : undefined;
}

function answer(raw: string): string {
  return fold(tickedText(raw.slice(0, LONGEST)));
}

/** What is ticked in « ☒ Opération unique ☐ Série »; the whole text when it has no box. Boxes come first, or last. */
function tickedText(raw: string): string {
  const text = tidy(raw.replace(/[[(][xX][\])]/g, '☒').replace(/\[\s?\]/g, '☐'));
  const pieces = text.split(boxes);
  const [head = '', ...rest] = pieces.map((each) => each.trim());
  if (rest.length === 0) return text;
  const labels: string[] = [];
  const before = head !== '' && rest.at(-1) === '';
  for (let index = 0; index < rest.length; index += 2) {
    const label = before ? (pieces[index] ?? '') : (rest[index + 1] ?? '');
    if (isTicked(rest[index] ?? '')) labels.push(label.trim());
  }
  return labels.join(', ');
}

const boxes = new RegExp(`([${[...tickedBoxes, ...emptyBoxes].join('')}])`, 'u');

function isTicked(sign: string): boolean {
  return tickedBoxes.some((each) => each === sign);
}

function isEmpty(sign: string): boolean {
  return emptyBoxes.some((each) => each === sign);
}

function one<K extends string>(cues: Readonly<Record<K, readonly string[]>>, text: string): K | undefined {
  const [found, another] = matching(cues, text);
  return another === undefined ? found : undefined;
}

function matching<K extends string>(cues: Readonly<Record<K, readonly string[]>>, text: string): readonly K[] {
  const names = Object.keys(cues) as K[];
  return names.filter((name) => cues[name].some((cue) => holds(text, cue)));
}

function holds(text: string, cue: string): boolean {
  return ` ${text} `.includes(` ${cue} `);
}
