import { numberKey } from '../../worker/domain/authorisation.ts';
import { caseFile, valueOf } from '../../worker/domain/case-file.ts';
import { nextDay } from '../../worker/domain/case-calendar.ts';
import { clockOf, type Case, type CaseState } from '../../worker/domain/case.ts';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import { fold } from '../../worker/domain/transition.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Mailbox, Sha256 } from '../../worker/domain/message.ts';
import type { CaseReference, Procedure } from '../../worker/domain/reference.ts';
import { caseReference } from '../../worker/domain/reference.ts';
import type { Journal, Mark } from './journal.ts';
import type { Connection } from './open.ts';

/** A case as a list shows it. */
export interface CaseSummary {
  readonly reference: CaseReference;
  readonly procedure: Procedure;
  readonly state: CaseState;
  readonly mailbox: Mailbox;
  readonly receivedAt: Instant;
  readonly receivedOn: CivilDate;
  /** Address that is answered. */
  readonly applicant: string | undefined;
  readonly implicitRefusalOn: CivilDate | undefined;
  /** Last day to answer a request for information. */
  readonly limitOn: CivilDate | undefined;
  /** How many things staff must know of its letters. */
  readonly alerts: number;
}

type Row = Record<'reference' | 'procedure' | 'state' | 'mailbox' | 'received_at' | 'received_on', string> &
  Record<'applicant' | 'implicit_refusal_on' | 'limit_on', string | null> & { alerts: number };

/** A case as its events told it up to one of them. */
interface Known {
  readonly current: Case;
  readonly mark: Mark;
}

/** Cases kept in memory: those of the letters on their way, and no more. */
const KEPT = 16;

