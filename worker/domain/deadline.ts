import type { Instant } from './message.ts';

/** A civil day in Europe/Paris, `YYYY-MM-DD`. Legal days are never computed on milliseconds. */
export type CivilDate = string & { readonly brand: 'CivilDate' };

const DAY = 86_400_000;

/** Days after which silence is a refusal, from the complete request (CSP R5121-113 al. 1). */
export const IMPLICIT_REFUSAL_DAYS = 45;

const parisDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const frenchDay = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

const frenchTime = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });

/** The day it is in Paris at an instant: the day of reception is the civil date of arrival at the agency's server. */
export function parisDate(instant: Instant): CivilDate {
  return parisDay.format(Date.parse(instant)) as CivilDate;
}

/** A real calendar day, or undefined: 31/02 is not one. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  const time = Date.UTC(year, month - 1, day);
  const text = new Date(time).toISOString().slice(0, 10);
  const asked = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return text === asked ? (text as CivilDate) : undefined;
}

/** The day `days` calendar days after `date` (the first day is not counted). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10) as CivilDate;
}

/** Calendar days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/**
 * The day on which silence becomes a refusal: calendar days, reception not counted, no extension over week-ends and
 * holidays, because no act before a court is in play (CSP R5121-113 al. 1).
 */
export function implicitRefusalOn(completeOn: CivilDate): CivilDate {
  return addDays(completeOn, IMPLICIT_REFUSAL_DAYS);
}

/** `1er juin 2026`: dates in letters are in words. */
export function inFrench(date: CivilDate): string {
  return frenchDay.format(Date.parse(date)).replace(/^1 /, '1er ').replace(/ /g, '\u00a0');
}

/** `9 h 05`, Paris time, to complete a reception date. */
export function timeInFrench(instant: Instant): string {
  return frenchTime.format(Date.parse(instant)).replace(':', '\u00a0h\u00a0').replace(/^0/, '');
}
