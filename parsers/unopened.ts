import type { Headers, Sha256 } from '../worker/domain/message.ts';
import type { Submission } from '../worker/domain/submission.ts';
import type { ReadMessage } from './read.ts';

/** What is known of a mail that nothing could open. */
export function unopened(sha256: Sha256, damage: string): ReadMessage {
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
  return { submission };
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
