import type { Assessment } from './assessment.ts';
import { findings, undecided } from './assessment.ts';
import type { CivilDate } from './deadline.ts';
import { addDays, daysBetween, implicitRefusalOn, parisDate } from './deadline.ts';
import type { Instant, MailAddress, Mailbox, Sha256 } from './message.ts';
import type { CaseReference, Procedure } from './reference.ts';
import type { Submission } from './submission.ts';

/** A mail that belongs to the case, as the case remembers it. */
export interface CaseMessage {
  readonly message: Sha256;
  readonly mailbox: Mailbox;
  readonly receivedAt: Instant;
}

/** A request for information: what is asked, and until when (CRPA R112-11-4). */
export interface InformationRequest {
  /** Codes of the legal rules asked for. */
  readonly rules: readonly string[];
  readonly sentOn: CivilDate;
  /** Last day to answer, until 23:59:59 in Paris (CRPA L112-13). */
  readonly limitOn: CivilDate;
}

interface CaseCore {
  readonly reference: CaseReference;
  readonly procedure: Procedure;
  readonly mailbox: Mailbox;
  /** First reception at the agency: it never changes. */
  readonly receivedAt: Instant;
  readonly receivedOn: CivilDate;
  /** Who is answered. */
  readonly applicant: MailAddress | undefined;
  readonly messages: readonly CaseMessage[];
  /** Every mail read for this case, oldest first. */
  readonly submissions: readonly Submission[];
  readonly assessment: Assessment;
  /** Days during which the refusal clock stood still for earlier requests (CRPA L114-5 al. 3). */
  readonly suspendedDays: number;
  /** Message-IDs of our letters, oldest first. */
  readonly letters: readonly string[];
  /** What staff must know of the letters: rejected, bounced, not sent and why. */
  readonly alerts: readonly string[];
}

/** A case. Data that exist in one state only live in that member. */
export type Case = CaseCore &
  (
    | {
        /** Legal items are surely missing and were asked for. */
        readonly state: 'awaitingApplicant';
        readonly request: InformationRequest;
        /** Day of implicit refusal if nothing comes (CRPA L114-5 al. 3); undefined for procedures without one. */
        readonly implicitRefusalOn: CivilDate | undefined;
      }
    | {
        /** No legal item seen missing: staff examine the request. Not a finding that it is complete. */
        readonly state: 'forReview';
        readonly completeOn: CivilDate;
        readonly implicitRefusalOn: CivilDate | undefined;
      }
    | {
        /** The robot cannot tell: a person must look. */
        readonly state: 'staffReview';
        readonly implicitRefusalOn: CivilDate | undefined;
      }
  );

export type CaseState = Case['state'];

/** What happened to a case. Append-only: a case is the fold of its events. */
export type CaseEvent =
  | {
      readonly kind: 'submissionReceived';
      /** When it was processed; the law counts from `receivedAt`. */
      readonly at: Instant;
      readonly reference: CaseReference;
      readonly procedure: Procedure;
      readonly mailbox: Mailbox;
      readonly receivedAt: Instant;
      readonly submission: Submission;
      /** Who is answered. */
      readonly applicant: MailAddress | undefined;
      /** Of the whole case, this mail included. */
      readonly assessment: Assessment;
      /** Last day to answer, should something be asked. */
      readonly limitOn: CivilDate;
      /** Why no letter goes out, or undefined when the sender is answered. */
      readonly silence: string | undefined;
    }
  | { readonly kind: 'copyReceived'; readonly at: Instant; readonly received: CaseMessage }
  | { readonly kind: 'letterQueued'; readonly at: Instant; readonly messageId: string; readonly letter: LetterKind }
  | { readonly kind: 'letterAccepted'; readonly at: Instant; readonly messageId: string; readonly reply: string }
  | { readonly kind: 'letterRejected'; readonly at: Instant; readonly messageId: string; readonly reply: string }
  | {
      readonly kind: 'letterBounced';
      readonly at: Instant;
      readonly messageId: string;
      readonly permanent: boolean;
      readonly received: CaseMessage;
    };

/** `acknowledgement` alone, or with a request for information; `receipt` where no decision is asked. */
export type LetterKind = 'acknowledgement' | 'requestForInformation' | 'receipt';

/**
 * The life of a case: what the next state is, and which letter it calls for. It decides; it sends nothing.
 * Throws only on a first event that is not a submission: a bug, not a mail.
 */
export function transition(
  current: Case | undefined,
  event: CaseEvent,
): { next: Case; letter: LetterKind | undefined } {
  if (event.kind === 'submissionReceived') return receive(current, event);
  if (current === undefined) throw new Error(`a case cannot begin with ${event.kind}`);
  return { next: note(current, event), letter: undefined };
}

