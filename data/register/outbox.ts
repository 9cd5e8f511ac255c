import type { LetterKind } from '../../worker/domain/case-event.ts';
import type { Instant, Sha256 } from '../../worker/domain/message.ts';
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

/** Each is told in the schema. `sending` outlives a killed process: the server may have the letter. */
export type LetterState = 'queued' | 'sending' | 'accepted' | 'deferred' | 'rejected' | 'uncertain' | 'abandoned';

/** How an attempt ended. Without `dueAt` the letter is not sent again by itself. */
export interface Ending {
  readonly state: Exclude<LetterState, 'sending'>;
  /** The server's words, or what was seen instead. */
  readonly reply: string;
  readonly dueAt?: Instant;
  /** The server as a whole failed: nothing was learnt of the letter, and the attempt does not count. */
  readonly uncounted?: true;
  /** The mail that proves that the letter went out. */
  readonly proof?: Sha256;
}

/** A letter with the story of its sending. */
export interface Letter extends QueuedLetter {
  readonly id: number;
  readonly state: LetterState;
  /** Times it was given to a server that was there. */
  readonly attempts: number;
  /** Times nobody knows whether the server took it. */
  readonly doubts: number;
  /** Its age counts from here. */
  readonly queuedAt: Instant;
  /** Undefined when it is not sent again by itself. */
  readonly dueAt: Instant | undefined;
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
  | ({ readonly kind: 'letterSettled'; readonly at: Instant; readonly messageId: string } & Ending)
  /** A person wants it sent again, the same bytes under the same Message-ID. */
  | { readonly kind: 'letterRequeued'; readonly at: Instant; readonly messageId: string };

interface Row {
  id: number;
  written: number;
  composed: number | null;
  state: string;
  attempts: number;
  doubts: number;
  queued_at: string;
  due_at: string | null;
  reply: string | null;
  settled_at: string | null;
}

/** No wait before another attempt is longer, in milliseconds. */
const LONGEST_WAIT = 25 * 3_600_000;

/** The letters. All methods are synchronous. */
export function outbox(db: Connection, journal: Journal) {
  const insert = db.prepare(`
    INSERT INTO outbox (message_id, case_reference, recipient, written, state, attempts, doubts, written_at, queued_at,
      due_at)
    VALUES (@messageId, @caseReference, @recipient, @seq, 'queued', 0, 0, @at, @at, @at)`);
  const handOver = db.prepare(`
    UPDATE outbox SET state = 'sending', attempts = attempts + 1, composed = coalesce(composed, @composed)
    WHERE message_id = @messageId`);
  const settle = db.prepare(`
    UPDATE outbox SET state = @state, reply = @reply, settled_at = @at, due_at = @dueAt,
      doubts = doubts + (@state = 'uncertain'), attempts = attempts - @uncounted
    WHERE message_id = @messageId`);
  const requeue = db.prepare(`
    UPDATE outbox SET state = 'queued', doubts = 0, queued_at = @at, due_at = @at WHERE message_id = @messageId`);
  const due = db.prepare<[{ now: string; beyond: string; most: number; but: string }], Row>(`
    SELECT * FROM outbox WHERE state IN ('queued', 'deferred', 'uncertain') AND (due_at <= @now OR due_at > @beyond)
      AND message_id NOT IN (SELECT value FROM json_each(@but))
    ORDER BY due_at, id LIMIT @most`);
  const sending = db.prepare<[], Row>("SELECT * FROM outbox WHERE state = 'sending' ORDER BY id");
  const unsettled = db.prepare<[], Row>(
    "SELECT * FROM outbox WHERE state IN ('sending', 'queued', 'deferred', 'uncertain') AND due_at IS NOT NULL ORDER BY id",
  );
  const byMessageId = db.prepare<[string], Row>('SELECT * FROM outbox WHERE message_id = ?');
  const ofCase = db.prepare<[string], Row>('SELECT * FROM outbox WHERE case_reference = ? ORDER BY id');
  const recent = db.prepare<[string, string], { n: number }>(
    'SELECT count(*) AS n FROM outbox WHERE recipient = ? AND written_at > ?',
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
      doubts: row.doubts,
      queuedAt: row.queued_at as Instant,
      dueAt: (row.due_at ?? undefined) as Instant | undefined,
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
        settle.run({ ...event, dueAt: event.dueAt ?? null, uncounted: event.uncounted === true ? 1 : 0 });
        return;
      case 'letterRequeued':
        requeue.run({ messageId: event.messageId, at: event.at });
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
    /**
     * Letters to send by now, oldest first, but for those of some Message-IDs; those due further away than any wait too: the
     * clock went back since.
     */
    due: (now: Instant, most: number, but: Iterable<string> = []) =>
      due.all({ now, beyond: later(now, LONGEST_WAIT), most, but: JSON.stringify([...but]) }).map(letter),
    /** Marks a letter before it is handed over; from here on a crash leaves it `sending`. */
    claim: ({ draft: { messageId }, bytes: known }: Letter, bytes: Uint8Array, at: Instant) =>
      happen(messageId, {
        kind: 'letterHandedOver',
        at,
        messageId,
        ...(known === undefined && { bytes: Buffer.from(bytes).toString('latin1') }),
      }),
    /** Writes down how an attempt ended, or what proves that one succeeded. */
    settle: (messageId: string, ending: Ending, at: Instant) =>
      happen(messageId, { kind: 'letterSettled', at, messageId, ...ending }),
    /** Queues a letter again, due at once, the same to the byte; a letter that is being sent is left alone. */
    requeue(messageId: string, at: Instant): void {
      const state = byMessageId.get(messageId)?.state;
      if (state === undefined) throw new Error('no letter of this Message-ID');
      if (state !== 'sending') happen(messageId, { kind: 'letterRequeued', at, messageId });
    },
    /** Letters that a killed run was sending. */
    interrupted: () => sending.all().map(letter),
    /** Letters that are still to go out by themselves. */
    unsettled: () => unsettled.all().map(letter),
    /** What happened to a letter since it was written, oldest first: attempts, replies and their instants. */
    history: (messageId: string) => journal.ofStream(`letter:${messageId}`) as LetterEvent[],
    /** The letter of a Message-ID, if it is one of ours. */
    find(messageId: string): Letter | undefined {
      const row = byMessageId.get(messageId);
      return row && letter(row);
    },
    /** Where a letter stands, without reading it. */
    stateOf: (messageId: string) => byMessageId.get(messageId)?.state as LetterState | undefined,
    ofCase: (reference: CaseReference) => ofCase.all(reference).map(letter),
    /** Letters written to an address since an instant. */
    writtenTo: (recipient: string, since: Instant) => recent.get(recipient, since)?.n ?? 0,
  };
}

function later(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString() as Instant;
}
