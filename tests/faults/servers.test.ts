import { chmod, rename, rm } from 'node:fs/promises';
import { renameSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../worker/config.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startProxy } from '../servers/proxy.ts';
import { aRequest, aStage, deliver, deliverThree, renumber, type Stage } from './fault-office.ts';
import { expectSound, onServer } from './sound.ts';

/** From the build: mails are read by a process that the sources cannot start. */
const built = (file: string) => import(join(import.meta.dirname, '../../dist/worker', file));
const { imapSource } = (await built('imap.js')) as typeof import('../../worker/imap.ts');
const { watch } = (await built('loop.js')) as typeof import('../../worker/loop.ts');
const { openOffice, postmanOf } = (await built('wiring.js')) as typeof import('../../worker/wiring.ts');

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

const slowTest = { timeout: 90_000 };

/** Octets of a whole pass over three mails, as the server says them. */
async function octetsOfAPass(): Promise<number> {
  const proxy = await startProxy(dovecot.port);
  const stage = await aStage(dovecot, { imapPort: proxy.port });
  await expectSound(stage);
  await Promise.all([proxy.stop(), stage.close()]);
  return proxy.heard();
}

/** Runs `act` once, at the moment when the words of the server match. */
function whenItSays(words: RegExp, act: (text: string) => void) {
  let isDone = false;
  return (text: string) => {
    if (isDone || !words.test(text)) return text;
    isDone = true;
    act(text);
    return text;
  };
}

const folderOf = ({ user }: Stage, folder: string) => join(dovecot.mailRoot, user, `.${folder}`);

