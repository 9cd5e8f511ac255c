import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { openConnection, openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Instant } from '../../worker/domain/message.ts';
import { completeImportForm } from '../builders/documents.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { officeFor, type TestOffice } from '../builders/office.ts';
import { drag as dragIn, foldersOf } from '../builders/colleague.ts';
import { importForm } from '../../templates/forms/import-form.ts';
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

/** An office of its own on two mailboxes of their own. */
function anOffice(): { office: TestOffice; user: string } {
  users += 1;
  const user = `tri${users}`;
  const imap = (name: string) => {
    const server = { host: '127.0.0.1', port: dovecot.port, security: 'none' };
    return { ...server, user: name, password: { env: 'IMAP' } };
  };
  const office = officeFor(dovecot, sink.port, {
    mailboxes: {
      import: { address: mailboxes.import, imap: imap(user) },
      export: { address: mailboxes.export, imap: imap(`${user}-export`) },
    },
  });
  return { office, user };
}

const drag = (user: string, from: string, to: string) => dragIn(dovecot, user, from, to);
const folders = (user: string) => foldersOf(dovecot, user);

const question = (text = 'Quel est le délai d’instruction ?') => buildMail({ subject: 'Question', text });
const holiday = () =>
  buildMail({ subject: 'Absence', text: 'Je suis absente.', headers: { 'Auto-Submitted': 'auto-replied' } });

async function once(office: TestOffice, ...more: string[]) {
  const { code, out, err } = await office.run('once', '--json', ...more);
  expect([0, 10, 75], err).toContain(code);
  const [done] = JSON.parse(out) as { taken: number; left: number; missing: number; quarantined: number }[];
  return { code, ...done };
}

describe('the folder of a mail', () => {
  it('follows its case when a person decides', async () => {
    const { office, user } = anOffice();
    const attachments = [{ name: 'formulaire.pdf', content: await importForm(completeImportForm()) }];
    await dovecot.deliver(user, buildMail({ subject: 'Demande d’autorisation d’importation', attachments }));
    await once(office);
    const [current] = office.cases();
    const before = Object.keys(await folders(user));
    expect(before).not.toEqual(['Clos']);
    const act = await office.run('decide', current?.reference ?? '', 'filed', '--by', 'A. Martin', '--why', 'essai');
    expect(act.code, act.err).toBe(0);
    await once(office);
    expect(await folders(user)).toEqual({ Clos: 1 });
  });

  it('is taken in wherever a colleague put it before the worker saw it', async () => {
    const { office, user } = anOffice();
    await once(office);
    await dovecot.deliver(user, question());
    await drag(user, 'INBOX', 'À instruire');
    const letters = sink.mails.length;
    expect(await once(office)).toMatchObject({ code: 0, taken: 1 });
    expect(office.cases()).toHaveLength(1);
    expect(sink.mails).toHaveLength(letters + 1);
    expect(await folders(user)).toEqual({ 'À vérifier': 1 });
  });

  it('that was filed before the worker came is kept and left where it is; brought to the queue, it is taken in', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question('Une vieille question'));
    await drag(user, 'INBOX', 'Clos');
    const letters = sink.mails.length;
    expect(await once(office)).toMatchObject({ code: 0, taken: 0 });
    expect([office.cases(), messagesOf(office)]).toEqual([[], ['setAside']]);
    expect(await folders(user)).toEqual({ Clos: 1 });
    expect(sink.mails).toHaveLength(letters);
    await drag(user, 'Clos', 'INBOX');
    expect(await once(office)).toMatchObject({ code: 0, taken: 1 });
    expect(office.cases()).toHaveLength(1);
    expect(sink.mails).toHaveLength(letters + 1);
  });

  it('and all others are recognised when the server numbers everything anew: nothing is answered twice', async () => {
    const { office, user } = anOffice();
    for (const each of ['un', 'deux', 'trois']) await dovecot.deliver(user, question(`Question ${each}`));
    await dovecot.deliver(user, holiday());
    await once(office);
    const [letters, before] = [sink.mails.length, await folders(user)];
    await renumber(user);
    expect(await once(office)).toMatchObject({ code: 0, taken: 0, missing: 0 });
    expect(await once(office, '--full')).toMatchObject({ code: 0, taken: 0, missing: 0 });
    expect(await folders(user)).toEqual(before);
    expect(office.cases()).toHaveLength(3);
    expect(sink.mails).toHaveLength(letters);
  });
});

/** What a restored mailbox does: the same mails under another UIDVALIDITY. */
async function renumber(user: string): Promise<void> {
  for (const folder of ['', ...(await dovecot.folders(user)).map((each) => `.${each}`)]) {
    await rm(join(dovecot.mailRoot, user, folder, 'dovecot-uidlist'), { force: true });
    await rm(join(dovecot.mailRoot, user, folder, 'dovecot.index'), { force: true });
    await rm(join(dovecot.mailRoot, user, folder, 'dovecot.index.log'), { force: true });
    await rm(join(dovecot.mailRoot, user, folder, 'dovecot.index.cache'), { force: true });
  }
}

