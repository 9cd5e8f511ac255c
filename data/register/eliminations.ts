import type { Outcome } from '../../worker/domain/case-event.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Mailbox, Sha256 } from '../../worker/domain/message.ts';
import type { CaseReference, Procedure } from '../../worker/domain/reference.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/**
 * What stays of a case whose content was eliminated under a visa (Code du patrimoine, L212-2, R212-14): that it was, when
 * it came and ended, and the names of what went. No person's name, no address, no value.
 */
export interface Elimination {
  readonly by: string;
  readonly why: string;
  readonly visa: string;
  readonly reference: CaseReference;
  readonly procedure: Procedure;
  readonly mailbox: Mailbox;
  readonly receivedAt: Instant;
  readonly receivedOn: CivilDate;
  readonly closedOn: CivilDate;
  readonly outcome: Outcome;
  /** Every mail that the case held. */
  readonly messages: readonly Sha256[];
  /** Those whose bytes go: no other case holds them, and none waits in quarantine. */
  readonly mails: readonly { readonly sha256: Sha256; readonly size: number }[];
  /** Message-IDs of the letters whose bytes go. */
  readonly letters: readonly string[];
  /** Numbers of the events whose content goes. */
  readonly events: readonly number[];
}

/** The content of a case was eliminated, in the journal. */
export interface EliminationEvent extends Elimination {
  readonly kind: 'caseEliminated';
  readonly at: Instant;
}

/**
 * Mails that eliminations name and that nothing needs since: none was kept or taken in again afterwards (a person may
 * bring one back, into quarantine as well, where no case holds it), and no case that stands holds it. Told by the order
 * of the journal, not by clocks. The bytes of any other mail must be there.
 */
const named = `
  WITH named AS (
    SELECT reference, eliminated, json_extract(value, '$.sha256') AS name
    FROM cases JOIN events ON seq = eliminated, json_each(body, '$.mails'))
  SELECT DISTINCT name FROM named
  WHERE NOT EXISTS (
      SELECT 1 FROM events
      WHERE stream = 'mail:' || name AND seq > eliminated AND kind IN ('messageKept', 'messageRetaken'))
    AND NOT EXISTS (
      SELECT 1 FROM case_messages JOIN cases AS standing ON standing.reference = case_reference
      WHERE sha256 = name AND standing.eliminated IS NULL)`;

/** Every mail whose bytes should be there no more. */
export function mailsEliminated(db: Connection): Set<Sha256> {
  return new Set(db.prepare<[], Sha256>(named).pluck().all());
}

/** The cases whose content was eliminated. All methods are synchronous and belong inside a transaction where they write. */
export function eliminations(db: Connection, journal: Journal) {
  const keepTrace = db.prepare(`
    INSERT INTO cases (reference, procedure, state, mailbox, received_at, received_on, alerts, eliminated)
    VALUES (@reference, @procedure, 'closed', @mailbox, @receivedAt, @receivedOn, 0, @seq)
    ON CONFLICT (reference) DO UPDATE SET state = 'closed', applicant = NULL, implicit_refusal_on = NULL,
      limit_on = NULL, next_day = NULL, authorisation = NULL, alerts = 0, eliminated = excluded.eliminated`);
  const join = db.prepare(`
    INSERT INTO case_messages (case_reference, sha256) SELECT @reference, value FROM json_each(@messages) WHERE true
    ON CONFLICT DO NOTHING`);
  const forget = db.prepare<[string]>('DELETE FROM outbox WHERE message_id IN (SELECT value FROM json_each(?))');
  const find = db.prepare<[string], { eliminated: number | null }>('SELECT eliminated FROM cases WHERE reference = ?');
  const list = db.prepare<[], { eliminated: number }>(
    'SELECT eliminated FROM cases WHERE eliminated IS NOT NULL ORDER BY eliminated',
  );
  const holders = db
    .prepare<[string], CaseReference>(
      'SELECT reference FROM case_messages JOIN cases ON reference = case_reference WHERE sha256 = ? AND eliminated IS NULL',
    )
    .pluck();
  const mailsOf = db.prepare<[string], Sha256>(`${named} AND reference = ?`).pluck();
  const size = db.prepare<[string], { size: number }>('SELECT size FROM messages WHERE sha256 = ? ORDER BY id LIMIT 1');
  const inQuarantine = db
    .prepare<[string], 1>("SELECT 1 FROM messages WHERE sha256 = ? AND disposition = 'quarantined'")
    .pluck();
  const read = (seq: number) => journal.event(seq) as EliminationEvent;

  /** What an event changes here. */
  const project = (seq: number, event: EliminationEvent): void => {
    const { reference, procedure, mailbox, receivedAt, receivedOn, messages } = event;
    keepTrace.run({ reference, procedure, mailbox, receivedAt, receivedOn, seq });
    join.run({ reference, messages: JSON.stringify(messages) });
    forget.run(JSON.stringify(event.letters));
  };

  return {
    project,
    /** Writes down what goes, then takes it away: the content of the events, and the rows of the letters. */
    eliminate(elimination: Elimination, at: Instant): void {
      const event = { kind: 'caseEliminated', at, ...elimination } as const;
      const seq = journal.append(`elimination:${elimination.reference}`, event);
      for (const each of elimination.events) journal.blank(each, seq);
      project(seq, event);
    },
    /** How and when a case was eliminated; undefined for a case that was not. */
    find(reference: CaseReference): EliminationEvent | undefined {
      const seq = find.get(reference)?.eliminated;
      return seq === undefined || seq === null ? undefined : read(seq);
    },
    list: () => list.all().map(({ eliminated }) => read(eliminated)),
    /** Mails that the elimination of a case named, and whose bytes should be there no more. */
    mailsOf: (reference: CaseReference) => mailsOf.all(reference),
    /** The cases that hold a mail and were not eliminated. */
    holders: (mail: Sha256) => holders.all(mail),
    /** Whether a mail waits for a person, whatever case held it before. */
    isInQuarantine: (mail: Sha256) => inQuarantine.get(mail) !== undefined,
    sizeOf: (mail: Sha256) => size.get(mail)?.size ?? 0,
  };
}
