import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { openConnection, openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Instant } from '../../worker/domain/message.ts';
import type { Running } from '../builders/office.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startProxy } from '../servers/proxy.ts';
import { aRequest, aStage, deliver, type Stage } from './fault-office.ts';
import { expectSound } from './sound.ts';

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

const slowTest = { timeout: 90_000 };

/** Asks a daemon to end; it must within ten seconds. */
async function stopped(daemon: Running): Promise<number | null> {
  const asked = performance.now();
  daemon.kill('SIGTERM');
  const code = await daemon.ended;
  expect(performance.now() - asked).toBeLessThan(10_000);
  return code;
}

async function until(condition: () => boolean, pause = 100): Promise<void> {
  for (let left = 40_000; left > 0 && !condition(); left -= pause) await new Promise((go) => setTimeout(go, pause));
  expect(condition()).toBe(true);
}

const areAnswered = ({ office, asking }: Stage) => {
  const letters = office.letters();
  return letters.length === asking.length && letters.every(({ state }) => state === 'accepted');
};

describe('a daemon', () => {
  it('beside another one, a pass of cron and a person’s command: one works, nobody doubles it', slowTest, async () => {
    const stage = await aStage(dovecot);
    const first = stage.office.start({}, 'run');
    await first.said('started');
    const second = stage.office.start({}, 'run');
    const cron = stage.office.run('once');
    expect(await second.ended).toBe(75);
    expect((await cron).code).toBe(0);
    await until(() => areAnswered(stage));
    const [current] = stage.office.cases();
    const act = ['decide', current?.reference ?? '', 'filed', '--by', 'A. Martin', '--why', 'essai'];
    const acts = await Promise.all([stage.office.run(...act), deliver(stage, aRequest(3)), stage.office.run('once')]);
    expect([acts[0].code, acts[2].code], acts[0].err).toEqual([0, 0]);
    await until(() => areAnswered(stage));
    expect(await stopped(first)).toBe(0);
    await expectSound(stage);
    await stage.close();
  });

  it('that dies is followed by the next one, which finishes', slowTest, async () => {
    const stage = await aStage(dovecot);
    const first = stage.office.start({ GUICHET_CRASH_AT: 'mail committed' }, 'run');
    expect(await first.ended).toBeNull();
    const second = stage.office.start({}, 'run');
    await second.said('started');
    await until(() => areAnswered(stage));
    expect(await stopped(second)).toBe(0);
    await expectSound(stage, 'the same letter may come twice');
    await stage.close();
  });
});

