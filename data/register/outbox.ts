import type { LetterKind } from '../../worker/domain/case-event.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { LetterDraft } from '../../worker/domain/ports.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { Journal } from './journal.ts';
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
  /** Last word of the outgoing server, and when it came. */
  readonly reply: string | undefined;
  readonly settledAt: Instant | undefined;
}

/** What happens to a letter, in the journal. */
export type LetterEvent =
  | { readonly kind: 'letterWritten'; readonly at: Instant; readonly letter: QueuedLetter }
  /** About to be given to the server; with its bytes (ASCII) the first time. */
  | { readonly kind: 'letterHandedOver'; readonly at: Instant; readonly messageId: string; readonly bytes?: string }
  | {
      readonly kind: 'letterSettled';
      readonly at: Instant;
      readonly messageId: string;
      readonly state: Exclude<LetterState, 'sending'>;
      readonly reply: string;
      /** When it is tried again, unless that is over. */
      readonly dueAt?: Instant;
    };

interface Row {
  id: number;
  written: number;
  composed: number | null;
  state: string;
  attempts: number;
  due_at: string;
  reply: string | null;
  settled_at: string | null;
}

/** The letters. All methods are synchronous. */
export function outbox(db: Connection, journal: Journal) {
  const insert = db.prepare(`
    INSERT INTO outbox (message_id, case_reference, recipient, written, state, attempts, due_at)
    VALUES (@messageId, @caseReference, @recipient, @seq, 'queued', 0, @at)`);
  const handOver = db.prepare(`
    UPDATE outbox SET state = 'sending', attempts = attempts + 1, composed = coalesce(composed, @composed)
    WHERE message_id = @messageId`);
  const settle = db.prepare(`
    UPDATE outbox SET state = @state, reply = @reply, settled_at = @at, due_at = coalesce(@dueAt, due_at)
    WHERE message_id = @messageId`);
  const due = db.prepare<[string, number], Row>(`
    SELECT * FROM outbox WHERE state IN ('queued', 'deferred') AND due_at <= ? ORDER BY due_at, id LIMIT ?`);
  const nextDue = db.prepare<[], { at: string | null }>(
    "SELECT min(due_at) AS at FROM outbox WHERE state IN ('queued', 'deferred')",
  );
  const sending = db.prepare<[], { message_id: string }>("SELECT message_id FROM outbox WHERE state = 'sending'");
  const byMessageId = db.prepare<[string], Row>('SELECT * FROM outbox WHERE message_id = ?');
  const ofCase = db.prepare<[string], Row>('SELECT * FROM outbox WHERE case_reference = ? ORDER BY id');
  const recent = db.prepare<[string, string], { n: number }>(
    'SELECT count(*) AS n FROM outbox WHERE recipient = ? AND due_at > ?',
  );

  const letter = (row: Row): Letter => {
    const written = journal.event(row.written) as Extract<LetterEvent, { kind: 'letterWritten' }>;
    const { draft, ...queued } = written.letter;
    const bytes = row.composed === null ? undefined : (journal.event(row.composed) as { bytes: string }).bytes;
    return {
      ...queued,
      id: row.id,
      draft: { ...draft, date: new Date(draft.date) },
      bytes: bytes === undefined ? undefined : Buffer.from(bytes, 'latin1'),
      state: row.state as LetterState,
      attempts: row.attempts,
      dueAt: row.due_at as Instant,
      reply: row.reply ?? undefined,
      settledAt: (row.settled_at ?? undefined) as Instant | undefined,
    };
  };

  /** What an event changes here. */
  const project = (seq: number, event: LetterEvent): void => {
    switch (event.kind) {
      case 'letterWritten': {
        const { caseReference, draft } = event.letter;
        const { messageId, recipient } = draft;
        insert.run({ messageId, caseReference, recipient, seq, at: event.at });
        return;
      }
      case 'letterHandedOver':
        handOver.run({ messageId: event.messageId, composed: event.bytes === undefined ? null : seq });
        return;
      case 'letterSettled':
        settle.run({ ...event, dueAt: event.dueAt ?? null });
        return;
      default:
        event satisfies never;
    }
  };

  const happen = (messageId: string, event: LetterEvent) =>
    project(journal.append(`letter:${messageId}`, event), event);

  return {
    project,
    /** Queues a letter, due at once. Throws when its Message-ID exists: one event, one letter. */
    queue: (queued: QueuedLetter, at: Instant) =>
      happen(queued.draft.messageId, { kind: 'letterWritten', at, letter: queued }),
    /** Letters to send by now, oldest first. */
    due: (now: Instant, most: number) => due.all(now, most).map(letter),
    /** When the next letter is due, or undefined when nothing waits. */
    nextDue: () => (nextDue.get()?.at ?? undefined) as Instant | undefined,
    /** Marks a letter before it is handed over; from here on a crash leaves it `sending`. */
    claim: ({ draft: { messageId }, bytes: known }: Letter, bytes: Uint8Array, at: Instant) =>
      happen(messageId, {
        kind: 'letterHandedOver',
        at,
        messageId,
        ...(known === undefined && { bytes: Buffer.from(bytes).toString('latin1') }),
      }),
    accept: (messageId: string, reply: string, at: Instant) =>
      happen(messageId, { kind: 'letterSettled', at, messageId, state: 'accepted', reply }),
    reject: (messageId: string, reply: string, at: Instant) =>
      happen(messageId, { kind: 'letterSettled', at, messageId, state: 'rejected', reply }),
    defer: (messageId: string, reply: string, at: Instant, dueAt: Instant) =>
      happen(messageId, { kind: 'letterSettled', at, messageId, state: 'deferred', reply, dueAt }),
    /** Queues a letter again, due at once, the same to the byte. */
    requeue: (messageId: string, at: Instant) =>
      happen(messageId, { kind: 'letterSettled', at, messageId, state: 'queued', reply: 'à renvoyer', dueAt: at }),
    /** Puts back what a killed run was sending: it goes out again, the same bytes and the same Message-ID. */
    recover(at: Instant): number {
      const interrupted = sending.all();
      for (const { message_id: messageId } of interrupted) {
        happen(messageId, {
          kind: 'letterSettled',
          at,
          messageId,
          state: 'queued',
          reply: 'envoi interrompu',
          dueAt: at,
        });
      }
      return interrupted.length;
    },
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
