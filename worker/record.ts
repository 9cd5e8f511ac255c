import type { MessageRecord } from '../data/register/messages.ts';
import type { ReadMessage } from '../parsers/read.ts';
import { applicantOf } from './applicant.ts';
import { draftLetter, silenceFor } from './answer.ts';
import type { Desk } from './desk.ts';
import { caseFile, valueOf, type CaseFile } from './domain/case-file.ts';
import type { Case } from './domain/case.ts';
import type { CaseEvent } from './domain/case-event.ts';
import { demandsOf, type Demand } from './domain/demand.ts';
import type { CaseReference, Procedure } from './domain/reference.ts';
import type { Document, Submission } from './domain/submission.ts';
import { transition } from './domain/transition.ts';
import { casesOfLetter, casesWith } from './letter-cases.ts';
import { addDays, parisDate } from './domain/deadline.ts';
import type { Mailbox, RawMessage, Sha256 } from './domain/message.ts';
import { QUEUE } from './domain/ports.ts';
import { mailboxOf, match, procedureOf, type Match } from './match.ts';
import { assess } from './rules/assess.ts';

/** A mail on its way: kept, read, not yet in the register. */
export interface Arrival {
  readonly source: string;
  readonly mailboxes: readonly Mailbox[];
  /** Where it lies; in the queue when absent. */
  readonly folder?: string;
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
    return settings.folders[register.messages.trayOf(here.id)];
  }
  if (known[0] !== undefined) return recordCopy(arrival, known[0], desk);
  const { automatic } = submission;
  if (automatic?.kind === 'bounce') return recordBounce(arrival, automatic, desk);
  if (automatic !== undefined && !holdsRequest(arrival.read)) {
    return keep(arrival, desk, { disposition: 'automatic', note: automatic.kind, tray: 'automatic' });
  }
  return recordSubmission(arrival, desk);
}

function holds({ messages }: Case, message: Sha256): boolean {
  return messages.some((each) => each.message === message);
}

/** Some programs send real requests: a recognised document outweighs an automatic header. */
function holdsRequest({ submission }: ReadMessage): boolean {
  const requests = ['importForm', 'exportForm', 'imputationTable', 'requestLetter'];
  return submission.documents.some((each) => requests.includes(each.kind));
}

/** The same mail in the other mailbox: the first reception governs, nothing is answered twice. */
function recordCopy(arrival: Arrival, first: MessageRecord, desk: Desk): string {
  const received = receivedMessage(arrival, desk);
  for (const current of casesWith(first.caseReference, desk.register, (each) => holds(each, first.sha256))) {
    apply(current, { kind: 'copyReceived', at: desk.now(), received }, desk);
  }
  return keep(arrival, desk, {
    disposition: 'copy',
    note: `copie d’un message reçu dans l’autre boîte (${first.mailbox})`,
    caseReference: first.caseReference,
    tray: first.tray,
  });
}

function recordBounce(
  arrival: Arrival,
  bounce: { letter: string | undefined; permanent: boolean },
  desk: Desk,
): string {
  const letter = bounce.letter === undefined ? undefined : desk.register.outbox.find(bounce.letter);
  const concerned = letter === undefined ? [] : casesOfLetter(letter, desk.register);
  if (letter === undefined || concerned.length === 0) {
    return keep(arrival, desk, {
      disposition: 'automatic',
      note: 'avis de non-distribution sans lettre connue',
      tray: 'automatic',
    });
  }
  const { messageId } = letter.draft;
  const received = receivedMessage(arrival, desk);
  for (const current of concerned) {
    apply(current, { kind: 'letterBounced', at: desk.now(), messageId, permanent: bounce.permanent, received }, desk);
  }
  const note = 'avis de non-distribution d’une de nos lettres';
  return keep(arrival, desk, {
    disposition: 'automatic',
    note,
    caseReference: letter.caseReference,
    tray: 'automatic',
  });
}

/** What one case takes from a mail: all of it, or its own form with the pieces that serve every demand. */
interface Share {
  readonly current: Case | undefined;
  readonly procedure: Procedure;
  readonly reference: CaseReference;
  readonly submission: Submission;
}

