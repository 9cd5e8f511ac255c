import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../data/archive.ts';
import { eraseTraces, openExisting, openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { actsOf } from '../../worker/acts.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant } from '../../worker/domain/message.ts';
import { isClean, prove } from '../../worker/proof.ts';
import { purge, purgeable, type PurgeRequest } from '../../worker/purge.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aLivedStorage, aStorage, type TestStorage } from '../builders/storage.ts';

const order = { visa: 'AD93-2031-7', by: 'archiviste A', why: 'durée d’utilité écoulée' };
const all: PurgeRequest = { ...order, which: { before: '2031-01-01' as CivilDate } };
const now = () => '2031-06-01T07:00:00.000Z' as Instant;
const intent = { kind: 'importRequest', evidence: [] } as const;
const actor = { by: 'agent A', why: 'essai' };

/** Runs a purge as the command does, on a storage folder that nobody else holds. */
function purged({ paths }: Pick<TestStorage, 'paths'>, request = all, archive = openArchive(paths.archive)) {
  const db = openExisting(paths.register) ?? expect.fail('no register');
  try {
    const done = purge(request, register(db), archive, now);
    expect(eraseTraces(db)).toBe(true);
    return done;
  } finally {
    db.close();
  }
}

const proofOf = async ({ paths }: Pick<TestStorage, 'paths'>) => (await prove(paths)) ?? expect.fail('no register');

describe('a purge', () => {
  it('that is not confirmed says what would go, and changes nothing', async () => {
    const { storage, references } = await aLivedStorage();
    const before = (await proofOf(storage)).end;
    const db = openConnection(storage.paths.register);
    const { goes, kept } = purgeable(all, register(db));
    db.close();
    expect(goes.map(({ reference, closedOn }) => [reference, closedOn])).toEqual([[references[0], '2026-06-03']]);
    expect(goes[0]?.mails).toHaveLength(2);
    expect(goes[0]?.letters).toHaveLength(1);
    expect(kept).toEqual([]);
    expect((await proofOf(storage)).end).toEqual(before);
  });

  it('that is not confirmed says exactly what goes once it is, where cases share mails and letters', async () => {
    const storage = aStorage();
    const form = (brandName: string) =>
      ({ kind: 'importForm', fields: { ...completeRequest.fields, brandName } }) as const;
    const threeDemands = { documents: [form('Doloxal'), form('Nervadine'), form('Zorbex')] };
    // One case of the second mail stays: what it shares does too.
    for (const index of [1, 2]) await storage.receive(index, threeDemands, { over: { intent } });
    storage.send();
    const references = storage.desk.register.cases.list().map(({ reference }) => reference);
    expect(references).toHaveLength(6);
    for (const each of references.slice(0, 5)) actsOf(storage.desk).decide(each, actor, { kind: 'withdrawn' });
    const said = purgeable(all, storage.desk.register);
    const counts = said.goes.map(({ mails, letters }) => `${mails.length} ${letters.length}`);
    expect(counts).toEqual(['0 0', '0 0', '1 1', '0 0', '0 0']);
    expect(purged(storage)).toEqual(said);
    storage.close();
    const proof = await proofOf(storage);
    expect([proof.checks.flatMap(({ faults }) => faults), proof.notices]).toEqual([[], []]);
  });

  it('of the case that a common letter is kept under leaves what becomes of it to the others', async () => {
    const storage = aStorage();
    const form = (brandName: string) =>
      ({ kind: 'importForm', fields: { ...completeRequest.fields, brandName } }) as const;
    await storage.receive(1, { documents: [form('Doloxal'), form('Nervadine')] }, { over: { intent } });
    storage.send();
    const { cases, outbox } = storage.desk.register;
    const [first, second] = cases.list().map(({ reference }) => reference);
    if (first === undefined || second === undefined) return expect.fail('two cases were opened');
    const letter = outbox.ofCase(first)[0]?.draft.messageId;
    actsOf(storage.desk).decide(first, actor, { kind: 'withdrawn' });
    expect(purged(storage).goes.map(({ reference }) => reference)).toEqual([first]);
    await storage.receive(2, {}, { over: { automatic: { kind: 'bounce', letter, permanent: true } } });
    expect(cases.find(second)?.alerts).toEqual([expect.stringContaining('non distribuée')]);
    storage.close();
    expect((await proofOf(storage)).checks.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('takes bytes, content and letters of closed cases away, and the whole is still proved', async () => {
    const storage = aStorage();
    const mail = { ...completeRequest, fields: { ...completeRequest.fields, brandName: 'Zorbexine' } };
    await storage.receive(1, mail, { over: { intent } });
    storage.send();
    await storage.receive(2, completeRequest, { over: { intent } });
    const [first] = storage.desk.register.cases.list();
    const reference = first?.reference ?? expect.fail('no case');
    const letter = storage.desk.register.outbox.ofCase(reference)[0]?.draft.messageId ?? '';
    actsOf(storage.desk).decide(reference, actor, { kind: 'refused' });
    storage.close();
    const bytes = () => readFileSync(storage.paths.register).toString('latin1');
    const there = (await proofOf(storage)).end;

    const { goes } = purged(storage);
    expect(goes).toHaveLength(1);
    for (const { sha256 } of goes[0]?.mails ?? []) expect(existsSync(storage.archive.pathOf(sha256))).toBe(false);
    expect(bytes().includes('Zorbexine')).toBe(false);
    expect(bytes().includes('Doloxal')).toBe(true);
    expect(existsSync(`${storage.paths.register}-wal`)).toBe(false);
    const proof = await proofOf(storage);
    expect(proof.checks.flatMap(({ faults }) => faults)).toEqual([]);
    expect(proof.notices).toEqual([]);
    expect(proof.end?.events).toBe((there?.events ?? 0) + 1);

    const db = openConnection(storage.paths.register);
    const book = register(db);
    expect(book.eliminations.find(reference)).toMatchObject({ ...order, reference, outcome: { kind: 'refused' } });
    expect(book.cases.list()[0]).toMatchObject({ reference, state: 'closed', applicant: undefined });
    expect([book.cases.find(reference), book.outbox.find(letter)]).toEqual([undefined, undefined]);
    // The mail still lies on the server: it is known, and stays where closed cases are.
    expect(book.whereabouts.trayOf(1)).toBe('closed');
    db.close();
    // Asked again, nothing is left to do.
    expect(purged(storage)).toEqual({ goes: [], kept: [] });
  });

  it('that is killed between journal and archive is told, and finished by the next', async () => {
    const { storage } = await aLivedStorage();
    const archive = openArchive(storage.paths.archive);
    const killed = { ...archive, eliminate: () => expect.fail('killed') };
    expect(() => purged(storage, all, killed)).toThrow('killed');
    const proof = await proofOf(storage);
    expect(isClean(proof)).toBe(true);
    expect(proof.notices[0]).toMatch(/^2 courriel\(s\) éliminé\(s\) sous visa encore présent\(s\)/);
    purged(storage);
    expect((await proofOf(storage)).notices).toEqual([]);
  });

  it('keeps what is not over: open cases, letters on their way, mails and letters that another case shares', async () => {
    const storage = aStorage();
    const form = (brandName: string) =>
      ({ kind: 'importForm', fields: { ...completeRequest.fields, brandName } }) as const;
    await storage.receive(1, { documents: [form('Doloxal'), form('Nervadine')] }, { over: { intent } });
    const [one, two] = storage.desk.register.cases.list().map(({ reference }) => reference);
    if (one === undefined || two === undefined) throw new Error('two cases were opened');
    const of = (reference: typeof one): PurgeRequest => ({ ...order, which: { reference } });
    expect(purged(storage, of(one)).kept).toEqual([{ reference: one, why: 'le dossier n’est pas clos' }]);
    actsOf(storage.desk).decide(one, actor, { kind: 'withdrawn' });
    expect(purged(storage, of(one)).kept[0]?.why).toBe('une de ses lettres n’est pas réglée');
    storage.send();
    const first = purged(storage, of(one));
    expect([first.goes[0]?.mails, first.goes[0]?.letters]).toEqual([[], []]);
    // The letter stays under a case without content.
    expect((await proofOf(storage)).checks.flatMap(({ faults }) => faults)).toEqual([]);
    expect(storage.desk.register.cases.find(two)?.submissions).toHaveLength(1);
    actsOf(storage.desk).decide(two, actor, { kind: 'withdrawn' });
    const second = purged(storage, of(two));
    expect([second.goes[0]?.mails.length, second.goes[0]?.letters.length]).toEqual([1, 1]);
    storage.close();
    const proof = await proofOf(storage);
    expect([isClean(proof), proof.notices]).toEqual([true, []]);
  });
});

describe('the journal after a purge', () => {
  it('lets nothing else be blanked, nothing come back and no other column change', async () => {
    const { storage } = await aLivedStorage();
    purged(storage);
    const db = openConnection(storage.paths.register);
    const { purged: visa, seq } = db.prepare('SELECT purged, seq FROM events WHERE purged IS NOT NULL').get() as {
      purged: number;
      seq: number;
    };
    const other = (db.prepare('SELECT seq FROM events WHERE purged IS NULL AND seq > ?').get(seq) as { seq: number })
      .seq;
    for (const sql of [
      `UPDATE events SET body = '', purged = ${visa} WHERE seq = ${other}`,
      `UPDATE events SET body = '', purged = 1 WHERE seq = ${other}`,
      `UPDATE events SET body = '{}', purged = NULL WHERE seq = ${seq}`,
      `UPDATE events SET digest = 'x' WHERE seq = ${seq}`,
      `UPDATE events SET purged = ${other} WHERE seq = ${seq}`,
      `UPDATE events SET at = 'x' WHERE seq = ${other}`,
      `DELETE FROM events WHERE seq = ${seq}`,
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/append-only/);
    }
    db.close();
  });

  it('is broken where a visa is made to cover what it does not name, or a content is put back', async () => {
    const { storage } = await aLivedStorage();
    purged(storage);
    const db = new Database(storage.paths.register);
    const guard = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'events_never_change'").get() as {
      sql: string;
    };
    const { visa, gone } = db
      .prepare('SELECT max(purged) AS visa, min(seq) AS gone FROM events WHERE purged > 0')
      .get() as {
      visa: number;
      gone: number;
    };
    const { kept } = db.prepare('SELECT min(seq) AS kept FROM events WHERE purged IS NULL').get() as { kept: number };
    db.exec(`DROP TRIGGER events_never_change; UPDATE events SET body = '', purged = ${visa} WHERE seq = ${kept}`);
    db.exec(guard.sql);
    const journalOf = async () => (await proofOf(storage)).checks.find(({ name }) => name === 'journal')?.faults;
    expect(await journalOf()).toEqual([
      { row: `événement ${kept}`, wrong: 'elle n’est pas éliminée comme son visa le dit' },
    ]);
    db.exec(`DROP TRIGGER events_never_change; UPDATE events SET body = '{}', purged = NULL WHERE seq = ${gone}`);
    db.exec(guard.sql);
    expect((await journalOf())?.[0]?.row).toBe(`événement ${Math.min(gone, kept)}`);
    db.close();
  });
});
