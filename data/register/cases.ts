import { createHash } from 'node:crypto';
import { numberKey } from '../../worker/domain/authorisation.ts';
import { caseFile, valueOf } from '../../worker/domain/case-file.ts';
import { nextDay } from '../../worker/domain/case-calendar.ts';
import { clockOf, type Case, type CaseState } from '../../worker/domain/case.ts';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import { fold } from '../../worker/domain/transition.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Mailbox } from '../../worker/domain/message.ts';
import type { CaseReference, Procedure } from '../../worker/domain/reference.ts';
import { caseReference } from '../../worker/domain/reference.ts';
import type { Connection } from './open.ts';

/** The hash before the first event. */
const GENESIS = '0'.repeat(64);

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

/** The cases and the events that make them. All methods are synchronous. */
export function cases(db: Connection) {
  const count = db.prepare<[string, string], { last: number }>(`
    INSERT INTO counters (procedure, year, last) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last`);
  const lastHash = db.prepare<[], { hash: string }>('SELECT hash FROM events ORDER BY seq DESC LIMIT 1');
  const append = db.prepare(`
    INSERT INTO events (case_reference, at, kind, body, previous, hash)
    VALUES (@reference, @at, @kind, @body, @previous, @hash)`);
  const events = db.prepare<[string], { body: string }>(
    'SELECT body FROM events WHERE case_reference = ? ORDER BY seq',
  );
  const save = db.prepare(`
    INSERT INTO cases (reference, procedure, state, mailbox, received_at, received_on, applicant, implicit_refusal_on,
      limit_on, next_day, authorisation, alerts)
    VALUES (@reference, @procedure, @state, @mailbox, @receivedAt, @receivedOn, @applicant, @implicitRefusalOn,
      @limitOn, @nextDay, @authorisation, @alerts)
    ON CONFLICT (reference) DO UPDATE SET state = excluded.state, implicit_refusal_on = excluded.implicit_refusal_on,
      limit_on = excluded.limit_on, next_day = excluded.next_day,
      authorisation = excluded.authorisation, alerts = excluded.alerts`);
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

  const eventsOf = (reference: CaseReference) => events.all(reference).map(({ body }) => JSON.parse(body) as CaseEvent);

  return {
    /** The next free reference of a procedure in a civil year. */
    nextReference(procedure: Procedure, year: string): CaseReference {
      return caseReference(procedure, year, count.get(procedure, year)?.last ?? 1);
    },
    /** Adds an event at the end of the chain. */
    append(reference: CaseReference, event: CaseEvent): void {
      const previous = lastHash.get()?.hash ?? GENESIS;
      const body = JSON.stringify(event);
      const hash = createHash('sha256')
        .update([previous, reference, event.at, event.kind, body].join('\n'))
        .digest('hex');
      append.run({ reference, at: event.at, kind: event.kind, body, previous, hash });
    },
    /** What happened to a case, oldest first. */
    events: eventsOf,
    /** Writes what lists show of a case. */
    save(current: Case): void {
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
    },
    /** The whole case, as its events tell it. */
    find: (reference: CaseReference) => fold(eventsOf(reference)),
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
