import { fold } from '../../worker/domain/fold.ts';
import { isPlaceholder, tidy } from './text.ts';

/** What a number looks like inside tidied French text: the source of a regular expression without groups. */
export const numberSource = String.raw`(?:\d{1,3}(?:[ .,'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)`;

/** Number words of ordinary mails, folded. */
const words: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
};

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

/** The number that digits stand for, French grouping first, or undefined: more than 15 digits, or mixed signs. */
export function parseNumber(digits: string): number | undefined {
  const writing = writings.find(({ form }) => form.test(digits));
  if (writing === undefined || digits.replace(/\D/g, '').length > 15) return undefined;
  return Number(writing.plain(digits));
}

/** The value of a number word from « un » to « douze ». */
export function numberWord(word: string): number | undefined {
  const folded = fold(word);
  return Object.hasOwn(words, folded) ? words[folded] : undefined;
}

/** A text that is one number, in digits or in words, with its sign. */
export function readNumber(raw: string): number | undefined {
  const text = tidy(raw);
  const signed = /^[-−–] ?(?=\d)/.exec(text)?.[0];
  if (signed !== undefined) return negative(parseNumber(text.slice(signed.length)));
  return parseNumber(text) ?? numberWord(text);
}

/** A count of operations: `4`, « quatre », « quatre (4) opérations ». A whole number above zero. */
export function readCount(raw: string): number | undefined {
  if (isPlaceholder(raw)) return undefined;
  const text = tidy(raw).replace(
    /\s*\b(?:opération|operation|importation|livraison|envoi|expédition)(?:\(s\)|s)?\.?$/iu,
    '',
  );
  const twice = /^(\p{L}+) ?\((\d+)\)$/u.exec(text) ?? /^(\d+) ?\((\p{L}[\p{L} -]*)\)$/u.exec(text);
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
