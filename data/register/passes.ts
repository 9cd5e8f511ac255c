import type { Instant } from '../../worker/domain/message.ts';
import type { Connection, Transaction } from './open.ts';

/** The last pass over a source, and the last one that came to its end. */
export interface Pass {
  readonly source: string;
  readonly begunAt: Instant;
  /** Mails that lay in the queue when it began. */
  readonly found: number;
  readonly completedAt: Instant | undefined;
  /** What the complete one did and left; zero before the first. */
  readonly taken: number;
  readonly failed: number;
  readonly unfiled: number;
}

interface Row {
  source: string;
  begun_at: string;
  found: number;
  completed_at: string | null;
  taken: number | null;
  failed: number | null;
  unfiled: number | null;
}

/** When each source was last looked at: the age of the last complete pass tells a worker that hangs from one that works. */
export function passes(db: Connection, transaction: Transaction) {
  const begin = db.prepare(`
    INSERT INTO passes (source, begun_at, found) VALUES (@source, @at, @found)
    ON CONFLICT (source) DO UPDATE SET begun_at = excluded.begun_at, found = excluded.found`);
  const complete = db.prepare(`
    UPDATE passes SET completed_at = @at, taken = @taken, failed = @failed, unfiled = @unfiled WHERE source = @source`);
  const list = db.prepare<[], Row>('SELECT * FROM passes ORDER BY source');
  return {
    /** The queue of a source was listed: `found` mails lie in it. */
    begin: (source: string, at: Instant, found: number) => void transaction(() => begin.run({ source, at, found })),
    /** Everything in the queue was seen to; never called for a pass that was stopped. */
    complete: (source: string, at: Instant, { taken, failed, unfiled }: Pick<Pass, 'taken' | 'failed' | 'unfiled'>) =>
      void transaction(() => complete.run({ source, at, taken, failed, unfiled })),
    list: () => list.all().map(pass),
  };
}

function pass(row: Row): Pass {
  return {
    source: row.source,
    begunAt: row.begun_at as Instant,
    found: row.found,
    completedAt: (row.completed_at ?? undefined) as Instant | undefined,
    taken: row.taken ?? 0,
    failed: row.failed ?? 0,
    unfiled: row.unfiled ?? 0,
  };
}
