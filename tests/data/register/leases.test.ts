import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLease } from '../../../data/register/leases.ts';
import { openConnection, type Connection } from '../../../data/register/open.ts';
import { register } from '../../../data/register/register.ts';
import type { Instant, Sha256 } from '../../../worker/domain/message.ts';
import { LeaseLost } from '../../../worker/domain/ports.ts';

const at = '2026-06-01T08:00:00.000Z' as Instant;
const later = '2026-06-01T08:01:00.000Z' as Instant;

let folder: string;
let db: Connection;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-lease-'));
  db = openConnection(join(folder, 'register.db'));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function take(name = 'import', connection = db) {
  return takeLease(connection, folder, name, at) ?? expect.fail('held by another run');
}

describe('a lease', () => {
  it('is given to one run at a time, and to the next once it is free', () => {
    const first = take();
    expect(takeLease(db, folder, 'import', at)).toBeUndefined();
    first.release();
    take().release();
  });

  it('is of one mailbox: the other one can be worked on', () => {
    const [one, other] = [take('import'), take('export')];
    expect(() => one.check()).not.toThrow();
    one.release();
    other.release();
  });

  it('tells when its holder last showed itself', () => {
    const lease = take();
    expect(register(db).leases.renewed().get('import')).toBe(at);
    lease.renew(later);
    expect(register(db).leases.renewed().get('import')).toBe(later);
    lease.release();
  });

  it('lets nothing more be written once another run holds it, even when the lock of the system has failed', () => {
    const old = take();
    const book = register(db, { guard: () => old.check() });
    book.transaction(() => book.journal.append('essai', { kind: 'first', at }));
    // A network file system forgets a lock, or somebody removes its file.
    rmSync(join(folder, 'lock-import.db'));
    const connection = openConnection(join(folder, 'register.db'));
    const next = take('import', connection);
    expect(() => book.transaction(() => book.journal.append('essai', { kind: 'second', at }))).toThrow(LeaseLost);
    expect(book.journal.ofStream('essai')).toHaveLength(1);
    // Hints as well: they could push a mail of the other run towards quarantine.
    const mail = 'a'.repeat(64) as Sha256;
    expect(() => book.attempts.begin('import', mail, later)).toThrow(LeaseLost);
    expect(() => book.passes.begin('import', later, 1)).toThrow(LeaseLost);
    expect(() => book.whereabouts.gone({ source: 'import', folder: 'Clos', validity: '1', uid: 1 })).toThrow(LeaseLost);
    old.renew(later);
    expect(book.leases.renewed().get('import')).toBe(at);
    register(connection, { guard: () => next.check() }).transaction(() => next.check());
    next.release();
    connection.close();
    old.release();
  });
});
