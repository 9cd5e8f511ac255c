import type { Assessment, Outcome, Severity, Verdict } from '../../worker/domain/assessment.ts';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant } from '../../worker/domain/message.ts';
import { caseReference } from '../../worker/domain/reference.ts';
import { aSubmission } from './case-file.ts';

export const reference = caseReference('importAuthorisation', '2026', 1);

export type Received = Extract<CaseEvent, { kind: 'submissionReceived' }>;

/** A verdict of a severity and an outcome; the rest says nothing. */
export function aVerdict(severity: Severity, outcome: Outcome, rule = 'AI-03'): Verdict {
  return {
    rule,
    severity,
    outcome,
    basis: 'CSP, art. R5121-111',
    sentence: 'Indiquez…',
    cure: 'En réponse.',
    evidence: [],
  };
}

export function anAssessment(...verdicts: Verdict[]): Assessment {
  return { verdicts, unread: [] };
}

/** A mail received at 9:00 in Paris on a day of summer 2026, processed the same day unless told. */
export function received(
  on: string,
  over: Partial<Received> & { limit?: string; processedOn?: string } = {},
): Received {
  const { limit = '2026-07-01', processedOn = on, ...rest } = over;
  const submission = aSubmission({});
  return {
    kind: 'submissionReceived',
    at: `${processedOn}T07:01:00.000Z` as Instant,
    reference,
    procedure: 'importAuthorisation',
    mailbox: 'import',
    receivedAt: `${on}T07:00:00.000Z` as Instant,
    submission,
    applicant: submission.headers.from,
    assessment: anAssessment(),
    limitOn: limit as CivilDate,
    silence: undefined,
    related: [],
    ...rest,
  };
}
