import type { Connection } from './open.ts';

/** The first thing that differs in a table, told without what a person wrote. */
export interface Difference {
  readonly table: string;
  /** The row, by what it is known by. */
  readonly row: string;
  /** What differs, in French: a column, or the row itself. */
  readonly wrong: string;
}

type Row = Readonly<Record<string, unknown>>;

/** The tables drawn from the journal, and what their rows are known by. All others are told by servers, or are the journal. */
export const drawn: Readonly<Record<string, readonly string[]>> = {
  messages: ['id'],
  cases: ['reference'],
  case_messages: ['case_reference', 'sha256'],
  // Numbers of letters differ once some were eliminated: a letter is its Message-ID.
  outbox: ['message_id'],
  authorisations: ['number_key'],
  authorisation_days: ['number_key', 'kind', 'on_day'],
  holds: ['sender'],
  counters: ['procedure', 'year'],
};

/** What differs between the tables of a register and those drawn anew from its journal: the first of each table. */
export function compareTables(kept: Connection, anew: Connection): Difference[] {
  return Object.entries(drawn).flatMap(([table, key]) => firstDifference(table, key, kept, anew) ?? []);
}

function firstDifference(table: string, key: readonly string[], kept: Connection, anew: Connection) {
  const sql = `SELECT * FROM ${table} ORDER BY ${key.join(', ')}`;
  const rows = (db: Connection) => db.prepare<[], Row>(sql).iterate();
  const [ours, theirs] = [rows(kept), rows(anew)];
  try {
    for (;;) {
      const [mine, other] = [ours.next(), theirs.next()];
      if (mine.done === true && other.done === true) return undefined;
      const [held, due] = [mine.done ? undefined : mine.value, other.done ? undefined : other.value];
      const wrong = difference(held, due, key);
      if (wrong !== undefined)
        return { table, row: key.map((each) => String(wrong.row[each])).join(' '), wrong: wrong.what };
    }
  } finally {
    ours.return?.();
    theirs.return?.();
  }
}

function difference(held: Row | undefined, due: Row | undefined, key: readonly string[]) {
  const order = held && due ? compareKeys(held, due, key) : held ? -1 : 1;
  if (held && order < 0) return { row: held, what: 'ligne que le journal ne connaît pas' };
  if (due && order > 0) return { row: due, what: 'ligne absente' };
  if (held === undefined || due === undefined) return undefined;
  const skipped = key.includes('message_id') ? 'id' : '';
  const column = Object.keys(due).find((each) => each !== skipped && held[each] !== due[each]);
  if (column === undefined) return undefined;
  const values = harmless.test(column) ? ` (${String(held[column])} au lieu de ${String(due[column])})` : '';
  return { row: due, what: `${column} diffère${values}` };
}

/** As SQLite orders them: numbers by value, texts by their bytes. */
function compareKeys(a: Row, b: Row, key: readonly string[]): number {
  for (const each of key) {
    const [one, other] = [a[each], b[each]];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
  }
  return 0;
}

/** Columns of dates, states, numbers and hashes: all others may hold what a person wrote. */
const harmless =
  /_(at|on|day)$|^(state|disposition|tray|mailbox|procedure|attempts|alerts|size|last|written|composed|event|eliminated|sha256|fingerprint|case_reference)$/;
