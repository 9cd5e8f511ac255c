import type { Instant } from '../../worker/domain/message.ts';
import { LeaseLost } from '../../worker/domain/ports.ts';
import { holdExclusively } from './lock.ts';
import type { Connection } from './open.ts';

/** The right to work on one thing (a mailbox, the outbox) until the process ends, however it ends. */
export interface Lease {
  readonly name: string;
  /** Throws `LeaseLost` when another run has a later number. Called within each transaction that writes. */
  check(): void;
  /** Says that the work goes on. */
  renew(at: Instant): void;
  release(): void;
}

/**
 * Takes a lease; undefined while another run holds it. Two guards: a lock of the operating system, which a killed run
 * gives back by itself, and a number that grows with each holder, checked in every write, should the lock ever fail
 * (a network file system, a lock file that somebody removed).
 */
export function takeLease(db: Connection, folder: string, name: string, at: Instant): Lease | undefined {
  const lock = holdExclusively(`${folder}/lock-${name}.db`);
  if (lock === undefined) return undefined;
  const take = db.prepare<[string, string], { number: number }>(`
    INSERT INTO leases (name, number, renewed_at) VALUES (?, 1, ?)
    ON CONFLICT DO UPDATE SET number = number + 1, renewed_at = excluded.renewed_at RETURNING number`);
  const current = db.prepare<[string], { number: number }>('SELECT number FROM leases WHERE name = ?');
  const renew = db.prepare<[string, string, number]>('UPDATE leases SET renewed_at = ? WHERE name = ? AND number = ?');
  const number = numberOf(() => take.get(name, at)?.number ?? 0, lock);
  return {
    name,
    check: () => {
      if (current.get(name)?.number !== number) throw new LeaseLost(name);
    },
    renew: (when) => void renew.run(when, name, number),
    release: () => lock.release(),
  };
}

/** The number of a new holder; a register that is busy leaves the lock to the next one. */
function numberOf(take: () => number, lock: { release(): void }): number {
  try {
    return take();
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** When the holder of each lease last said that its work goes on. */
export function leases(db: Connection) {
  const all = db.prepare<[], { name: string; renewed_at: string }>('SELECT name, renewed_at FROM leases ORDER BY name');
  return { renewed: () => new Map(all.all().map((row) => [row.name, row.renewed_at as Instant])) };
}
