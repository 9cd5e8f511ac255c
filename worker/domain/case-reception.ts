import { findings, undecided } from './assessment.ts';
import type { CaseMessage, LetterKind, MailEvent } from './case-event.ts';
import { openRequest, type Case, type CaseCore, type InformationRequest, type Step } from './case.ts';
import { inFrench, parisDate, type CivilDate } from './deadline.ts';

type Received = Extract<MailEvent, { kind: 'submissionReceived' }>;

/** A mail read for a case, its first or a later one. */
export function receive(current: Case | undefined, event: Received): Step {
  const core = withMail(current, event);
  const sentOn = parisDate(event.at);
  const arrivedOn = parisDate(event.receivedAt);
  if (current?.state === 'closed') return { next: { ...current, ...core }, letter: undefined };
  // A mail that lay unread while the delay ended still came in time.
  if (current?.state === 'refusalBorn' && arrivedOn > current.bornOn) {
    const late = `Message reçu le ${inFrench(arrivedOn)}, après la naissance du refus implicite (CSP, art. R5121-113)`;
    const alerts = [...core.alerts, late];
    return answered({ ...current, ...core, alerts }, 'receipt', event);
  }
  const open = openRequest(current);
  const stillOpen = open && goesOn(open, core, arrivedOn) ? open : undefined;
  const requests = open === undefined || stillOpen ? core.requests : [...core.requests, answer(open, core, arrivedOn)];
  const completeOn = open === undefined ? (current?.completeOn ?? core.receivedOn) : arrivedOn;
  // What no letter asks is not awaited: no delay stands still for it (CRPA R112-11-4).
  const asking = event.silence === undefined ? { sentOn, limitOn: event.limitOn } : undefined;
  const next = place({ ...core, requests, completeOn }, asking, stillOpen);
  return answered(next, letterFor(next), event);
}

/**
 * Where a case stands once its file was assessed: what is surely missing is asked for, or was by a request that is still
 * open; where neither is so, a person looks.
 */
export function place(
  core: CaseCore,
  asking: Pick<InformationRequest, 'sentOn' | 'limitOn'> | undefined,
  stillOpen?: InformationRequest,
): Case {
  const missing = findings(core.assessment, 'legal').map((each) => each.rule);
  if (missing.length > 0) {
    const asked = asking && { rules: missing, closed: [], ...asking, answeredOn: undefined };
    const request = stillOpen ?? asked;
    if (request === undefined) return { ...core, completeOn: undefined, state: 'staffReview' };
    return { ...core, completeOn: undefined, state: 'awaitingApplicant', request };
  }
  return { ...core, state: needsPerson(core) ? 'staffReview' : 'forReview' };
}

/** A request with what a mail brought: its items are closed one by one. */
function answer(request: InformationRequest, { assessment }: CaseCore, on: CivilDate): InformationRequest {
  const missing = findings(assessment, 'legal').map((each) => each.rule);
  const closed = request.rules.filter((rule) => !missing.includes(rule)).map((rule) => ({ rule, on }));
  return { ...request, closed, answeredOn: on };
}

/** A mail that brings nothing of what is asked, in time, ends no suspension: only what is produced does (CRPA L114-5). */
function goesOn(request: InformationRequest, core: CaseCore, on: CivilDate): boolean {
  const { closed } = answer(request, core, on);
  const missing = findings(core.assessment, 'legal').map((each) => each.rule);
  return closed.length === 0 && on <= request.limitOn && missing.length === request.rules.length;
}

function withMail(current: Case | undefined, event: Received): CaseCore {
  const receivedAt = current?.receivedAt ?? event.receivedAt;
  const alerts = [
    ...(event.caution === undefined ? [] : [event.caution]),
    ...(event.silence === undefined ? [] : [`Aucune réponse envoyée : ${event.silence}`]),
  ];
  return {
    reference: event.reference,
    procedure: event.procedure,
    mailbox: current?.mailbox ?? event.mailbox,
    receivedAt,
    receivedOn: parisDate(receivedAt),
    transferredOn: current?.transferredOn,
    applicant: current?.applicant ?? event.applicant,
    messages: [...(current?.messages ?? []), messageOf(event)],
    submissions: [...(current?.submissions ?? []), event.submission],
    assessment: event.assessment,
    requests: current?.requests ?? [],
    completeOn: current?.completeOn,
    complements: current?.complements ?? [],
    calendar: current?.calendar ?? [],
    satisfied: current?.satisfied ?? [],
    corrections: current?.corrections ?? [],
    related: [...new Set([...(current?.related ?? []), ...event.related])],
    letters: current?.letters ?? [],
    acknowledgedOn: current?.acknowledgedOn,
    caution: current === undefined ? event.caution : current.caution,
    alerts: [...(current?.alerts ?? []), ...alerts],
    letterAlerts: current?.letterAlerts ?? [],
  };
}

function needsPerson({ procedure, assessment, submissions, caution }: CaseCore): boolean {
  return (
    procedure === 'correspondence' ||
    caution !== undefined ||
    submissions.some((each) => each.damage !== undefined) ||
    assessment.unread.length > 0 ||
    undecided(assessment).length > 0 ||
    findings(assessment, 'technical').length > 0 ||
    findings(assessment, 'inconsistency').length > 0 ||
    findings(assessment, 'staff').length > 0
  );
}

/** The letter that answers a mail, by where the case stands since. */
export function letterFor(next: Case): LetterKind {
  if (next.state === 'awaitingApplicant') return 'requestForInformation';
  return next.procedure === 'importAuthorisation' || next.procedure === 'exportDeclaration'
    ? 'acknowledgement'
    : 'receipt';
}

function answered(next: Case, letter: LetterKind, { silence }: Received): Step {
  return { next, letter: silence === undefined ? letter : undefined };
}

function messageOf(event: Received): CaseMessage {
  return { message: event.submission.message, mailbox: event.mailbox, receivedAt: event.receivedAt };
}
