import { readUnit } from '../../french/units.ts';

/** How the numbers and the dates of a sheet are written, as far as those that can be read in one way only tell it. */
export interface Writing {
  /** What a comma is in a number; undefined when nothing tells, or when the numbers contradict each other. */
  readonly comma: 'decimal' | 'thousands' | undefined;
  readonly point: 'decimal' | 'thousands' | undefined;
  /** Some date is one only with its month first (04/15/2026): 04/03/2026 may then be of March or of April. */
  readonly monthFirst: boolean;
}

/** A quantity as written, with the unit that its line or its column gives. */
export interface WrittenQuantity {
  readonly text: string;
  readonly unit: string | undefined;
}

type Sign = ',' | '.';

/** A number with one sign before three figures: 1,250 is 1250 in London, 1.25 in Paris. */
const doubtful = /(?<![\d.,])[1-9]\d{0,2}([.,])\d{3}(?![\d.,])/g;

/** Looks through the texts of a sheet's quantities and dates for those that leave no doubt. */
export function writingOf(quantities: readonly WrittenQuantity[], dates: readonly string[]): Writing {
  const texts = quantities.map(({ text }) => text);
  const [comma, point] = [roleOf(',', texts), roleOf('.', texts)];
  const none = comma.length + point.length === 0;
  const isEnglish = none && neverWhole(quantities);
  return {
    comma: isEnglish ? 'thousands' : agreed(comma, point),
    // Without any sign of the contrary, a point parts thousands as in French.
    point: none && !isEnglish ? 'thousands' : agreed(point, comma),
    monthFirst: dates.some((text) => /^\s*(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-]\d/.test(text)),
  };
}

/** A text with its numbers in the French way, or undefined when one of them may be two things. */
export function inFrench(text: string, { comma, point }: Writing): string | undefined {
  const roleIn = (sign: string | undefined) => (sign === ',' ? comma : point);
  if ([...text.matchAll(doubtful)].some(([, sign]) => roleIn(sign) === undefined)) return undefined;
  return text.replace(doubtful, (number, sign: Sign) =>
    // With a fourth figure nobody takes it for thousands.
    roleIn(sign) === 'thousands' ? number.replace(sign, '') : `${number.replace(sign, ',')}0`,
  );
}

/** Says that a date could have its month first, where others of the sheet have. */
export function mayHaveMonthFirst(text: string, { monthFirst }: Writing): boolean {
  return monthFirst && /^\s*(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-]\d/.test(text);
}

type Role = 'decimal' | 'thousands';

/** What a sign is in the numbers that leave no doubt of it: one answer, several that contradict each other, or none. */
function roleOf(sign: Sign, texts: readonly string[]): readonly Role[] {
  const one = sign === ',' ? ',' : String.raw`\.`;
  const other = sign === ',' ? String.raw`\.` : ',';
  // 12,5 · 12,5000 · 0,125 · 1 250,125 · 1.250,5
  const decimal = new RegExp(
    String.raw`\d${one}(?:\d{1,2}|\d{4,})(?!\d|${one})|(?<!\d)0${one}\d|[\s’'${other}]\d{3}${one}\d`,
  );
  // 1,250,000 · 1,250.5
  const thousands = new RegExp(String.raw`\d${one}\d{3}(?:${one}\d{3}|${other}\d)`);
  const roles: Role[] = [];
  if (texts.some((text) => decimal.test(text))) roles.push('decimal');
  if (texts.some((text) => thousands.test(text))) roles.push('thousands');
  return roles;
}

/** What the numbers with a sign say of it; else the contrary of what those with the other sign say of that one. */
function agreed([role, contrary]: readonly Role[], [other, otherContrary]: readonly Role[]): Role | undefined {
  if (role !== undefined) return contrary === undefined && role !== other ? role : undefined;
  if (other === undefined || otherContrary !== undefined) return undefined;
  return other === 'decimal' ? 'thousands' : 'decimal';
}

/** « 12,500 », « 7,500 » boxes: nobody imports half a box, and twice is no slip of the pen. */
function neverWhole(quantities: readonly WrittenQuantity[]): boolean {
  const broken = quantities.filter(({ text, unit }) => {
    const [, decimals, own] = /^\s*[1-9]\d{0,2},(\d{3})(?!\d)\s*(\p{L}*)/u.exec(text) ?? [];
    const isCountable = readUnit(own === undefined || own === '' ? (unit ?? '') : own)?.countable === true;
    return decimals !== undefined && decimals !== '000' && isCountable;
  });
  return broken.length >= 2;
}
