import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../data/archive.ts';
import { openExisting } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { fingerprint } from '../../parsers/fingerprint.ts';
import { actsOf } from '../../worker/acts.ts';
import { groupCommits } from '../../worker/commits.ts';
import type { Office } from '../../worker/desk.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import type { MailSource } from '../../worker/domain/ports.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import { isClean, prove } from '../../worker/proof.ts';
import { purge } from '../../worker/purge.ts';
import { quarantine } from '../../worker/shelve.ts';
import { takeIn } from '../../worker/take-in.ts';
import { aSubmission } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aStorage, type TestStorage } from '../builders/storage.ts';

const order = { visa: 'AD93-2031-7', by: 'archiviste A', why: 'durée d’utilité écoulée' };
const intent = { kind: 'importRequest', evidence: [] } as const;
const actor = { by: 'agent A', why: 'essai' };

type Which = { readonly reference: CaseReference } | { readonly before: CivilDate };
/** It names no case: earlier eliminations alone are finished. */
const nothing: Which = { before: '2020-01-01' as CivilDate };

/** Runs a purge as the command does, beside whoever works on the register. */
function purged({ paths, desk }: TestStorage, which: Which) {
  const db = openExisting(paths.register) ?? expect.fail('no register');
  try {
    return purge({ ...order, which }, register(db), openArchive(paths.archive), desk.now);
  } finally {
    db.close();
  }
}

/** A closed case, and its mail that a person has just dragged out of a folder. */
async function aClosedCase(folder = 'Clos') {
  const storage = aStorage();
  const { register: book } = storage.desk;
  await storage.receive(1, completeRequest, { over: { intent } });
  storage.send();
  const reference = book.cases.list()[0]?.reference ?? expect.fail('no case');
  const [mail] = book.messages.ofCase(reference);
  const sha256 = mail?.sha256 ?? expect.fail('no mail');
  const path = storage.archive.pathOf(sha256);
  const bytes = readFileSync(path);
  actsOf(storage.desk).decide(reference, actor, { kind: 'withdrawn' });
  // Filed, and then dragged out of that folder by a person: where to is not known yet.
  const filed = { source: 'import', folder, validity: '1', uid: 5 };
  book.whereabouts.locate(filed, 1);
  book.whereabouts.moved({ source: 'import', folder: 'INBOX', validity: '1', uid: 1 });
  book.whereabouts.gone(filed);
  storage.at('2031-06-01');
  const raw = { uid: 9, receivedAt: storage.desk.now(), size: bytes.length };
  const identity = { sha256, fingerprint: '1'.padStart(64, '0') };
  const again = { source: 'import', mailboxes: ['import'] as const, validity: '1', raw, ...identity };
  return { storage, book, reference, sha256, path, bytes, again };
}

/** The same once its mail was eliminated under a visa; `bytes` are those that the server still has. */
async function aPurgedCase(folder?: string) {
  const closed = await aClosedCase(folder);
  const { storage, reference, path } = closed;
  expect(purged(storage, { reference }).goes[0]?.mails).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
  return closed;
}

async function proofOf({ paths }: TestStorage) {
  const proof = (await prove(paths)) ?? expect.fail('no register');
  const { faults = [] } = proof.checks.find(({ name }) => name === 'archive') ?? {};
  return { isClean: isClean(proof), notices: proof.notices, lost: faults.map(({ wrong }) => wrong) };
}

const clean = { isClean: true, notices: [], lost: [] };

/** As the service takes it in: `meanwhile` happens while its bytes are written, or while it is read. */
function officeOf({ desk, archive }: TestStorage, meanwhile: { kept?: () => unknown; read?: () => unknown }): Office {
  const submission = { ...aSubmission(completeRequest, 1), intent };
  const keep: Archive['keep'] = async (bytes) => {
    const name = await archive.keep(bytes);
    await meanwhile.kept?.();
    return name;
  };
  const read = async (_: string, message: Sha256) => {
    await meanwhile.read?.();
    return { submission: { ...submission, message } };
  };
  return {
    ...desk,
    archive: { ...archive, keep },
    pool: { read, prepare: () => undefined, close: () => Promise.resolve() },
    commits: groupCommits(desk.register.transaction),
    outgoing: { wake: () => undefined, drain: () => Promise.resolve() } as unknown as Office['outgoing'],
    renew: () => undefined,
    log: (what) => expect.fail(what),
  };
}