describe('an IMAP server', () => {
  it('that is killed during a pass and started again loses nothing', slowTest, async () => {
    const own = await startDovecot({ tls: false });
    const proxy = await startProxy(
      own.port,
      whenItSays(/FETCH \(/, () => own.kill()),
    );
    const stage = await aStage(own, { imapPort: proxy.port });
    const { code } = await stage.office.run('once');
    expect([69, 75]).toContain(code);
    await own.restart();
    await expectSound(stage);
    await Promise.all([proxy.stop(), stage.close(), own.stop()]);
  });

  describe('that hangs up', () => {
    let octets: number;
    beforeAll(async () => {
      octets = await octetsOfAPass();
    }, 90_000);

    it.concurrent.each([0.02, 0.25, 0.45, 0.7, 0.95])(
      'after %d of what it has to say loses nothing',
      slowTest,
      async (part) => {
        const proxy = await startProxy(dovecot.port);
        const stage = await aStage(dovecot, { imapPort: proxy.port });
        proxy.cutAfter(Math.round(octets * part));
        const { code, err } = await stage.office.run('once');
        // Cut while mails are fetched, it is opened anew.
        expect([0, 69, 75], err).toContain(code);
        await expectSound(stage);
        await Promise.all([proxy.stop(), stage.close()]);
      },
    );
  });

  it('that hangs up within the literal of a mail gives no half mail', slowTest, async () => {
    const proxy = await startProxy(
      dovecot.port,
      whenItSays(/BODY\[\] \{\d{4,}\}/, (text) => {
        const start = text.search(/BODY\[\] \{\d{4,}\}/);
        proxy.cutAfter(start + 100);
      }),
    );
    const stage = await aStage(dovecot, { imapPort: proxy.port });
    const { code, err } = await stage.office.run('once');
    expect(code, err).toBe(0);
    await expectSound(stage);
    await Promise.all([proxy.stop(), stage.close()]);
  });

  it('that is slow is waited for', slowTest, async () => {
    const proxy = await startProxy(dovecot.port);
    proxy.delay(40);
    const stage = await aStage(dovecot, { imapPort: proxy.port });
    const { code, err } = await stage.office.run('once');
    expect(code, err).toBe(0);
    await expectSound(stage);
    await Promise.all([proxy.stop(), stage.close()]);
  });

  it('that refuses the login is named so, and nothing has happened', slowTest, async () => {
    const stage = await aStage(dovecot);
    expect(await stage.office.start({ IMAP: 'wrong' }, 'once').ended).toBe(77);
    await expectSound(stage);
    await stage.close();
  });

  it('whose password is just being exchanged is asked again', slowTest, async () => {
    const stage = await aStage(dovecot);
    let tries = 0;
    const login = () => {
      tries += 1;
      if (tries === 1) throw new Error('secret absent');
      return 'test';
    };
    const play = (log: readonly string[]) => until(() => log.includes('mailbox reconciled'));
    await daemonWithShortPatience(stage, dovecot.port, play, login);
    await expectSound(stage);
    await stage.close();
  });

  it('behind a firewall that forgot the line is found again by the reconciliation', slowTest, async () => {
    const proxy = await startProxy(dovecot.port);
    const stage = await aStage(dovecot, { imapPort: proxy.port });
    await daemonWithShortPatience(stage, proxy.port, async (log) => {
      await until(() => log.includes('mailbox reconciled'));
      proxy.freeze();
      await deliver(stage, aRequest(3));
      await until(() => log.includes('mailbox lost') && stage.office.cases().length === 3);
    });
    await expectSound(stage);
    await Promise.all([proxy.stop(), stage.close()]);
  });
});

/** The daemon's watch on the import mailbox, in this process: its commands end after three seconds. */
async function daemonWithShortPatience(
  { office, user }: Stage,
  port: number,
  play: (log: readonly string[]) => Promise<void>,
  login: () => string = () => 'test',
): Promise<void> {
  process.env['IMAP'] = 'test';
  const config = loadConfig(office.config);
  const told: string[] = [];
  const log = (event: string) => void told.push(event);
  const opened = openOffice(config, { postman: postmanOf(config), log, warm: false, lost: () => undefined });
  const server = { host: '127.0.0.1', port, security: 'none', user } as const;
  const options = { name: 'import', mailboxes: ['import'], limits: { maxMessageBytes: 1_000_000 }, log } as const;
  const stop = new AbortController();
  const make = () => imapSource({ ...options, server: { ...server, password: login(), timeouts: { command: 3_000 } } });
  const watching = watch({ name: 'import', make }, opened.office, 1, stop.signal);
  try {
    await play(told);
  } finally {
    stop.abort();
    await watching;
    await opened.office.outgoing.drain();
    await opened.close();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(condition()).toBe(true);
}

describe('a mail', () => {
  /** Moves the mails of the inbox to a folder behind the program's back. */
  const move = (user: string, folder: string) => {
    const inbox = join(dovecot.mailRoot, user);
    for (const part of ['new', 'cur']) {
      for (const name of readdirSync(join(inbox, part))) {
        const flagged = name.includes(':2,') ? name : `${name}:2,`;
        renameSync(join(inbox, part, name), join(inbox, `.${folder}`, 'cur', flagged));
      }
    }
  };

  it.each([
    ['vanishes between the search and the fetch', /SEARCH \d/],
    ['changes folder while it is read', /BODY\[\] \{\d/],
  ])('that %s is met where it lies', slowTest, async (_, moment) => {
    const armed: { stage?: Stage } = {};
    const moved = whenItSays(moment, () => {
      if (armed.stage !== undefined) move(armed.stage.user, 'À instruire');
    });
    const proxy = await startProxy(dovecot.port, (text) => (armed.stage === undefined ? text : moved(text)));
    const empty = await aStage(dovecot, { imapPort: proxy.port, isEmpty: true });
    await dovecot.deliver(empty.user, aRequest(0));
    empty.asking.push(aRequest(0));
    await empty.office.run('once');
    await deliverThree(empty);
    armed.stage = empty;
    const { code, err } = await empty.office.run('once');
    expect([0, 75], err).toContain(code);
    expect((await onServer(empty)).filter(({ folder }) => folder === 'À instruire')).not.toEqual([]);
    await expectSound(empty);
    await Promise.all([proxy.stop(), empty.close()]);
  });
});

describe('a folder', () => {
  it('that somebody deleted is made again', slowTest, async () => {
    const stage = await aStage(dovecot, { isEmpty: true });
    await deliver(stage, aRequest(0));
    await stage.office.run('once');
    await rm(folderOf(stage, 'Messages automatiques'), { recursive: true });
    await deliverThree(stage);
    await expectSound(stage);
    await stage.close();
  });

  it(
    'that somebody renamed takes its mails out of sight, which is told; nothing is answered again',
    slowTest,
    async () => {
      const stage = await aStage(dovecot);
      await stage.office.run('once');
      await rename(folderOf(stage, 'En attente de pièces'), folderOf(stage, 'Pièces'));
      const { code, out } = await stage.office.run('once', '--json');
      expect([code, JSON.parse(out)]).toMatchObject([0, [{ missing: 2, taken: 0 }, {}]]);
      await rm(folderOf(stage, 'En attente de pièces'), { recursive: true });
      await rename(folderOf(stage, 'Pièces'), folderOf(stage, 'En attente de pièces'));
      await expectSound(stage);
      await stage.close();
    },
  );

  it(
    'that may not be written leaves its mails in the queue, taken in and answered, and says so',
    slowTest,
    async () => {
      const stage = await aStage(dovecot, { isEmpty: true });
      await deliver(stage, aRequest(0));
      await stage.office.run('once');
      const closed = folderOf(stage, 'En attente de pièces');
      const inside = ['cur', 'new', 'tmp'].map((part) => join(closed, part));
      await Promise.all(inside.map((each) => chmod(each, 0o500)));
      await chmod(closed, 0o500);
      await deliverThree(stage);
      const { code, err } = await stage.office.run('once');
      expect(code, err).toBe(75);
      expect((await onServer(stage)).filter(({ folder }) => folder === 'INBOX')).toHaveLength(2);
      expect(stage.office.cases()).toHaveLength(3);
      await Promise.all([closed, ...inside].map((each) => chmod(each, 0o700)));
      // Those that wait in the queue are recognised there under other numbers, too.
      await renumber(stage);
      await expectSound(stage);
      await stage.close();
    },
  );
});
