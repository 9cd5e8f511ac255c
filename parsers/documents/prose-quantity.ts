import type { PlannedQuantity } from '../../worker/domain/fields.ts';
import { isNumberWord } from '../french/number-words.ts';
import { readQuantity } from '../french/quantities.ts';
import { readUnit } from '../french/units.ts';
import type { Found } from './prose-values.ts';

/** Quantities of one sentence that are looked at, numbers that may begin one, its words, and those up to its unit. */
const MOST = 3;
const TRIES = 6;
const WORDS = 20;
const UNIT_WITHIN = 7;

/** Words that may part a quantity from what more is said of it: « en 4 opérations dans un délai de 12 mois ». */
const APART = 6;

/** What makes a rate, a range or a choice of the quantity before it. */
const notAlone = /^[ ,(]*(?:par|per|\/|à \d|ou|or|to \d|-|–|chaque|every|matin|midi|soir|dont)(?!\p{L})/iu;

/** What makes one of the quantity behind it: « 200 à 300 boîtes », « au moins 50 flacons ». */
const notAfter =
  /(?:\d ?(?:à|ou|to|or|et|and|-|–)|plus de|moins de|au moins|minimum|minimum de|entre|dont|at least|more than|less than|between) ?$/iu;

/** Masses and volumes that are quantities: a smaller one may be a strength. */
const bulk: readonly (string | undefined)[] = ['kg', 't', 'l'];

/** Quantities of medicine with their unit. */
export function quantityIn(text: string): readonly Found[] {
  const found: Found[] = [];
  const words = [...text.matchAll(/\S+/g)];
  let tries = 0;
  for (let index = 0; index < words.length && found.length < MOST && tries < TRIES; index++) {
    const candidate = words.slice(index, index + WORDS);
    if (!mayBegin(candidate)) continue;
    tries += 1;
    const longest = quantityAt(text, candidate);
    if (longest === undefined) {
      // « 10 flacons/mois », « 1,200 packs »: it is there, and nobody knows how much.
      if (isCounted(candidate)) found.push({ field: 'quantity', raw: text, doubtful: true });
      continue;
    }
    const { quantity, raw, start, length } = longest;
    const isPlanned = (quantity.operations ?? quantity.months) !== undefined;
    const next = words[index + length];
    const doubtful =
      notAlone.test(next === undefined ? '' : text.slice(next.index)) ||
      notAfter.test(text.slice(Math.max(0, start - 20), start));
    found.push({ field: isPlanned ? 'globalQuantity' : 'quantity', raw: doubtful ? text : raw, doubtful });
    index += length - 1;
  }
  return found;
}

/** A number, in digits or in words, with something to count not far behind. */
function mayBegin(words: readonly RegExpExecArray[]): boolean {
  const near = words.slice(0, UNIT_WITHIN).map(([word]) => word);
  const first = near[0]?.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '') ?? '';
  if (!/^\d/.test(first) && !first.split('-').every((each) => isNumberWord(each))) return false;
  return near.some((each) => isGoods(readUnit(/\p{L}+/u.exec(each)?.[0] ?? '')?.name));
}

/** A number with its unit right behind it. */
function isCounted([number, unit]: readonly RegExpExecArray[]): boolean {
  const word = /^[^\p{L}]*(\p{L}+)/u.exec(
    /^\P{L}+$/u.test(number?.[0] ?? '') ? (unit?.[0] ?? '') : (number?.[0] ?? ''),
  )?.[1];
  return isGoods(readUnit(word ?? '')?.name);
}

/** The longest quantity that begins with the first of some words. */
function quantityAt(text: string, words: readonly RegExpExecArray[]) {
  const [first] = words;
  const start = (first?.index ?? 0) + (/^[^\p{L}\d]*/u.exec(first?.[0] ?? '')?.[0].length ?? 0);
  let found: { quantity: PlannedQuantity; raw: string; start: number; length: number } | undefined;
  for (let length = 1; length <= words.length && length <= (found?.length ?? UNIT_WITHIN) + APART; length++) {
    const last = words[length - 1];
    if (last === undefined) break;
    const raw = closed(text.slice(start, last.index + last[0].length));
    const quantity = / (?:et|and)$/i.test(raw) ? undefined : readQuantity(raw);
    if (quantity !== undefined && isGoods(quantity.unit)) found = { quantity, raw, start, length };
  }
  return found;
}

/** Without the signs behind it, and the parenthesis in which it stands. */
function closed(text: string): string {
  const raw = text.replace(/[ ,;.:»”"]+$/, '');
  return raw.endsWith(')') && !raw.includes('(') ? raw.slice(0, -1) : raw;
}

/** Things that are counted, and masses that are no strength. */
function isGoods(unit: string | undefined): boolean {
  return unit !== undefined && (bulk.includes(unit) || readUnit(unit)?.countable === true);
}
