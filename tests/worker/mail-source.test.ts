import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawMessage } from '../../worker/domain/message.ts';
import type { MailSource } from '../../worker/domain/ports.ts';
import { folderSource } from '../../worker/folder.ts';
import { imapSource } from '../../worker/imap.ts';
import { letter } from '../builders/raw-mail.ts';
import type { Dovecot } from '../servers/dovecot.ts';
import { startDovecot } from '../servers/dovecot.ts';

/** One kind of queue, seen from outside the source: put mail in, look into a folder. */
interface Ground {
  /** A new source on the same queue. */
  source(): MailSource;
  deliver(bytes: Uint8Array, receivedAt?: Date): Promise<void>;
  /** Exact bytes of the mails in a folder, levels separated by `/`. */
  contents(folder: string): Promise<Buffer[]>;
}

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot();
});

afterAll(async () => {
  await dovecot.stop();
});

function imapGround(): Ground {
  const user = `boite-${randomUUID()}`;
  const { host, port, ca } = dovecot;
  const server = { host, port, security: 'starttls', user, password: 'test', ca } as const;
  return {
    source: () => imapSource({ name: 'imap', mailboxes: ['import'], server, limits: { maxMessageBytes: 1_000_000 } }),
    deliver: (bytes, receivedAt) => dovecot.deliver(user, bytes, receivedAt),
    contents: async (folder) => (await dovecot.messages(user, folder.replaceAll('/', '.'))).map(({ bytes }) => bytes),
  };
}

const directories: string[] = [];

async function folderGround(): Promise<Ground> {
  const root = await mkdtemp(join(tmpdir(), 'guichet-folder-'));
  directories.push(root);
  await mkdir(join(root, 'INBOX'));
  return {
    source: () => folderSource({ name: 'folder', mailboxes: ['import'], root }),
    async deliver(bytes, receivedAt = new Date()) {
      const draft = join(root, `${randomUUID()}.draft`);
      await writeFile(draft, bytes);
      await utimes(draft, receivedAt, receivedAt);
      await rename(draft, join(root, 'INBOX', `${randomUUID()}.eml`));
    },
    async contents(folder) {
      const names = (await readdir(join(root, folder))).filter((name) => name.endsWith('.eml'));
      return Promise.all(names.map((name) => readFile(join(root, folder, name))));
    },
  };
}

afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true });
});

async function fetched(source: MailSource, uids: readonly number[], folder?: string): Promise<RawMessage[]> {
  const mails: RawMessage[] = [];
  for await (const mail of source.fetch(uids, folder)) mails.push(mail);
  return mails;
}

const never = new AbortController().signal;

