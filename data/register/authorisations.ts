import { numberKey, type Authorisation } from '../../worker/domain/authorisation.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/** An authorisation as it was recorded: who, when and why are kept with it. */
export interface RecordedAuthorisation extends Authorisation {
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** An authorisation was recorded, in the journal. */
export interface AuthorisationEvent {
  readonly kind: 'authorisationRecorded';
  readonly at: Instant;
  readonly authorisation: RecordedAuthorisation;
}

/** The authorisations that staff recorded: recorded again, the later record stands and the earlier stays in the journal. */
export function authorisations(db: Connection, journal: Journal) {
  const save = db.prepare(`
    INSERT INTO authorisations (number_key, event) VALUES (?, ?)
    ON CONFLICT (number_key) DO UPDATE SET event = excluded.event`);
  const find = db.prepare<[string], { event: number }>('SELECT event FROM authorisations WHERE number_key = ?');
  const list = db.prepare<[], { event: number }>('SELECT event FROM authorisations ORDER BY event');
  const read = ({ event }: { event: number }) => (journal.event(event) as AuthorisationEvent).authorisation;
  const project = (seq: number, { authorisation }: AuthorisationEvent) =>
    void save.run(numberKey(authorisation.number), seq);
  return {
    project,
    record(authorisation: RecordedAuthorisation): void {
      const event = { kind: 'authorisationRecorded', at: authorisation.at, authorisation } as const;
      project(journal.append(`authorisation:${numberKey(authorisation.number)}`, event), event);
    },
    /** By its number, however it is spaced. */
    find(number: string): RecordedAuthorisation | undefined {
      const row = find.get(numberKey(number));
      return row && read(row);
    },
    list: () => list.all().map(read),
  };
}
