import type { CivilDate } from '../../worker/domain/deadline.ts';
import { monthNumber, readDate } from './dates.ts';
import { numberInWords } from './number-words.ts';
import { numberSource, parseNumber } from './numbers.ts';
import { isPlaceholder, tidy } from './text.ts';

const LONGEST = 300;

/** A length, in digits or in words, with the words that may spell its number. */
const length = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${numberSource} ?|\p{L}+(?:[ -]\p{L}+){0,4}? )(?:\(([\p{L}\d -]{1,40})\) ?)?(mois|months?|ans?|années?|years?|trimestres?|semestres?|semaines?|weeks?|jours?|days?)(?!\p{L})`,
  'giu',
);

/** Words that make something else of a length: a rate, a limit, a choice, a half that is added. */
const another =
  /(?:^|[^\p{L}])(?:par|per|tous les|toutes les|chaque|every|entre|between|au moins|moins|plus|minimum|sans|hors|ou|or|demie?|péremption|conservation|shelf)(?![\p{L}])|\d ?(?:à|-|–|to) ?\d/iu;

/** How many months, or how many days, one of each unit is, by the first letters of its name. */
const units: readonly (readonly [start: RegExp, months: number, days: number])[] = [
  [/^mo/i, 1, 0],
  [/^(?:an|ye)/i, 12, 0],
  [/^t/i, 3, 0],
  [/^seme/i, 6, 0],
  [/^(?:sema|w)/i, 0, 7],
  [/^[jd]/i, 0, 1],
];

/** A period in whole months, rounded up: « 12 mois », « un an », « 6 », « du 01/06/2026 au 31/05/2027 ». */
export function readMonths(raw: string): number | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const text = tidy(raw);
  const between = betweenDates(text) ?? betweenMonths(text);
  const months = between ?? (another.test(text) ? undefined : (lengthIn(text) ?? bare(text)));
  return months !== undefined && months > 0 && months <= 1200 ? months : undefined;
}

/** « du … au … »: a year ends on the eve of its first day, or on the same day of the next year. */
function betweenDates(text: string): number | undefined {
  const ends = /^(?:période )?(?:du |de |from )?(.{6,40}?) (?:au|à|to|jusqu['’]au) (.{6,40})$/i.exec(text);
  const pair = ends ?? /^(\S{6,10}) ?[-–—] ?(\S{6,10})$/.exec(text);
  const [from, to] = [readDate(pair?.[1] ?? ''), readDate(pair?.[2] ?? '')];
  if (from === undefined || to === undefined || to < from) return undefined;
  const [first, last] = [parts(from), parts(to)];
  const whole = (last.year - first.year) * 12 + last.month - first.month;
  return Math.max(1, whole + (last.day > first.day ? 1 : 0));
}

/** « de juin 2026 à mai 2027 », « janvier à décembre 2026 »: both months are counted. */
function betweenMonths(text: string): number | undefined {
  const ends = /^(?:de |from )?(\p{L}+)(?: (\d{4}))? (?:à|au|to|-|–) (\p{L}+) (\d{4})$/iu.exec(text);
  const [from, to] = [monthNumber(ends?.[1] ?? ''), monthNumber(ends?.[3] ?? '')];
  if (from === undefined || to === undefined) return undefined;
  const last = Number(ends?.[4]);
  return (last - Number(ends?.[2] ?? last)) * 12 + to - from + 1;
}

/** The length that a text gives, once or in two ways (« 12 mois (un an) »); different ones are no answer. */
function lengthIn(text: string): number | undefined {
  const lengths = [...text.matchAll(length)].map(([, count = '', again = '', unit = '']) => {
    const months = monthsOf(count.trim(), unit);
    return months === (monthsOf(again, unit) ?? months) ? months : undefined;
  });
  const [months, other] = new Set(lengths);
  return other === undefined && lengths.length > 0 ? months : undefined;
}

function monthsOf(number: string, name: string): number | undefined {
  const count = parseNumber(number) ?? lastNumber(number);
  const unit = units.find(([start]) => start.test(name));
  if (count === undefined || unit === undefined) return undefined;
  const [, months, days] = unit;
  return months > 0 ? Math.ceil(count * months) : Math.ceil((count * days) / 31);
}

/** The longest number in words that a text ends with: « un délai de dix-huit ». */
function lastNumber(text: string): number | undefined {
  const words = text.split(/[ -]/);
  for (let start = 0; start < words.length; start++) {
    const count = numberInWords(words.slice(start).join(' '));
    if (count !== undefined) return count;
  }
  return undefined;
}

function bare(text: string): number | undefined {
  const count = parseNumber(text) ?? numberInWords(text);
  return count !== undefined && Number.isInteger(count) ? count : undefined;
}

function parts(date: CivilDate): { readonly year: number; readonly month: number; readonly day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8)) };
}
