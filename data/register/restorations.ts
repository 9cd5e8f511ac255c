import type { Instant } from '../../worker/domain/message.ts';
import { procedures, type Procedure } from '../../worker/domain/reference.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/** The register came back from a copy, in the journal: what was written after the copy is lost. */
export interface RestorationEvent {
  readonly kind: 'registerRestored';
  readonly at: Instant;
  /** The next references come after these: others may have been given meanwhile. */
  readonly given: readonly LastGiven[];
}

interface LastGiven {
  readonly procedure: Procedure;
  readonly year: string;
  readonly last: number;
}

/** What SQLite's `application_id` says of a register: a copy that nobody has worked on yet. « GCPY » in ASCII. */
export const COPY = 0x47435059;

/** References of a procedure in a year that are left out: more than any time between two copies brings. */
const LEFT_OUT = 1_000;

/** Returns from a copy. All methods belong inside a transaction. */
export function restorations(db: Connection, journal: Journal) {
  const counters = db.prepare<[], LastGiven>('SELECT procedure, year, last FROM counters ORDER BY procedure, year');
  const skip = db.prepare<LastGiven>(`
    INSERT INTO counters (procedure, year, last) VALUES (@procedure, @year, @last)
    ON CONFLICT DO UPDATE SET last = max(last, excluded.last)`);
  const project = (_seq: number, { given }: RestorationEvent) => given.forEach((each) => skip.run(each));
  return {
    project,
    /** Whether the file is a copy that was put in the place of a register, and not worked on since. */
    isCopy: () => db.pragma('application_id', { simple: true }) === COPY,
    /** Notes a return in a civil year: references are left out, and the file is a register like any other from then on. */
    record(at: Instant, year: string): void {
      const known = counters.all();
      const isKnown = (procedure: Procedure) =>
        known.some((each) => each.procedure === procedure && each.year === year);
      const unused = procedures.filter((each) => !isKnown(each)).map((procedure) => ({ procedure, year, last: 0 }));
      const given = [...known, ...unused].map((each) => ({ ...each, last: each.last + LEFT_OUT }));
      const event = { kind: 'registerRestored', at, given } as const;
      project(journal.append(`restoration:${at}`, event), event);
      db.pragma('application_id = 0');
    },
  };
}
