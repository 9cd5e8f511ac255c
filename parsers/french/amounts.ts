import { isDoubtful, numberSource, parseNumber } from './numbers.ts';
import { readUnit } from './units.ts';

/** An amount of substance inside a text, from `start` to before `end`; the unit may be a ratio: `mg/5 ml`. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly unit: string;
}

const unit = String.raw`(?:%|(?:\p{L}\.){2,3}|\p{L}{1,16})`;

const form = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${numberSource}) ?(${unit})(?: ?\/ ?(${numberSource} ?)?(${unit}))?(?![\p{L}\d])`,
  'giu',
);

/** What an amount can be counted in besides the units of mass, volume and activity. */
const alsoMeasures = new Set(['unité', 'dose']);

/** What may stand under the stroke: a mass there is the amount of the next substance (« 500 mg/30 mg »). */
const neverUnder = new Set(['mg', 'µg', 'ng', 'UI', 'MUI', 'mmol', 'mEq']);

/** A range or a choice that ends with the amount: « 2 à 20 GBq », « 5-10 mg ». */
const rangeBefore = /\d(?: ?%| ?\p{L}{1,4})? (?:à|ou|to|or) $|\d[-–]$/iu;

/**
 * The amounts of a text in order: « 150 mg », « 62,5 mg/5 ml », « 1 000 U.I. », « 2 % ». The end of a range is none, nor
 * is `1.250 mg`, which may be a thousand times more or less.
 */
export function amountsIn(text: string): readonly Amount[] {
  const found: Amount[] = [];
  form.lastIndex = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const amount = rangeBefore.test(text.slice(Math.max(0, match.index - 12), match.index))
      ? undefined
      : amountOf(match);
    if (amount === undefined) continue;
    found.push(amount);
    form.lastIndex = amount.end;
  }
  return found;
}

function amountOf(match: RegExpExecArray): Amount | undefined {
  const [whole, digits = '', upper = '', number, lower] = match;
  const count = parseNumber(digits);
  const measure = measureOf(upper);
  if (count === undefined || measure === undefined) return undefined;
  if (isDoubtful(digits) && measure !== 'UI' && measure !== 'unité') return undefined;
  const under = lower === undefined ? undefined : underOf(lower);
  const length = lower !== undefined && under === undefined ? whole.indexOf('/') : whole.length;
  const ratio = under === undefined ? measure : `${measure}/${number === undefined ? '' : `${number.trim()} `}${under}`;
  const end = match.index + whole.slice(0, length).trimEnd().length;
  return { start: match.index, end, count, unit: ratio };
}

function measureOf(text: string): string | undefined {
  if (text === '%') return '%';
  const found = readUnit(text);
  return found !== undefined && (!found.countable || alsoMeasures.has(found.name)) ? found.name : undefined;
}

function underOf(text: string): string | undefined {
  if (/^(?:h|heures?|hours?)$/i.test(text)) return 'h';
  if (/^(?:j|jours?|days?)$/i.test(text)) return 'jour';
  const found = readUnit(text);
  return found === undefined || neverUnder.has(found.name) ? undefined : found.name;
}
