import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prove } from '../../worker/proof.ts';
import { aStorage } from '../builders/storage.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startProxy } from '../servers/proxy.ts';
import { fillBut, mayMount, mount, onSmallDisk } from './disk.ts';
import { aRequest, aStage, deliver, deliverThree, dieAt, type Stage } from './fault-office.ts';
import { expectSound, onServer } from './sound.ts';

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

const slowTest = { timeout: 90_000 };

/** Nothing was taken out of the queue that the register does not hold. */
async function expectNothingLost(stage: Stage): Promise<void> {
  expect(await onServer(stage)).toHaveLength(stage.asking.length + stage.automatic.length);
}

describe.runIf(mayMount)('a disk that is full', () => {
  it.each([0, 8_192])(
    'for the archive (%i octets left) stops the pass, and the next one finishes',
    slowTest,
    async (left) => {
      const stage = await aStage(dovecot);
      const archive = join(stage.storage, 'archive');
      await onSmallDisk(archive, '4m', async () => {
        const ballast = fillBut(archive, left);
        const { code, err } = await stage.office.run('once');
        expect(code, err).toBe(75);
        await expectNothingLost(stage);
        rmSync(ballast);
        await expectSound(stage);
      });
      await stage.close();
    },
  );

  it.each([0, 32_768, 131_072])(
    'for the register too (%i octets left) stops the pass, and the next one finishes',
    slowTest,
    async (left) => {
      const stage = await aStage(dovecot, { isEmpty: true });
      await onSmallDisk(stage.storage, '16m', async () => {
        await stage.office.run('once');
        await deliverThree(stage);
        const ballast = fillBut(stage.storage, left);
        const { code, err } = await stage.office.run('once');
        expect(code, err).toBe(75);
        await expectNothingLost(stage);
        rmSync(ballast);
        await expectSound(stage, 'the same letter may come twice');
      });
      await stage.close();
    },
  );
});

describe.runIf(mayMount)('a disk that may only be read', () => {
  it.each(['archive', ''])('under « storage/%s » stops the pass, and the next one finishes', slowTest, async (part) => {
    const stage = await aStage(dovecot, { isEmpty: true });
    await stage.office.run('once');
    await deliverThree(stage);
    const folder = join(stage.storage, part);
    mkdirSync(folder, { recursive: true });
    mount('--bind', folder, folder);
    try {
      mount('-o', 'remount,bind,ro', folder);
      const { code, err } = await stage.office.run('once');
      expect(code, err).toBe(75);
      await expectNothingLost(stage);
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
    expect(stage.office.cases()).toEqual([]);
    await expectSound(stage);
    await stage.close();
  });
});

/** Root passes by permissions, unless it gives that power away. */
const bound = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : ['env'];

describe('a storage folder that may only be read', () => {
  const looksOf = ({ office }: Stage) =>
    Promise.all(['cases', 'verify'].map((look) => office.runUnder(bound, look, '--json')));

  /** What the register is said to hold when nothing may be written beside it: the same as when it may. */
  const expectSameSeen = async (stage: Stage) => {
    chmodSync(stage.storage, 0o500);
    const touch = spawnSync(bound[0] ?? '', [...bound.slice(1), 'touch', join(stage.storage, 'x')]);
    expect(touch.stderr.toString()).toContain('Permission denied');
    const seen = await looksOf(stage);
    chmodSync(stage.storage, 0o700);
    expect(seen).toEqual(await looksOf(stage));
    expect(seen.map(({ code, err }) => [code, err])).toEqual(seen.map(() => [0, '']));
    expect(JSON.parse(seen[0]?.out ?? '')).not.toEqual([]);
  };

  it('shows its register, whether the last run ended or died', slowTest, async () => {
    // One mail alone: of several, the one that makes no case may be committed first.
    const stage = await aStage(dovecot, { isEmpty: true });
    await deliver(stage, aRequest(1));
    await dieAt(stage, 'mail committed');
    // As on a copy: the log is there, and not what maps it into memory.
    rmSync(join(stage.storage, 'register.db-shm'));
    await expectSameSeen(stage);
    await expectSound(stage, 'the same letter may come twice');
    await expectSameSeen(stage);
    await stage.close();
  });
});

describe('a register that another program holds for longer than we wait', () => {
  it('stops the pass, and the next one finishes', slowTest, async () => {
    const stage = await aStage(dovecot, { isEmpty: true });
    await stage.office.run('once');
    await deliverThree(stage);
    const other = new Database(join(stage.storage, 'register.db'));
    other.exec('BEGIN IMMEDIATE');
    const { code, err } = await stage.office.run('once');
    expect(code, err).toBe(75);
    other.exec('ROLLBACK');
    other.close();
    await expectSound(stage);
    await stage.close();
  });
});

describe('a register that may not even be looked for', () => {
  it('is not taken for an empty one', slowTest, async () => {
    const stage = await aStage(dovecot);
    await stage.office.run('once');
    chmodSync(stage.storage, 0o000);
    const looks = await Promise.all(['verify', 'cases', 'replay'].map((look) => stage.office.runUnder(bound, look)));
    chmodSync(stage.storage, 0o700);
    expect(looks.map(({ code }) => code)).toEqual([65, 75, 75]);
    for (const { out, err } of looks) expect(`${out}${err}`).toContain('EACCES');
    await stage.close();
  });
});

describe.concurrent('a register that another program takes in the middle of a pass', () => {
  it.each(['a mail comes', 'a letter was handed over'])(
    '(when %s) stops it with an error, and the next one finishes',
    slowTest,
    async (moment) => {
      const armed: { take?: () => void } = {};
      const take = () => {
        armed.take?.();
        delete armed.take;
      };
      const proxy = await startProxy(dovecot.port, (text) => {
        if (moment === 'a mail comes' && /BODY\[\] \{/.test(text)) take();
        return text;
      });
      const letter = () => {
        if (moment !== 'a mail comes') take();
        return undefined;
      };
      const stage = await aStage(dovecot, { imapPort: proxy.port, isEmpty: true, smtp: { letter } });
      await stage.office.run('once');
      await deliverThree(stage);
      const other = new Database(join(stage.storage, 'register.db'));
      armed.take = () => other.exec('BEGIN IMMEDIATE');
      const { code, err } = await stage.office.run('once');
      expect([code, armed.take], err).toEqual([75, undefined]);
      expect(err).toContain('SQLITE_BUSY');
      other.exec('ROLLBACK');
      other.close();
      await expectNothingLost(stage);
      await expectSound(stage, 'the same letter may come twice');
      await Promise.all([proxy.stop(), stage.close()]);
    },
  );
});

describe('a clock that goes back and forth', () => {
  it('leaves a journal in the order in which things happened, and everything proved', async () => {
    const storage = aStorage();
    for (const [index, day] of ['2026-06-10', '2026-06-01', '2031-01-01', '2026-06-02'].entries()) {
      storage.at(day);
      await storage.receive(index + 1, completeRequest);
      storage.send();
    }
    const proof = await prove(storage.paths);
    expect(proof?.checks.flatMap(({ faults }) => faults)).toEqual([]);
    storage.close();
  });
});
