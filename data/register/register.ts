import { authorisations } from './authorisations.ts';
import { attempts } from './attempts.ts';
import { cases } from './cases.ts';
import { eliminations } from './eliminations.ts';
import { holds } from './holds.ts';
import { journal, type Journal } from './journal.ts';
import { leases } from './leases.ts';
import { messages } from './messages.ts';
import type { Connection, Transaction } from './open.ts';
import { figures } from './figures.ts';
import { outbox } from './outbox.ts';
import { passes } from './passes.ts';
import { restorations } from './restorations.ts';
import { whereabouts } from './whereabouts.ts';

/** The register: what came, what happened to it, what was answered. The only room that speaks SQL. */
export interface Register {
  readonly journal: Journal;
  readonly messages: ReturnType<typeof messages>;
  readonly cases: ReturnType<typeof cases>;
  readonly outbox: ReturnType<typeof outbox>;
  readonly authorisations: ReturnType<typeof authorisations>;
  readonly holds: ReturnType<typeof holds>;
  readonly eliminations: ReturnType<typeof eliminations>;
  readonly restorations: ReturnType<typeof restorations>;
  readonly whereabouts: ReturnType<typeof whereabouts>;
  readonly attempts: ReturnType<typeof attempts>;
  readonly leases: ReturnType<typeof leases>;
  readonly passes: ReturnType<typeof passes>;
  readonly figures: ReturnType<typeof figures>;
  /** All or nothing; one inside another keeps the outer whole when the inner fails. No `await` within. */
  readonly transaction: Transaction;
  close(): void;
}

/** What may be other than usual. */
export interface RegisterOptions {
  /** Its tables may be drawn from the journal of another. */
  readonly book?: Journal;
  /** Throws within every transaction of a run that has lost its right to write. */
  readonly guard?: () => void;
}

/** The register over an open connection. */
export function register(db: Connection, { book = journal(db), guard }: RegisterOptions = {}): Register {
  const transaction: Transaction = (work) =>
    db
      .transaction(() => {
        guard?.();
        return work();
      })
      .immediate();
  return {
    journal: book,
    messages: messages(db, book),
    cases: cases(db, book),
    outbox: outbox(db, book),
    authorisations: authorisations(db, book),
    holds: holds(db, book),
    eliminations: eliminations(db, book),
    restorations: restorations(db, book),
    whereabouts: whereabouts(db, transaction),
    attempts: attempts(db, transaction),
    leases: leases(db),
    passes: passes(db, transaction),
    figures: figures(db),
    transaction,
    close: () => void db.close(),
  };
}
