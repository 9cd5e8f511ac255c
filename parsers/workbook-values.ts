import type { Cell, CellValue as ExcelValue } from 'exceljs';
import { civilDate, type CivilDate } from '../worker/domain/deadline.ts';

/** What a cell holds; a cell formatted as a date is a day, its time of day left out. */
export type CellValue = string | number | boolean | { readonly date: CivilDate };

const LONGEST = 4_000;
const DAY = 86_400_000;

/** Day 0 of Excel's calendar is 1899-12-30: 25 569 days before the epoch. */
const EPOCH = 25_569;

/** 1904-01-01, day 0 of the other calendar. */
const SHIFT_1904 = 1_462;

/** The value of a cell, formulas by their stored result; undefined for a cell that shows nothing. */
export function plainCell(cell: Cell, date1904: boolean): CellValue | undefined {
  // In `cell.value` a formula loses a result of zero, which is the balance of a used up authorisation.
  const result = cell.result as ExcelValue;
  return plainValue(result ?? cell.value, cell.numFmt, date1904);
}

function plainValue(value: ExcelValue, format: string | undefined, date1904: boolean): CellValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.slice(0, LONGEST);
  if (typeof value === 'number') return Number.isFinite(value) ? value : '#NUM!';
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return dayOrNumber(value, format, date1904);
  if ('error' in value) return value.error;
  if ('richText' in value) return plainValue(value.richText.map(({ text }) => text).join(''), format, date1904);
  if ('hyperlink' in value) return plainValue(value.text, format, date1904);
  return plainValue(value.result, format, date1904);
}

/** The day that a bare number means in a column of dates, from 2000 to 2099. */
export function serialDate(serial: number, date1904: boolean): CivilDate | undefined {
  const days = Math.floor(serial) + (date1904 ? SHIFT_1904 : 0);
  return days >= 36_526 && days <= 73_050 ? dayOf(new Date((days - EPOCH) * DAY)) : undefined;
}

/** exceljs takes the format `0 mg` for one of dates; such a number is given back as the number it was. */
function dayOrNumber(value: Date, format: string | undefined, date1904: boolean): CellValue {
  const time = value.getTime();
  if (Number.isNaN(time)) return '#NUM!';
  const date = isDateFormat(format ?? '') ? dayOf(value) : undefined;
  if (date !== undefined) return { date };
  return Number((time / DAY + EPOCH - (date1904 ? SHIFT_1904 : 0)).toFixed(6));
}

/** Years outside of the calendar of any authorisation are no dates: a time of day alone falls in 1899. */
function dayOf(value: Date): CivilDate | undefined {
  const year = value.getUTCFullYear();
  return year < 1900 || year > 2199 ? undefined : civilDate(year, value.getUTCMonth() + 1, value.getUTCDate());
}

/**
 * Letters of a date, and no place for a figure but those of fractions of seconds (ECMA-376 §18.8.31). What is quoted, in
 * brackets or spacing does not count; exceljs has taken the strokes from escaped letters already.
 */
function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*].|s[.,]0+/gi, '');
  return /[ymd]/i.test(bare) && !/[0#?]/.test(bare) && !/^standard$/i.test(bare);
}
