import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openConnection, openReadOnly } from '../../../data/register/open.ts';
import { register } from '../../../data/register/register.ts';
import { steps } from '../../../data/register/schema.ts';

const file = (name: string) => join(mkdtempSync(join(tmpdir(), 'guichet-register-')), name);

describe('the register’s database', () => {
  it('is durable at commit, with foreign keys on and strict tables', () => {
    const db = openConnection(file('register.db'));
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    const tables = db
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'")
      .all();
    expect(tables.length).toBeGreaterThanOrEqual(6);
    expect(tables.filter((each) => (each as { strict: number }).strict !== 1)).toEqual([]);
    db.close();
  });

  it('is opened again without loss, and is readable by its owner alone', () => {
    const path = file('register.db');
    openConnection(path).close();
    const db = openConnection(path);
    expect(db.pragma('user_version', { simple: true })).toBe(steps.length);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    db.close();
  });

  it('of an older version is brought up to date, whatever stands in it', () => {
    const path = file('register.db');
    const older = new Database(path);
    older.exec(steps[0] ?? '');
    older.exec(`INSERT INTO events (stream, at, kind, body, digest, previous, hash)
      VALUES ('AI', 'now', 'letterQueued', 'spoilt', 'd', 'a', 'b')`);
    older.pragma('user_version = 1');
    older.close();
    const db = openConnection(path);
    expect(db.pragma('user_version', { simple: true })).toBe(steps.length);
    expect(register(db).cases.answeredBy('<a@b.example>')).toEqual([]);
    db.close();
  });

  it('can be looked at while it is written to, and not changed', () => {
    const path = file('register.db');
    const writer = openConnection(path);
    const reader = openReadOnly(path);
    expect(() => reader?.exec("INSERT INTO counters VALUES ('a', '2026', 1)")).toThrow(/readonly/);
    reader?.close();
    writer.close();
  });

  it('never lets an event be changed or removed', () => {
    const db = openConnection(':memory:');
    db.exec(
      "INSERT INTO events (stream, at, kind, body, digest, previous, hash) VALUES ('AI', 'now', 'k', '{}', 'd', 'a', 'b')",
    );
    expect(() => db.exec("UPDATE events SET body = '[]'")).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM events')).toThrow(/append-only/);
  });
});
