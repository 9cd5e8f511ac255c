import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { openReadOnly, type Connection } from './open.ts';
import { COPY } from './restorations.ts';

/** A copy of the register, made aside and not yet in its place. */
export interface RegisterCopy {
  readonly file: string;
  /** Puts it in its place for good, over an earlier copy of the same register. */
  place(): void;
  /** Takes it away, if it was not placed. */
  drop(): void;
}

/**
 * Copies a register as it is at one moment, beside whoever writes to it: one file, complete in itself, durable on the
 * disk. Undefined when there is none.
 */
export function copyRegister(from: string, to: string): RegisterCopy | undefined {
  const source = openReadOnly(from);
  if (source === undefined) return undefined;
  const file = `${to}.tmp`;
  rmSync(file, { force: true });
  try {
    source.prepare('VACUUM INTO ?').run(file);
    chmodSync(file, 0o600);
    markAsCopy(file);
    sync(file);
  } catch (error) {
    // A full disk would keep the half of it.
    rmSync(file, { force: true });
    throw error;
  } finally {
    source.close();
  }
  return {
    file,
    place: () => {
      renameSync(file, to);
      sync(dirname(to));
    },
    drop: () => rmSync(file, { force: true }),
  };
}

/**
 * Whether an earlier copy is the beginning of a later one. A register that was lost and begun anew is not: its copy must
 * never take the place of the good one. Undefined when the earlier file is no register, or one too damaged to tell.
 */
export function isBeginningOf(earlier: string, later: string): boolean | undefined {
  if (!existsSync(earlier)) return true;
  const last = lastEvent(earlier);
  if (last === 'unreadable') return undefined;
  if (last === undefined) return true;
  const there = withFile(later, (db) =>
    db.prepare<[number], End>('SELECT seq, hash FROM events WHERE seq = ?').get(last.seq),
  );
  return there?.hash === last.hash;
}

/** So that the run that works on it first knows that later days are lost. */
function markAsCopy(file: string): void {
  const db = new Database(file);
  try {
    db.pragma(`application_id = ${COPY}`);
  } finally {
    db.close();
  }
}

interface End {
  readonly seq: number;
  readonly hash: string;
}

/** The end of a journal, undefined when nothing is written in it. */
function lastEvent(file: string): End | 'unreadable' | undefined {
  try {
    return withFile(file, (db) => db.prepare<[], End>('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1').get());
  } catch (error) {
    if (error instanceof Database.SqliteError && noRegister.test(error.code)) return 'unreadable';
    throw error;
  }
}

/** No database, a damaged one, or one without our tables: no later run will find it otherwise. */
const noRegister = /^SQLITE_(NOTADB|CORRUPT|ERROR|CANTOPEN_ISDIR)/;

function withFile<T>(file: string, look: (db: Connection) => T): T {
  const db = new Database(file, { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
