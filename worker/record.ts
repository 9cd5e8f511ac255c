import type { MessageRecord, StoredMessage } from '../data/register/messages.ts';
import type { ReadMessage } from '../parsers/read.ts';
import { applicantOf } from './applicant.ts';
import { draftLetter, silenceFor } from './answer.ts';
import { ANSWERED_BEFORE, cautionOn, FILED_BEFORE } from './caution.ts';
import type { Desk } from './desk.ts';
import { caseFile, valueOf, type CaseFile } from './domain/case-file.ts';
import type { Case } from './domain/case.ts';
import type { CaseEvent } from './domain/case-event.ts';
import { demandsOf } from './domain/demand.ts';
import type { CaseReference, Procedure } from './domain/reference.ts';
import type { Submission } from './domain/submission.ts';
import { transition } from './domain/transition.ts';
import { casesHolding, casesOfLetter } from './letter-cases.ts';
import { noteProof } from './letter-proof.ts';
import { addDays, parisDate } from './domain/deadline.ts';
import type { Mailbox, RawMessage, Sha256 } from './domain/message.ts';
import { QUEUE } from './domain/ports.ts';
import { noteBroughtBack } from './mailbox-acts.ts';
import { mailboxOf, match, ownPart, procedureOf, type Match } from './match.ts';
import { assess } from './rules/assess.ts';

/** A mail on its way: kept, read, not yet in the register. */
export interface Arrival {
  readonly source: string;
  /** The source that the register has it of, where that is another one of the same account. */
  readonly keptAs?: string;
  readonly mailboxes: readonly Mailbox[];
  /** Where it lies; in the queue when absent. */
  readonly folder?: string;
  readonly validity: string;
  /** It was filed by a register that is lost: somebody may have been answered. */
  readonly wasFiled?: boolean;
  readonly raw: Pick<RawMessage, 'uid' | 'receivedAt'> & { readonly size: number };
  readonly sha256: Sha256;
  readonly fingerprint: string;
  readonly read: ReadMessage;
}

/**
 * Writes everything that one mail changes: message, events, case, letter. Runs inside one transaction, so that it all
 * happens or none of it does. Returns the folder in which the mail belongs.
 */
export function record(arrival: Arrival, desk: Desk): string {
  const { register } = desk;
  const { submission } = arrival.read;
  const known = register.messages.withFingerprint(arrival.fingerprint);
  const here = known.find((each) => each.source === arrival.source) ?? known.find((each) => isReleased(each, desk));
  if (here !== undefined) return recordAgain(arrival, here, desk);
  const first = known.find((each) => !isUnread(each, desk));
  if (first !== undefined) return recordCopy(arrival, first, desk);
  noteProof(submission, register, desk.now());
  const { automatic } = submission;
  if (automatic?.kind === 'bounce') return recordBounce(arrival, automatic, desk);
  if (automatic !== undefined && !holdsRequest(arrival.read)) {
    return keep(arrival, desk, { disposition: 'automatic', note: automatic.kind, tray: 'automatic' });
  }
  return recordSubmission(arrival, desk);
}

/** Taken out of quarantine: into the queue of the other mailbox, where two share an account. */
function isReleased({ id, disposition }: StoredMessage, { register }: Desk): boolean {
  return disposition === 'quarantined' && register.whereabouts.left(id) !== undefined;
}

/** In quarantine, or set aside, without a case: nobody was answered, so that another arrival of it is no copy. */
function isUnread({ disposition, sha256 }: StoredMessage, { register }: Desk): boolean {
  const isApart = disposition === 'quarantined' || disposition === 'setAside';
  return isApart && register.cases.holding([sha256]).length === 0;
}

/** A mail that this mailbox already had: met at another place, or brought back by a person who wants it looked at again. */
function recordAgain(arrival: Arrival, mail: StoredMessage, desk: Desk): string {
  const { register, settings } = desk;
  const from = register.whereabouts.left(mail.id);
  // From there to there: the server has given other numbers, nobody has moved it.
  if (from === undefined || from === (arrival.folder ?? QUEUE)) {
    register.whereabouts.locate(locationOf(arrival), mail.id);
    return settings.folders[register.whereabouts.trayOf(mail.id)];
  }
  const dragged = { mail, from, to: arrival.folder ?? QUEUE };
  const again = arrivedAs(mail, arrival);
  const spoken = noteBroughtBack(dragged, again.read.submission, desk);
  if (spoken.length === 0) return recordSubmission(again, desk);
  const unheld = spoken.flatMap((each) => register.cases.find(each) ?? []).filter((each) => !holds(each, mail.sha256));
  const received = receivedMessage(again, desk);
  for (const current of unheld) apply(current, { kind: 'copyReceived', at: desk.now(), received }, desk);
  const { disposition, note } = mail.disposition === 'copy' ? mail : ({ disposition: 'case', note: '' } as const);
  const caseReference = mail.caseReference ?? spoken[0];
  return keep(again, desk, { disposition, note, caseReference, tray: undefined });
}

/** An arrival under the name that the register has for the mail: another delivery of it has other trace headers. */
function arrivedAs({ source: keptAs, sha256 }: StoredMessage, arrival: Arrival): Arrival {
  const submission = { ...arrival.read.submission, message: sha256 };
  return { ...arrival, keptAs, sha256, read: { ...arrival.read, submission } };
}

