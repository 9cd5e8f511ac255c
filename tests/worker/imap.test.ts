import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawMessage } from '../../worker/domain/message.ts';
import type { MailSource, Moved } from '../../worker/domain/ports.ts';
import { markOf } from '../../worker/domain/tray.ts';
import type { ImapServer } from '../../worker/imap.ts';
import { checkImap, imapSource } from '../../worker/imap.ts';
import { letter } from '../builders/raw-mail.ts';
import type { Dovecot, DovecotOptions } from '../servers/dovecot.ts';
import { startDovecot } from '../servers/dovecot.ts';
import { freePort } from '../servers/free-port.ts';
import type { Proxy } from '../servers/proxy.ts';
import { startProxy } from '../servers/proxy.ts';

let dovecot: Dovecot;
/** Servers with other settings, started when first needed. */
const others = new Map<string, Promise<Dovecot>>();
/** Every test has a mailbox of its own. */
let user: string;
/** Closed after each test, the latest first. */
let open: (() => unknown)[];

beforeAll(async () => {
  dovecot = await startDovecot();
});

afterAll(async () => {
  await Promise.all([dovecot, ...(await Promise.all(others.values()))].map((server) => server.stop()));
});

beforeEach(() => {
  user = `boite-${randomUUID()}`;
  open = [];
});

afterEach(async () => {
  for (const close of open.reverse()) await close();
});

function clear(change: Partial<ImapServer> = {}): ImapServer {
  return { host: '127.0.0.1', port: dovecot.port, security: 'none', user, password: 'test', ...change };
}

interface Told {
  readonly event: string;
  readonly data: unknown;
}

function sourceAt(server: ImapServer, options: { inbox?: string; maxMessageBytes?: number; told?: Told[] } = {}) {
  const { inbox, maxMessageBytes = 1_000_000, told = [] } = options;
  const source = imapSource({
    name: 'import',
    mailboxes: ['import'],
    inbox,
    server,
    limits: { maxMessageBytes },
    log: (event, data) => told.push({ event, data }),
  });
  open.push(() => source.close());
  return source;
}

async function proxied(target = dovecot.port, answer?: (text: string) => string): Promise<Proxy> {
  const proxy = await startProxy(target, answer);
  open.push(() => proxy.stop());
  return proxy;
}

function another(options: DovecotOptions): Promise<Dovecot> {
  const key = JSON.stringify(options);
  const server = others.get(key) ?? startDovecot(options);
  others.set(key, server);
  return server;
}

async function deliverMany(count: number, server = dovecot): Promise<Buffer[]> {
  const mails = Array.from({ length: count }, (_, at) => letter(`Lettre ${String(at)}`, 'Texte'));
  for (const mail of mails) await server.deliver(user, mail);
  return mails;
}

async function fetched(source: MailSource, uids: readonly number[]): Promise<RawMessage[]> {
  const mails: RawMessage[] = [];
  for await (const mail of source.fetch(uids)) mails.push(mail);
  return mails;
}

function uidsOf(moved: readonly Moved[]): number[] {
  return moved.map(({ uid }) => uid);
}

function everyMailTo(folder: string, uids: readonly number[]) {
  return uids.map((uid) => ({ uid, folder }));
}

const never = new AbortController().signal;
const temporary = { name: 'TransportError', fault: 'temporary' };

