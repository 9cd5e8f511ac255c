import type { CaseFile } from '../domain/case-file.ts';
import { fold } from '../domain/fold.ts';
import type { Document, Submission } from '../domain/submission.ts';
import { attachmentsOf, exhibit, type Exhibit } from './evidence.ts';

/** A document that could not be read, with the mail that brought it. */
export interface UnreadPiece {
  readonly submission: Submission;
  readonly document: Extract<Document, { kind: 'unreadable' }>;
}

/** What could not be read and may hold what seems absent; a file sent again under its name and read no longer counts. */
export function unreadPieces({ submissions }: CaseFile): UnreadPiece[] {
  return submissions.flatMap((submission, index) => {
    const read = new Set(submissions.slice(index + 1).flatMap(readNames));
    return submission.documents.flatMap((document) =>
      document.kind === 'unreadable' && !read.has(fold(document.file)) ? [{ submission, document }] : [],
    );
  });
}

/** Documents that may say more than was read: recognised from a picture, or longer than the caps. */
export function partlyRead({ submissions }: CaseFile): Exhibit[] {
  return submissions.flatMap((submission) =>
    submission.documents
      .filter(({ fromPicture, notes = [] }) => fromPicture || notes.includes('cutShort'))
      .map((each) => exhibit(submission, each)),
  );
}

/** Mails whose files lie behind links that are never opened; a later mail that brings files settles them. */
export function pendingLinks({ submissions }: CaseFile): Submission[] {
  const lastWithFiles = submissions.findLastIndex((each) => attachmentsOf(each).length > 0);
  return submissions.slice(Math.max(lastWithFiles, 0)).filter((each) => each.transferLinks.length > 0);
}

/** Whether every piece of the file was seen: only then may something be called missing (CRPA L114-5). */
export function isWhollyRead(file: CaseFile): boolean {
  const damaged = file.submissions.some((each) => each.damage !== undefined);
  return !damaged && [unreadPieces(file), partlyRead(file), pendingLinks(file)].every((each) => each.length === 0);
}

/** Items that a prescription tells: who it is for, the medicine, how much. It is health data, and nobody extracts them. */
const inPrescription: ReadonlySet<string> = new Set(['AI-01', 'AI-05', 'AI-06', 'AI-08', 'AI-10', 'AI-11', 'AI-12']);

/** Whether an item may stand in a prescription of the file: then it is not surely missing. */
export function mayBePrescribed(rule: string, { documents }: CaseFile): boolean {
  return inPrescription.has(rule) && documents.some(({ kind }) => kind === 'prescription');
}

function readNames(submission: Submission): string[] {
  return attachmentsOf(submission).flatMap((each) => (each.kind === 'unreadable' ? [] : [fold(each.file)]));
}
