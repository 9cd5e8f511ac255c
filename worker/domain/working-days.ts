import { addDays, type CivilDate } from './deadline.ts';

/**
 * The day `days` working days after `date`, the first day not counted: Monday to Friday but the legal holidays (Code du
 * travail L3133-1). CRPA R112-11-2 says « jours ouvrés » and defines none; Whit Monday counts as a holiday here.
 */
export function addWorkingDays(date: CivilDate, days: number): CivilDate {
  let day = date;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The day itself, or the next one on which an office works. */
export function workingDayFrom(date: CivilDate): CivilDate {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** Whether offices work in metropolitan France. */
export function isWorkingDay(date: CivilDate): boolean {
  const weekday = new Date(Date.parse(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays(Number(date.slice(0, 4))).has(date);
}

/** Days of the same date every year, and days counted from Easter Sunday (Code du travail L3133-1). */
const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
const afterEaster = { monday: 1, ascension: 39, whitMonday: 50 };

const known = new Map<number, ReadonlySet<string>>();

function holidays(year: number): ReadonlySet<string> {
  const before = known.get(year);
  if (before !== undefined) return before;
  const sunday = easter(year);
  const moving = Object.values(afterEaster).map((days) => addDays(sunday, days));
  const days = new Set<string>([...fixed.map((day) => `${year}-${day}`), ...moving]);
  known.set(year, days);
  return days;
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm printed in Nature, 1876). */
function easter(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const [ofCentury, leapCenturies] = [year % 100, Math.floor(century / 4)];
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return addDays(`${year}-${days < 124 ? '03' : '04'}-01` as CivilDate, days % 31);
}