describe('a daemon that is asked to end', () => {
  it('while it waits for mail ends at once', slowTest, async () => {
    const stage = await aStage(dovecot);
    const daemon = stage.office.start({}, 'run');
    await daemon.said('started');
    await until(() => areAnswered(stage));
    expect(await stopped(daemon)).toBe(0);
    await expectSound(stage);
    await stage.close();
  });

  it.concurrent.each([
    ['while it logs in', /OK .*Logged in/],
    ['while it makes its folders', /OK .*Create completed/],
    ['while it looks at its folders', /STATUS \(|LIST-STATUS|Status completed/],
    ['while it fetches', /FETCH \(/],
    ['while it files', /COPYUID/],
  ])('%s finishes the mails in hand', slowTest, async (_, answer) => {
    let onAnswer: () => void = () => undefined;
    const proxy = await startProxy(dovecot.port, (text) => {
      if (answer.test(text)) onAnswer();
      return text;
    });
    const stage = await aStage(dovecot, { imapPort: proxy.port });
    const daemon = stage.office.start({}, 'run');
    const ending = new Promise<number | null>((resolve) => {
      onAnswer = () => {
        onAnswer = () => undefined;
        resolve(stopped(daemon));
      };
    });
    expect(await ending).toBe(0);
    await expectSound(stage, 'the same letter may come twice');
    await Promise.all([proxy.stop(), stage.close()]);
  });

  it(
    'while the outgoing server says nothing leaves the letter in doubt, and it comes again the same',
    slowTest,
    async () => {
      const first = ['keep and stay silent'] as const;
      const fates = [...first];
      const stage = await aStage(dovecot, { smtp: { letter: () => fates.shift() } });
      const daemon = stage.office.start({}, 'run');
      await daemon.said('started');
      await until(() => stage.sink.received() > 0);
      expect(await stopped(daemon)).toBe(0);
      await expectSound(stage, 'the same letter may come twice');
      await stage.close();
    },
  );
});

/** Processes that read for a run, once each is the program that it shall be. */
function readersOf(pid: number): number[] {
  const told = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return ''; // ended meanwhile
    }
  };
  const children = told(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.filter((each) => told(`/proc/${each}/cmdline`).includes('reading-process'));
}

describe.concurrent('a run that is asked to end while its reader hangs', () => {
  it.each(['run', 'once'])('(%s) hands the mail back: the stop is no attempt', slowTest, async (command) => {
    const stage = await aStage(dovecot);
    // Two runs have died with it in hand: a third attempt that counts would be its last.
    const connection = openConnection(join(stage.storage, 'register.db'));
    const book = register(connection);
    for (const mail of stage.asking) {
      for (let time = 0; time < 2; time += 1)
        book.attempts.begin('import', sha256(mail), '2026-06-01T08:00:00Z' as Instant);
    }
    const run = stage.office.start({}, command);
    await until(() => readersOf(run.pid).length > 0, 5);
    for (const reader of readersOf(run.pid)) process.kill(reader, 'SIGSTOP');
    const most = connection.prepare<[], number>('SELECT max(count) FROM attempts').pluck();
    await until(() => most.get() === 3);
    expect(await stopped(run)).toBe(command === 'run' ? 0 : 75);
    book.close();
    await expectSound(stage);
    await stage.close();
  });
});

describe('a machine that starts no reading process', () => {
  it('stops the pass and says so; no mail is to blame, however often', slowTest, async () => {
    const stage = await aStage(dovecot);
    const broken = { NODE_OPTIONS: `--import=data:text/javascript,process.execPath='/bin/false'` };
    for (let time = 0; time < 4; time += 1) {
      const pass = stage.office.start(broken, 'once');
      expect(await pass.ended, pass.log()).toBe(75);
      expect(pass.log()).toContain('reading process: exit 1');
    }
    expect(stage.office.cases()).toEqual([]);
    await expectSound(stage);
    await stage.close();
  });
});

describe('a daemon whose clock jumps', () => {
  const DAY = 86_400_000;

  it(
    'forty days forwards, then two days back, answers all the same, once, by the dates of the server',
    slowTest,
    async () => {
      // Put off by the clock before the jump.
      const first = [{ code: 451, text: 'later' }];
      const stage = await aStage(dovecot, { isEmpty: true, smtp: { recipient: () => first.shift() } });
      const shift = join(stage.office.directory, 'shift');
      const jump = (days: number) => writeFileSync(shift, String(days * DAY));
      const preload = join(import.meta.dirname, 'shifted-clock.mjs');
      const shifted = { NODE_OPTIONS: `--import=${preload}`, GUICHET_TEST_SHIFT: shift };
      const days = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'];
      const mails = days.map((day) => [aRequest(Number(day.slice(-1))), new Date(`${day}T10:00:00Z`)] as const);
      const next = () => deliver(stage, ...(mails[stage.asking.length] ?? expect.fail('no mail')));
      jump(0);
      await next();
      const daemon = stage.office.start(shifted, 'run');
      await daemon.said('letter not accepted');
      jump(40);
      await next();
      await until(() => areAnswered(stage));
      jump(-2);
      await next();
      await until(() => areAnswered(stage));
      expect(await stopped(daemon)).toBe(0);
      // What it left behind is dated later than the clock of the next one.
      await next();
      const second = stage.office.start(shifted, 'run');
      await until(() => areAnswered(stage));
      expect(await stopped(second)).toBe(0);
      await expectSound(stage);
      const cases = stage.office.cases().sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
      expect(cases.map(({ receivedOn }) => receivedOn)).toEqual(days);
      const inDays = (count: number) => new Date(Date.now() + count * DAY).toISOString().slice(0, 10);
      const [deferred = '', ahead = '', ...back] = cases.map(({ acknowledgedOn }) => acknowledgedOn ?? '');
      expect(
        [deferred, ahead].every((day) => day > inDays(30)),
        deferred,
      ).toBe(true);
      expect(back.every((day) => day < inDays(0))).toBe(true);
      await stage.close();
    },
  );
});

describe('a week without the worker', () => {
  it('ends with 200 mails at once, each with the instant at which the server had it', slowTest, async () => {
    const stage = await aStage(dovecot, { isEmpty: true });
    const start = Date.parse('2026-06-01T06:00:00Z');
    const received = Array.from({ length: 200 }, (_, index) => new Date(start + index * 3_000_000));
    for (const [index, at] of received.entries()) await deliver(stage, aRequest(index), at);
    await expectSound(stage);
    const connection = openReadOnly(join(stage.storage, 'register.db'));
    const kept = connection?.prepare<[], string>('SELECT received_at FROM messages ORDER BY 1').pluck().all();
    connection?.close();
    expect(kept).toEqual(received.map((at) => at.toISOString()));
    await stage.close();
  });
});
