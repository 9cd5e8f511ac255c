import type { FieldName } from '../../worker/domain/fields.ts';
import { parseValue } from '../french.ts';
import { labelOf } from './labels.ts';

/** An answer that was ticked: the field that it answers, and the words that say what. */
export interface Choice {
  readonly field: FieldName;
  readonly raw: string;
}

/** The fields that are answered by ticking one of several texts. */
const choiceFields = ['declarationType', 'scope', 'applicantCategory', 'purpose'] as const;

/** States of a box that say no more than « ticked ». */
const bare = /^(?:yes|oui|on|x|true|vrai|\d{1,2}|choice ?\d*|choix ?\d*|case ?\d*|checked|coch[ée]e?)$/i;

/**
 * What a ticked box answers. `question` is the field that its label or group asks for, where known; `texts` are the
 * words that may tell the answer, the closest first: export value, tooltip, printed text, name. Undefined when the
 * words fit no field, or two of them.
 */
export function choiceOf(texts: readonly string[], question: FieldName | undefined): Choice | undefined {
  const words = texts.map((each) => each.trim()).filter((each) => each !== '');
  if (question === 'originDiffers') {
    return { field: question, raw: words.find((each) => /^(?:oui|non|no)$/i.test(each)) ?? 'Oui' };
  }
  const telling = words.filter((each) => !bare.test(each));
  if (question !== undefined) {
    const raw = telling.find((each) => parseValue(question, each) !== undefined) ?? telling[0];
    return raw === undefined ? undefined : { field: question, raw };
  }
  for (const raw of telling) {
    if (labelOf(raw)?.fields[0] === 'originDiffers') return { field: 'originDiffers', raw: 'Oui' };
    const fitting = choiceFields.filter((field) => parseValue(field, raw) !== undefined);
    const [field] = fitting;
    if (field !== undefined && fitting.length === 1) return { field, raw };
  }
  return undefined;
}

/** Whether words are an answer to any of the questions that are answered by ticking. */
export function isAnswer(text: string): boolean {
  return choiceFields.some((field) => parseValue(field, text) !== undefined);
}