/** The cases and the events that make them. All methods are synchronous. */
export function cases(db: Connection, journal: Journal) {
  const count = db.prepare<[string, string], { last: number }>(`
    INSERT INTO counters (procedure, year, last) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last`);
  const save = db.prepare(`
    INSERT INTO cases (reference, procedure, state, mailbox, received_at, received_on, applicant, implicit_refusal_on,
      limit_on, next_day, authorisation, alerts)
    VALUES (@reference, @procedure, @state, @mailbox, @receivedAt, @receivedOn, @applicant, @implicitRefusalOn,
      @limitOn, @nextDay, @authorisation, @alerts)
    ON CONFLICT (reference) DO UPDATE SET state = excluded.state, applicant = excluded.applicant,
      implicit_refusal_on = excluded.implicit_refusal_on,
      limit_on = excluded.limit_on, next_day = excluded.next_day,
      authorisation = excluded.authorisation, alerts = excluded.alerts`);
  const stateNow = db.prepare<[string], { state: string }>('SELECT state FROM cases WHERE reference = ?');
  const unfile = db.prepare(`
    INSERT INTO unfiled (message)
    SELECT id FROM messages WHERE sha256 IN (SELECT sha256 FROM case_messages WHERE case_reference = ?)
    ON CONFLICT DO NOTHING`);
  const leave = db.prepare(`
    DELETE FROM case_messages
    WHERE case_reference = @reference AND sha256 NOT IN (SELECT value FROM json_each(@messages))`);
  const join = db.prepare(`
    INSERT INTO case_messages (case_reference, sha256) SELECT @reference, value FROM json_each(@messages) WHERE true
    ON CONFLICT DO NOTHING`);
  const holding = db.prepare<[string], { reference: string }>(`
    SELECT DISTINCT case_reference AS reference FROM case_messages
    WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY reference`);
  const answeredBy = db.prepare<[string], { reference: string }>(`
    SELECT stream AS reference FROM events
    WHERE kind = 'letterQueued' AND CASE WHEN json_valid(body) THEN json_extract(body, '$.messageId') END = ?
    GROUP BY stream ORDER BY min(seq)`);
  const due = db.prepare<[string], { reference: string }>(
    'SELECT reference FROM cases WHERE next_day <= ? ORDER BY next_day, reference',
  );
  const following = db.prepare<[string], { reference: string }>(
    'SELECT reference FROM cases WHERE authorisation = ? ORDER BY received_at, reference',
  );
  const awaiting = db.prepare<[string], { reference: string }>(
    "SELECT reference FROM cases WHERE applicant = ? AND state = 'awaitingApplicant' ORDER BY received_at, reference",
  );
  const list = db.prepare<[], Row>('SELECT * FROM cases ORDER BY received_at, reference');

  const eventsOf = (reference: CaseReference, after = 0) => journal.ofStream(reference, after) as CaseEvent[];
  const recent = new Map<CaseReference, Known>();
  const keep = (current: Case): void => {
    const mark = journal.lastOf(current.reference);
    recent.delete(current.reference);
    if (mark !== undefined) recent.set(current.reference, { current, mark });
    const [oldest] = recent.keys();
    if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
  };

  return {
    /** The next free reference of a procedure in a civil year. */
    nextReference(procedure: Procedure, year: string): CaseReference {
      return caseReference(procedure, year, count.get(procedure, year)?.last ?? 1);
    },
    /** Adds an event at the end of the chain. */
    append: (reference: CaseReference, event: CaseEvent) => void journal.append(reference, event),
    /** What happened to a case, oldest first. */
    events: (reference: CaseReference) => eventsOf(reference),
    /** Writes what lists show of a case, and which mails it holds. */
    save(current: Case): void {
      const before = stateNow.get(current.reference)?.state;
      save.run({
        reference: current.reference,
        procedure: current.procedure,
        state: current.state,
        mailbox: current.mailbox,
        receivedAt: current.receivedAt,
        receivedOn: current.receivedOn,
        applicant: current.applicant?.address.toLowerCase() ?? null,
        implicitRefusalOn: clockOf(current)?.printed ?? null,
        limitOn: current.state === 'awaitingApplicant' ? current.request.limitOn : null,
        nextDay: nextDay(current) ?? null,
        authorisation: authorisationOf(current) ?? null,
        alerts: current.alerts.length,
      });
      const held = { reference: current.reference, messages: JSON.stringify(messagesOf(current)) };
      leave.run(held);
      join.run(held);
      if (before !== current.state) unfile.run(current.reference);
      keep(current);
    },
    /** The whole case, as its events tell it; one that was met a moment ago is told by what happened since. */
    find(reference: CaseReference): Case | undefined {
      const known = recent.get(reference);
      const from = known !== undefined && journal.stands(known.mark) ? known : undefined;
      return fold(eventsOf(reference, from?.mark.seq), from?.current);
    },
    /** Cases that hold one of these mails, closed ones included. */
    holding: (mails: readonly Sha256[]) =>
      holding.all(JSON.stringify(mails)).map(({ reference }) => reference as CaseReference),
    /** Cases that one letter answers, in the order in which it was told them. */
    answeredBy: (messageId: string) => answeredBy.all(messageId).map(({ reference }) => reference as CaseReference),
    /** Cases to which the calendar brings something by a day. */
    due: (today: CivilDate) => due.all(today).map(({ reference }) => reference as CaseReference),
    /** Cases whose imputation table follows an authorisation, or none (`''`), by their reception. */
    following: (number: string) => following.all(numberKey(number)).map(({ reference }) => reference as CaseReference),
    /** Cases that await something of an address. */
    awaiting: (applicant: string) => awaiting.all(applicant).map(({ reference }) => reference as CaseReference),
    /** Every case in brief, by date of reception. */
    list: () => list.all().map(summary),
  };
}

function messagesOf({ messages }: Case): string[] {
  return messages.map(({ message }) => message);
}

/** The number, reduced, that the tables of a case follow; empty where they give none, undefined without a table. */
function authorisationOf(current: Case): string | undefined {
  const documents = current.submissions.flatMap((each) => each.documents);
  if (!documents.some(({ kind }) => kind === 'imputationTable')) return undefined;
  const number = valueOf(caseFile(current.submissions, current), 'importAuthorisationNumber');
  return number.state === 'parsed' ? numberKey(number.value) : '';
}

function summary(row: Row): CaseSummary {
  return {
    reference: row.reference as CaseReference,
    procedure: row.procedure as Procedure,
    state: row.state as CaseState,
    mailbox: row.mailbox as Mailbox,
    receivedAt: row.received_at as Instant,
    receivedOn: row.received_on as CivilDate,
    applicant: row.applicant ?? undefined,
    implicitRefusalOn: (row.implicit_refusal_on ?? undefined) as CivilDate | undefined,
    limitOn: (row.limit_on ?? undefined) as CivilDate | undefined,
    alerts: row.alerts,
  };
}
