import { fold } from '../../worker/domain/fold.ts';
import { isNumberWord, MOST_WORDS, numberInWords } from './number-words.ts';
import { isDoubtful, numberSource, parseNumber } from './numbers.ts';
import { tidy } from './text.ts';
import { isQualifier, readUnit, readUnitOfTwo, type Unit } from './units.ts';

/**
 * One word or sign of a quantity, by a letter, so that a quantity is a short word that a regular expression can read:
 * N number, U countable unit, V measure unit, D linking word, X times, S slash, L colon, O and C parentheses,
 * G « soit », J « et », K « en », « dans », « sur », T « délai », P operations, M unit of time, R treatment,
 * Z a word that makes another thing of the quantity (« ou », « par », « sauf »), W any other word.
 */
export interface Token {
  readonly code: string;
  /** Value of a number; months in a unit of time. */
  readonly count?: number;
  readonly unit?: Unit;
  /** Written `1.250`: thousands of things that are counted, but thousands or decimals of a measure. */
  readonly doubtful?: true;
}

const token = new RegExp(String.raw`(?<![\p{L}\d] ?)[-−–](?=\d)|${numberSource}|[\p{L}%]+|[×*/:()=+<>≤≥±?]`, 'giu');

const multipliers: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
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
const noise =
  /^(?:environ|env|approximativement|maximum|maximale?|max|maxi|total|totale|globale?|au|seule?|chacune?|chacun|each|approximately|about)$/;

const vocabulary: readonly (readonly [string, RegExp])[] = [
  ['D', /^(?:de|d|of|contenant)$/],
  ['X', /^(?:x|fois)$/],
  ['G', /^soit$/],
  ['J', /^(?:et|and)$/],
  [
    'K',
    /^(?:en|dans|sur|pendant|pour|sous|cours|over|in|within|for|repartie?s?|etalee?s?|echelonnee?s?|fractionnee?s?)$/,
  ],
  ['T', /^(?:delai|duree|periode|period)$/],
  ['P', /^(?:operation|importation|livraison|envoi|expedition|shipment|delivery|deliveries)s?$/],
  ['R', /^(?:traitement|cure|treatment)s?$/],
  [
    'Z',
    /^(?:ou|or|par|per|chaque|tous|toutes|every|a|to|sans|sauf|hors|dont|plus|moins|least|most|minimum|minimale?|min|non|not|pas|puis|entre|between|jusqu)$/,
  ],
];

/** Months in a unit of time. */
const times: readonly (readonly [months: number, RegExp])[] = [
  [1, /^(?:mois|months?)$/],
  [12, /^(?:ans?|annees?|years?)$/],
  [6, /^semestres?$/],
  [3, /^trimestres?$/],
  [7 / 31, /^(?:semaines?|weeks?)$/],
  [1 / 31, /^(?:jours?|days?)$/],
];

/** The codes of tokens as one word. */
export function codesOf(tokens: readonly Token[]): string {
  return tokens.map(({ code }) => code).join('');
}

/** The words and signs of a quantity. */
export function quantityTokens(raw: string): readonly Token[] {
  const pieces = plain(raw).match(token) ?? [];
  const tokens: Token[] = [];
  for (let index = 0; index < pieces.length; index++) {
    const [before = '', piece = ''] = [pieces[index - 1], pieces[index]];
    const last = tokens.at(-1);
    const scale = last?.code === 'N' ? multipliers.get(fold(piece)) : undefined;
    const spelt = scale === undefined ? spelling(pieces, index) : undefined;
    const joined = last !== undefined && isWord(before) && isWord(piece) ? readUnitOfTwo(before, piece) : undefined;
    if (scale !== undefined) tokens[tokens.length - 1] = { code: 'N', count: (last?.count ?? 1) * scale };
    else if (spelt !== undefined) {
      tokens.push({ code: 'N', count: spelt.count });
      index += spelt.length - 1;
    } else if (joined !== undefined) tokens[tokens.length - 1] = unitToken(joined);
    else if (last?.unit === undefined || !isQualifier(piece)) tokens.push(...tokensOf(piece));
  }
  return tokens;
}

function plain(raw: string): string {
  return tidy(raw)
    .replace(/\((s|x)\)/gi, '$1')
    .replace(/\bjusqu['’]à (?:concurrence de )?/giu, '')
    .replace(/\ben plusieurs (?:opérations?|livraisons?|envois?|expéditions?|importations?|fois)\b/giu, '')
    .replace(/\b(?:M\.)?U\. ?I\.?(?!\p{L})/giu, (whole) => whole.replace(/[. ]/g, ''));
}

/** The longest number in words that begins at a piece, and how many pieces it takes. */
function spelling(pieces: readonly string[], start: number): { length: number; count: number } | undefined {
  let end = start;
  while (end < pieces.length && end - start < MOST_WORDS && isNumberWord(pieces[end] ?? '')) end += 1;
  for (; end > start; end--) {
    const count = numberInWords(pieces.slice(start, end).join(' '));
    if (count !== undefined) return { length: end - start, count };
  }
  return undefined;
}

function tokensOf(piece: string): Token[] {
  const sign = signs.get(piece);
  if (sign !== undefined) return [{ code: sign }];
  if (/^\d/.test(piece)) {
    const number = { code: 'N', count: parseNumber(piece) ?? Number.NaN };
    return [isDoubtful(piece) ? { ...number, doubtful: true } : number];
  }
  const word = fold(piece);
  if (word === '') return [{ code: 'Z' }];
  if (noise.test(word)) return [];
  const time = times.find(([, form]) => form.test(word));
  if (time !== undefined) return [{ code: 'M', count: time[0] }];
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
