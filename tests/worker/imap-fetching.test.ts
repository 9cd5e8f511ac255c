import { randomUUID } from 'node:crypto';
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUEUE, type MailSource } from '../../worker/domain/ports.ts';
import { markOf } from '../../worker/domain/tray.ts';
import { imapSource } from '../../worker/imap.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { officeFor, type TestOffice } from '../builders/office.ts';
import { letter } from '../builders/raw-mail.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startProxy, type Proxy } from '../servers/proxy.ts';
import { startSmtpSink, type SmtpSink } from '../servers/smtp-sink.ts';

let dovecot: Dovecot;
let sink: SmtpSink;
let user: string;
let open: (() => unknown)[];

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
  sink = await startSmtpSink({ security: 'none' });
});

afterAll(async () => {
  await dovecot.stop();
  await sink.stop();
});

beforeEach(() => {
  user = `boite-${randomUUID()}`;
  open = [];
});

afterEach(async () => {
  for (const close of open.reverse()) await close();
});

interface Told {
  readonly event: string;
  readonly data?: unknown;
}

function sourceAt(told: Told[] = [], port = dovecot.port, inbox = 'INBOX'): MailSource {
  const server = { host: '127.0.0.1', port, security: 'none', user, password: 'test' } as const;
  const limits = { maxMessageBytes: 1_000_000 };
  const log = (event: string, data?: unknown) => void told.push({ event, data });
  const source = imapSource({ name: 'import', mailboxes: ['import'], inbox, server, limits, log });
  open.push(() => source.close());
  return source;
}

async function proxied(answer?: (text: string) => string): Promise<Proxy> {
  const proxy = await startProxy(dovecot.port, answer);
  open.push(() => proxy.stop());
  return proxy;
}

async function uidsFetched(source: MailSource, onMail: (uid: number) => unknown = () => undefined): Promise<number[]> {
  const uids: number[] = [];
  for await (const { uid } of source.fetch((await source.list()).uids)) {
    uids.push(uid);
    await onMail(uid);
  }
  return uids;
}

const sizes = ['unknown', 'known'] as const;

/** Makes one mail of a folder one that the server can list, and not open; it may know its size from the file's name. */
async function spoil(index: number, size: (typeof sizes)[number], folder = ''): Promise<() => Promise<void>> {
  const maildir = join(dovecot.mailRoot, user, folder);
  const parts = await Promise.all(
    ['new', 'cur'].map(async (part) => (await readdir(join(maildir, part))).map((name) => join(maildir, part, name))),
  );
  const path = parts.flat().sort()[index] ?? expect.fail('no such mail');
  const bytes = String((await stat(path)).size);
  const [base = '', flags] = path.split(':');
  const named = `${base},S=${bytes},W=${bytes}${flags === undefined ? '' : `:${flags}`}`;
  const spoilt = size === 'known' ? named : path;
  if (spoilt !== path) await rename(path, spoilt);
  await chmod(spoilt, 0);
  // The server may have renamed it since: it is among those that are there.
  return async () => {
    for (const part of ['new', 'cur'])
      for (const name of await readdir(join(maildir, part))) await chmod(join(maildir, part, name), 0o600);
  };
}

describe('a mail that the server cannot hand out', () => {
  it.each(sizes)('keeps no other one back, and is named (size %s)', async (size) => {
    for (const name of ['Un', 'Deux', 'Trois', 'Quatre']) await dovecot.deliver(user, letter(name, 'Texte'));
    await spoil(1, size);
    const told: Told[] = [];
    const source = sourceAt(told);
    await source.open();
    expect(await uidsFetched(source)).toEqual([1, 3, 4]);
    expect(told).toMatchObject([
      { event: 'mails fetched one by one' },
      { event: 'mail not handed out by the server', data: { uid: 2 } },
    ]);
    expect((await source.list()).uids).toEqual([1, 2, 3, 4]);
  });

  it('is at fault no longer when too many lines end one after the other', async () => {
    for (let each = 0; each < 14; each += 1) await dovecot.deliver(user, letter(`Lettre ${String(each)}`, 'Texte'));
    for (let each = 0; each < 13; each += 1) await spoil(each, 'known');
    const source = sourceAt();
    await source.open();
    await expect(uidsFetched(source)).rejects.toMatchObject({ name: 'TransportError', fault: 'temporary' });
  });
});

describe('a line that is cut while mails are fetched', () => {
  const deliverLarge = async () => {
    for (const name of ['Un', 'Deux', 'Trois']) await dovecot.deliver(user, letter(name, 'x'.repeat(900_000)));
  };

  it('is opened anew, and each mail comes once', async () => {
    await deliverLarge();
    const proxy = await proxied();
    const source = sourceAt([], proxy.port);
    await source.open();
    expect(await uidsFetched(source, (uid) => uid === 1 && proxy.cut())).toEqual([1, 2, 3]);
  });

  it('ends the stream where it cannot be opened anew, after one try', async () => {
    await deliverLarge();
    // More than what may already be on its way.
    await dovecot.deliver(user, letter('Quatre', 'x'.repeat(12_000_000)));
    const proxy = await proxied();
    const source = sourceAt([], proxy.port);
    await source.open();
    const reading = uidsFetched(source, async (uid) => uid === 1 && (await proxy.stop()));
    await expect(reading).rejects.toMatchObject({ name: 'TransportError', fault: 'temporary' });
    expect(proxy.sent(/AUTHENTICATE|LOGIN/)).toHaveLength(1);
  });
});

