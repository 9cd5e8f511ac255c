import { beforeAll, describe, expect, it } from 'vitest';
import { compareTables, drawn } from '../../../data/register/compare.ts';
import { journal } from '../../../data/register/journal.ts';
import { openConnection, openReadOnly, openScratch, type Connection } from '../../../data/register/open.ts';
import { BrokenJournal, rebuild } from '../../../data/register/rebuild.ts';
import { register } from '../../../data/register/register.ts';
import { aSubmission } from '../../builders/case-file.ts';
import { aDesk } from '../../builders/desk.ts';
import { aLivedStorage, type TestStorage } from '../../builders/storage.ts';

let storage: TestStorage;

beforeAll(async () => {
  ({ storage } = await aLivedStorage());
});

const live = () => openReadOnly(storage.paths.register) ?? expect.fail('no register');
const rows = (db: Connection, sql: string) => db.prepare(sql).raw().all();

/** Tables that servers and clocks can tell again. */
const hints = ['locations', 'folders', 'unfiled', 'attempts', 'leases', 'passes'];

describe('a register made anew from its journal', () => {
  it('is the register itself, table by table, and goes on where it was', () => {
    const kept = live();
    const anew = openConnection(':memory:');
    const { events, cases } = rebuild(journal(kept), anew);
    for (const table of ['events', ...Object.keys(drawn)]) {
      expect(rows(anew, `SELECT * FROM ${table}`), table).toEqual(rows(kept, `SELECT * FROM ${table}`));
    }
    expect(compareTables(kept, anew)).toEqual([]);
    expect([events > 30, cases]).toEqual([true, 6]);
    const next = register(anew).cases.nextReference('importAuthorisation', '2026');
    expect(next).toMatch(/^AI-2026-000005-/);
    expect(anew.pragma('foreign_key_check')).toEqual([]);
    kept.close();
  });

  it('is all or nothing', () => {
    const source = openConnection(':memory:');
    const book = journal(source);
    book.append('nobody knows', { kind: 'k', at: '2026-06-01T07:00:00.000Z' as never });
    const anew = openConnection(':memory:');
    expect(() => rebuild(book, anew)).toThrow(BrokenJournal);
    expect(() => rebuild(book, anew)).toThrow('événement 1 : nul ne sait ce qu’elle change');
    expect(rows(anew, 'SELECT * FROM events')).toEqual([]);
  });

  it('does not repeat the words of a mail when an event cannot be replayed', () => {
    const source = openConnection(':memory:');
    const book = journal(source);
    const event = { kind: 'letterWritten', at: '2026-06-01T07:00:00.000Z' as never, letter: 'Dupont' };
    book.append('letter:<1@agence.example>', event);
    expect(() => rebuild(book, openScratch())).toThrow('événement 1 : ne se rejoue pas (TypeError)');
  });

  it('knows the sender that a later mail of the case told first', () => {
    const desk = aDesk();
    const anonymous = aSubmission({ fields: { brandName: 'Doloxal' } }, 1);
    desk.takeIn({ ...anonymous, headers: { ...anonymous.headers, from: undefined } });
    const [reference] = desk.register.cases.list().map((each) => each.reference);
    const current = desk.register.cases.find(reference ?? expect.fail('no case')) ?? expect.fail('no case');
    desk.register.cases.save({ ...current, applicant: { address: 'pharmacie@aubraie.example', name: '' } });
    expect(desk.register.cases.list()[0]?.applicant).toBe('pharmacie@aubraie.example');
  });
});

describe('every table', () => {
  it('is drawn from the journal and compared, or is told by the servers', () => {
    const tables = rows(
      openConnection(':memory:'),
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    ).flat();
    expect(new Set(tables)).toEqual(new Set([...Object.keys(drawn), ...hints, 'events']));
  });
});
