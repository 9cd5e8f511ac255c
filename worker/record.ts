import type { MessageRecord } from '../data/register/messages.ts';
import type { ReadMessage } from '../parsers/read.ts';
import { applicantOf } from './applicant.ts';
import { draftLetter, silenceFor } from './answer.ts';
import type { Desk } from './desk.ts';
import { caseFile } from './domain/case-file.ts';
import type { Case } from './domain/case.ts';
import type { CaseEvent } from './domain/case-event.ts';
import { transition } from './domain/transition.ts';
import { addDays, parisDate } from './domain/deadline.ts';
import type { Mailbox, RawMessage, Sha256 } from './domain/message.ts';
import { mailboxOf, match, procedureOf } from './match.ts';
import { assess } from './rules/assess.ts';

/** A mail on its way: kept, read, not yet in the register. */
export interface Arrival {
  readonly source: string;
  readonly mailboxes: readonly Mailbox[];
  readonly validity: string;
  readonly raw: Pick<RawMessage, 'uid' | 'receivedAt'> & { readonly size: number };
  readonly sha256: Sha256;
  readonly read: ReadMessage;
}

/**
 * Writes everything that one mail changes: message, events, case, letter. Runs inside one transaction, so that it all
 * happens or none of it does. Returns the folder in which the mail belongs.
 */
export function record(arrival: Arrival, desk: Desk): string {
  const { register, settings } = desk;
  const { submission, fingerprint } = arrival.read;
  const known = register.messages.withFingerprint(fingerprint);
  const here = known.find((each) => each.source === arrival.source);
  if (here !== undefined) {
    register.messages.locate(locationOf(arrival), here.id);
    return here.folder;
  }
  if (known[0] !== undefined) return recordCopy(arrival, known[0], desk);
  const { automatic } = submission;
  if (automatic?.kind === 'bounce') return recordBounce(arrival, automatic, desk);
  if (automatic !== undefined && !holdsRequest(arrival.read)) {
    return keep(arrival, desk, { disposition: 'automatic', note: automatic.kind, folder: settings.folders.automatic });
  }
  return recordSubmission(arrival, desk);
}

/** Some programs send real requests: a recognised document outweighs an automatic header. */
function holdsRequest({ submission }: ReadMessage): boolean {
  const requests = ['importForm', 'exportForm', 'imputationTable', 'requestLetter'];
  return submission.documents.some((each) => requests.includes(each.kind));
}

/** The same mail in the other mailbox: the first reception governs, nothing is answered twice. */
function recordCopy(arrival: Arrival, first: MessageRecord, desk: Desk): string {
  const current = first.caseReference && desk.register.cases.find(first.caseReference);
  if (current) apply(current, { kind: 'copyReceived', at: desk.now(), received: receivedMessage(arrival, desk) }, desk);
  return keep(arrival, desk, {
    disposition: 'copy',
    note: `copie d’un message reçu dans l’autre boîte (${first.mailbox})`,
    caseReference: first.caseReference,
    folder: first.folder,
  });
}

function recordBounce(
  arrival: Arrival,
  bounce: { letter: string | undefined; permanent: boolean },
  desk: Desk,
): string {
  const { automatic: folder } = desk.settings.folders;
  const letter = bounce.letter === undefined ? undefined : desk.register.outbox.find(bounce.letter);
  const current = letter && desk.register.cases.find(letter.caseReference);
  if (letter === undefined || current === undefined) {
    return keep(arrival, desk, {
      disposition: 'automatic',
      note: 'avis de non-distribution sans lettre connue',
      folder,
    });
  }
  const { messageId } = letter.draft;
  const received = receivedMessage(arrival, desk);
  apply(current, { kind: 'letterBounced', at: desk.now(), messageId, permanent: bounce.permanent, received }, desk);
  const note = 'avis de non-distribution d’une de nos lettres';
  return keep(arrival, desk, { disposition: 'automatic', note, caseReference: current.reference, folder });
}

function recordSubmission(arrival: Arrival, desk: Desk): string {
  const { register, settings } = desk;
  const { submission } = arrival.read;
  const at = desk.now();
  const { receivedAt } = arrival.raw;
  const mailbox = mailboxOf(submission, arrival.mailboxes, settings.addresses);
  const current = match(submission, register);
  const procedure = current?.procedure ?? procedureOf(submission);
  const receivedOn = parisDate(receivedAt);
  const reference = current?.reference ?? register.cases.nextReference(procedure, receivedOn.slice(0, 4));
  const file = caseFile([...(current?.submissions ?? []), submission], current);
  const assessment = assess(file, { mailbox, procedure, receivedOn, settings: settings.rules });
  const limitOn = addDays(parisDate(at), settings.daysToAnswer);
  const silence = silenceFor(submission, desk, at);
  const event = {
    kind: 'submissionReceived',
    at,
    reference,
    procedure,
    mailbox,
    receivedAt,
    submission,
    applicant: applicantOf(submission, settings.addresses),
    assessment,
  } as const;
  const { next, letter } = apply(current, { ...event, limitOn, silence }, desk);
  if (letter !== undefined) {
    const queued = draftLetter(letter, next, submission, receivedAt, desk, at);
    register.outbox.queue(queued, at);
    register.cases.append(reference, { kind: 'letterQueued', at, messageId: queued.draft.messageId, letter });
  }
  const folder = settings.folders[next.state];
  return keep(arrival, desk, { disposition: 'case', note: '', caseReference: reference, folder });
}

function apply(current: Case | undefined, event: CaseEvent, desk: Desk): ReturnType<typeof transition> {
  const moved = transition(current, event);
  desk.register.cases.append(moved.next.reference, event);
  desk.register.cases.save(moved.next);
  return moved;
}

type Outcome = Pick<MessageRecord, 'disposition' | 'note' | 'folder'> & Partial<Pick<MessageRecord, 'caseReference'>>;

/** Adds the mail itself and where it lies; returns its folder. */
function keep(arrival: Arrival, desk: Desk, outcome: Outcome): string {
  const { submission, fingerprint } = arrival.read;
  const { mailbox, receivedAt } = receivedMessage(arrival, desk);
  const message = desk.register.messages.add({
    caseReference: undefined,
    ...outcome,
    mailbox,
    receivedAt,
    sha256: arrival.sha256,
    source: arrival.source,
    fingerprint,
    messageId: submission.headers.messageId,
    recordedAt: desk.now(),
    size: arrival.raw.size,
  });
  desk.register.messages.locate(locationOf(arrival), message);
  return outcome.folder;
}

function receivedMessage(arrival: Arrival, desk: Desk) {
  const mailbox = mailboxOf(arrival.read.submission, arrival.mailboxes, desk.settings.addresses);
  return { message: arrival.sha256, mailbox, receivedAt: arrival.raw.receivedAt };
}

function locationOf({ source, validity, raw }: Arrival) {
  return { source, validity, uid: raw.uid };
}
