import type { Assessment } from './assessment.ts';
import type { CalendarEvent, CaseMessage, LetterKind, Outcome } from './case-event.ts';
import { refusalClock, type Clock, type RequestDates } from './clock.ts';
import type { CivilDate } from './deadline.ts';
import type { Instant, MailAddress, Mailbox } from './message.ts';
import type { CaseReference, Procedure } from './reference.ts';
import type { Reading, Submission } from './submission.ts';

/** A request for information: what is asked, until when, and what came back (CRPA R112-11-4). */
export interface InformationRequest extends RequestDates {
  /** Codes of the legal rules asked for. */
  readonly rules: readonly string[];
  /** Those that are held since, and the day they came. */
  readonly closed: readonly { readonly rule: string; readonly on: CivilDate }[];
}

export interface CaseCore {
  readonly reference: CaseReference;
  readonly procedure: Procedure;
  readonly mailbox: Mailbox;
  /** First reception at the agency: it never changes. */
  readonly receivedAt: Instant;
  readonly receivedOn: CivilDate;
  /** The day another authority received the request, which it handed on (CRPA L114-2); it counts in `clockOf` alone. */
  readonly transferredOn: CivilDate | undefined;
  /** Who is answered. */
  readonly applicant: MailAddress | undefined;
  readonly messages: readonly CaseMessage[];
  /** Every mail read for this case, oldest first. */
  readonly submissions: readonly Submission[];
  readonly assessment: Assessment;
  /** Requests for information that were answered, oldest first; the open one is in the state. */
  readonly requests: readonly InformationRequest[];
  /** The day from which the file counts as complete, if it is; undefined while legal items are awaited. */
  readonly completeOn: CivilDate | undefined;
  /** What staff required besides, and when. */
  readonly complements: readonly { readonly on: CivilDate; readonly question: string }[];
  /** What the calendar brought already. */
  readonly calendar: readonly Pick<CalendarEvent, 'kind' | 'on'>[];
  /** Items that a person found to be held. */
  readonly satisfied: readonly { readonly rule: string; readonly on: CivilDate; readonly by: string }[];
  /** Values that a person put in the place of those read, one a field. */
  readonly corrections: readonly Reading[];
  readonly related: readonly CaseReference[];
  /** Message-IDs of our letters, oldest first. */
  readonly letters: readonly string[];
  /** The day the server of the mail accepted an acknowledgement; undefined until then. */
  readonly acknowledgedOn: CivilDate | undefined;
  /** Why a person must look before anything follows from the mail that opened the case. */
  readonly caution: string | undefined;
  /** What staff must know: letters rejected or bounced, mails not answered and why, delays. */
  readonly alerts: readonly string[];
  /** Which of the alerts say that a letter may not have gone out; withdrawn when the server has it, or a mail proves it. */
  readonly letterAlerts: readonly { readonly messageId: string; readonly alert: string }[];
}

/** A case. Data that exist in one state only live in that member. */
export type Case = CaseCore &
  (
    | {
        /** Legal items are surely missing and were asked for. */
        readonly state: 'awaitingApplicant';
        readonly request: InformationRequest;
      }
    /** No legal item seen missing: staff examine the request. Not a finding that it is complete. */
    | { readonly state: 'forReview' }
    /** The robot cannot tell: a person must look. */
    | { readonly state: 'staffReview' }
    /** The delay is over without a decision: the applicant may go to court, staff may still decide. */
    | {
        readonly state: 'refusalBorn';
        readonly bornOn: CivilDate;
        /** What was still awaited on that day. */
        readonly request: InformationRequest | undefined;
      }
    /** A person ended it; it writes no letter any more. */
    | { readonly state: 'closed'; readonly closedOn: CivilDate; readonly outcome: Outcome }
  );

export type CaseState = Case['state'];

/** A case after an event, and the letter it calls for. */
export interface Step {
  readonly next: Case;
  readonly letter: LetterKind | undefined;
}

/** The dates of an import request; undefined for procedures whose silence decides nothing (CSP R5121-113). */
export function clockOf(current: Case): Clock | undefined {
  if (current.procedure !== 'importAuthorisation') return undefined;
  const open = [openRequest(current)].filter((each) => each !== undefined);
  const complements = current.complements.map(({ on }) => on);
  const { receivedOn, transferredOn = receivedOn } = current;
  const requests = [...current.requests, ...open];
  return refusalClock({ receivedOn: transferredOn, requests, completeOn: completeSince(current), complements });
}

/** The day from which the file counts as complete: with the first authority, where it came to the agency complete. */
export function completeSince({ completeOn, receivedOn, transferredOn }: Case): CivilDate | undefined {
  return completeOn === receivedOn ? (transferredOn ?? receivedOn) : completeOn;
}

/** The request for information that nothing has answered yet. */
export function openRequest(current: Case | undefined): InformationRequest | undefined {
  return current !== undefined && 'request' in current ? current.request : undefined;
}

/** A case without what belongs to its state. */
export function coreOf(current: Case): CaseCore {
  const { reference, procedure, mailbox, receivedAt, receivedOn, transferredOn, applicant } = current;
  const { messages, submissions, assessment, requests, completeOn, complements, calendar } = current;
  const { satisfied, corrections, related, letters, acknowledgedOn, caution, alerts, letterAlerts } = current;
  return {
    ...{ reference, procedure, mailbox, receivedAt, receivedOn, transferredOn, applicant },
    ...{ messages, submissions, assessment, requests, completeOn, complements, calendar },
    ...{ satisfied, corrections, related, letters, acknowledgedOn, caution, alerts, letterAlerts },
  };
}
