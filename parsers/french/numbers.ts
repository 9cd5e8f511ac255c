import { numberInWords } from './number-words.ts';
import { isPlaceholder, tidy } from './text.ts';

/** What a number looks like inside tidied French text: the source of a regular expression without groups. */
export const numberSource = String.raw`(?:\d{1,3}(?:[ .,'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)`;

/** Digits as they are grouped, with what becomes of the signs in between. */
const writings: readonly { readonly form: RegExp; readonly plain: (text: string) => string }[] = [
  { form: /^\d+$/, plain: (text) => text },
  // 1 250,5 and 1'250.5
  { form: /^\d{1,3}([ '’])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/, plain: (text) => withPoint(text.replace(/[ '’]/g, '')) },
  // 1.250 and 1.250,5: three digits after a point are thousands in French; 0.125 cannot be
  { form: /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/, plain: (text) => withPoint(text.replaceAll('.', '')) },
  // 1,250.50 and 1,250,000: English without a doubt
  { form: /^[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/, plain: (text) => text.replaceAll(',', '') },
  { form: /^\d+[.,]\d+$/, plain: withPoint },
];

/** `1,250` is 1.25 in French and 1250 in English, a thousand times more: it is not read. `0,250` can only be French. */
const undecided = /^[1-9]\d{0,2},\d{3}$/;

/** The number that digits stand for, French grouping first, or undefined: `1,250`, more than 15 digits, mixed signs. */
export function parseNumber(digits: string): number | undefined {
  if (undecided.test(digits)) return undefined;
  const writing = writings.find(({ form }) => form.test(digits));
  if (writing === undefined || digits.replace(/\D/g, '').length > 15) return undefined;
  return Number(writing.plain(digits));
}

/**
 * Whether digits are thousands or decimals is told by the unit only: `1.250` boxes are 1250, while `1.250 kg` may be
 * either.
 */
export function isDoubtful(digits: string): boolean {
  return /^[1-9]\d{0,2}\.\d{3}$/.test(digits);
}

/** A text that is one number, in digits or in words, with its sign. */
export function readNumber(raw: string): number | undefined {
  const text = tidy(raw);
  const signed = /^[-−–] ?(?=\d)/.exec(text)?.[0];
  if (signed !== undefined) return negative(parseNumber(text.slice(signed.length)));
  return parseNumber(text) ?? numberInWords(text);
}

/** A count of operations: `4`, « quatre », « quatre (4) opérations ». A whole number above zero. */
export function readCount(raw: string): number | undefined {
  if (isPlaceholder(raw)) return undefined;
  const text = tidy(raw).replace(
    / (?:fois|(?:op[ée]ration|importation|livraison|envoi|exp[ée]dition|shipment)(?:\(s\)|s)?)(?: d['’]importation)?\.?$/iu,
    '',
  );
  const twice = /^(\p{L}[\p{L} -]*?) ?\((\d+)\)$/u.exec(text) ?? /^(\d+) ?\((\p{L}[\p{L} -]*)\)$/u.exec(text);
  const count = twice === null ? readNumber(text) : agreed(twice[1] ?? '', twice[2] ?? '');
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}

/** « quatre (4) »: both must say the same, where both can be read. */
function agreed(first: string, second: string): number | undefined {
  const [left, right] = [readNumber(first), readNumber(second)];
  return left === undefined || right === undefined || left === right ? (left ?? right) : undefined;
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : 0 - value;
}

function withPoint(text: string): string {
  return text.replace(',', '.');
}
