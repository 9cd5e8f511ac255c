import { authorisations } from './authorisations.ts';
import { cases } from './cases.ts';
import { holds } from './holds.ts';
import { messages } from './messages.ts';
import type { Connection } from './open.ts';
import { outbox } from './outbox.ts';

/** The register: what came, what happened to it, what was answered. The only room that speaks SQL. */
export interface Register {
  readonly messages: ReturnType<typeof messages>;
  readonly cases: ReturnType<typeof cases>;
  readonly outbox: ReturnType<typeof outbox>;
  readonly authorisations: ReturnType<typeof authorisations>;
  readonly holds: ReturnType<typeof holds>;
  /** All or nothing; one inside another keeps the outer whole when the inner fails. No `await` within. */
  readonly transaction: <T>(work: () => T) => T;
  close(): void;
}

/** The register over an open connection. */
export function register(db: Connection): Register {
  return {
    messages: messages(db),
    cases: cases(db),
    outbox: outbox(db),
    authorisations: authorisations(db),
    holds: holds(db),
    transaction: (work) => db.transaction(work).immediate(),
    close: () => void db.close(),
  };
}
