import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import type { Connection, Transaction } from './open.ts';

/**
 * How often the taking in of a mail was begun without being finished. Counted before the work: a mail that ends the
 * process is counted as well. Hints, not in the journal: what comes of them is.
 */
export function attempts(db: Connection, transaction: Transaction) {
  const begin = db.prepare<[string, string, string], { count: number }>(`
    INSERT INTO attempts (source, sha256, count, at) VALUES (?, ?, 1, ?)
    ON CONFLICT DO UPDATE SET count = count + 1, at = excluded.at RETURNING count`);
  const undo = db.prepare<[string, string]>('UPDATE attempts SET count = count - 1 WHERE source = ? AND sha256 = ?');
  const end = db.prepare<[string, string]>('DELETE FROM attempts WHERE source = ? AND sha256 = ?');
  const begun = db.prepare<[string], string>('SELECT sha256 FROM attempts WHERE source = ?').pluck();
  const inHand = db.prepare<[string, string], 1>('SELECT 1 FROM attempts WHERE sha256 = ? AND at > ?').pluck();
  return {
    /** The mails that a run had in hand when it ended before them: one of them may be why. */
    suspects: (source: string): ReadonlySet<string> => new Set(begun.all(source)),
    /** Whether the taking in of a mail was begun after an instant, and is not finished. */
    isInHand: (mail: Sha256, after: Instant): boolean => inHand.get(mail, after) !== undefined,
    /**
     * Counts one more; returns how many. Outlives the process but perhaps not a power cut, which no mail causes:
     * that would be one more flush of the disk for each mail.
     */
    begin(source: string, mail: Sha256, at: Instant): number {
      db.pragma('synchronous = NORMAL');
      try {
        return transaction(() => begin.get(source, mail, at)?.count ?? 1);
      } finally {
        db.pragma('synchronous = FULL');
      }
    },
    /** It was not the mail's fault: the disk was full, a server was away. */
    undo: (source: string, mail: Sha256) => void transaction(() => undo.run(source, mail)),
    /** Taken in, or in quarantine. */
    end: (source: string, mail: Sha256) => void end.run(source, mail),
  };
}