describe('the mail of the agency', () => {
  it('is never marked as read', async () => {
    await deliverMany(3);
    const source = sourceAt(clear());
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    await fetched(source, uids);
    await source.move(everyMailTo('Complet', uids.slice(0, 2)));
    await source.list();
    const stored = [...(await dovecot.messages(user)), ...(await dovecot.messages(user, 'Complet'))];
    expect(stored.map(({ flags }) => flags)).toEqual(['', '', '']);
  });

  it('is all still there, byte for byte, after it was filed', async () => {
    const mails = await deliverMany(7);
    const source = sourceAt(clear());
    await source.open();
    const { uids } = await source.list();
    await source.move(uids.map((uid) => ({ uid, folder: uid % 2 === 0 ? 'Complet' : 'À vérifier' })));
    const folders = ['INBOX', 'Complet', 'À vérifier'].map((folder) => dovecot.messages(user, folder));
    const bytes = (await Promise.all(folders)).flat().map((mail) => mail.bytes);
    expect(bytes.sort((a, b) => Buffer.compare(a, b))).toEqual(mails.sort((a, b) => Buffer.compare(a, b)));
  });

  it('keeps the instant of reception when it is filed', async () => {
    await dovecot.deliver(user, letter('Ancien', 'Texte'), new Date('2026-01-15T22:59:59Z'));
    const source = sourceAt(clear());
    await source.open();
    await source.ensure(['Complet']);
    await source.move(everyMailTo('Complet', (await source.list()).uids));
    const filed = sourceAt(clear(), { inbox: 'Complet' });
    await filed.open();
    const [mail] = await fetched(filed, (await filed.list()).uids);
    expect(mail?.receivedAt).toBe('2026-01-15T22:59:59.000Z');
  });

  it('is marked for people as its tray asks, and keeps what they marked themselves', async () => {
    await deliverMany(2);
    await dovecot.deliver(user, letter('Lu', 'Texte'), undefined, 'S');
    const source = sourceAt(clear());
    await source.open();
    await source.ensure(['À vérifier', 'Clos']);
    const { uids } = await source.list();
    const mark = { ...markOf('staffReview'), isFirst: true };
    await source.move(uids.map((uid) => ({ uid, folder: 'À vérifier', mark })));
    const marked = (await dovecot.messages(user, 'À vérifier')).map(({ flags }) => flags);
    // F is Flagged, S Seen; a small letter stands for a keyword.
    expect(marked.sort()).toEqual(['FSa', 'Fa', 'Fa']);
    const filed = await source.list('À vérifier');
    await source.move(
      filed.uids.map((uid) => ({ uid, folder: 'Clos', mark: markOf('closed') })),
      'À vérifier',
    );
    const closed = (await dovecot.messages(user, 'Clos')).map(({ flags }) => flags.replace(/[a-z]/, 'k'));
    expect(closed.sort()).toEqual(['Sk', 'k', 'k']);
  });

  it('that a colleague marked as deleted is not purged by our moves', async () => {
    await dovecot.deliver(user, letter('Marqué', 'Texte'), undefined, 'T');
    await deliverMany(1);
    const source = sourceAt(clear());
    await source.open();
    const { uids } = await source.list();
    const [mail] = (await fetched(source, uids)).filter(({ bytes }) => !Buffer.from(bytes).includes('TWFycXXDqQ=='));
    await source.move(everyMailTo('Complet', [mail?.uid ?? 0]));
    expect((await dovecot.messages(user)).map(({ flags }) => flags)).toEqual(['T']);
  });

  it('is touched by no command that marks, copies, deletes or purges', async () => {
    await deliverMany(3);
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    await fetched(source, uids);
    await source.move(everyMailTo('Complet', uids));
    await source.close();
    expect(proxy.sent(/ (STORE|COPY|EXPUNGE|CLOSE|DELETE|RENAME|APPEND)\b/i)).toEqual([]);
  });
});