function recordSubmission(arrival: Arrival, desk: Desk): string {
  const { register, settings } = desk;
  const { submission } = arrival.read;
  const at = desk.now();
  const { receivedAt } = arrival.raw;
  const mailbox = mailboxOf(submission, arrival.mailboxes, settings.addresses);
  const receivedOn = parisDate(receivedAt);
  const matched = match(submission, register);
  const shares = sharesOf(submission, matched, receivedOn.slice(0, 4), desk);
  const silence = silenceFor(submission, desk, at);
  const limitOn = addDays(parisDate(at), settings.daysToAnswer);
  const steps = shares.map(({ current, procedure, reference, submission: own }) => {
    const file = caseFile([...(current?.submissions ?? []), own], current);
    const isAuthorisationKnown = knowsAuthorisation(file, desk);
    const context = { mailbox, procedure, receivedOn, settings: settings.rules, isAuthorisationKnown };
    const assessment = assess(file, context);
    const applicant = applicantOf(submission, settings.addresses);
    const siblings = shares.map((each) => each.reference).filter((each) => each !== reference);
    const related = [...siblings, ...matched.related];
    const told = { kind: 'submissionReceived', at, reference, procedure, mailbox, receivedAt } as const;
    return apply(current, { ...told, submission: own, applicant, assessment, limitOn, silence, related }, desk);
  });
  const [first, ...others] = steps.map(({ next }) => next);
  if (first === undefined) throw new Error('a mail belongs to at least one case');
  const letter = others.length === 0 ? steps[0]?.letter : steps.some((each) => each.letter) && 'severalDemands';
  if (letter) {
    const queued = draftLetter(letter, [first, ...others], submission, receivedAt, desk, at);
    register.outbox.queue(queued, at);
    for (const { reference } of [first, ...others]) {
      register.cases.append(reference, { kind: 'letterQueued', at, messageId: queued.draft.messageId, letter });
    }
  }
  return keep(arrival, desk, { disposition: 'case', note: '', caseReference: first.reference, tray: undefined });
}

/** Whether the authorisation that a table follows was recorded; undefined where the file names none. */
function knowsAuthorisation(file: CaseFile, { register }: Desk): boolean | undefined {
  const number = valueOf(file, 'importAuthorisationNumber');
  return number.state === 'parsed' ? register.authorisations.find(number.value) !== undefined : undefined;
}

/** The cases that a mail continues, or those that it opens: one for each form about another medicine. */
function sharesOf(submission: Submission, { continued }: Match, year: string, { register }: Desk): Share[] {
  if (continued.length > 0) {
    return continued.map((current) => ({
      current,
      procedure: current.procedure,
      reference: current.reference,
      submission,
    }));
  }
  const opened = (procedure: Procedure, own: Submission): Share => {
    const reference = register.cases.nextReference(procedure, year);
    return { current: undefined, procedure, reference, submission: own };
  };
  const demands = demandsOf(submission).filter(({ kind }) => kind !== 'requestLetter');
  if (demands.length < 2) return [opened(procedureOf(submission), submission)];
  return demands.map((demand) =>
    opened(demand.kind === 'exportForm' ? 'exportDeclaration' : 'importAuthorisation', ownPart(submission, demand)),
  );
}

/** A mail without the forms of its other demands. */
export function ownPart(submission: Submission, demand: Demand): Submission {
  const isForm = ({ kind }: Document) => kind === 'importForm' || kind === 'exportForm';
  const documents = submission.documents.filter((each) => !isForm(each) || demand.documents.includes(each));
  return { ...submission, documents };
}

function apply(current: Case | undefined, event: CaseEvent, desk: Desk): ReturnType<typeof transition> {
  const moved = transition(current, event);
  desk.register.cases.append(moved.next.reference, event);
  desk.register.cases.save(moved.next);
  return moved;
}

type Outcome = Pick<MessageRecord, 'disposition' | 'note' | 'tray'> & Partial<Pick<MessageRecord, 'caseReference'>>;

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
  return desk.settings.folders[desk.register.messages.trayOf(message)];
}

function receivedMessage(arrival: Arrival, desk: Desk) {
  const mailbox = mailboxOf(arrival.read.submission, arrival.mailboxes, desk.settings.addresses);
  return { message: arrival.sha256, mailbox, receivedAt: arrival.raw.receivedAt };
}

function locationOf({ source, folder = QUEUE, validity, raw }: Arrival) {
  return { source, folder, validity, uid: raw.uid };
}
