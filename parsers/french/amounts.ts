import { numberSource, parseNumber } from './numbers.ts';
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

/** The amounts of a text in order: « 150 mg », « 62,5 mg/5 ml », « 1 000 U.I. », « 2 % ». */
export function amountsIn(text: string): readonly Amount[] {
  const found: Amount[] = [];
  form.lastIndex = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const amount = amountOf(match);
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
  const found = readUnit(text);
  return found === undefined || neverUnder.has(found.name) ? undefined : found.name;
}
