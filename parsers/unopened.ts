import type { Headers, Sha256 } from '../worker/domain/message.ts';
import type { Submission } from '../worker/domain/submission.ts';
import { fingerprint } from './fingerprint.ts';
import type { ReadMessage } from './read.ts';

/** What is known of a mail that nothing could open. */
export function unopened(bytes: Uint8Array, sha256: Sha256, damage: string): ReadMessage {
  const submission: Submission = {
    message: sha256,
    headers: noHeaders,
    automatic: undefined,
    intent: { kind: 'unclear', evidence: [] },
    documents: [],
    caseReferences: [],
    announcesAttachments: false,
    transferLinks: [],
    damage,
  };
  return { submission, fingerprint: fingerprint(bytes) };
}

const noHeaders: Headers = {
  messageId: undefined,
  inReplyTo: [],
  references: [],
  from: undefined,
  replyTo: undefined,
  recipients: [],
  subject: '',
};