describe('reading', () => {
  it('goes over a connection that can change nothing', async () => {
    await deliverMany(2);
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await fetched(source, (await source.list()).uids);
    expect([proxy.sent(/ EXAMINE /).length > 0, proxy.sent(/ SELECT /)]).toEqual([true, []]);
  });

  it('gives UIDVALIDITY as text', async () => {
    const source = sourceAt(clear());
    await source.open();
    expect((await source.list()).validity).toMatch(/^[1-9]\d*$/);
  });

  it('fetches 200 mails with one command', async () => {
    await deliverMany(200);
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    const mails = await fetched(source, (await source.list()).uids);
    expect([mails.length, proxy.sent(/UID FETCH/).length]).toEqual([200, 1]);
  });

  it('waits for a slow reader longer than for a silent server', async () => {
    for (const name of ['Un', 'Deux']) await dovecot.deliver(user, letter(name, 'x'.repeat(6_000_000)));
    const source = sourceAt(clear({ timeouts: { socket: 1_000 } }), { maxMessageBytes: 10_000_000 });
    await source.open();
    let bytes = 0;
    for await (const mail of source.fetch((await source.list()).uids)) {
      await new Promise((resolve) => setTimeout(resolve, 1_400));
      bytes += mail.bytes.length;
    }
    expect(bytes).toBeGreaterThan(12_000_000);
  });

  it('takes large mails alone, after the others, and says so', async () => {
    const large = letter('Gros', 'x'.repeat(5_000));
    const small = letter('Petit', 'x');
    await dovecot.deliver(user, large);
    await dovecot.deliver(user, small);
    const told: Told[] = [];
    const source = sourceAt(clear(), { maxMessageBytes: 1_000, told });
    await source.open();
    const mails = await fetched(source, (await source.list()).uids);
    expect(mails.map(({ bytes }) => bytes)).toEqual([small, large]);
    expect(told).toEqual([{ event: 'large mail fetched alone', data: { source: 'import', uids: [1] } }]);
  });

  it('leaves a mail that is too large for any server, says so, and reads the others', async () => {
    const line = `${'x'.repeat(998)}\r\n`;
    await dovecot.deliver(user, Buffer.concat([letter('Énorme', ''), Buffer.alloc(151 * 1024 * 1024, line)]));
    await dovecot.deliver(user, letter('Petit', 'x'));
    const told: Told[] = [];
    const source = sourceAt(clear(), { told });
    await source.open();
    const { uids } = await source.list();
    expect((await fetched(source, uids)).map(({ uid }) => uid)).toEqual([2]);
    expect(told).toMatchObject([{ event: 'mail too large to fetch', data: { uids: [1] } }]);
    expect((await source.list()).uids).toEqual(uids);
  });

  it('is not misled by flags that someone sets meanwhile, nor by mails it did not ask for', async () => {
    await deliverMany(2);
    const stray = '* 1 FETCH (FLAGS (\\Seen) UID 1)\r\n* 9 FETCH (UID 99 BODY[] {3}\r\nabc)\r\n';
    const proxy = await proxied(dovecot.port, (text) => (/^\* 1 FETCH \(UID/.test(text) ? stray + text : text));
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    const mails = await fetched(source, (await source.list()).uids);
    expect(mails.map(({ uid, bytes }) => [uid, bytes.length > 100])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it('leaves a mail whose reception has no date, and says so', async () => {
    await deliverMany(2);
    const proxy = await proxied(dovecot.port, (text) => text.replace(/INTERNALDATE "[^"]*"/, 'INTERNALDATE "hier"'));
    const told: Told[] = [];
    const source = sourceAt(clear({ port: proxy.port }), { told });
    await source.open();
    const mails = await fetched(source, (await source.list()).uids);
    expect(mails.map(({ uid }) => uid)).toEqual([2]);
    expect(told).toEqual([{ event: 'mail without reception date', data: { source: 'import', uid: 1 } }]);
  });

  it('does not wait for mail that was announced during the reading', async () => {
    await deliverMany(1);
    const announce = (text: string) => text.replace(/\w+ OK Fetch completed/, '* 2 EXISTS\r\n$&');
    const proxy = await proxied(dovecot.port, announce);
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    const { uids } = await source.list();
    await deliverMany(1);
    await fetched(source, uids);
    await source.wait(60_000, never);
    expect((await source.list()).uids).toHaveLength(2);
  });

  it('works on an inbox that is another folder', async () => {
    await deliverMany(1);
    const sorter = sourceAt(clear());
    await sorter.open();
    await sorter.move(everyMailTo('Boîtes/Import', (await sorter.list()).uids));
    const source = sourceAt(clear(), { inbox: 'Boîtes/Import' });
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    expect(uidsOf(await source.move(everyMailTo('Complet', uids)))).toEqual(uids);
    expect(await dovecot.messages(user, 'Complet')).toHaveLength(1);
  });
});

describe('filing', () => {
  it('moves mails in sets of fifty', async () => {
    await deliverMany(120);
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    expect(await source.move(everyMailTo('Complet', uids))).toHaveLength(120);
    expect(proxy.sent(/UID MOVE/)).toHaveLength(3);
  });

  it.each([
    ['still in the inbox', (text: string) => text.replace('* SEARCH\r\n', '* SEARCH 2\r\n')],
    ['not in its folder', (text: string) => text.replace(/(\[COPYUID \d+ 1:2) 1:2\]/, '$1 1,77]')],
  ])('does not claim to have moved a mail that is %s', async (_, lie) => {
    await deliverMany(2);
    const proxy = await proxied(dovecot.port, lie);
    const told: Told[] = [];
    const source = sourceAt(clear({ port: proxy.port }), { told });
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    expect(uidsOf(await source.move(everyMailTo('Complet', uids)))).toEqual([1]);
    expect(told).toContainEqual({ event: 'move not verified', data: { source: 'import', uids: [2] } });
  });

  it('leaves the mail where it is when the folder cannot be created, and says so', async () => {
    await deliverMany(1);
    const told: Told[] = [];
    const source = sourceAt(clear(), { told });
    await source.open();
    await source.ensure(['Nom//impossible']);
    const { uids } = await source.list();
    expect(uidsOf(await source.move(everyMailTo('Nom//impossible', uids)))).toEqual([]);
    expect(told.map(({ event }) => event)).toEqual([
      'folder creation refused',
      'folder creation refused',
      'move refused',
    ]);
    expect(await dovecot.messages(user)).toHaveLength(1);
  });

  it('moves nothing on a server without MOVE, and says so', async () => {
    const old = await another({ tls: false, capability: 'IMAP4rev1 IDLE UIDPLUS NAMESPACE LITERAL+' });
    await deliverMany(2, old);
    const proxy = await proxied(old.port);
    const told: Told[] = [];
    const source = sourceAt(clear({ port: proxy.port }), { told });
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    expect(uidsOf(await source.move(everyMailTo('Complet', uids)))).toEqual([]);
    expect(told.map(({ event }) => event)).toContain('server without MOVE: mail not filed');
    expect((await old.messages(user)).map(({ flags }) => flags)).toEqual(['', '']);
    expect(await old.messages(user, 'Complet')).toEqual([]);
    expect(proxy.sent(/ (STORE|COPY|EXPUNGE|MOVE)\b/i)).toEqual([]);
  });

  it('asks how all folders stand in one command, and one by one where the server cannot', async () => {
    const old = await another({ tls: false, capability: 'IMAP4rev1 IDLE NAMESPACE LITERAL+' });
    const asked: number[] = [];
    for (const server of [dovecot, old]) {
      await deliverMany(2, server);
      const proxy = await proxied(server.port);
      const source = sourceAt(clear({ port: proxy.port }));
      await source.open();
      await source.ensure(['Complet', 'À vérifier']);
      const before = proxy.sent(/ (LIST|STATUS)\b/i).length;
      const states = await source.look(['Complet', 'À vérifier']);
      asked.push(proxy.sent(/ (LIST|STATUS)\b/i).length - before);
      const { validity } = states.get('À vérifier') ?? expect.fail('folder not seen');
      expect([...states.keys()]).toEqual(['Complet', 'À vérifier']);
      expect(states.get('À vérifier')).toEqual({ validity, next: 1, messages: 0 });
    }
    expect(asked).toEqual([1, 2]);
  });

  describe('on a server that does not tell the new UIDs', () => {
    let source: MailSource;
    let old: Dovecot;
    let told: Told[];

    beforeEach(async () => {
      old = await another({ tls: false, capability: 'IMAP4rev1 IDLE MOVE NAMESPACE LITERAL+' });
      const proxy = await proxied(old.port, (text) => text.replace(/\[COPYUID [^\]]*\] /g, ''));
      told = [];
      source = sourceAt(clear({ port: proxy.port }), { told });
    });

    it('finds the moved mails by their Message-ID', async () => {
      await deliverMany(3, old);
      await source.open();
      await source.ensure(['Complet']);
      const { uids } = await source.list();
      expect(uidsOf(await source.move(everyMailTo('Complet', uids)))).toEqual(uids);
    });

    it('does not claim to have moved a mail that it cannot find again', async () => {
      await old.deliver(user, Buffer.from('Subject: Sans identifiant\r\n\r\nTexte\r\n'));
      await source.open();
      await source.ensure(['Complet']);
      const { uids } = await source.list();
      expect(uidsOf(await source.move(everyMailTo('Complet', uids)))).toEqual([]);
      expect(told).toContainEqual({ event: 'move not verified', data: { source: 'import', uids } });
    });
  });

  it('goes by the separator and the prefix of the server', async () => {
    const server = await another({ tls: false, separator: '.', prefix: 'INBOX.' });
    await deliverMany(1, server);
    const source = sourceAt(clear({ port: server.port }));
    await source.open();
    await source.ensure(['Dossiers/À vérifier', 'Art. 5']);
    const { uids } = await source.list();
    expect(uidsOf(await source.move(everyMailTo('Dossiers/À vérifier', uids)))).toEqual(uids);
    expect(await server.folders(user)).toEqual(['Art_ 5', 'Dossiers.À vérifier']);
  });

  it('takes two orders at once without mixing them', async () => {
    await deliverMany(4);
    const source = sourceAt(clear());
    await source.open();
    await source.ensure(['Complet', 'Rejets']);
    const { uids } = await source.list();
    const [complete, rejected] = [uids.slice(0, 2), uids.slice(2)];
    const orders = [everyMailTo('Complet', complete), everyMailTo('Rejets', rejected)];
    expect((await Promise.all(orders.map((moves) => source.move(moves)))).map(uidsOf)).toEqual([complete, rejected]);
  });

  it('opens a new connection when the first was cut', async () => {
    await deliverMany(2);
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    await source.move(everyMailTo('Complet', uids.slice(0, 1)));
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(uidsOf(await source.move(everyMailTo('Complet', uids.slice(1))))).toEqual(uids.slice(1));
  });
});

describe('encryption', () => {
  it.each(['tls', 'starttls'] as const)('%s is trusted with the authority of the server', async (security) => {
    const port = security === 'tls' ? dovecot.tlsPort : dovecot.port;
    const source = sourceAt(clear({ security, port, ca: dovecot.ca }));
    await source.open();
    expect((await source.list()).uids).toEqual([]);
  });

  it.each(['tls', 'starttls'] as const)('%s is refused when nobody vouches for the server', async (security) => {
    const port = security === 'tls' ? dovecot.tlsPort : dovecot.port;
    await expect(sourceAt(clear({ security, port })).open()).rejects.toMatchObject(temporary);
  });

  it('is not given up when the server does not offer it, and no password is sent', async () => {
    const plain = await another({ tls: false });
    const proxy = await proxied(plain.port);
    const source = sourceAt(clear({ security: 'starttls', port: proxy.port }));
    await expect(source.open()).rejects.toMatchObject(temporary);
    expect(proxy.sent(/AUTHENTICATE|LOGIN/i)).toEqual([]);
  });

  it('hides the password', async () => {
    const proxy = await proxied();
    const source = sourceAt(clear({ security: 'starttls', port: proxy.port, ca: dovecot.ca }));
    await source.open();
    expect(proxy.sent(/AUTHENTICATE|LOGIN/i)).toEqual([]);
  });
});

describe('a connection that fails', () => {
  it('tells of a wrong password', async () => {
    const source = sourceAt(clear({ password: 'faux' }));
    await expect(source.open()).rejects.toMatchObject({ name: 'TransportError', fault: 'authentication' });
  });

  it('names the server and the command', async () => {
    const port = await freePort();
    const source = sourceAt(clear({ port }));
    await expect(source.open()).rejects.toThrow(`IMAP 127.0.0.1:${String(port)} LOGIN: ECONNREFUSED`);
  });

  it('does not blame the password when the server cannot check it now', async () => {
    const proxy = await proxied(dovecot.port, (text) =>
      text.replace(/NO \[AUTHENTICATIONFAILED\]/, 'NO [UNAVAILABLE]'),
    );
    const source = sourceAt(clear({ port: proxy.port, password: 'faux' }));
    await expect(source.open()).rejects.toMatchObject(temporary);
  });

  it('is temporary when nobody listens', async () => {
    await expect(sourceAt(clear({ port: await freePort() })).open()).rejects.toMatchObject(temporary);
  });

  it('is temporary when the server never greets', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    open.push(() => mute.close());
    const { port } = mute.address() as AddressInfo;
    await expect(sourceAt(clear({ port, timeouts: { greeting: 100 } })).open()).rejects.toMatchObject(temporary);
  });

  it('is temporary when the inbox does not exist', async () => {
    await expect(sourceAt(clear(), { inbox: 'Nulle part' }).open()).rejects.toMatchObject(temporary);
  });

  it('ends the waiting, and the next command tells', async () => {
    const server = await startDovecot({ tls: false });
    const source = sourceAt(clear({ port: server.port }));
    await source.open();
    await source.list();
    const waiting = source.wait(60_000, never);
    await server.stop();
    await waiting;
    await expect(source.list()).rejects.toMatchObject(temporary);
  });

  it('ends the waiting when the line is cut without a goodbye', async () => {
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await source.list();
    const waiting = source.wait(60_000, never);
    proxy.cut();
    await waiting;
    await expect(source.list()).rejects.toMatchObject(temporary);
  });

  it('ends a command that the server leaves without an answer', async () => {
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port, timeouts: { command: 2_000 } }));
    await source.open();
    proxy.freeze();
    await expect(source.list()).rejects.toMatchObject(temporary);
  });

  it('can be closed when the server no longer answers', async () => {
    const proxy = await proxied();
    const source = sourceAt(clear({ port: proxy.port }));
    await source.open();
    await source.list();
    proxy.freeze();
    await expect(source.close()).resolves.toBeUndefined();
  });

  it('refuses every command before it is opened', async () => {
    await expect(sourceAt(clear()).list()).rejects.toMatchObject(temporary);
  });
});

describe('a check of the account', () => {
  it('tells what the server can do, what is missing and how much mail there is', async () => {
    await deliverMany(2);
    const source = sourceAt(clear());
    await source.open();
    await source.ensure(['Complet']);
    const check = await checkImap(clear(), 'INBOX', ['Complet', 'À vérifier']);
    expect(check).toMatchObject({ missingFolders: ['À vérifier'], messages: 2 });
    expect(check.capabilities).toEqual(expect.arrayContaining(['IDLE', 'MOVE', 'UIDPLUS']));
  });

  it('changes nothing', async () => {
    await deliverMany(1);
    const proxy = await proxied();
    await checkImap(clear({ port: proxy.port }), 'INBOX', ['À vérifier']);
    expect(await dovecot.folders(user)).toEqual([]);
    expect(proxy.sent(/ (SELECT|CREATE|SUBSCRIBE|STORE|MOVE)\b/)).toEqual([]);
  });

  it('tells of a wrong password', async () => {
    await expect(checkImap(clear({ password: 'faux' }), 'INBOX', [])).rejects.toMatchObject({
      fault: 'authentication',
    });
  });
});
