import type { CaseFile } from '../domain/case-file.ts';
import { valueOf } from '../domain/case-file.ts';
import type { FieldName } from '../domain/fields.ts';
import type { Document, DocumentKind, Source, Submission } from '../domain/submission.ts';

/** Words of the applicant, and where they stand. */
export interface Quotation {
  readonly text: string;
  readonly source: Source;
}

/** A document of the file, and the source that points at it as a whole. */
export interface Exhibit {
  readonly document: Document;
  readonly source: Source;
}

/** Whether any document gives the field: what could not be understood or is contradicted was given all the same. */
export function isGiven(file: CaseFile, field: FieldName): boolean {
  return valueOf(file, field).state !== 'absent';
}

/** Every place where the fields were read: all sides of a contradiction. */
export function placesOf(file: CaseFile, ...fields: readonly FieldName[]): Source[] {
  return quotationsOf(file, ...fields).map((each) => each.source);
}

/** What was written for the fields, word for word. */
export function quotationsOf(file: CaseFile, ...fields: readonly FieldName[]): Quotation[] {
  return fields.flatMap((field) => {
    const value = valueOf(file, field);
    if (value.state === 'absent') return [];
    const readings = value.state === 'conflict' ? value.readings : [value];
    return readings.map(({ raw, source }) => ({ text: raw, source }));
  });
}

/** The documents of these kinds, oldest mail first. */
export function exhibits(file: CaseFile, ...kinds: readonly DocumentKind[]): Exhibit[] {
  return file.submissions
    .flatMap((submission) => submission.documents.map((document) => exhibit(submission, document)))
    .filter(({ document }) => kinds.includes(document.kind));
}

/** A document pointed at as a whole. */
export function exhibit(submission: Submission, document: Document): Exhibit {
  const { part, file } = document;
  return { document, source: { message: submission.message, part, file, place: { kind: 'whole' } } };
}

/** The subjects of the mails. */
export function subjectsOf(file: CaseFile): Quotation[] {
  return file.submissions.map(({ headers, message }) => ({
    text: headers.subject,
    source: { message, part: '', file: '', place: { kind: 'subject' } },
  }));
}

/** The files that the applicant attached: neither the mail's own text nor logos. */
export function attachmentsOf(submission: Submission): readonly Document[] {
  return submission.documents.filter(({ kind }) => kind !== 'mailText' && kind !== 'decoration');
}
