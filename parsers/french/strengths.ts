import { amountsIn } from './amounts.ts';
import { readText } from './text.ts';

const LONGEST = 500;

/**
 * A strength with its amounts in one spelling, so that two documents can be compared: « 500mg/5ml » and « 500 mg / 5 mL »
 * are `500 mg/5 ml`, « 0.9% » is `0,9 %`, « 25 mcg/h » is `25 µg/h`. Words around them, and what is no amount, stay as
 * written.
 */
export function readStrength(raw: string): string | undefined {
  const text = readText(raw);
  if (text === undefined || text.length > LONGEST) return text;
  let rest = 0;
  let written = '';
  for (const { start, end, count, unit } of amountsIn(text)) {
    written += `${text.slice(rest, start)}${String(count).replace('.', ',')} ${unit}`;
    rest = end;
  }
  return `${written}${text.slice(rest)}`;
}
