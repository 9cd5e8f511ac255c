import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadOnly } from '../../data/register/open.ts';
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

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
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

  it('while it fetches finishes the mails in hand', slowTest, async () => {
    let onFetch: () => void = () => undefined;
    const proxy = await startProxy(dovecot.port, (text) => {
      if (/FETCH \(/.test(text)) onFetch();
      return text;
    });
    const stage = await aStage(dovecot, { imapPort: proxy.port });
    const daemon = stage.office.start({}, 'run');
    const ending = new Promise<number | null>((resolve) => {
      onFetch = () => {
        onFetch = () => undefined;
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
