import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { TransportError } from '../../worker/domain/ports.ts';
import { steps } from './schema.ts';

/** The register's database: one file, opened once a process. */
export type Connection = Database.Database;

/** Does work all or nothing, and only as long as this run may write. */
export type Transaction = <T>(work: () => T) => T;

/**
 * Opens the register to write, and brings its tables up to date. Writes are durable at commit (WAL, synchronous FULL).
 * `:memory:` gives an empty one that lives as long as the connection.
 */
export function openConnection(file: string): Connection {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new Database(file, { timeout: 5_000 });
  if (file !== ':memory:') chmodSync(file, 0o600);
  if (file !== ':memory:') writeAhead(db);
  db.pragma('synchronous = FULL');
  // Pages: in a crowd most are written several times before SQLite's log (16 MB) is copied into the file.
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('foreign_keys = ON');
  migrate(db);
  return db;
}

/** Opens a register that is there to write to it; undefined when there is none yet. */
export function openExisting(file: string): Connection | undefined {
  return isThere(file) ? openConnection(file) : undefined;
}

/** False only where there is no file: one that may not be looked for is no empty register. */
export function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes the whole file anew and empties SQLite's log: what was eliminated may still stand in both, where pages were split
 * long before. False while somebody else reads or writes.
 */
export function eraseTraces(db: Connection): boolean {
  try {
    db.exec('VACUUM');
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
  const [outcome] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return outcome?.busy === 0;
}

/** Opens the register to look: nothing can be written. Undefined when there is none yet. */
export function openReadOnly(file: string): Connection | undefined {
  if (!isThere(file)) return undefined;
  const db = new Database(file, { readonly: true, timeout: 5_000 });
  try {
    // The first reading makes SQLite's log, or joins those who have it open.
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    if (!(error instanceof Database.SqliteError) || !noRoomForLog.test(error.code)) throw error;
    return openCopy(file);
  }
}

/** What SQLite says of a folder in which it may not make its log. */
const noRoomForLog = /^SQLITE_(CANTOPEN|READONLY)/;

/**
 * A register where nothing may be written, on a read-only medium or without the permission: looked at in a private copy,
 * log included, that is gone with the connection. Nobody writes to it there: a writer would have made what was lacking.
 */
function openCopy(file: string): Connection {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-register-'));
  try {
    const before = standOf(file);
    const copy = join(folder, 'register.db');
    copyFileSync(file, copy);
    if (isThere(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    if (standOf(file) !== before)
      throw new TransportError('the register has changed while it was looked at', 'storage');
    chmodSync(copy, 0o600);
    const db = new Database(copy);
    // Takes in what the log holds, and needs none from now on.
    db.pragma('journal_mode = DELETE');
    db.pragma('query_only = ON');
    return db;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Size and time of the file and of its log: they tell whether somebody has written. */
function standOf(file: string): string {
  const stands = [file, `${file}-wal`].map((each) => statSync(each, { bigint: true, throwIfNoEntry: false }));
  return stands.map((each) => `${each?.size ?? ''} ${each?.mtimeNs ?? ''}`).join();
}

/** Opens the register to look at one moment of it, however long the look and whoever writes meanwhile. */
export function openSnapshot(file: string): Connection | undefined {
  const db = openReadOnly(file);
  // A deferred transaction begins with its first reading: it must not be later than the caller thinks.
  db?.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  return db;
}

/**
 * An empty register that is gone when it is closed: a private file of SQLite's own, so that a large one does not fill the
 * memory. It holds tables drawn from the journal of another, and so no event that they could refer to.
 */
export function openScratch(): Connection {
  const db = new Database('');
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -32000');
  migrate(db);
  db.pragma('foreign_keys = OFF');
  return db;
}

/** Brings the tables up to date; of several runs that open a new register at once, one makes them, and the others wait. */
function migrate(db: Connection): void {
  const version = () => Number(db.pragma('user_version', { simple: true }));
  if (version() === steps.length) return;
  db.transaction(() => {
    const done = version();
    if (done > steps.length)
      throw new Error(`the register is of a newer version (${done}) than this program (${steps.length})`);
    for (const step of steps.slice(done)) db.exec(step);
    db.pragma(`user_version = ${steps.length}`);
  }).immediate();
}

/** Tries and wait, in milliseconds, while another run does the same: SQLite itself does not wait for this one. */
const TRIES = 100;
const WAIT = 50;

/** Writes ahead (WAL): the mode is kept in the file, so that only the first run ever changes it. */
function writeAhead(db: Connection): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 1; db.pragma('journal_mode', { simple: true }) !== 'wal'; tries += 1) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY') || tries === TRIES)
        throw error;
      Atomics.wait(pause, 0, 0, WAIT);
    }
  }
}