describe('a folder that is made anew between two commands', () => {
  it('has none of its mails fetched, moved or marked under the numbers of those before', async () => {
    await dovecot.deliver(user, letter('Un', 'Texte'));
    await drag('Demandes');
    const told: Told[] = [];
    const source = sourceAt(told, dovecot.port, 'Demandes');
    await source.open();
    await source.ensure(['Clos']);
    const { validity, uids } = await source.list();
    await rm(join(dovecot.mailRoot, user, '.Demandes'), { recursive: true });
    // Dovecot numbers by the second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await dovecot.deliver(user, letter('Jamais vu', 'Texte'));
    await drag('Demandes');
    const moves = uids.map((uid) => ({ uid, folder: 'Clos', mark: markOf('closed') }));
    expect(await source.move(moves, QUEUE, validity)).toEqual([]);
    await source.mark('Demandes', uids, markOf('staffReview'), validity);
    const mails: unknown[] = [];
    // The line that had the folder open has ended with it.
    const other = sourceAt(told);
    await other.open();
    for await (const mail of other.fetch(uids, 'Demandes', validity)) mails.push(mail);
    expect(mails).toEqual([]);
    expect(told.map(({ event }) => event).filter((event) => event.startsWith('folder renumbered'))).toHaveLength(3);
    expect((await dovecot.messages(user, 'Demandes')).map(({ flags }) => flags)).toEqual(['']);
  });
});

/** An office on this user's mailbox; the other one is empty. */
function anOffice(port = dovecot.port): TestOffice {
  const server = { host: '127.0.0.1', port: dovecot.port, security: 'none', password: { env: 'IMAP' } };
  return officeFor(dovecot, sink.port, {
    mailboxes: {
      import: { address: mailboxes.import, imap: { ...server, port, user } },
      export: { address: mailboxes.export, imap: { ...server, user: `${user}-export` } },
    },
  });
}

async function once(office: TestOffice) {
  const { code, out, err } = await office.run('once', '--json');
  const [done] = JSON.parse(out) as Record<string, unknown>[];
  return { code, err, ...done };
}

const question = (text: string) => buildMail({ subject: 'Question', text });

/** What a colleague does in Outlook: moves every mail of the inbox to a folder. */
async function drag(folder: string): Promise<void> {
  const outlook = sourceAt();
  await outlook.open();
  await outlook.ensure([folder]);
  await outlook.move((await outlook.list()).uids.map((uid) => ({ uid, folder })));
}

describe('a pass', () => {
  it.each(sizes)(
    'takes every other mail, says which one it could not fetch, and asks to be run again (size %s)',
    async (size) => {
      const office = anOffice();
      for (const text of ['un', 'deux', 'trois']) await dovecot.deliver(user, question(text));
      const mend = await spoil(0, size);
      const first = await once(office);
      expect(first, first.err).toMatchObject({ code: 75, taken: 2, unfetched: 1 });
      expect(first.err).toMatch(/"uids":\[1\].*"mails not fetched"/);
      expect(await once(office)).toMatchObject({ code: 75, taken: 0, unfetched: 1 });
      await mend();
      expect(await once(office)).toMatchObject({ code: 0, taken: 1, unfetched: 0 });
      expect(office.cases()).toHaveLength(3);
    },
  );

  it.each(sizes)('goes through the queue though a mail of a tray cannot be fetched (size %s)', async (size) => {
    const office = anOffice();
    await once(office);
    for (const text of ['un', 'deux']) await dovecot.deliver(user, question(text));
    await drag('À instruire');
    await spoil(0, size, '.À instruire');
    await dovecot.deliver(user, question('trois'));
    const first = await once(office);
    expect(first, first.err).toMatchObject({ code: 75, taken: 2, unfetched: 1 });
    expect(first.err).toMatch(/"folder":"À instruire","uids":\[\d\].*"mails not fetched"/);
  });

  it('names a mail without a byte', async () => {
    const office = anOffice();
    await dovecot.deliver(user, Buffer.alloc(0));
    await dovecot.deliver(user, question('un'));
    const first = await once(office);
    expect(first, first.err).toMatchObject({ code: 75, taken: 1, unfetched: 1 });
    expect(first.err).toMatch(/"uids":\[1\].*"mails not fetched"/);
  });

  it('goes through the queue though a tray cannot be opened, and says so', async () => {
    let opened = -Infinity;
    // The queue is opened when the pass begins, then the tray.
    const proxy = await proxied((text) => {
      if (!text.includes('Examine completed')) return text;
      opened += 1;
      return opened === 2 ? text.replace('OK [READ-ONLY]', 'NO [NOPERM]') : text;
    });
    const office = anOffice(proxy.port);
    await once(office);
    await dovecot.deliver(user, question('un'));
    await drag('À instruire');
    await dovecot.deliver(user, question('deux'));
    opened = 0;
    const first = await once(office);
    expect(first, first.err).toMatchObject({ code: 75, taken: 1, unfetched: 1 });
    expect(first.err).toContain('folder not gone through');
    expect(await once(office)).toMatchObject({ code: 0, taken: 1, unfetched: 0 });
  });

  it('leaves a mail of before alone, and takes in what comes to its tray since', async () => {
    const office = anOffice();
    for (const text of ['vieux', 'abîmé']) await dovecot.deliver(user, question(text));
    await drag('À instruire');
    const mend = await spoil(0, 'unknown', '.À instruire');
    expect(await once(office)).toMatchObject({ code: 75, taken: 0, unfetched: 1 });
    await dovecot.deliver(user, question('nouveau'));
    await drag('À instruire');
    expect(await once(office)).toMatchObject({ code: 75, taken: 1, unfetched: 1 });
    await mend();
    expect(await once(office)).toMatchObject({ code: 0, taken: 0, unfetched: 0 });
    expect(office.cases()).toHaveLength(1);
  });
});
