import { numberKey, type Authorisation } from '../../worker/domain/authorisation.ts';
import type { AuthorisationDay } from '../../worker/domain/validity.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/** An authorisation as it was recorded: who, when and why are kept with it. */
export interface RecordedAuthorisation extends Authorisation {
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** What happens to an authorisation, in the journal. */
export type AuthorisationEvent =
  | { readonly kind: 'authorisationRecorded'; readonly at: Instant; readonly authorisation: RecordedAuthorisation }
  | {
      readonly kind: 'authorisationDay';
      readonly at: Instant;
      readonly number: string;
      readonly day: AuthorisationDay;
    };

/** The authorisations that staff recorded: recorded again, the later record stands and the earlier stays in the journal. */
export function authorisations(db: Connection, journal: Journal) {
  const save = db.prepare(`
    INSERT INTO authorisations (number_key, event) VALUES (?, ?)
    ON CONFLICT (number_key) DO UPDATE SET event = excluded.event`);
  const find = db.prepare<[string], { event: number }>('SELECT event FROM authorisations WHERE number_key = ?');
  const list = db.prepare<[], { event: number }>('SELECT event FROM authorisations ORDER BY event');
  const days = db.prepare<[string], AuthorisationDay>(
    'SELECT kind, on_day AS "on" FROM authorisation_days WHERE number_key = ? ORDER BY on_day, kind',
  );
  const note = db.prepare<[string, string, string]>(
    'INSERT INTO authorisation_days (number_key, kind, on_day) VALUES (?, ?, ?)',
  );
  const read = ({ event }: { event: number }) => {
    const recorded = journal.event(event) as Extract<AuthorisationEvent, { kind: 'authorisationRecorded' }>;
    return recorded.authorisation;
  };

  /** What an event changes here. */
  const project = (seq: number, event: AuthorisationEvent): void => {
    if (event.kind === 'authorisationRecorded') save.run(numberKey(event.authorisation.number), seq);
    else note.run(numberKey(event.number), event.day.kind, event.day.on);
  };

  const happen = (number: string, event: AuthorisationEvent) =>
    project(journal.append(`authorisation:${numberKey(number)}`, event), event);

  return {
    project,
    record: (authorisation: RecordedAuthorisation) =>
      happen(authorisation.number, { kind: 'authorisationRecorded', at: authorisation.at, authorisation }),
    /** By its number, however it is spaced. */
    find(number: string): RecordedAuthorisation | undefined {
      const row = find.get(numberKey(number));
      return row && read(row);
    },
    list: () => list.all().map(read),
    /** What the calendar brought it so far. */
    days: (number: string) => days.all(numberKey(number)),
    /** Keeps what the calendar brings. */
    note: (number: string, day: AuthorisationDay, at: Instant) =>
      happen(number, { kind: 'authorisationDay', at, number, day }),
  };
}
