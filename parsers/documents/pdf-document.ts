import type { FieldName } from '../../worker/domain/fields.ts';
import type { Document, PlainKind, Reading, UnreadableReason } from '../../worker/domain/submission.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import type { PdfContent, PdfField, Segment } from '../pdf/pdf-content.ts';
import { readPdf } from '../pdf/read-pdf.ts';
import { offersAnswers } from '../labelled/drawn-ticks.ts';
import { fieldReadings, type FieldReadings } from '../labelled/field-readings.ts';
import { labelledValues } from '../labelled/labelled-values.ts';
import { letterReadings, type LetterLine } from './letter.ts';
import { boxPlace, withoutRepeats, type Where } from '../reading.ts';
import { recognise } from './recognise.ts';
import { senderReadings } from './sender-block.ts';

/** An attachment: where it was in the mail, and what identifies its bytes. */
export interface Attachment extends Where {
  readonly size: number;
  readonly sha256: Sha256;
}

/**
 * Reads a PDF: form fields by their names, then by their places, printed values by their labels, and in a letter its
 * sentences. Never rejects; what cannot be read is an `unreadable` document with its reason.
 */
export async function readPdfDocument(bytes: Uint8Array, attachment: Attachment): Promise<Document> {
  const { message, part, file } = attachment;
  const where = { message, part, file };
  const named = remembered((fields: readonly PdfField[]) => fieldReadings(fields, where));
  const content = await readPdf(bytes, {
    isEnough: (fields) => tellEnough(named(fields)),
    needsShapes: offersAnswers,
  });
  if ('unreadable' in content) return unreadable(attachment, content.unreadable, [], 'PDF');
  return document(content, named(content.fields), attachment, where);
}

/** A form whose every answer is known by name, and that is known by its answers, needs no look at its pages. */
function tellEnough({ readings, unmatched }: FieldReadings): boolean {
  if (readings.length === 0 || unmatched.length > 0) return false;
  return recognise({ fileName: '', text: '', readings, hasFields: true }).kind !== 'other';
}

function document(content: PdfContent, named: FieldReadings, attachment: Attachment, where: Where): Document {
  const printed = labelledValues({ ...content, unmatched: named.unmatched }, where);
  const found = withoutRepeats([...named.readings, ...printed]);
  const hasFields = content.fields.length > 0;
  const { kind, by } = recognise({ fileName: attachment.file, text: content.text, readings: found, hasFields });
  const sentences = kind === 'requestLetter' ? sentencesOf(content.segments, where) : [];
  const readings = isReference(kind) ? [] : ofProcedure(kind, withFirst(found, sentences));
  if (content.scannedPages.length > 0 && kind !== 'importForm' && kind !== 'exportForm') {
    const pages = content.scannedPages.join(', ');
    return unreadable(attachment, 'scanNotRead', readings, `${by}\u00a0; sans texte\u00a0: page ${pages}`);
  }
  return { ...base(attachment), kind, recognisedBy: by, readings };
}

/** What a letter says without labels: why, for what purpose, who signs, who writes. */
function sentencesOf(segments: readonly Segment[], where: Where): Reading[] {
  const lines = letterLines(segments);
  return [...letterReadings(lines, where), ...senderReadings(withGaps(lines), where)];
}

/** A blank line where a paragraph begins: an address block never runs over one. */
function withGaps(lines: readonly LetterLine[]): LetterLine[] {
  return lines.flatMap((line) => (line.isStart ? [{ ...line, text: '' }, line] : [line]));
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

/** Scientific parts of a dossier: « Composition : » in them describes, and answers no question of a form. */
function isReference(kind: PlainKind): boolean {
  return kind === 'pharmacologicalData' || kind === 'qualityData';
}

/** A labelled value counts before what the sentences say of the same field. */
function withFirst(labelled: readonly Reading[], sentences: readonly Reading[]): Reading[] {
  const known = new Set(labelled.map((each) => each.field));
  return [...labelled, ...sentences.filter((each) => !known.has(each.field))];
}

const exporterFields = new Map<FieldName, FieldName>([
  ['importerName', 'exporterName'],
  ['importerAddress', 'exporterAddress'],
]);

/** On a declaration, « demandeur » and « établissement » are the exporter. */
function ofProcedure(kind: PlainKind, readings: readonly Reading[]): Reading[] {
  const fields = new Set(readings.map((each) => each.field));
  const isExport = kind === 'exportForm' || (fields.has('destinationCountries') && !fields.has('provenanceCountry'));
  if (!isExport) return [...readings];
  return readings.map((each) => {
    const field = exporterFields.get(each.field);
    return field === undefined || fields.has(field) ? each : ({ ...each, field } as Reading);
  });
}

/** The lines of the pages; a paragraph begins where the gap above is wider than between its lines. */
function letterLines(segments: readonly Segment[]): LetterLine[] {
  const lines: (LetterLine & { readonly last: Segment })[] = [];
  for (const segment of segments) {
    const open = lines.at(-1);
    const { page, x, y, width, height, text } = segment;
    if (open?.last.page === page && Math.abs(open.last.y - y) <= height * 0.35) {
      lines[lines.length - 1] = { ...open, text: `${open.text} ${text}`, last: segment };
      continue;
    }
    const gap = open?.last.page === page ? open.last.y - y : Infinity;
    lines.push({ text, place: boxPlace(page, { x, y, width, height }), isStart: gap > height * 1.7, last: segment });
  }
  return lines;
}

function unreadable(
  attachment: Attachment,
  reason: UnreadableReason,
  readings: readonly Reading[],
  recognisedBy: string,
): Document {
  return { ...base(attachment), kind: 'unreadable', reason, format: 'PDF', readings, recognisedBy };
}

function base({ part, file, size, sha256 }: Attachment) {
  return { part, file, size, sha256 };
}
