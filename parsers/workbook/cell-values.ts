import { civilDate, type CivilDate } from '../../worker/domain/deadline.ts';
import type { CellValue } from './workbook.ts';

const DAY = 86_400_000;

/** Day 0 of Excel's calendar is 1899-12-30: 25 569 days before the epoch. */
const EPOCH = 25_569;

/** 1904-01-01, day 0 of the other calendar. */
const SHIFT_1904 = 1_462;

/** Figures that Excel keeps of a number (ECMA-376 §18.17.3): what is beyond is noise of its calculations. */
const FIGURES = 15;

/** A number as its cell shows it: a day when the cell's format (`dd/mm/yyyy`) is one of dates. */
export function numberCell(value: number, format: string | undefined, date1904: boolean): CellValue {
  if (!Number.isFinite(value)) return '#NUM!';
  const days = Math.floor(value) + (date1904 ? SHIFT_1904 : 0);
  if (!isDateFormat(format ?? '')) return Number(value.toPrecision(FIGURES));
  if (Math.abs(days) > 1e7) return '#NUM!';
  const date = dayOf(new Date((days - EPOCH) * DAY));
  return date === undefined ? value : { date };
}

/** The day that a bare number means in a column of dates, from 2000 to 2099. */
export function serialDate(serial: number, date1904: boolean): CivilDate | undefined {
  const days = Math.floor(serial) + (date1904 ? SHIFT_1904 : 0);
  return days >= 36_526 && days <= 73_050 ? dayOf(new Date((days - EPOCH) * DAY)) : undefined;
}

/** Years outside of the calendar of any authorisation are no dates: a time of day alone falls in 1899. */
function dayOf(value: Date): CivilDate | undefined {
  const year = value.getUTCFullYear();
  return year < 1901 || year > 2199 ? undefined : civilDate(year, value.getUTCMonth() + 1, value.getUTCDate());
}

/**
 * Letters of a date, and no place for a figure but those of fractions of seconds (ECMA-376 §18.8.31). What is quoted, in
 * brackets, escaped or spacing does not count.
 */
function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*].|s[.,]0+/gi, '');
  return /[ymd]/i.test(bare) && !/[0#?]/.test(bare) && !/^standard$/i.test(bare);
}