describe('a colleague who moves a mail', () => {
  it('out of scope says that it is no request: it stays there', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question());
    await once(office);
    await drag(user, 'À vérifier', 'Hors périmètre');
    expect(await once(office)).toMatchObject({ code: 0, left: 0 });
    await once(office, '--full');
    expect(await folders(user)).toEqual({ 'Hors périmètre': 1 });
    expect(messagesOf(office)).toEqual(['setAside']);
    expect(office.cases()).toMatchObject([{ state: 'closed', outcome: { kind: 'filed' } }]);
  });

  it('of a request out of scope leaves the case open, with its clock, and says that somebody must decide', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, buildMail({ subject: 'Demande d’autorisation d’importation', text: 'Dosage : 5 mg' }));
    await once(office);
    await drag(user, 'En attente de pièces', 'Hors périmètre');
    await once(office);
    expect(office.cases()).toMatchObject([
      { state: 'awaitingApplicant', alerts: [expect.stringMatching(/hors périmètre/)] },
    ]);
    expect(await folders(user)).toEqual({ 'Hors périmètre': 1 });
  });

  it('of a case back to the queue has it read again: the case keeps its number, and nothing is answered', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, buildMail({ subject: 'Demande d’autorisation d’importation', text: 'Dosage : 5 mg' }));
    await once(office);
    const [before, letters] = [office.cases(), sink.mails.length];
    await drag(user, 'En attente de pièces', 'INBOX');
    expect(await once(office)).toMatchObject({ code: 0, taken: 1 });
    expect(office.cases().map(({ reference, state }) => [reference, state])).toEqual(
      before.map(({ reference, state }) => [reference, state]),
    );
    expect(sink.mails).toHaveLength(letters);
    expect(await folders(user)).toEqual({ 'En attente de pièces': 1 });
    const told = await office.run('explain', before[0]?.reference ?? '');
    expect(told.out).toContain('message lu à nouveau');
  });

  it('from among the automatic ones back to the queue says that it is a request', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, holiday());
    await once(office);
    expect(await folders(user)).toEqual({ 'Messages automatiques': 1 });
    await drag(user, 'Messages automatiques', 'INBOX');
    expect(await once(office)).toMatchObject({ code: 0, taken: 1 });
    expect(office.cases()).toHaveLength(1);
    expect(messagesOf(office)).toEqual(['case']);
    expect(Object.keys(await folders(user))).not.toContain('INBOX');
  });

  it('to a folder that says nothing leaves it there, and that is told once', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question());
    await once(office);
    await drag(user, 'À vérifier', 'Clos');
    expect(await once(office)).toMatchObject({ left: 1 });
    expect(await once(office)).toMatchObject({ left: 0 });
    expect(await folders(user)).toEqual({ Clos: 1 });
    expect(office.cases()).toMatchObject([{ state: 'staffReview' }]);
  });

  it('to a folder of their own takes it out of our sight: the register says so, and keeps it', async () => {
    const { office, user } = anOffice();
    await dovecot.deliver(user, question());
    await once(office);
    await drag(user, 'À vérifier', 'Claire');
    expect(await once(office)).toMatchObject({ code: 0, missing: 1 });
    expect(office.cases()).toHaveLength(1);
  });
});

describe('a mail whose taking in fails again and again', () => {
  it('goes to quarantine at the fourth try, and a colleague can bring it back', async () => {
    const { office, user } = anOffice();
    const mail = question();
    await once(office);
    const book = register(openConnection(join(office.directory, 'storage', 'register.db')));
    // Three runs that were killed while they had it in hand.
    for (let time = 0; time < 3; time += 1)
      book.attempts.begin('import', sha256(mail), '2026-06-01T08:00:00.000Z' as Instant);
    book.close();
    await dovecot.deliver(user, mail);
    await dovecot.deliver(user, question('Une autre question'));
    expect(await once(office)).toMatchObject({ code: 10, taken: 1, quarantined: 1 });
    expect(await folders(user)).toEqual({ Quarantaine: 1, 'À vérifier': 1 });
    await drag(user, 'Quarantaine', 'INBOX');
    expect(await once(office)).toMatchObject({ code: 0, taken: 1 });
    expect(await folders(user)).toEqual({ 'À vérifier': 2 });
    expect(office.cases()).toHaveLength(2);
  });
});

/** What became of each mail, as the register has it. */
function messagesOf(office: TestOffice): string[] {
  const connection = openReadOnly(join(office.directory, 'storage', 'register.db'));
  if (connection === undefined) return [];
  const rows = connection.prepare<[], { disposition: string }>('SELECT disposition FROM messages ORDER BY id').all();
  connection.close();
  return rows.map(({ disposition }) => disposition);
}
