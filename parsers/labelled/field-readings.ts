import type { FieldName } from '../../worker/domain/fields.ts';
import type { Reading, Source } from '../../worker/domain/submission.ts';
import { nameWords } from './label-key.ts';
import { isAmbiguous, labelOf, type Label } from './labels.ts';
import { isFilled, type FormField } from '../page-content.ts';
import { choiceOf, type Choice } from './choice.ts';
import { isChoice, labelReadings, reading, type Where } from '../reading.ts';

/** Words of a name that are looked at. */
const MAX_WORDS = 12;

/** What the fields of a form say, and the filled ones whose name and tooltip tell nothing: their place may. */
export interface FieldReadings {
  readonly readings: readonly Reading[];
  readonly unmatched: readonly FormField[];
}

/** Reads the filled fields of a form by their tooltips and names. */
export function fieldReadings(fields: readonly FormField[], where: Where): FieldReadings {
  const readings: Reading[] = [];
  const unmatched: FormField[] = [];
  for (const field of fields.filter(isFilled)) {
    const found = isTick(field) ? tickReadings(field, where) : textReadings(field, where);
    if (found === undefined) unmatched.push(field);
    else readings.push(...found);
  }
  return { readings, unmatched };
}

/** The place of a field: its name, and the page where it shows what was entered. */
export function fieldPlace(field: FormField): Source['place'] {
  const widget = field.widgets.find((each) => each.ticked) ?? field.widgets[0];
  return { kind: 'field', name: field.name, page: widget?.page };
}

function isTick(field: FormField): boolean {
  return field.kind === 'checkbox' || field.kind === 'radio';
}

/** Undefined when the label is unknown, or too short to know whose name or address it is. */
function textReadings(field: FormField, where: Where): Reading[] | undefined {
  const source = { ...where, place: fieldPlace(field) };
  const names = [field.label, nameWords(field.name)];
  const label = telling(names.map((each) => labelOf(each)));
  if (label !== undefined) return labelReadings(label, field.value, source);
  const isNobodys = names.some((each) => labelOf(each) !== undefined && !isAmbiguous(each));
  return isNobodys ? [] : undefined;
}

function tickReadings(field: FormField, where: Where): Reading[] | undefined {
  const words = nameWords(field.name);
  const question = telling([labelOf(field.label), labelOf(words), opening(words)])?.fields.find(isChoice);
  const choice = tickedChoice(field, words, question);
  if (choice === undefined) return undefined;
  const read = reading(choice.field, choice.raw, { ...where, place: fieldPlace(field) });
  return read === undefined ? [] : [read];
}

function tickedChoice(field: FormField, words: string, question: FieldName | undefined): Choice | undefined {
  return choiceOf([field.value, field.label, answerIn(words), words], question);
}

/** What stands behind the question in a name: `Initiale` in `Declaration_initiale_ou_complementaire_Initiale`. */
function answerIn(words: string): string {
  const parts = words.split(' ').slice(0, MAX_WORDS);
  const end = parts.findLastIndex((_, index) => labelOf(parts.slice(0, index).join(' ')) !== undefined);
  return end < 1 ? '' : parts.slice(end).join(' ');
}

/** The label that a name begins with: `objectif` in `objectif_recherche`. */
function opening(words: string): Label | undefined {
  const parts = words.split(' ');
  const lengths = Array.from({ length: Math.min(parts.length, 6) }, (_, index) => parts.length - index);
  return telling(lengths.map((length) => labelOf(parts.slice(0, length).join(' '))));
}

function telling(labels: readonly (Label | undefined)[]): Label | undefined {
  return labels.find((each) => each !== undefined && each.fields.length > 0);
}
