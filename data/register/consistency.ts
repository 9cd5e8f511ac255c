import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import type { Connection } from './open.ts';

/** A row that cannot be, and what is wrong with it, in French. */
export interface Fault {
  readonly row: string;
  readonly wrong: string;
}

/** The file itself: pages, indexes, references between tables. */
export function faultsOfFile(db: Connection): Fault[] {
  const [{ integrity_check: word } = { integrity_check: 'ok' }] = db.pragma('integrity_check(1)') as {
    integrity_check: string;
  }[];
  const [reference] = db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  return [
    ...(word === 'ok' ? [] : [{ row: 'register.db', wrong: `SQLite le dit endommagé (${word})` }]),
    ...(reference === undefined
      ? []
      : [
          {
            row: `${reference.table} ${reference.rowid ?? ''}`,
            wrong: `renvoie à une ligne absente de ${reference.parent}`,
          },
        ]),
  ];
}

/** Tables, indexes and triggers are those of this program: those that keep the journal append-only above all. */
export function faultsOfSchema(db: Connection, model: Connection): Fault[] {
  const partsOf = (each: Connection) =>
    new Map(
      each
        .prepare<[], { name: string; sql: string | null }>('SELECT name, sql FROM sqlite_schema ORDER BY name')
        .all()
        .map(({ name, sql }) => [name, sql]),
    );
  const [ours, due] = [partsOf(db), partsOf(model)];
  return [...new Set([...due.keys(), ...ours.keys()])].flatMap((row) => {
    if (ours.get(row) === due.get(row)) return [];
    if (!ours.has(row)) return [{ row, wrong: 'absent de la base' }];
    return [{ row, wrong: due.has(row) ? 'n’est pas celui de ce programme' : 'inconnu de ce programme' }];
  });
}

/** Each finds the first letter, or event, that breaks one promise of the outbox. */
const promises: readonly { readonly wrong: string; readonly first: string }[] = [
  {
    wrong: 'annonce une lettre qui n’existe pas',
    first: `
      SELECT 'événement ' || seq || ', dossier ' || stream AS row FROM events
      WHERE kind = 'letterQueued' AND purged IS NULL
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE message_id = json_extract(nullif(body, ''), '$.messageId'))
      ORDER BY seq LIMIT 1`,
  },
  {
    wrong: 'aucun événement du dossier ne l’annonce',
    first: `
      SELECT 'lettre ' || message_id AS row FROM outbox JOIN cases ON reference = case_reference
      WHERE eliminated IS NULL AND NOT EXISTS (
        SELECT 1 FROM events WHERE stream = case_reference AND kind = 'letterQueued'
          AND json_extract(nullif(body, ''), '$.messageId') = message_id)
      ORDER BY id LIMIT 1`,
  },
  {
    wrong: 'acceptée sans les octets envoyés, la réponse du serveur ou son instant',
    first: `
      SELECT 'lettre ' || message_id AS row FROM outbox LEFT JOIN events ON seq = composed
      WHERE state = 'accepted' AND (
        coalesce(json_extract(nullif(body, ''), '$.bytes'), '') = '' OR coalesce(reply, '') = '' OR settled_at IS NULL)
      ORDER BY id LIMIT 1`,
  },
  {
    wrong: 'ses octets ne portent pas son Message-ID',
    first: `
      SELECT 'lettre ' || message_id AS row FROM outbox JOIN events ON seq = composed
      WHERE instr(json_extract(nullif(body, ''), '$.bytes'), message_id) = 0
      ORDER BY id LIMIT 1`,
  },
  {
    wrong: 'écrite deux fois sous le même Message-ID',
    first: `
      SELECT 'événement ' || max(seq) AS row FROM events WHERE stream LIKE 'letter:%' AND kind = 'letterWritten'
      GROUP BY stream HAVING count(*) > 1 ORDER BY max(seq) LIMIT 1`,
  },
];

/** Each case has the letters that its events announce, and each letter is proved by what it must hold. */
export function faultsOfOutbox(db: Connection): Fault[] {
  return promises.flatMap(({ first, wrong }) => {
    const found = db.prepare<[], { row: string }>(first).get();
    return found === undefined ? [] : [{ row: found.row, wrong }];
  });
}

/** Letters given to the server whose fate is not written yet, the oldest first: at work now, or left by a killed run. */
export function lettersUnderWay(db: Connection): { messageId: string; since: Instant }[] {
  return db
    .prepare<[], { messageId: string; since: Instant }>(
      `SELECT message_id AS messageId, max(at) AS since FROM outbox
       JOIN events ON stream = 'letter:' || message_id AND kind = 'letterHandedOver'
       WHERE state = 'sending' GROUP BY message_id ORDER BY since`,
    )
    .all();
}

/** A mail of the register, as the archive must hold it. */
export interface HeldMail {
  readonly id: number;
  readonly sha256: Sha256;
  readonly size: number;
}

/** Every mail of the register, one at a time. */
export function mailsHeld(db: Connection): IterableIterator<HeldMail> {
  return db.prepare<[], HeldMail>('SELECT id, sha256, size FROM messages ORDER BY id').iterate();
}

/** How many rows a table has. */
export function countRows(db: Connection, table: 'messages' | 'cases' | 'outbox'): number {
  return db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
}
