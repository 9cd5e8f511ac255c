import { fields, type FieldName } from '../worker/domain/fields.ts';
import { fold } from '../worker/domain/fold.ts';
import type { Place, Reading, Source } from '../worker/domain/submission.ts';
import type { Label } from './labelled/labels.ts';
import { isBlank, parseValue } from './french.ts';
import type { Box } from './page-content.ts';

/** Where a document comes from: the mail, the MIME path in it, the file's name. */
export type Where = Omit<Source, 'place'>;

/** Longest text kept as a value. */
const LONGEST = 5_000;

/** Fields whose value a form may ask for in several boxes: street and town, name and telephone, several purposes. */
const inParts: readonly FieldName[] = ['importerAddress', 'exporterAddress', 'contact', 'purpose'];

/** What was written for a field; undefined when nothing was. What cannot be understood, or is cut, is kept as `unparsed`. */
export function reading(field: FieldName, text: string, source: Source): Reading | undefined {
  const raw = text.slice(0, LONGEST).trim();
  if (raw === '' || isBlank(raw)) return undefined;
  const value = text.trim().length > LONGEST ? undefined : parseValue(field, raw);
  const read = value === undefined ? { raw, source, state: 'unparsed' } : { raw, source, state: 'parsed', value };
  // The pair of a field and its value's type is lost on the way through `FieldName`.
  return { field, ...read } as Reading;
}

/** What was written against a label: one reading, or two where the label announces two things. */
export function labelReadings(label: Label, text: string, source: Source): Reading[] {
  const [first, second] = label.fields;
  if (first === undefined) return [];
  if (second === undefined) return present([reading(first, text, source)]);
  if (!label.split) return label.fields.flatMap((field) => present([unparsed(field, text, source)]));
  const cut = /[\n,;]/.exec(text)?.index ?? text.length;
  return present([reading(first, text.slice(0, cut), source), reading(second, text.slice(cut + 1), source)]);
}

/**
 * The readings of one document with each value once: repeated ones are dropped, the parts of an address, of a contact
 * and of the purposes become one value, placed where its first part is.
 */
export function withoutRepeats(readings: readonly Reading[]): Reading[] {
  const kept: Reading[] = [];
  for (const each of readings) {
    const same = kept.filter((other) => other.field === each.field);
    if (same.some((other) => says(other, each))) continue;
    const [first] = same;
    if (first === undefined || !inParts.includes(each.field)) {
      kept.push(each);
      continue;
    }
    const joint = each.field === 'purpose' ? ' ; ' : ', ';
    const whole = reading(first.field, `${first.raw}${joint}${each.raw}`, first.source);
    if (whole !== undefined) kept[kept.indexOf(first)] = whole;
  }
  return kept;
}

/** A box on a page as a place, to the tenth of a point. */
export function boxPlace(page: number, box: Box): Place {
  const round = (points: number) => Math.round(points * 10) / 10;
  return { kind: 'box', page, x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) };
}

/** Whether a value of this field is one of a few answers, to tick or to write. */
export function isChoice(field: FieldName): boolean {
  return ['scope', 'purpose', 'applicantCategory', 'declarationType', 'yesNo'].includes(fields[field].kind);
}

/** A reading that nobody could parse, kept for a person to look at. */
function unparsed(field: FieldName, text: string, source: Source): Reading | undefined {
  const raw = text.slice(0, LONGEST).trim();
  return isBlank(raw) ? undefined : ({ field, raw, source, state: 'unparsed' } as Reading);
}

function says(whole: Reading, part: Reading): boolean {
  return whole.field === part.field && ` ${fold(whole.raw)} `.includes(` ${fold(part.raw)} `) && sameKind(whole, part);
}

/** Only the parts of one value may be contained in it; « 5 mg » and « 25 mg », « 5 mg » and « 5 mg/ml » are two values. */
function sameKind(whole: Reading, part: Reading): boolean {
  return inParts.includes(whole.field) || fold(whole.raw) === fold(part.raw);
}

function present(readings: readonly (Reading | undefined)[]): Reading[] {
  return readings.filter((each) => each !== undefined);
}
