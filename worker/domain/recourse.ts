import { addDays, civilDate, type CivilDate } from './deadline.ts';
import { workingDayFrom } from './working-days.ts';

/** Where the applicant lives: the court's time is longer overseas and abroad (CJA R421-7). */
export type Residence = 'metropolitan' | 'overseas' | 'abroad';

const months: Readonly<Record<Residence, number>> = { metropolitan: 2, overseas: 3, abroad: 4 };

/**
 * The last day to bring an implicit refusal before the court: months counted from date to date and clear (« francs »),
 * then moved off week-ends and holidays (CJA R421-1, R421-2, R421-7). For staff only: letters print the rule.
 */
export function recourseUntil(refusalOn: CivilDate, residence: Residence = 'metropolitan'): CivilDate {
  return workingDayFrom(addDays(addMonths(refusalOn, months[residence]), 1));
}

/** The same day of a later month, or its last day. */
export function addMonths(date: CivilDate, count: number): CivilDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + month - 1 + count;
  for (let candidate = day; ; candidate -= 1) {
    const found = civilDate(Math.floor(index / 12), (index % 12) + 1, candidate);
    if (found !== undefined) return found;
  }
}