/** The case that its events tell. */
export function fold(events: readonly CaseEvent[]): Case | undefined {
  return events.reduce<Case | undefined>((current, event) => transition(current, event).next, undefined);
}

type Received = Extract<CaseEvent, { kind: 'submissionReceived' }>;

function receive(current: Case | undefined, event: Received): { next: Case; letter: LetterKind | undefined } {
  const { assessment } = event;
  const receivedAt = current?.receivedAt ?? event.receivedAt;
  const arrivedOn = parisDate(event.receivedAt);
  const alert = event.silence === undefined ? [] : [`Aucune réponse envoyée : ${event.silence}`];
  const core: CaseCore = {
    reference: event.reference,
    procedure: event.procedure,
    mailbox: current?.mailbox ?? event.mailbox,
    receivedAt,
    receivedOn: parisDate(receivedAt),
    applicant: current?.applicant ?? event.applicant,
    messages: [...(current?.messages ?? []), messageOf(event)],
    submissions: [...(current?.submissions ?? []), event.submission],
    assessment,
    suspendedDays: (current?.suspendedDays ?? 0) + daysSuspended(current, arrivedOn),
    letters: current?.letters ?? [],
    alerts: [...(current?.alerts ?? []), ...alert],
  };
  const next = place(core, event, completionDay(current, core.receivedOn, arrivedOn));
  return { next, letter: event.silence === undefined ? letterFor(next) : undefined };
}

/** The day a complete file would count from: the mail that answered our request, else the first reception. */
function completionDay(current: Case | undefined, receivedOn: CivilDate, arrivedOn: CivilDate): CivilDate {
  if (current?.state === 'awaitingApplicant') return arrivedOn;
  return current?.state === 'forReview' ? current.completeOn : receivedOn;
}

/** An answer ends the suspension; one that comes late ended at the limit. */
function daysSuspended(current: Case | undefined, arrivedOn: CivilDate): number {
  if (current?.state !== 'awaitingApplicant') return 0;
  const { sentOn, limitOn } = current.request;
  return Math.max(0, daysBetween(sentOn, arrivedOn < limitOn ? arrivedOn : limitOn));
}

function place(core: CaseCore, event: Received, completeOn: CivilDate): Case {
  const clock = core.procedure === 'importAuthorisation';
  const missing = findings(core.assessment, 'legal');
  if (missing.length > 0) {
    const request = { rules: missing.map((each) => each.rule), sentOn: parisDate(event.at), limitOn: event.limitOn };
    const due = addDays(implicitRefusalOn(core.receivedOn), core.suspendedDays);
    // A request sent once the refusal is born suspends nothing any more.
    const refusal =
      request.sentOn > due ? due : addDays(due, Math.max(0, daysBetween(request.sentOn, request.limitOn)));
    return { ...core, state: 'awaitingApplicant', request, implicitRefusalOn: clock ? refusal : undefined };
  }
  const refusal = clock ? implicitRefusalOn(completeOn) : undefined;
  if (needsPerson(core)) return { ...core, state: 'staffReview', implicitRefusalOn: refusal };
  return { ...core, state: 'forReview', completeOn, implicitRefusalOn: refusal };
}

function needsPerson({ procedure, assessment, submissions }: CaseCore): boolean {
  return (
    procedure === 'correspondence' ||
    submissions.some((each) => each.damage !== undefined) ||
    assessment.unread.length > 0 ||
    undecided(assessment).length > 0 ||
    findings(assessment, 'technical').length > 0 ||
    findings(assessment, 'inconsistency').length > 0 ||
    findings(assessment, 'staff').length > 0
  );
}

function letterFor(next: Case): LetterKind {
  if (next.state === 'awaitingApplicant') return 'requestForInformation';
  return next.procedure === 'importAuthorisation' || next.procedure === 'exportDeclaration'
    ? 'acknowledgement'
    : 'receipt';
}

function note(current: Case, event: Exclude<CaseEvent, Received>): Case {
  switch (event.kind) {
    case 'copyReceived':
      return { ...current, messages: [...current.messages, event.received] };
    case 'letterQueued':
      return { ...current, letters: [...current.letters, event.messageId] };
    case 'letterAccepted':
      return current;
    case 'letterRejected':
      return { ...current, alerts: [...current.alerts, 'Lettre refusée par le serveur du destinataire'] };
    case 'letterBounced': {
      const alert = event.permanent ? 'Lettre non distribuée (échec définitif)' : 'Lettre retardée ou non distribuée';
      return { ...current, messages: [...current.messages, event.received], alerts: [...current.alerts, alert] };
    }
    default:
      return event satisfies never;
  }
}

function messageOf(event: Received): CaseMessage {
  return { message: event.submission.message, mailbox: event.mailbox, receivedAt: event.receivedAt };
}
