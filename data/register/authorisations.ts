import { numberKey, type Authorisation } from '../../worker/domain/authorisation.ts';
import type { AuthorisationDay } from '../../worker/domain/validity.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Connection } from './open.ts';

/** An authorisation as it was recorded: who, when and why are kept with it. */
export interface RecordedAuthorisation extends Authorisation {
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** The authorisations that staff recorded. Append-only: recorded again, the later record stands and the earlier stays. */
export function authorisations(db: Connection) {
  const insert = db.prepare('INSERT INTO authorisations (number_key, at, body) VALUES (?, ?, ?)');
  const find = db.prepare<[string], { body: string }>(
    'SELECT body FROM authorisations WHERE number_key = ? ORDER BY id DESC LIMIT 1',
  );
  const list = db.prepare<[], { body: string }>(
    'SELECT body FROM authorisations WHERE id IN (SELECT max(id) FROM authorisations GROUP BY number_key) ORDER BY id',
  );
  const days = db.prepare<[string], AuthorisationDay>(
    'SELECT kind, on_day AS "on" FROM authorisation_days WHERE number_key = ? ORDER BY on_day, kind',
  );
  const note = db.prepare('INSERT INTO authorisation_days (number_key, kind, on_day, at) VALUES (?, ?, ?, ?)');
  const read = ({ body }: { body: string }) => JSON.parse(body) as RecordedAuthorisation;
  return {
    record: (authorisation: RecordedAuthorisation) =>
      void insert.run(numberKey(authorisation.number), authorisation.at, JSON.stringify(authorisation)),
    /** By its number, however it is spaced. */
    find(number: string): RecordedAuthorisation | undefined {
      const row = find.get(numberKey(number));
      return row && read(row);
    },
    list: () => list.all().map(read),
    /** What the calendar brought it so far. */
    days: (number: string) => days.all(numberKey(number)),
    /** Keeps what the calendar brings. */
    note: (number: string, { kind, on }: AuthorisationDay, at: Instant) =>
      void note.run(numberKey(number), kind, on, at),
  };
}
