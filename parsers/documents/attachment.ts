import type { Sha256 } from '../../worker/domain/message.ts';
import type { Document, Reading, UnreadableReason } from '../../worker/domain/submission.ts';
import type { Where } from '../reading.ts';

/** An attachment: where it was in the mail, and what identifies its bytes. */
export interface Attachment extends Where {
  readonly size: number;
  readonly sha256: Sha256;
}

/** What every document tells of its file. */
export function documentBase({ part, file, size, sha256 }: Attachment) {
  return { part, file, size, sha256 };
}

/** A file that was not read, or not wholly; `more` tells what was read all the same, and how it was recognised. */
export function unreadableDocument(
  attachment: Attachment,
  reason: UnreadableReason,
  format: string,
  more: { readonly readings?: readonly Reading[]; readonly recognisedBy?: string } = {},
): Document {
  return {
    ...documentBase(attachment),
    kind: 'unreadable',
    reason,
    format,
    recognisedBy: format,
    readings: [],
    ...more,
  };
}

/** A file that says nothing of a request. */
export function plainDocument(attachment: Attachment, kind: 'decoration' | 'other', recognisedBy: string): Document {
  return { ...documentBase(attachment), kind, recognisedBy, readings: [] };
}