describe.each([
  ['an IMAP mailbox', () => Promise.resolve(imapGround())],
  ['a folder of .eml files', folderGround],
])('%s', (_, start) => {
  let ground: Ground;
  let source: MailSource;

  beforeEach(async () => {
    ground = await start();
    source = ground.source();
  });

  afterEach(async () => {
    await source.close();
  });

  it('lists nothing when nothing has come', async () => {
    await source.open();
    expect((await source.list()).uids).toEqual([]);
  });

  it('tells when it opens how many mails wait', async () => {
    expect(await source.open()).toBe(0);
    for (const subject of ['Un', 'Deux']) await ground.deliver(letter(subject, 'Texte'));
    const later = ground.source();
    expect(await later.open()).toBe(2);
    await later.close();
  });

  it('gives the exact bytes of a mail', async () => {
    const bytes = letter('Octets exacts', 'Première ligne\r\n.\r\nEncodé en latin-1 : é');
    await ground.deliver(bytes);
    await source.open();
    const [mail] = await fetched(source, (await source.list()).uids);
    expect(Buffer.from(mail?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it('gives the instant of reception, not the date the sender wrote', async () => {
    await ground.deliver(letter('Date', 'Texte'), new Date('2026-03-29T00:59:58Z'));
    await source.open();
    const [mail] = await fetched(source, (await source.list()).uids);
    expect(mail?.receivedAt).toBe('2026-03-29T00:59:58.000Z');
  });

  it('knows a mail by the same number after a restart', async () => {
    await ground.deliver(letter('Un', 'Texte'));
    await source.open();
    const before = await source.list();
    const restarted = ground.source();
    await restarted.open();
    const after = await restarted.list();
    await restarted.close();
    expect(after).toEqual(before);
  });

  it('gives only the mails that are asked for', async () => {
    for (const subject of ['Un', 'Deux', 'Trois']) await ground.deliver(letter(subject, 'Texte'));
    await source.open();
    const { uids } = await source.list();
    const [first, , third] = uids;
    const mails = await fetched(source, [first ?? 0, third ?? 0]);
    expect(mails.map(({ uid }) => uid)).toEqual([first, third]);
  });

  it('gives the mails that remain when one has vanished since the listing', async () => {
    await ground.deliver(letter('Reste', 'Texte'));
    await ground.deliver(letter('Part', 'Texte'));
    await source.open();
    await source.ensure(['Ailleurs']);
    const { uids } = await source.list();
    const [gone, stays] = uids;
    const staff = ground.source();
    await staff.open();
    await staff.move([{ uid: gone ?? 0, folder: 'Ailleurs' }]);
    await staff.close();
    expect((await fetched(source, uids)).map(({ uid }) => uid)).toEqual([stays]);
  });

  it('creates the folders it is told of, accents and levels included', async () => {
    await source.open();
    await source.ensure(['À vérifier', 'Dossiers/En attente de pièces']);
    await expect(ground.contents('À vérifier')).resolves.toEqual([]);
    await expect(ground.contents('Dossiers/En attente de pièces')).resolves.toEqual([]);
  });

  it('moves a mail into an accented folder that did not exist', async () => {
    const bytes = letter('À classer', 'Texte');
    await ground.deliver(bytes);
    await source.open();
    const { uids } = await source.list();
    const moved = await source.move(uids.map((uid) => ({ uid, folder: 'À vérifier' })));
    expect(moved.map(({ uid }) => uid)).toEqual(uids);
    const { validity, uids: arrived } = await source.list('À vérifier');
    expect(moved.map((each) => each.arrived)).toEqual(arrived.map((uid) => ({ validity, uid })));
    expect(await ground.contents('À vérifier')).toEqual([bytes]);
    expect((await source.list()).uids).toEqual([]);
  });

  it('moves mails to several folders at once', async () => {
    for (const subject of ['Un', 'Deux', 'Trois']) await ground.deliver(letter(subject, 'Texte'));
    await source.open();
    await source.ensure(['Complet', 'Rejets']);
    const { uids } = await source.list();
    const moved = await source.move(uids.map((uid, at) => ({ uid, folder: at === 1 ? 'Rejets' : 'Complet' })));
    expect(moved.map(({ uid }) => uid).sort()).toEqual([...uids].sort());
    expect(await ground.contents('Complet')).toHaveLength(2);
    expect(await ground.contents('Rejets')).toHaveLength(1);
  });

  it('does not claim to have moved a mail that is no longer there', async () => {
    await ground.deliver(letter('Présent', 'Texte'));
    await source.open();
    await source.ensure(['Complet']);
    const [present = 0] = (await source.list()).uids;
    const absent = present + 1000;
    const moved = await source.move([absent, present].map((uid) => ({ uid, folder: 'Complet' })));
    expect(moved.map(({ uid }) => uid)).toEqual([present]);
  });

  it('moves mails while it is still reading others', async () => {
    for (let count = 0; count < 5; count += 1) await ground.deliver(letter(`Lettre ${String(count)}`, 'Texte'));
    await source.open();
    await source.ensure(['Complet']);
    const { uids } = await source.list();
    const moved: number[] = [];
    for await (const mail of source.fetch(uids)) {
      for (const { uid } of await source.move([{ uid: mail.uid, folder: 'Complet' }])) moved.push(uid);
    }
    expect([...moved].sort()).toEqual([...uids].sort());
  });

  it('can leave a stream before its end and go on', async () => {
    for (let count = 0; count < 5; count += 1) await ground.deliver(letter(`Lettre ${String(count)}`, 'Texte'));
    await source.open();
    const { uids } = await source.list();
    for await (const { uid } of source.fetch(uids)) if (uid === uids[1]) break;
    expect(await source.list()).toMatchObject({ uids });
  });

  it('tells how its folders stand, and another state once a mail has come or gone', async () => {
    await ground.deliver(letter('Un', 'Texte'));
    await source.open();
    await source.ensure(['Complet', 'Rejets']);
    const before = await source.look(['Complet', 'Rejets', 'Absent de la boîte']);
    expect(before.get('Complet')?.messages).toBe(0);
    expect((await source.look(['Complet'])).get('Complet')).toEqual(before.get('Complet'));
    const { uids } = await source.list();
    await source.move(uids.map((uid) => ({ uid, folder: 'Complet' })));
    const after = await source.look(['Complet', 'Rejets']);
    expect(after.get('Complet')).toMatchObject({ messages: 1 });
    expect(after.get('Complet')?.next).not.toBe(before.get('Complet')?.next);
    expect(after.get('Rejets')).toEqual(before.get('Rejets'));
  });

  it('moves mails from one folder to another, and reads them there', async () => {
    const bytes = letter('Deux fois', 'Texte');
    await ground.deliver(bytes);
    await source.open();
    await source.ensure(['Complet', 'Rejets']);
    const { uids } = await source.list();
    const [first] = await source.move(uids.map((uid) => ({ uid, folder: 'Complet' })));
    const [mail] = await fetched(source, [first?.arrived?.uid ?? 0], 'Complet');
    expect(Buffer.from(mail?.bytes ?? []).equals(bytes)).toBe(true);
    const second = await source.move([{ uid: mail?.uid ?? 0, folder: 'Rejets' }], 'Complet');
    expect(second).toHaveLength(1);
    expect((await source.list('Complet')).uids).toEqual([]);
    expect((await source.list('Rejets')).uids).toEqual([second[0]?.arrived?.uid]);
  });

  it('stops waiting at new mail', async () => {
    await source.open();
    await source.list();
    const waiting = source.wait(60_000, never);
    await ground.deliver(letter('Nouveau', 'Texte'));
    await waiting;
    expect((await source.list()).uids).toHaveLength(1);
  });

  it('does not wait when mail has come since the listing', async () => {
    await ground.deliver(letter('Ancien', 'Texte'));
    await source.open();
    await source.list();
    await ground.deliver(letter('Nouveau', 'Texte'));
    await source.wait(60_000, never);
    expect((await source.list()).uids).toHaveLength(2);
  });

  it('stops waiting when it is told to', async () => {
    await source.open();
    await source.list();
    const stop = new AbortController();
    const waiting = source.wait(60_000, stop.signal);
    stop.abort();
    await waiting;
    await source.wait(60_000, stop.signal);
    expect((await source.list()).uids).toEqual([]);
  });

  it('stops waiting when time is up', async () => {
    await source.open();
    await source.list();
    await source.wait(20, never);
    expect((await source.list()).uids).toEqual([]);
  });

  it('can be closed twice, and before it was opened', async () => {
    await source.close();
    await source.close();
    const again = ground.source();
    await again.open();
    await again.close();
    await expect(again.close()).resolves.toBeUndefined();
  });
});
