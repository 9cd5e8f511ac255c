import { formAbbreviations, formSynonyms } from '../../data/reference/form-spellings.ts';
import { pharmaceuticalForms } from '../../data/reference/pharmaceutical-forms.ts';
import { routes, routeSynonyms } from '../../data/reference/routes.ts';
import { fold } from '../../worker/domain/fold.ts';
import { readText } from './text.ts';

const LONGEST = 200;

/** Words of the longest form. */
const LONGEST_FORM = 12;

const forms = new Map(pharmaceuticalForms.map((each) => [singular(each), each]));
const firstWords = new Set([...forms.keys()].map((each) => each.split(' ')[0]));
const routesByName = new Map<string, string>([
  ...Object.entries(routeSynonyms),
  ...routes.map((each) => [fold(each), each] as const),
]);

/**
 * A pharmaceutical form: the standard term that an abbreviation or an English term stands for (« cp pell. », « sol.
 * inj. »), any other text as written.
 */
export function readForm(raw: string): string | undefined {
  const text = readText(raw);
  if (text === undefined || text.length > LONGEST) return text;
  const words = text.toLowerCase().split(/[\s.]+/);
  const isShort = words.some((each) => Object.hasOwn(formAbbreviations, each));
  const term = isShort ? forms.get(singular(expanded(words))) : undefined;
  const synonym = singular(text);
  return term ?? (Object.hasOwn(formSynonyms, synonym) ? formSynonyms[synonym] : text);
}

/** A route of administration: « IV », « per os », « sous cutanée » by their standard terms, any other text as written. */
export function readRoute(raw: string): string | undefined {
  const text = readText(raw);
  if (text === undefined || text.length > LONGEST) return text;
  const pieces = text.split(/ ?[/,;+] ?| (?:ou|et|or|and) /i).map((each) => routeKey(each));
  const known = pieces.map((each) => routesByName.get(each));
  const isAsWritten = pieces.every((each, index) => each === fold(known[index] ?? each));
  return isAsWritten || known.includes(undefined) ? text : known.join(', ');
}

/** Whether a text is one known route, in any spelling: « voie maritime » is none. */
export function isRoute(text: string): boolean {
  return routesByName.has(routeKey(text));
}

/** The standard forms that a text holds, as written, without those inside longer ones: « gélules », « sirop ». */
export function formsWithin(text: string): readonly string[] {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
  const keys = words.map(([word]) => singular(word));
  const found: string[] = [];
  for (let start = 0; start < words.length; start++) {
    const end = longestForm(keys, start);
    const [first, last] = [words[start], words[end - 1]];
    if (end === start || first === undefined || last === undefined) continue;
    found.push(text.slice(first.index, last.index + last[0].length));
    start = end - 1;
  }
  return found;
}

/** Where the longest form that begins at a word ends; its start when there is none. */
function longestForm(keys: readonly string[], start: number): number {
  if (!firstWords.has(keys[start])) return start;
  for (let end = Math.min(keys.length, start + LONGEST_FORM); end > start; end--) {
    if (forms.has(keys.slice(start, end).join(' '))) return end;
  }
  return start;
}

/** Folded, without « voie » and « use ». */
function routeKey(text: string): string {
  return fold(text)
    .replace(/^(?:par )?voie /, '')
    .replace(/ (?:use|route)$/, '');
}

/** Words with their abbreviations written out. */
function expanded(words: readonly string[]): string {
  return words.map((each) => (Object.hasOwn(formAbbreviations, each) ? formAbbreviations[each] : each)).join(' ');
}

function singular(text: string): string {
  return fold(text)
    .split(' ')
    .map((word) => word.replace(/s$/, ''))
    .join(' ');
}
