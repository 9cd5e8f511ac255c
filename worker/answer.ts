import type { QueuedLetter } from '../data/register/outbox.ts';
import { writeLetter } from '../templates/letter.ts';
import { applicantOf } from './applicant.ts';
import { holdOn } from './caution.ts';
import type { Desk } from './desk.ts';
import type { Case } from './domain/case.ts';
import type { LetterKind } from './domain/case-event.ts';
import type { Instant } from './domain/message.ts';
import type { Submission } from './domain/submission.ts';

const DAY = 86_400_000;

/** Why nobody is answered, in French, or undefined. Recording and answering are two decisions (RFC 3834 §2). */
export function silenceFor(submission: Submission, desk: Desk, at: Instant): string | undefined {
  const recipient = recipientOf(submission, desk);
  if (submission.automatic !== undefined) return 'message envoyé par un automate';
  if (recipient === undefined) return 'aucune adresse à laquelle répondre';
  if (holdOn(submission, desk) !== undefined) return 'expéditeur mis en attente';
  if (Object.values(desk.settings.addresses).includes(recipient)) return 'la réponse reviendrait dans nos boîtes';
  const yesterday = new Date(Date.parse(at) - DAY).toISOString() as Instant;
  const written = desk.register.outbox.writtenTo(recipient, yesterday);
  return written < desk.settings.lettersPerDay ? undefined : 'trop de lettres à cette adresse en 24 heures';
}

/** The letter that answers a mail of a case, ready to queue. */
export function draftLetter(
  kind: LetterKind,
  [current, ...others]: readonly [Case, ...Case[]],
  submission: Submission,
  receivedAt: Instant,
  desk: Desk,
  at: Instant,
): QueuedLetter {
  const { settings } = desk;
  const { headers } = submission;
  const recipient = recipientOf(submission, desk);
  if (recipient === undefined) throw new Error('a letter needs an address to go to');
  const service = settings.services[current.mailbox];
  const address = settings.addresses[current.mailbox];
  const thread = headers.messageId === undefined ? [] : [headers.messageId];
  const draft = {
    messageId: messageIdFor(current, submission, address),
    from: { name: service.name, address },
    recipient,
    ...writeLetter(kind, [current, ...others], service, { receivedAt, subject: headers.subject }),
    inReplyTo: headers.messageId,
    references: [...headers.references, ...thread].slice(-20),
    date: new Date(at),
  };
  return { caseReference: current.reference, kind, returnAddress: settings.returnAddress ?? address, draft };
}

function recipientOf(submission: Submission, { settings }: Desk): string | undefined {
  return applicantOf(submission, settings.addresses)?.address.toLowerCase();
}

/** Fixed by the case and by the mail answered: sent again after a crash, the letter is the same letter. */
function messageIdFor(current: Case, submission: Submission, address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return `<${current.reference.toLowerCase()}.${current.letters.length + 1}.${submission.message.slice(0, 16)}@${domain}>`;
}
