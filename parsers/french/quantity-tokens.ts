import { fold } from '../../worker/domain/fold.ts';
import { numberSource, numberWord, parseNumber } from './numbers.ts';
import { tidy } from './text.ts';
import { isQualifier, readUnit, type Unit } from './units.ts';

/**
 * One word or sign of a quantity, by a letter, so that a quantity is a short word that a regular expression can read:
 * N number, U countable unit, V measure unit, D linking word, X times, S slash, L colon, O and C parentheses,
 * G « soit », J « et », K « en », « dans », « sur », T « délai », P operations, M months, R treatment, W any other word.
 */
export interface Token {
  readonly code: string;
  /** Value of a number; months in a unit of time. */
  readonly count?: number;
  readonly unit?: Unit;
}

const token = new RegExp(String.raw`${numberSource}|[\p{L}%]+|[×*/:()=+]`, 'giu');

const multipliers: ReadonlyMap<string, number> = new Map([
  ['mille', 1e3],
  ['millier', 1e3],
  ['milliers', 1e3],
  ['million', 1e6],
  ['millions', 1e6],
]);

const signs = new Map(
  Object.entries({ '×': 'X', '*': 'X', '/': 'S', ':': 'L', '(': 'O', ')': 'C', '=': 'G', '+': 'J' }),
);

/** Words that say nothing of the quantity. */
const noise = /^(?:environ|env|maximum|maximale?|max|maxi|total|totale|globale?|au)$/;

const vocabulary: readonly (readonly [string, RegExp])[] = [
  ['D', /^(?:de|d|of)$/],
  ['X', /^(?:x|fois)$/],
  ['G', /^soit$/],
  ['J', /^(?:et|and)$/],
  ['K', /^(?:en|dans|sur|pendant|pour|sous|over|in|within|reparti|repartie|repartis|reparties)$/],
  ['T', /^(?:delai|duree|periode|period)$/],
  ['P', /^(?:operation|importation|livraison|envoi|expedition|shipment)s?$/],
  ['R', /^(?:traitement|cure|treatment)s?$/],
];

/** The codes of tokens as one word. */
export function codesOf(tokens: readonly Token[]): string {
  return tokens.map(({ code }) => code).join('');
}

/** The words and signs of a quantity. */
export function quantityTokens(raw: string): readonly Token[] {
  const tokens: Token[] = [];
  let before = '';
  for (const [piece] of plain(raw).matchAll(token)) {
    const last = tokens.at(-1);
    const times = multipliers.get(fold(piece));
    const joined = isWord(before) && isWord(piece) ? readUnit(`${before} ${piece}`) : undefined;
    if (last !== undefined && joined !== undefined) tokens[tokens.length - 1] = unitToken(joined);
    else if (last?.code === 'N' && times !== undefined) {
      tokens[tokens.length - 1] = { code: 'N', count: (last.count ?? 1) * times };
    } else if (last?.unit === undefined || !isQualifier(piece)) tokens.push(...tokensOf(piece));
    before = piece;
  }
  return tokens;
}

function plain(raw: string): string {
  return tidy(raw)
    .replace(/\((s|x)\)/gi, '$1')
    .replace(/\b(?:M\.)?U\. ?I\.?(?!\p{L})/giu, (whole) => whole.replace(/[. ]/g, ''));
}

function tokensOf(piece: string): Token[] {
  const sign = signs.get(piece);
  if (sign !== undefined) return [{ code: sign }];
  if (/^\d/.test(piece)) return [{ code: 'N', count: parseNumber(piece) ?? Number.NaN }];
  const word = fold(piece);
  if (noise.test(word)) return [];
  const count = numberWord(word) ?? multipliers.get(word);
  if (count !== undefined) return [{ code: 'N', count }];
  if (/^(?:mois|months?)$/.test(word)) return [{ code: 'M', count: 1 }];
  if (/^(?:ans?|annees?|years?)$/.test(word)) return [{ code: 'M', count: 12 }];
  const known = vocabulary.find(([, form]) => form.test(word));
  if (known !== undefined) return [{ code: known[0] }];
  const unit = readUnit(word);
  return [unit === undefined ? { code: 'W' } : unitToken(unit)];
}

function isWord(piece: string): boolean {
  return /^\p{L}/u.test(piece);
}

function unitToken(unit: Unit): Token {
  return { code: unit.countable ? 'U' : 'V', unit };
}
