import { copyFileSync, cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadOnly } from '../../data/register/open.ts';
import { header } from '../demo/played.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { aRequest, aStage, deliver, deliverThree, dieAt, type Stage } from './fault-office.ts';
import { inRegister } from './sound.ts';

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

const slowTest = { timeout: 120_000 };

/** A day on which more mails came, were answered and filed, after `save` was called. Returns the references of that day. */
async function aDayAfter(stage: Stage, save: () => Promise<unknown>): Promise<string[]> {
  await once(stage);
  await save();
  const before = references(stage);
  await deliver(stage, aRequest(3));
  await deliver(stage, aRequest(4));
  await once(stage);
  expect(stage.sink.mails).toHaveLength(4);
  return references(stage).filter((each) => !before.includes(each));
}

async function once({ office }: Stage): Promise<string> {
  const { code, err } = await office.run('once');
  expect([0, 11], err).toContain(code);
  return err;
}

function references({ office }: Stage): string[] {
  return office.cases().map(({ reference }) => reference);
}

/** What was said of letters that may have gone out. */
function doubts({ storage }: Stage): string[] {
  const connection = openReadOnly(join(storage, 'register.db'));
  const sql = "SELECT json_extract(body, '$.reply') FROM events WHERE kind = 'letterUncertain'";
  const told = connection?.prepare<[], string>(sql).pluck().all() ?? [];
  connection?.close();
  return told;
}

/** The mails lose the small letters by which a Maildir knows their keywords. */
function forgetKeywords({ dovecot: { mailRoot }, user }: Stage): void {
  const root = join(mailRoot, user);
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const bare = file.replace(/(:2,[A-Z]*)[a-z]+$/, '$1');
    if (bare !== file) renameSync(join(root, file), join(root, bare));
  }
}

/** The mails of the lost day wait for a person, under other references; a mail of today is answered; all is provable. */
async function expectReturned(stage: Stage, lost: readonly string[]): Promise<void> {
  const { office, sink } = stage;
  await deliver(stage, aRequest(5));
  await once(stage);
  await once(stage);
  expect(sink.mails.slice(4).map(({ bytes }) => header(bytes, 'In-Reply-To'))).toEqual([
    header(stage.asking[4] ?? Buffer.of(), 'Message-ID'),
  ]);
  const cases = office.cases();
  expect(cases).toHaveLength(5);
  expect(cases.map(({ reference }) => reference).filter((each) => lost.includes(each))).toEqual([]);
  const doubtful = cases.filter(({ caution }) => caution !== undefined);
  expect(doubtful.map(({ state, letters }) => [state, letters])).toEqual([
    ['staffReview', []],
    ['staffReview', []],
  ]);
  expect(inRegister(stage).filter(({ folder }) => folder === 'À vérifier')).toHaveLength(2);
  expect((await office.run('verify')).code).toBe(0);
  expect((await office.run('replay')).code).toBe(0);
}

describe('a register that came back', () => {
  it(
    'from a backup answers nothing again, gives no reference again, and shows staff the mails of the days it lost',
    slowTest,
    async () => {
      const stage = await aStage(dovecot);
      const { office, storage, sink } = stage;
      const copy = join(office.directory, 'copy');
      const lost = await aDayAfter(stage, () => office.run('backup', copy));
      rmSync(storage, { recursive: true });
      cpSync(copy, storage, { recursive: true });
      await expectReturned(stage, lost);
      // Once a person has looked, the answer goes.
      const [reference] = office.cases().flatMap((each) => (each.caution === undefined ? [] : each.reference));
      const by = ['--by', 'Agent', '--why', 'aucune réponse retrouvée'];
      expect((await office.run('clear', reference ?? '', ...by)).code).toBe(0);
      await once(stage);
      expect(sink.mails).toHaveLength(6);
      await stage.close();
    },
  );

  it.each<[string, (stage: Stage, copy: string) => void]>([
    [
      'with all its storage, as that stood the day before',
      (stage, copy) => {
        rmSync(stage.storage, { recursive: true });
        cpSync(copy, stage.storage, { recursive: true });
      },
    ],
    [
      'beside an archive that is ahead of it, on a server without keywords',
      (stage, copy) => {
        copyFileSync(join(copy, 'register.db'), join(stage.storage, 'register.db'));
        forgetKeywords(stage);
      },
    ],
  ])('%s, is seen to be an older one', slowTest, async (_, comeBack) => {
    const stage = await aStage(dovecot);
    const copy = join(stage.office.directory, 'copy');
    const lost = await aDayAfter(stage, () => {
      cpSync(stage.storage, copy, { recursive: true });
      return Promise.resolve();
    });
    comeBack(stage, copy);
    await expectReturned(stage, lost);
    await stage.close();
  });

  it('from a backup in which a letter waited sends it once more at most, the same, and says so', slowTest, async () => {
    const stage = await aStage(dovecot, { isEmpty: true });
    const { office, storage, sink } = stage;
    await once(stage);
    await deliverThree(stage);
    await dieAt(stage, 'letter composed');
    const copy = join(office.directory, 'copy');
    expect((await office.run('backup', copy)).code).toBe(0);
    await once(stage);
    expect(sink.mails).toHaveLength(2);
    rmSync(storage, { recursive: true });
    cpSync(copy, storage, { recursive: true });
    await once(stage);
    await once(stage);
    const ids = sink.mails.map(({ bytes }) => header(bytes, 'Message-ID'));
    expect(new Set(ids).size).toBe(2);
    expect(ids.length).toBeLessThanOrEqual(4);
    expect(doubts(stage)).toContain('registre revenu d’une copie : elle a pu partir depuis');
    expect((await office.run('verify')).code).toBe(0);
    await stage.close();
  });
});
