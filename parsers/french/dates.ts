import { civilDate, type CivilDate } from '../../worker/domain/deadline.ts';
import { fold } from '../../worker/domain/fold.ts';
import { tidy } from './text.ts';

const LONGEST = 100;

/** French and English month names and their usual abbreviations, folded, January first. */
const months: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'january', 'jan'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'sept', 'september', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dec'],
];

const introduction =
  /^(?:(?:valable|valide|jusqu['’]au|au plus tard|avant le|à compter du|à partir du|en date du|daté du|dated|le|du|au|on|dès le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? )+/i;

/** « Fait à Lyon, le », « Lyon, le », « À Lyon le » */
const place = /^(?:(?:fait )?à \p{Lu}[\p{L}'’ -]{1,40}?,? le |\p{Lu}[\p{L}'’ -]{1,40}?, le )/iu;

const time = /[T ,]*(?:à )?\d{1,2}(?: ?h(?: ?\d{2})?|(?:[:h]\d{2}){1,2})(?:[.,]\d+)?(?:Z| ?[+-]\d{2}:?\d{2})?$/i;

/** A year in two figures is of this century, up to here; « 99 » may be of the last one. */
const LAST_SHORT_YEAR = 49;

/** Day, month and year as they are written, with the places of the three. */
const writings: readonly {
  readonly form: RegExp;
  readonly order: readonly [day: number, month: number, year: number];
}[] = [
  // 03/04/2026, 3.4.2026, 03-04-2026 and, with two figures, 03/04/26: the day first, as in French
  { form: /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})$/, order: [1, 3, 4] },
  { form: /^(\d{1,2}) ?([/.]) ?(\d{1,2}) ?\2 ?(\d{2})$/, order: [1, 3, 4] },
  // 20260403, ISO 8601 basic format
  { form: /^(20\d{2})()(\d{2})(\d{2})$/, order: [4, 3, 1] },
  // 2026-04-03
  { form: /^(\d{4})([-/.])(\d{2})\2(\d{2})$/, order: [4, 3, 1] },
  // 3 avril 2026, 1er juin 2026, premier juin 2026, 3rd of April 2026, 03-avr.-2026, 3-avr-26
  {
    form: /^(\d{1,2}|premier)(?:er|ère|°|st|nd|rd|th)?[ -]?(?:of )?(\p{L}{3,9})\.?,?[ -]?(\d{4}|\d{2})$/iu,
    order: [1, 2, 3],
  },
  // April 3, 2026
  { form: /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/iu, order: [2, 1, 3] },
];

/** A day between 1900 and 2099, or undefined: impossible, incomplete, or month first. A time of day is left out. */
export function readDate(raw: string): CivilDate | undefined {
  if (raw.length > LONGEST) return undefined;
  const text = tidy(raw)
    .replace(place, '')
    .replace(introduction, '')
    .replace(/[.,;]$/, '');
  return dateIn(text) ?? dateIn(text.replace(time, ''));
}

/** The number of a month from its French or English name, in full or abbreviated. */
export function monthNumber(name: string): number | undefined {
  const folded = fold(name);
  const index = months.findIndex((names) => names.includes(folded));
  return index === -1 ? undefined : index + 1;
}

function dateIn(text: string): CivilDate | undefined {
  for (const { form, order } of writings) {
    const found = form.exec(text);
    if (found === null) continue;
    const [day, month, year] = order.map((place) => found[place] ?? '');
    return dayOf(year ?? '', month ?? '', day ?? '');
  }
  return undefined;
}

function dayOf(year: string, month: string, day: string): CivilDate | undefined {
  const monthIs = /^\d+$/.test(month) ? Number(month) : monthNumber(month);
  if (year.length === 2 && Number(year) > LAST_SHORT_YEAR) return undefined;
  const yearIs = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (monthIs === undefined || yearIs < 1900 || yearIs > 2099) return undefined;
  return civilDate(yearIs, monthIs, /^\d+$/.test(day) ? Number(day) : 1);
}
