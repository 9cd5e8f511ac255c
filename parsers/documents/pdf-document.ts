import type { Document } from '../../worker/domain/submission.ts';
import { offersAnswers } from '../labelled/drawn-ticks.ts';
import { fieldReadings, type FieldReadings } from '../labelled/field-readings.ts';
import type { FormField } from '../page-content.ts';
import { readPdf } from '../pdf/read-pdf.ts';
import { unreadableDocument, type Attachment } from './attachment.ts';
import { pageDocument } from './page-document.ts';
import { recognise } from './recognise.ts';

/**
 * Reads a PDF: form fields by their names, then by their places, printed values by their labels, and in a letter its
 * sentences. Never rejects; what cannot be read is an `unreadable` document with its reason.
 */
export async function readPdfDocument(bytes: Uint8Array, attachment: Attachment): Promise<Document[]> {
  const { message, part, file } = attachment;
  const named = remembered((fields: readonly FormField[]) => fieldReadings(fields, { message, part, file }));
  const content = await readPdf(bytes, {
    isEnough: (fields) => tellEnough(named(fields)),
    needsShapes: offersAnswers,
  });
  if ('unreadable' in content) return [unreadableDocument(attachment, content.unreadable, 'PDF')];
  return [pageDocument(content, named(content.fields), attachment)];
}

/** A form whose every answer is known by name, and that is known by its answers, needs no look at its pages. */
function tellEnough({ readings, unmatched }: FieldReadings): boolean {
  if (readings.length === 0 || unmatched.length > 0) return false;
  return recognise({ fileName: '', text: '', readings, hasFields: true }).kind !== 'other';
}

/** A function that works out each thing once. */
function remembered<A extends object, B>(work: (thing: A) => B): (thing: A) => B {
  const known = new WeakMap<A, B>();
  return (thing) => {
    const result = known.get(thing) ?? work(thing);
    known.set(thing, result);
    return result;
  };
}
