import { createHash } from 'node:crypto';
import type { Instant } from '../../worker/domain/message.ts';
import type { Connection } from './open.ts';

/** One thing that happened, as it is kept: `body` is the event in JSON. */
export interface Entry {
  readonly seq: number;
  /** What it happened to: a case by its reference, a mail, a letter, an authorisation. */
  readonly stream: string;
  readonly at: string;
  readonly kind: string;
  readonly body: string;
  /** Hash of the entry before. */
  readonly previous: string;
  readonly hash: string;
}

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

/** The hash that an entry must have: it covers all of it and the one before, so that nothing can be changed or left out. */
export function hashOf({ previous, stream, at, kind, body }: Omit<Entry, 'seq' | 'hash'>): string {
  return createHash('sha256').update([previous, stream, at, kind, body].join('\n')).digest('hex');
}

/**
 * The journal: everything that ever happened, append-only. All other tables are drawn from it, but hints of where mails
 * lie, which the servers can tell again.
 */
export function journal(db: Connection) {
  const last = db.prepare<[], { hash: string }>('SELECT hash FROM events ORDER BY seq DESC LIMIT 1');
  const insert = db.prepare<Omit<Entry, 'seq'>>(`
    INSERT INTO events (stream, at, kind, body, previous, hash)
    VALUES (@stream, @at, @kind, @body, @previous, @hash)`);
  const ofStream = db.prepare<[string], { body: string }>('SELECT body FROM events WHERE stream = ? ORDER BY seq');
  const bySeq = db.prepare<[number], { body: string }>('SELECT body FROM events WHERE seq = ?');
  const all = db.prepare<[], Entry>('SELECT * FROM events ORDER BY seq');
  return {
    /** Adds an event at the end of the chain; returns its number. */
    append(stream: string, event: { readonly kind: string; readonly at: Instant }): number {
      const entry = {
        stream,
        at: event.at,
        kind: event.kind,
        body: JSON.stringify(event),
        previous: last.get()?.hash ?? GENESIS,
      };
      return Number(insert.run({ ...entry, hash: hashOf(entry) }).lastInsertRowid);
    },
    /** What happened to one thing, oldest first, as parsed JSON. */
    ofStream: (stream: string): unknown[] => ofStream.all(stream).map(({ body }) => JSON.parse(body) as unknown),
    /** One event, as parsed JSON. Throws when there is none: a projection that names it is broken. */
    event(seq: number): unknown {
      const row = bySeq.get(seq);
      if (row === undefined) throw new Error(`no event ${seq} in the journal`);
      return JSON.parse(row.body) as unknown;
    },
    /** Every entry, oldest first, one at a time. */
    entries: () => all.iterate(),
  };
}

export type Journal = ReturnType<typeof journal>;
