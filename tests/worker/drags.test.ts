import { chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openReadOnly } from '../../data/register/open.ts';
import { actsOf } from '../../worker/acts.ts';
import { loadConfig } from '../../worker/config.ts';
import type { MailSource } from '../../worker/domain/ports.ts';
import { refile } from '../../worker/refile.ts';
import { openOffice, postmanOf } from '../../worker/wiring.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { officeFor, type TestOffice } from '../builders/office.ts';
import { drag as dragIn, foldersOf } from '../builders/colleague.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startSmtpSink, type SmtpSink } from '../servers/smtp-sink.ts';

let dovecot: Dovecot;
let sink: SmtpSink;
let users = 0;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
  sink = await startSmtpSink({ security: 'none' });
});

afterAll(async () => {
  await dovecot.stop();
  await sink.stop();
});

/** An office on two mailboxes of its own, in two accounts or in one. */
function anOffice(accounts: 'two' | 'one' = 'two'): { office: TestOffice; user: string; other: string } {
  users += 1;
  const [user, other] = [`geste${users}`, `geste${users}-export`];
  const imap = (name: string) => {
    const server = { host: '127.0.0.1', port: dovecot.port, security: 'none' };
    return { ...server, user: name, password: { env: 'IMAP' } };
  };
  const exports = accounts === 'two' ? { imap: imap(other) } : { imap: { ...imap(user) }, inbox: 'Export' };
  const office = officeFor(dovecot, sink.port, {
    mailboxes: {
      import: { address: mailboxes.import, imap: imap(user) },
      export: { address: mailboxes.export, ...exports },
    },
  });
  return { office, user, other };
}

const drag = (user: string, from: string, to: string, pick?: (uids: readonly number[]) => readonly number[]) =>
  dragIn(dovecot, user, from, to, pick);
const folders = (user: string) => foldersOf(dovecot, user);

const question = (headers: Record<string, string> = {}) =>
  buildMail({ subject: 'Question', text: 'Quel est le délai d’instruction ?', headers });
/** The same mail as another server handed it over. */
const deliveredTo = (whom: string, mail: Buffer) =>
  Buffer.concat([Buffer.from(`Received: from a by b for <${whom}>; Mon, 1 Jun 2026 09:30:00 +0200\r\n`), mail]);

async function once(office: TestOffice): Promise<void> {
  const { code, err } = await office.run('once');
  expect([0, 10], err).toContain(code);
}

/** A run that is killed at a point. */
const killed = (office: TestOffice, point: string) => office.start({ GUICHET_CRASH_AT: point }, 'once').ended;

/** A mail that ended three runs, and was put into quarantine by the fourth. */
async function quarantined(office: TestOffice): Promise<void> {
  for (let time = 0; time < 3; time += 1) await killed(office, 'attempt counted');
  await once(office);
  expect(rows(office)).toMatchObject([{ disposition: 'quarantined' }]);
}

interface Row {
  readonly source: string;
  readonly disposition: string;
  readonly note: string;
}

/** What became of each mail, as the register has it. */
function rows(office: TestOffice): Row[] {
  const connection = openReadOnly(join(office.directory, 'storage', 'register.db'));
  if (connection === undefined) return [];
  const found = connection.prepare<[], Row>('SELECT source, disposition, note FROM messages ORDER BY id').all();
  connection.close();
  return found;
}

/** What drags meant, as the journal has it. */
function moves(office: TestOffice): string[] {
  const connection = openReadOnly(join(office.directory, 'storage', 'register.db'));
  const sql = "SELECT json_extract(body, '$.meaning') FROM events WHERE kind = 'messageMoved' ORDER BY seq";
  const found = connection?.prepare<[], string>(sql).pluck().all() ?? [];
  connection?.close();
  return found;
}

const patience = { timeout: 20_000, interval: 50 };

const proved = async (office: TestOffice) => expect(await office.run('verify')).toMatchObject({ code: 0 });

