import { fold } from '../../worker/domain/fold.ts';

/** French cardinals below twenty, folded; the place of each is its value. */
const small =
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf'
    .split(' ')
    .map((each) => each.replace('_', ' '));

const tens = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante'];

/** English cardinals of ordinary mails. */
const english = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Words of a number that are looked for in a text: « deux mille quatre cent quatre-vingt-dix ». */
export const MOST_WORDS = 8;

const belowThousand = spellings();

const vocabulary = new Set([
  ...[...belowThousand.keys()].flatMap((each) => each.split(' ')),
  ...['vingts', 'cents', 'mille', 'million', 'millions'],
]);

/**
 * The whole number from 1 to 999 999 999 that words spell out, French with or without hyphens, « septante » and
 * « nonante » included: « cinq cents », « mille deux cent cinquante », « une ». Undefined for anything else.
 */
export function numberInWords(text: string): number | undefined {
  const folded = fold(text);
  if (folded === '' || folded.length > 150) return undefined;
  const [millions, rest] = cutAt(folded, /^(.+) millions?(?: |$)/);
  const [thousands, units] = cutAt(rest, /^(?:(.+) )?mille(?: |$)/);
  const parts = [millions, thousands, units].map((each) => (each === '' ? 0 : belowThousand.get(plain(each))));
  const [million, thousand, unit] = parts;
  if (million === undefined || thousand === undefined || unit === undefined) return undefined;
  const total = million * 1_000_000 + thousand * 1_000 + unit;
  return total > 0 ? total : undefined;
}

/** Whether a word may be one of a number in words, or « et » inside of one. */
export function isNumberWord(word: string): boolean {
  return word.length <= 9 && vocabulary.has(fold(word));
}

/** What stands before a word of scale, « un » where nothing does, and what stands behind it. */
function cutAt(text: string, scale: RegExp): readonly [count: string, rest: string] {
  const found = scale.exec(text);
  return found === null ? ['', text] : [found[1] ?? 'un', text.slice(found[0].length)];
}

/** « vingts » and « cents » are spelt as they are without their plural. */
function plain(words: string): string {
  return words.replace(/\b(vingt|cent)s\b/g, '$1');
}

/** The numbers from 1 to 999 by their spellings. */
function spellings(): ReadonlyMap<string, number> {
  const found = new Map<string, number>([['une', 1]]);
  const belowHundred = Array.from({ length: 100 }, (_, value) => (value === 0 ? [''] : spelt(value)));
  for (let value = 1; value < 1000; value++) {
    const hundreds = Math.floor(value / 100);
    const hundred = hundreds === 0 ? '' : hundreds === 1 ? 'cent' : `${small[hundreds] ?? ''} cent`;
    for (const rest of belowHundred[value % 100] ?? []) found.set(`${hundred} ${rest}`.trim(), value);
  }
  for (const [index, word] of english.entries()) found.set(word, index + 1);
  return found;
}

/** The spellings of a number from 1 to 99, the usual one first. */
function spelt(value: number): readonly string[] {
  if (value < 20) return [small[value] ?? ''];
  const [ten, rest] = [Math.floor(value / 10), value % 10];
  if (ten < 7) return withUnits(tens[ten] ?? '', rest, ' et ');
  if (ten === 7) return [...withUnits('soixante', 10 + rest, ' et '), ...withUnits('septante', rest, ' et ')];
  if (ten === 8) return [...withUnits('quatre vingt', rest, ' '), ...withUnits('huitante', rest, ' et ')];
  return [...withUnits('quatre vingt', 10 + rest, ' '), ...withUnits('nonante', rest, ' et ')];
}

/** « vingt », « vingt et un », « vingt deux », « soixante et onze ». */
function withUnits(ten: string, rest: number, joint: string): readonly string[] {
  if (rest === 0) return [ten];
  const isJoined = rest === 1 || rest === 11;
  return rest === 1
    ? [`${ten}${joint}un`, `${ten}${joint}une`]
    : [`${ten}${isJoined ? joint : ' '}${small[rest] ?? ''}`];
}
