import type { Assessment } from './assessment.ts';
import type { CivilDate } from './deadline.ts';
import type { Instant, MailAddress, Mailbox, Sha256 } from './message.ts';
import type { CaseReference, Procedure } from './reference.ts';
import type { Reading, Submission } from './submission.ts';

/** A mail that belongs to the case, as the case remembers it. */
export interface CaseMessage {
  readonly message: Sha256;
  readonly mailbox: Mailbox;
  readonly receivedAt: Instant;
}

/**
 * `acknowledgement` alone, or with a request for information; `receipt` where no decision is asked; `severalDemands`
 * answers one mail that opened several cases. The last two carry what a person wrote: the robot requires nothing and
 * reroutes nobody by itself.
 */
export type LetterKind =
  | 'acknowledgement'
  | 'requestForInformation'
  | 'receipt'
  | 'severalDemands'
  | 'complementRequirement'
  | 'rerouteNotice';

/** What became of a case; the decision itself is signed and notified by a person (CRPA L212-1). */
export type Outcome =
  | { readonly kind: 'granted'; readonly number: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'notRequired' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'rerouted'; readonly to: string }
  | { readonly kind: 'mergedInto'; readonly reference: CaseReference }
  | { readonly kind: 'filed' };

/** What happened to a case. Append-only: a case is the fold of its events. */
export type CaseEvent = MailEvent | LetterEvent | CalendarEvent | StaffEvent;

export type MailEvent =
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
      /** Why nothing may follow from this mail before a person looked: its sender is on hold, or surely another. */
      readonly caution?: string;
      /** Cases that the same mail opened, or that it may continue. */
      readonly related: readonly CaseReference[];
    }
  | { readonly kind: 'copyReceived'; readonly at: Instant; readonly received: CaseMessage };

export type LetterEvent =
  | { readonly kind: 'letterQueued'; readonly at: Instant; readonly messageId: string; readonly letter: LetterKind }
  | {
      readonly kind: 'letterAccepted';
      readonly at: Instant;
      readonly messageId: string;
      readonly letter: LetterKind;
      readonly reply: string;
    }
  | { readonly kind: 'letterRejected'; readonly at: Instant; readonly messageId: string; readonly reply: string }
  /** Handed over, and no reply: sent again at `resentAt`, or left to staff. */
  | {
      readonly kind: 'letterUncertain';
      readonly at: Instant;
      readonly messageId: string;
      readonly reply: string;
      readonly resentAt?: Instant;
    }
  /** Refused for now during too long. */
  | { readonly kind: 'letterAbandoned'; readonly at: Instant; readonly messageId: string; readonly reply: string }
  | {
      readonly kind: 'letterBounced';
      readonly at: Instant;
      readonly messageId: string;
      readonly permanent: boolean;
      readonly received: CaseMessage;
    };

/** What the calendar brings; `on` is the civil day that brought it, however late it was seen. */
export type CalendarEvent = {
  [K in CalendarKind]: { readonly kind: K; readonly at: Instant; readonly on: CivilDate };
}[CalendarKind];

export type CalendarKind =
  | 'limitPassed'
  | 'refusalNear'
  | 'refusalBorn'
  /** The server of the mail has not accepted our letter: one working day, then ten (CRPA R112-11-2). */
  | 'registrationAtRisk'
  | 'registrationMissed'
  | 'acknowledgementAtRisk'
  | 'acknowledgementMissed';

/** What a person of the agency did: who, when and why are always told. */
interface StaffAct {
  readonly at: Instant;
  readonly by: string;
  readonly why: string;
}

export type StaffEvent = StaffAct &
  (
    | { readonly kind: 'decided'; readonly on: CivilDate; readonly outcome: Outcome }
    | { readonly kind: 'reopened' }
    /** Complementary information required of a complete file: fifteen days more, once (CSP R5121-113 al. 2). */
    | { readonly kind: 'complementRequired'; readonly on: CivilDate; readonly question: string }
    /** A person saw what the robot could not: the item is held since `on`. */
    | { readonly kind: 'itemSatisfied'; readonly rule: string; readonly on: CivilDate; readonly assessment: Assessment }
    /** The value to retain; the ones read stay in the documents. */
    | { readonly kind: 'valueCorrected'; readonly correction: Reading; readonly assessment: Assessment }
    /** Mails of another case join this one, in the order of their reception. */
    | {
        readonly kind: 'absorbed';
        readonly from: CaseReference;
        readonly submissions: readonly Submission[];
        readonly messages: readonly CaseMessage[];
        readonly assessment: Assessment;
      }
    /** A mail that belongs to another case leaves this one. */
    | {
        readonly kind: 'detached';
        readonly message: Sha256;
        readonly to: CaseReference;
        readonly assessment: Assessment;
      }
    | { readonly kind: 'related'; readonly to: CaseReference }
    /** A mail was brought back to the queue: what it says is read again, with today's readers. */
    | { readonly kind: 'reread'; readonly submission: Submission; readonly assessment: Assessment }
    /** A mail was put where mails lie that ask for nothing. */
    | { readonly kind: 'setAside'; readonly message: Sha256 }
    /** A letter goes out once more: the same one, or its words to another address under a Message-ID of their own. */
    | {
        readonly kind: 'letterResent';
        readonly letter: LetterKind;
        readonly copyOf: string;
        readonly messageId: string;
        readonly recipient: string;
      }
    /** A person knows the sender of a mail that was held back: what had no answer is answered. */
    | { readonly kind: 'cleared'; readonly limitOn: CivilDate }
    /** Another authority received the request first: silence is counted from that day (CRPA L114-3). */
    | { readonly kind: 'transferred'; readonly from: string; readonly on: CivilDate }
  );
