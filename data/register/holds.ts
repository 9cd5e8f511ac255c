import type { Hold } from '../../worker/domain/hold.ts';
import type { Connection } from './open.ts';

/** The senders that people put on hold. Append-only: a release is an entry too, and the last one stands. */
export function holds(db: Connection) {
  const insert = db.prepare('INSERT INTO holds (sender, at, body) VALUES (?, ?, ?)');
  const last = db.prepare<[string], { body: string }>(
    'SELECT body FROM holds WHERE sender = ? ORDER BY id DESC LIMIT 1',
  );
  const list = db.prepare<[], { body: string }>('SELECT body FROM holds ORDER BY id');
  const read = ({ body }: { body: string }) => JSON.parse(body) as Hold;
  return {
    record: (hold: Hold) => void insert.run(hold.sender, hold.at, JSON.stringify(hold)),
    /** The last entry of an address or domain, a hold or a release. */
    find(sender: string): Hold | undefined {
      const row = last.get(sender);
      return row && read(row);
    },
    /** Every entry, oldest first. */
    list: () => list.all().map(read),
  };
}
