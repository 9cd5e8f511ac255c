import { authorisations } from './authorisations.ts';
import { cases } from './cases.ts';
import { eliminations } from './eliminations.ts';
import { journal, type Journal } from './journal.ts';
import { messages } from './messages.ts';
import type { Connection } from './open.ts';
import { outbox } from './outbox.ts';

/** The register: what came, what happened to it, what was answered. The only room that speaks SQL. */
export interface Register {
  readonly journal: Journal;
  readonly messages: ReturnType<typeof messages>;
  readonly cases: ReturnType<typeof cases>;
  readonly outbox: ReturnType<typeof outbox>;
  readonly authorisations: ReturnType<typeof authorisations>;
  readonly eliminations: ReturnType<typeof eliminations>;
  /** All or nothing; one inside another keeps the outer whole when the inner fails. No `await` within. */
  readonly transaction: <T>(work: () => T) => T;
  close(): void;
}

/** The register over an open connection; its tables may be drawn from the journal of another. */
export function register(db: Connection, book: Journal = journal(db)): Register {
  return {
    journal: book,
    messages: messages(db, book),
    cases: cases(db, book),
    outbox: outbox(db, book),
    authorisations: authorisations(db, book),
    eliminations: eliminations(db, book),
    transaction: (work) => db.transaction(work).immediate(),
    close: () => void db.close(),
  };
}