describe('a mail that a colleague puts out of scope', () => {
  it('before the worker saw it is kept, answered by nobody, and stays there; brought to the queue, it is a request', async () => {
    const { office, user } = anOffice();
    await once(office);
    const letters = sink.mails.length;
    await dovecot.deliver(user, question());
    await drag(user, 'INBOX', 'Hors périmètre');
    await once(office);
    await once(office);
    expect(await folders(user)).toEqual({ 'Hors périmètre': 1 });
    expect(rows(office)).toMatchObject([{ disposition: 'setAside', note: expect.stringMatching(/agent/) as string }]);
    expect([office.cases(), sink.mails.length]).toEqual([[], letters]);
    await proved(office);
    await drag(user, 'Hors périmètre', 'INBOX');
    await once(office);
    expect(await folders(user)).toEqual({ 'À vérifier': 1 });
    expect([office.cases().length, sink.mails.length]).toEqual([1, letters + 1]);
  });

  it('out of quarantine is set aside', async () => {
    const { office, user } = anOffice();
    await once(office);
    await dovecot.deliver(user, question());
    await quarantined(office);
    await drag(user, 'Quarantaine', 'Hors périmètre');
    await once(office);
    await once(office);
    expect(await folders(user)).toEqual({ 'Hors périmètre': 1 });
    expect(rows(office)).toMatchObject([{ disposition: 'setAside' }]);
    expect(office.cases()).toEqual([]);
  });

  it('before the worker has filed it is set aside, with its case', async () => {
    const { office, user } = anOffice();
    await once(office);
    await dovecot.deliver(user, question());
    await killed(office, 'mails to file');
    expect(await folders(user)).toEqual({ INBOX: 1 });
    await drag(user, 'INBOX', 'Hors périmètre');
    await once(office);
    await once(office);
    expect(await folders(user)).toEqual({ 'Hors périmètre': 1 });
    expect(office.cases()).toMatchObject([{ state: 'closed', outcome: { kind: 'filed' } }]);
    await proved(office);
  });

  it('in one mailbox, unread, is answered from the other: what one sets aside there does not silence it here', async () => {
    const { office, user, other } = anOffice();
    await once(office);
    const letters = sink.mails.length;
    await dovecot.deliver(user, deliveredTo('import', question()));
    await drag(user, 'INBOX', 'Hors périmètre');
    await once(office);
    await dovecot.deliver(other, deliveredTo('export', question()));
    await once(office);
    expect([await folders(user), await folders(other)]).toEqual([{ 'Hors périmètre': 1 }, { 'À vérifier': 1 }]);
    expect([office.cases().length, sink.mails.length]).toEqual([1, letters + 1]);
  });

  it('in one mailbox, unread, leaves alone what the other has already taken in', async () => {
    const { office, user, other } = anOffice();
    await once(office);
    await dovecot.deliver(other, deliveredTo('export', question()));
    await once(office);
    await dovecot.deliver(user, deliveredTo('import', question()));
    await drag(user, 'INBOX', 'Hors périmètre');
    await once(office);
    expect([await folders(user), await folders(other)]).toEqual([{ 'Hors périmètre': 1 }, { 'À vérifier': 1 }]);
    expect(office.cases()).toMatchObject([{ state: 'staffReview' }]);
    expect(rows(office).map(({ disposition }) => disposition)).toEqual(['case', 'setAside']);
  });
});

