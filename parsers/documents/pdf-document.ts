import type { FieldName } from '../../worker/domain/fields.ts';
import type { Document, Reading } from '../../worker/domain/submission.ts';
import { offersAnswers } from '../labelled/drawn-ticks.ts';
import { fieldReadings, type FieldReadings } from '../labelled/field-readings.ts';
import type { FormField } from '../page-content.ts';
import type { Outside } from '../ports.ts';
import { unreadableDocument, type Attachment } from './attachment.ts';
import { pageDocuments } from './page-document.ts';
import { readScannedPages } from './picture-document.ts';
import { recognise } from './recognise.ts';

/**
 * Reads a PDF, a document for each that was put in it: form fields by their names, then by their places, printed values
 * by their labels, and in a letter its sentences. Pages that are pictures are recognised where that is installed. Never
 * rejects; what cannot be read is an `unreadable` document with its reason.
 */
export async function readPdfDocument(
  bytes: Uint8Array,
  attachment: Attachment,
  outside: Outside = {},
): Promise<Document[]> {
  const { readPdf } = await import('../pdf/read-pdf.ts');
  const { message, part, file } = attachment;
  const named = remembered((fields: readonly FormField[]) => fieldReadings(fields, { message, part, file }));
  const content = await readPdf(bytes, {
    isEnough: (fields) => tellEnough(named(fields)),
    needsShapes: offersAnswers,
  });
  if ('unreadable' in content) {
    if (content.unreadable === 'scanNotRead') return readScannedPages(bytes, undefined, attachment, outside);
    return [unreadableDocument(attachment, content.unreadable, 'PDF')];
  }
  const read = pageDocuments(content, named(content.fields), attachment);
  const scanned = await readScannedPages(bytes, content.scannedPages, attachment, outside);
  return [...read, ...scanned].sort((a, b) => (a.pages?.first ?? 1) - (b.pages?.first ?? 1));
}

/**
 * A form whose every answer is known by name, and that is known by its answers, needs no look at its pages. Where two
 * pages answer the same question, two forms may have been put in one file.
 */
function tellEnough({ readings, unmatched }: FieldReadings): boolean {
  if (readings.length === 0 || unmatched.length > 0 || asksTwice(readings)) return false;
  return recognise({ fileName: '', text: '', readings, hasFields: true }).kind !== 'other';
}

function asksTwice(readings: readonly Reading[]): boolean {
  const pages = new Map<FieldName, number | undefined>();
  return readings.some(({ field, source: { place } }) => {
    const page = place.kind === 'field' ? place.page : undefined;
    if (pages.has(field) && pages.get(field) !== page) return true;
    pages.set(field, page);
    return false;
  });
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
