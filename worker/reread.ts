import type { Archive } from '../data/archive.ts';
import type { Register } from '../data/register/register.ts';
import { numberKey } from './domain/authorisation.ts';
import type { Assessment } from './domain/assessment.ts';
import { caseFile, valueOf, type Established } from './domain/case-file.ts';
import type { CaseEvent } from './domain/case-event.ts';
import type { Case } from './domain/case.ts';
import { parisDate } from './domain/deadline.ts';
import { demandsOf } from './domain/demand.ts';
import type { Instant, Sha256 } from './domain/message.ts';
import type { CaseReference, Procedure } from './domain/reference.ts';
import { readingChanges, verdictChanges, type Change } from './domain/rereading.ts';
import type { Submission } from './domain/submission.ts';
import { transition } from './domain/transition.ts';
import { ownPart } from './match.ts';
import type { Pool } from './pool.ts';
import { assess } from './rules/assess.ts';
import type { RuleSettings } from './rules/rule.ts';

/** One event of a case that would hold something else if it happened with today's program. */
export interface Rereading {
  readonly reference: CaseReference;
  readonly at: Instant;
  readonly event: CaseEvent['kind'];
  /** The mail that was read, where the event is one's arrival. */
  readonly message: Sha256 | undefined;
  readonly changes: readonly Change[];
}

/** What reading again works with; nothing of it is written to. */
export interface RereadingDesk {
  readonly register: Register;
  readonly archive: Archive;
  readonly pool: Pool;
  readonly rules: RuleSettings;
}

/**
 * Reads the mails of a case again with today's parsers and judges them by today's rules, event by event: what would
 * differ from what the events hold. A mail that is not in the archive rejects.
 */
export async function rereadCase(reference: CaseReference, desk: RereadingDesk): Promise<Rereading[]> {
  const found: Rereading[] = [];
  const reread = new Map<Sha256, Submission>();
  let current: Case | undefined;
  for (const event of desk.register.cases.events(reference)) {
    current = transition(current, event).next;
    const changes: Change[] = [];
    if (event.kind === 'submissionReceived' || event.kind === 'reread') {
      const again = await readAgain(event.submission, current.procedure, desk);
      reread.set(again.message, again);
      changes.push(...readingChanges(event.submission, again));
    }
    if ('submissions' in event) {
      for (const each of event.submissions) reread.set(each.message, await readAgain(each, current.procedure, desk));
    }
    if ('assessment' in event) {
      const submissions = current.submissions.map((each) => reread.get(each.message) ?? each);
      changes.push(...verdictChanges(event.assessment, judged(event, current, submissions, desk)));
    }
    const message = event.kind === 'submissionReceived' ? event.submission.message : undefined;
    if (changes.length > 0) found.push({ reference, at: event.at, event: event.kind, message, changes });
  }
  return found;
}

/** A mail read again; of several demands, the one that the case took of it. */
async function readAgain(
  known: Submission,
  procedure: Procedure,
  { archive, pool }: RereadingDesk,
): Promise<Submission> {
  const { submission } = await pool.read(archive.pathOf(known.message), known.message);
  const demands = demandsOf(submission).filter(({ kind }) => kind !== 'requestLetter');
  if (demands.length < 2) return submission;
  const forms = known.documents.filter(({ kind }) => kind === 'importForm' || kind === 'exportForm').map(placeOf);
  const [own, ...others] = demands.filter(({ documents }) => documents.some((each) => forms.includes(placeOf(each))));
  return own === undefined || others.length > 0 ? submission : ownPart(submission, own, procedure);
}

function placeOf({ part, pages }: Submission['documents'][number]): string {
  return `${part} ${pages?.first ?? ''}`;
}

/** Judged as it was then: by the day of the mail, and by the authorisations known at that instant. */
function judged(
  event: Extract<CaseEvent, { assessment: Assessment }>,
  current: Case,
  submissions: readonly Submission[],
  { register, rules: settings }: RereadingDesk,
): Assessment {
  const { mailbox, procedure } = current;
  const established: Established = current;
  const file = caseFile(submissions, established);
  if (event.kind !== 'submissionReceived') {
    return assess(file, { mailbox, procedure, receivedOn: current.receivedOn, settings });
  }
  const number = valueOf(file, 'importAuthorisationNumber');
  const isAuthorisationKnown = number.state === 'parsed' ? wasKnown(number.value, event.at, register) : undefined;
  const receivedOn = parisDate(event.receivedAt);
  return assess(file, { mailbox: event.mailbox, procedure, receivedOn, settings, isAuthorisationKnown });
}

function wasKnown(number: string, at: Instant, { journal }: Register): boolean {
  const [first] = journal.ofStream(`authorisation:${numberKey(number)}`) as { readonly at: Instant }[];
  return first !== undefined && first.at <= at;
}
