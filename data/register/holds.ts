import type { Hold } from '../../worker/domain/hold.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Journal } from './journal.ts';
import type { Connection } from './open.ts';

/** A sender was put on hold or released, in the journal. */
export interface HoldEvent {
  readonly kind: 'senderHeld';
  readonly at: Instant;
  readonly hold: Hold;
}

/** The senders that people put on hold: a release is an entry too, and the last one stands. */
export function holds(db: Connection, journal: Journal) {
  const save = db.prepare<[string, number]>(`
    INSERT INTO holds (sender, event) VALUES (?, ?) ON CONFLICT (sender) DO UPDATE SET event = excluded.event`);
  const last = db.prepare<[string], { event: number }>('SELECT event FROM holds WHERE sender = ?');
  const list = db.prepare<[], { event: number }>('SELECT event FROM holds ORDER BY event');
  const read = ({ event }: { event: number }) => (journal.event(event) as HoldEvent).hold;
  const project = (seq: number, { hold }: HoldEvent) => void save.run(hold.sender, seq);
  return {
    project,
    record(hold: Hold): void {
      const event = { kind: 'senderHeld', at: hold.at, hold } as const;
      project(journal.append(`sender:${hold.sender}`, event), event);
    },
    /** The last entry of an address or domain, a hold or a release. */
    find(sender: string): Hold | undefined {
      const row = last.get(sender);
      return row && read(row);
    },
    /** The last entry of each sender, oldest first. */
    list: () => list.all().map(read),
  };
}