const source = { name: 'import', mailboxes: ['import'] } as unknown as MailSource;
const lying = { source, folder: 'INBOX', validity: '1' };

describe('a mail brought back after its case was eliminated', () => {
  it('opens a case that is proved like any other, and eliminated in its turn', async () => {
    const { storage, book, sha256, path } = await aPurgedCase();
    await storage.receive(1, completeRequest, { over: { intent } });
    const [, second] = book.cases.list().map(({ reference }) => reference);
    expect(await proofOf(storage)).toEqual(clean);
    purged(storage, nothing);
    expect(existsSync(path)).toBe(true);

    rmSync(path);
    expect((await proofOf(storage)).lost).toEqual(['absent de l’archive']);

    await storage.receive(1, completeRequest, { over: { intent } });
    storage.send();
    const reference = second ?? expect.fail('no second case');
    actsOf(storage.desk).decide(reference, actor, { kind: 'withdrawn' });
    expect(purged(storage, { reference }).goes[0]?.mails[0]?.sha256).toBe(sha256);
    expect(existsSync(path)).toBe(false);
    expect(await proofOf(storage)).toEqual(clean);
  });

  it('keeps its bytes in quarantine, where no case holds it', async () => {
    const { storage, book, path, bytes, again } = await aPurgedCase();
    await storage.archive.keep(bytes);
    book.transaction(() => quarantine(again, storage.desk));
    expect(await proofOf(storage)).toEqual(clean);
    purged(storage, nothing);
    expect(existsSync(path)).toBe(true);
    rmSync(path);
    expect((await proofOf(storage)).lost).toEqual(['absent de l’archive']);
  });

  it('keeps its bytes in quarantine where it came before the elimination', async () => {
    const { storage, book, reference, path, again } = await aClosedCase();
    book.transaction(() => quarantine(again, storage.desk));
    expect(purged(storage, { reference }).goes[0]?.mails).toEqual([]);
    expect(existsSync(path)).toBe(true);
    expect(await proofOf(storage)).toEqual(clean);
    rmSync(path);
    expect((await proofOf(storage)).lost).toEqual(['absent de l’archive']);
  });

  it('keeps its bytes as the copy that comes to the other mailbox', async () => {
    const { storage, book, path, bytes, sha256 } = await aPurgedCase();
    await storage.archive.keep(bytes);
    const [mail = expect.fail('no mail')] = book.messages.withFingerprint('1'.padStart(64, '0'));
    const copy = { ...mail, source: 'export', disposition: 'copy', recordedAt: storage.desk.now() } as const;
    book.transaction(() => book.messages.add(copy));
    purged(storage, nothing);
    expect([sha256, existsSync(path)]).toEqual([mail.sha256, true]);
    expect(await proofOf(storage)).toEqual(clean);
  });

  it('that the server numbers anew is still eliminated: nothing needs its bytes', async () => {
    const { storage, path } = await aPurgedCase('INBOX');
    await storage.receive(1, completeRequest, { over: { intent } });
    expect((await proofOf(storage)).notices[0]).toMatch(/^1 courriel\(s\) éliminé\(s\) sous visa encore présent\(s\)/);
    purged(storage, nothing);
    expect(existsSync(path)).toBe(false);
    expect(await proofOf(storage)).toEqual(clean);
  });

  it.each(['kept', 'read'])('loses nothing to a purge that runs when it is just %s', async (when) => {
    const { storage, path, bytes } = await aPurgedCase();
    // As the take-in finds them where an earlier try has left them.
    await storage.archive.keep(bytes);
    const content = fingerprint(bytes);
    const office = officeOf(storage, { [when]: () => purged(storage, nothing) });
    const raw = { uid: 9, receivedAt: '2031-06-01T07:00:00.000Z' as Instant, bytes };
    expect(await takeIn(raw, lying, office)).toMatchObject({ quarantined: false });
    expect(storage.desk.register.messages.withFingerprint(content)).toHaveLength(1);
    expect(existsSync(path)).toBe(true);
    expect(await proofOf(storage)).toEqual(clean);
  });

  it('and out of the queue again before it was taken in is no obstacle to the visa the day after', async () => {
    const { storage, book, path, bytes, sha256 } = await aPurgedCase();
    await storage.archive.keep(bytes);
    book.attempts.begin('import', sha256, storage.desk.now());
    purged(storage, nothing);
    expect(existsSync(path)).toBe(true);
    storage.at('2031-06-03');
    purged(storage, nothing);
    expect(existsSync(path)).toBe(false);
  });
});
