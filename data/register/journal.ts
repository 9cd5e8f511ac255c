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
  /** Empty once eliminated under a visa. */
  readonly body: string;
  /** SHA-256 of the body. */
  readonly digest: string;
  /** Hash of the entry before. */
  readonly previous: string;
  readonly hash: string;
  /** The entry that tells under which visa the body was eliminated. */
  readonly purged: number | null;
}

/** A place in the chain: the hash tells it from another entry that was given the same number. */
export type Mark = Pick<Entry, 'seq' | 'hash'>;

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

/**
 * The hash that an entry must have: it covers all of it and the one before, so that nothing can be changed or left out.
 * It covers the body by its digest: the chain holds when a body was eliminated.
 */
export function hashOf({
  previous,
  stream,
  at,
  kind,
  digest,
}: Omit<Entry, 'seq' | 'hash' | 'body' | 'purged'>): string {
  return sha256([previous, stream, at, kind, digest].join('\n'));
}

/** What is wrong with an entry, given the one before it; in French, or undefined. */
export function faultOf(entry: Entry, before: Pick<Entry, 'seq' | 'hash'>): string | undefined {
  if (entry.purged === null && sha256(entry.body) !== entry.digest)
    return 'le contenu n’est pas celui de son empreinte';
  if (entry.purged !== null && entry.body !== '') return 'dite éliminée, elle a encore un contenu';
  if (hashOf(entry) !== entry.hash) return 'la ligne n’est pas celle de son empreinte';
  return entry.previous === before.hash ? undefined : 'elle ne suit pas la ligne qui la précède';
}

/**
 * The journal: everything that ever happened, append-only. All other tables are drawn from it, but hints of where mails
 * lie, which the servers can tell again.
 */
export function journal(db: Connection) {
  const last = db.prepare<[], { hash: string }>('SELECT hash FROM events ORDER BY seq DESC LIMIT 1');
  const insert = db.prepare<Omit<Entry, 'seq' | 'purged'>>(`
    INSERT INTO events (stream, at, kind, body, digest, previous, hash)
    VALUES (@stream, @at, @kind, @body, @digest, @previous, @hash)`);
  const copy = db.prepare<Entry>(`
    INSERT INTO events (seq, stream, at, kind, body, digest, previous, hash, purged)
    VALUES (@seq, @stream, @at, @kind, @body, @digest, @previous, @hash, @purged)`);
  const ofStream = db.prepare<[string, number], { seq: number; body: string }>(
    'SELECT seq, body FROM events WHERE stream = ? AND seq > ? AND purged IS NULL ORDER BY seq',
  );
  const lastOf = db.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM events WHERE stream = ? AND purged IS NULL ORDER BY seq DESC LIMIT 1',
  );
  const stands = db.prepare<{ seq: number; hash: string }, { seq: number }>(
    'SELECT seq FROM events WHERE seq = @seq AND hash = @hash AND purged IS NULL',
  );
  const bySeq = db.prepare<[number], { body: string }>('SELECT body FROM events WHERE seq = ? AND purged IS NULL');
  const all = db.prepare<[], Entry>('SELECT * FROM events ORDER BY seq');
  const given = db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
  const blank = db.prepare<[number, number]>("UPDATE events SET body = '', purged = ? WHERE seq = ?");
  return {
    /** Adds an event at the end of the chain; returns its number. */
    append(stream: string, event: { readonly kind: string; readonly at: Instant }): number {
      const body = JSON.stringify(event);
      const entry = {
        stream,
        at: event.at,
        kind: event.kind,
        body,
        digest: sha256(body),
        previous: last.get()?.hash ?? GENESIS,
      };
      return Number(insert.run({ ...entry, hash: hashOf(entry) }).lastInsertRowid);
    },
    /** What happened to one thing, oldest first, as parsed JSON; what was eliminated is left out. */
    ofStream: (stream: string, after = 0): unknown[] =>
      ofStream.all(stream, after).map(({ body }) => JSON.parse(body) as unknown),
    /** The last thing that happened to one thing and still has its content. */
    lastOf: (stream: string): Mark | undefined => lastOf.get(stream),
    /** Whether the chain still holds, up to that entry, what it held then: a transaction may have been undone since. */
    stands: (mark: Mark): boolean => stands.get(mark) !== undefined,
    /** The numbers of what happened to one thing and still has its content. */
    numbersOf: (stream: string): number[] => ofStream.all(stream, 0).map(({ seq }) => seq),
    /** One event, as parsed JSON. Throws when there is none: a projection that names it is broken. */
    event(seq: number): unknown {
      const row = bySeq.get(seq);
      if (row === undefined) throw new Error(`no event ${seq} in the journal`);
      return JSON.parse(row.body) as unknown;
    },
    /** Every entry, oldest first, one at a time. */
    entries: () => all.iterate(),
    /** The highest number ever given: no fewer entries must be there. */
    lastGiven: () => given.get()?.seq ?? 0,
    /** Adds an entry of another journal as it stands there. */
    copy: (entry: Entry) => void copy.run(entry),
    /** Takes the body of an entry away; refused unless the event `by` names the entry. */
    blank: (seq: number, by: number) => void blank.run(by, seq),
  };
}

export type Journal = ReturnType<typeof journal>;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