describe('a mail of which the register has another copy', () => {
  it('brought back, or restored, in the mailbox of the copy is not answered again', async () => {
    const { office, user, other } = anOffice();
    const letters = sink.mails.length;
    await dovecot.deliver(user, deliveredTo('import', question()));
    await once(office);
    await dovecot.deliver(other, deliveredTo('export', question()));
    await once(office);
    await drag(other, 'À vérifier', 'INBOX');
    await once(office);
    expect([office.cases().length, sink.mails.length]).toEqual([1, letters + 1]);
    expect(await folders(other)).toEqual({ 'À vérifier': 1 });
    await rm(join(dovecot.mailRoot, other), { recursive: true });
    await dovecot.deliver(other, deliveredTo('export', question()));
    await once(office);
    expect([office.cases().length, sink.mails.length]).toEqual([1, letters + 1]);
    expect(await folders(other)).toEqual({ 'À vérifier': 1 });
    await proved(office);
  });

  it('delivered twice to one mailbox: brought back, it lies where its case says', async () => {
    const { office, user } = anOffice();
    const absence = question({ 'Auto-Submitted': 'auto-replied' });
    await dovecot.deliver(user, deliveredTo('un', absence));
    await once(office);
    await drag(user, 'Messages automatiques', 'Claire');
    await once(office);
    await dovecot.deliver(user, deliveredTo('deux', absence));
    await once(office);
    const [current] = office.cases();
    expect(current).toMatchObject({ state: 'staffReview' });
    const act = await office.run('decide', current?.reference ?? '', 'filed', '--by', 'A. Martin', '--why', 'essai');
    expect(act.code, act.err).toBe(0);
    await once(office);
    expect(await folders(user)).toEqual({ Claire: 1, Clos: 1 });
    await proved(office);
  });
});

describe('two mailboxes of one account', () => {
  it.each(['INBOX', 'À instruire'])('a mail of the second, out of quarantine to %s, is tried again', async (to) => {
    const { office, user } = anOffice('one');
    await dovecot.deliver(user, question());
    await drag(user, 'INBOX', 'Export');
    await quarantined(office);
    await drag(user, 'Quarantaine', to);
    await once(office);
    expect(await folders(user)).toEqual({ 'À vérifier': 1 });
    expect(rows(office)).toMatchObject([{ source: 'export', disposition: 'case' }]);
    await proved(office);
  });

  it('a mail brought back to the second, under a daemon, is looked at again', async () => {
    const { office, user } = anOffice('one');
    await dovecot.deliver(user, question());
    await drag(user, 'INBOX', 'Export');
    const daemon = office.start({}, 'run');
    const lies = async (where: Record<string, number>) => isDeepStrictEqual(await folders(user), where);
    await vi.waitUntil(() => lies({ 'À vérifier': 1 }), patience);
    await drag(user, 'À vérifier', 'Export');
    await vi.waitUntil(() => lies({ 'À vérifier': 1 }), patience);
    daemon.kill('SIGTERM');
    await daemon.ended;
    expect(moves(office)).toEqual(['takeAgain']);
    await proved(office);
  });
});

describe('a folder that the server no longer shows', () => {
  it.runIf(process.getuid?.() === 0)('is told, and the pass does not end well', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question());
    await once(office);
    const folder = join(dovecot.mailRoot, user, '.Clos');
    const { mode } = await stat(folder);
    await chmod(folder, 0);
    const { code, err } = await office.run('once');
    expect([code, err]).toEqual([75, expect.stringContaining('"folder":"Clos"')]);
    await chmod(folder, mode & 0o7777);
    await once(office);
    await proved(office);
  });
});

describe('a case that changes while its mail is being moved', () => {
  it('is followed at the next pass', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question());
    await once(office);
    process.env.IMAP = 'test';
    const config = loadConfig(office.config);
    const opened = openOffice(config, { postman: postmanOf(config), log: () => {}, warm: false, lost: () => {} });
    const acts = actsOf(opened.office);
    const [{ reference } = expect.fail('no case')] = opened.office.register.cases.list();
    const actor = { by: 'A. Martin', why: 'essai' };
    const source = opened.sources.find(({ name }) => name === 'import')?.make() ?? expect.fail('no source');
    await source.open();
    acts.decide(reference, actor, { kind: 'filed' });
    const whileMoving: MailSource = {
      ...source,
      move: async (moves, from) => {
        const moved = await source.move(moves, from);
        acts.reopen(reference, actor);
        return moved;
      },
    };
    expect(await refile(whileMoving, opened.office)).toBe(0);
    expect(await folders(user)).toEqual({ Clos: 1 });
    expect(await refile(source, opened.office)).toBe(0);
    expect(await folders(user)).toEqual({ 'À vérifier': 1 });
    await source.close();
    await opened.close();
  });
});