/** A mail that nobody read: kept all the same, answered by nobody. */
export type Unread = Omit<Arrival, 'read'>;

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
  for (const current of casesHolding(first.sha256, desk.register)) {
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
  const applicant = applicantOf(submission, settings.addresses);
  const { content } = arrival.read;
  const wasFiled = arrival.wasFiled === true;
  const caution = wasFiled ? FILED_BEFORE : cautionOn(submission, desk);
  const known = match(submission, register, { content, applicant: applicant?.address });
  const matched = caution === undefined ? known : heldBack(known);
  const shares = sharesOf(submission, matched, receivedOn.slice(0, 4), desk);
  const silence = wasFiled ? ANSWERED_BEFORE : silenceFor(submission, desk, at);
  const limitOn = addDays(parisDate(at), settings.daysToAnswer);
  const steps = shares.map(({ current, procedure, reference, submission: own }) => {
    const file = caseFile([...(current?.submissions ?? []), own], current);
    const isAuthorisationKnown = knowsAuthorisation(file, desk);
    const context = { mailbox, procedure, receivedOn, settings: settings.rules, isAuthorisationKnown };
    const assessment = assess(file, context);
    const siblings = shares.map((each) => each.reference).filter((each) => each !== reference);
    const related = [...siblings, ...matched.related];
    const told = { kind: 'submissionReceived', at, reference, procedure, mailbox, receivedAt } as const;
    const about = { submission: own, applicant, assessment, limitOn, silence, ...(caution && { caution }), related };
    return apply(current, { ...told, ...about }, desk);
  });
  const [first, ...others] = steps.map(({ next }) => next);
  if (first === undefined) throw new Error('a mail belongs to at least one case');
  const letter = others.length === 0 ? steps[0]?.letter : steps.some((each) => each.letter) && 'severalDemands';
  if (letter) {
    const queued = draftLetter(letter, [first, ...others], submission, receivedAt, desk, at);
    register.outbox.queue(queued, at);
    const { messageId } = queued.draft;
    for (const current of [first, ...others]) apply(current, { kind: 'letterQueued', at, messageId, letter }, desk);
  }
  return keep(arrival, desk, { disposition: 'case', note: '', caseReference: first.reference, tray: undefined });
}

/** A mail that may change no case by itself becomes one for a person, beside those that it may continue. */
function heldBack({ continued, related }: Match): Match {
  const references = [...continued.map(({ reference }) => reference), ...related];
  return { continued: [], related: references, isForPerson: continued.length > 0 };
}

/** Whether the authorisation that a table follows was recorded; undefined where the file names none. */
function knowsAuthorisation(file: CaseFile, { register }: Desk): boolean | undefined {
  const number = valueOf(file, 'importAuthorisationNumber');
  return number.state === 'parsed' ? register.authorisations.find(number.value) !== undefined : undefined;
}

/** The cases that a mail continues, or those that it opens: one for each form about another medicine. */
function sharesOf(
  submission: Submission,
  { continued, isForPerson }: Match,
  year: string,
  { register }: Desk,
): Share[] {
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
  if (isForPerson) return [opened('correspondence', submission)];
  const demands = demandsOf(submission).filter(({ kind }) => kind !== 'requestLetter');
  if (demands.length < 2) return [opened(procedureOf(submission), submission)];
  return demands.map((demand) => {
    const procedure = demand.kind === 'exportForm' ? 'exportDeclaration' : 'importAuthorisation';
    return opened(procedure, ownPart(submission, demand, procedure));
  });
}

function apply(current: Case | undefined, event: CaseEvent, desk: Desk): ReturnType<typeof transition> {
  const moved = transition(current, event);
  desk.register.cases.append(moved.next.reference, event);
  desk.register.cases.save(moved.next);
  return moved;
}

/** What became of a mail. */
export type Outcome = Pick<MessageRecord, 'disposition' | 'note' | 'tray'> &
  Partial<Pick<MessageRecord, 'caseReference'>>;

/** Adds the mail itself and where it lies; returns its folder. */
function keep(arrival: Arrival, desk: Desk, outcome: Outcome): string {
  const { submission, content } = arrival.read;
  const { mailbox } = receivedMessage(arrival, desk);
  const { messageId } = submission.headers;
  const message = store(arrival, { content, mailbox, messageId }, outcome, desk);
  return desk.settings.folders[desk.register.whereabouts.trayOf(message)];
}

type ReadOff = Pick<MessageRecord, 'content' | 'mailbox' | 'messageId'>;

/** Writes the mail, anew when it was brought back, and where it lies; returns its row number. */
export function store(arrival: Unread, read: ReadOff, outcome: Outcome, { register, now }: Desk): number {
  const { keptAs: source = arrival.source, sha256, fingerprint, raw } = arrival;
  const { receivedAt, size } = raw;
  const origin = { source, sha256, fingerprint, receivedAt, size };
  const kept = { caseReference: undefined, ...outcome, ...read, ...origin, recordedAt: now() };
  const isKnown = register.messages.withFingerprint(fingerprint).some((each) => each.source === source);
  const message = isKnown ? register.messages.retake(kept) : register.messages.add(kept);
  register.whereabouts.locate(locationOf(arrival), message);
  return message;
}

function receivedMessage(arrival: Arrival, desk: Desk) {
  const mailbox = mailboxOf(arrival.read.submission, arrival.mailboxes, desk.settings.addresses);
  return { message: arrival.sha256, mailbox, receivedAt: arrival.raw.receivedAt };
}

function locationOf({ source, folder = QUEUE, validity, raw }: Omit<Arrival, 'read'>) {
  return { source, folder, validity, uid: raw.uid };
}
