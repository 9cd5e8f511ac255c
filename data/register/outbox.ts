import type { LetterKind } from '../../worker/domain/case-event.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { LetterDraft } from '../../worker/domain/ports.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { Connection } from './open.ts';

/** A letter to send, as the event that calls for it writes it. */
export interface QueuedLetter {
  readonly caseReference: CaseReference;
  readonly kind: LetterKind;
  readonly returnAddress: string;
  readonly draft: LetterDraft;
}

/** `sending` outlives a killed process: the server may have the letter. */
export type LetterState = 'queued' | 'sending' | 'accepted' | 'deferred' | 'rejected';

/** A letter with the story of its sending. */
export interface Letter extends QueuedLetter {
  readonly id: number;
  readonly state: LetterState;
  readonly attempts: number;
  readonly dueAt: Instant;
  /** The exact bytes, from the first attempt on. */
  readonly bytes: Uint8Array | undefined;
  /** Last word of the outgoing server. */
  readonly reply: string | undefined;
}

interface Row {
  id: number;
  case_reference: string;
  kind: string;
  return_address: string;
  draft: string;
  bytes: Uint8Array | null;
  state: string;
  attempts: number;
  due_at: string;
  reply: string | null;
}

/** The letters. All methods are synchronous. */
export function outbox(db: Connection) {
  const insert = db.prepare(`
    INSERT INTO outbox (message_id, case_reference, kind, return_address, recipient, draft, state, attempts, due_at)
    VALUES (@messageId, @caseReference, @kind, @returnAddress, @recipient, @draft, 'queued', 0, @dueAt)`);
  const due = db.prepare<[string, number], Row>(`
    SELECT * FROM outbox WHERE state IN ('queued', 'deferred') AND due_at <= ? ORDER BY due_at, id LIMIT ?`);
  const nextDue = db.prepare<[], { at: string | null }>(
    "SELECT min(due_at) AS at FROM outbox WHERE state IN ('queued', 'deferred')",
  );
  const claim = db.prepare("UPDATE outbox SET state = 'sending', attempts = attempts + 1, bytes = ? WHERE id = ?");
  const settle = db.prepare('UPDATE outbox SET state = @state, reply = @reply, settled_at = @at WHERE id = @id');
  const defer = db.prepare("UPDATE outbox SET state = 'deferred', reply = @reply, due_at = @dueAt WHERE id = @id");
  const again = db.prepare(
    "UPDATE outbox SET state = 'queued', due_at = ? WHERE id = ? AND state IN ('accepted', 'rejected')",
  );
  const recover = db.prepare("UPDATE outbox SET state = 'queued' WHERE state = 'sending'");
  const byMessageId = db.prepare<[string], Row>('SELECT * FROM outbox WHERE message_id = ?');
  const ofCase = db.prepare<[string], Row>('SELECT * FROM outbox WHERE case_reference = ? ORDER BY id');
  const recent = db.prepare<[string, string], { n: number }>(
    'SELECT count(*) AS n FROM outbox WHERE recipient = ? AND due_at > ?',
  );

  return {
    /** Queues a letter, due at once. Throws when its Message-ID exists: one event, one letter. */
    queue(letter: QueuedLetter, dueAt: Instant): void {
      const { messageId, recipient } = letter.draft;
      const { caseReference, kind, returnAddress } = letter;
      insert.run({
        messageId,
        caseReference,
        kind,
        returnAddress,
        recipient,
        draft: JSON.stringify(letter.draft),
        dueAt,
      });
    },
    /** Letters to send by now, oldest first. */
    due: (now: Instant, most: number) => due.all(now, most).map(letter),
    /** When the next letter is due, or undefined when nothing waits. */
    nextDue: () => (nextDue.get()?.at ?? undefined) as Instant | undefined,
    /** Marks a letter before it is handed over; from here on a crash leaves it `sending`. */
    claim: (id: number, bytes: Uint8Array) => void claim.run(bytes, id),
    accept: (id: number, reply: string, at: Instant) => void settle.run({ id, state: 'accepted', reply, at }),
    reject: (id: number, reply: string, at: Instant) => void settle.run({ id, state: 'rejected', reply, at }),
    defer: (id: number, reply: string, dueAt: Instant) => void defer.run({ id, reply, dueAt }),
    /** Sends a settled letter once more, the same bytes. */
    again: (id: number, dueAt: Instant) => void again.run(dueAt, id),
    /** Puts back what a killed run was sending: it goes out again, the same bytes and the same Message-ID. */
    recover: () => recover.run().changes,
    /** The letter of a Message-ID, if it is one of ours. */
    find(messageId: string): Letter | undefined {
      const row = byMessageId.get(messageId);
      return row && letter(row);
    },
    ofCase: (reference: CaseReference) => ofCase.all(reference).map(letter),
    /** Letters written to an address since an instant. */
    writtenTo: (recipient: string, since: Instant) => recent.get(recipient, since)?.n ?? 0,
  };
}

function letter(row: Row): Letter {
  const draft = JSON.parse(row.draft) as Omit<LetterDraft, 'date'> & { date: string };
  return {
    id: row.id,
    caseReference: row.case_reference as CaseReference,
    kind: row.kind as LetterKind,
    returnAddress: row.return_address,
    draft: { ...draft, date: new Date(draft.date) },
    bytes: row.bytes ?? undefined,
    state: row.state as LetterState,
    attempts: row.attempts,
    dueAt: row.due_at as Instant,
    reply: row.reply ?? undefined,
  };
}
