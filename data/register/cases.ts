import { createHash } from 'node:crypto';
import type { Case, CaseEvent } from '../../worker/domain/case.ts';
import type { CaseReference, Procedure } from '../../worker/domain/reference.ts';
import { caseReference } from '../../worker/domain/reference.ts';
import type { Connection } from './open.ts';

/** The hash before the first event. */
const GENESIS = '0'.repeat(64);

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
    INSERT INTO cases (reference, procedure, state, mailbox, received_at, implicit_refusal_on, limit_on, body)
    VALUES (@reference, @procedure, @state, @mailbox, @receivedAt, @implicitRefusalOn, @limitOn, @body)
    ON CONFLICT (reference) DO UPDATE SET state = excluded.state, body = excluded.body,
      implicit_refusal_on = excluded.implicit_refusal_on, limit_on = excluded.limit_on`);
  const find = db.prepare<[string], { body: string }>('SELECT body FROM cases WHERE reference = ?');
  const list = db.prepare<[], { body: string }>('SELECT body FROM cases ORDER BY received_at, reference');

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
    events: (reference: CaseReference) => events.all(reference).map(({ body }) => JSON.parse(body) as CaseEvent),
    /** Writes the projection of a case. */
    save(current: Case): void {
      save.run({
        reference: current.reference,
        procedure: current.procedure,
        state: current.state,
        mailbox: current.mailbox,
        receivedAt: current.receivedAt,
        implicitRefusalOn: current.implicitRefusalOn ?? null,
        limitOn: current.state === 'awaitingApplicant' ? current.request.limitOn : null,
        body: JSON.stringify(current),
      });
    },
    find(reference: CaseReference): Case | undefined {
      const row = find.get(reference);
      return row && (JSON.parse(row.body) as Case);
    },
    /** Every case, by date of reception. */
    list: () => list.all().map(({ body }) => JSON.parse(body) as Case),
  };
}
