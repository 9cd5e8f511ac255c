import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actsOf } from '../../worker/acts.ts';
import { loadConfig } from '../../worker/config.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { startProxy, type Proxy } from '../servers/proxy.ts';
import { aRequest, aStage, deliver, type Stage } from './fault-office.ts';
import { expectSound } from './sound.ts';

/** From the build: mails are read by a process that the sources cannot start. */
const built = (file: string) => import(join(import.meta.dirname, '../../dist/worker', file));
const { openSource, reconcile } = (await built('intake.js')) as typeof import('../../worker/intake.ts');
const { openOffice, postmanOf } = (await built('wiring.js')) as typeof import('../../worker/wiring.ts');

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

/** A pass of the import mailbox over the proxy, in this process, as often as wanted. */
function passes({ office }: Stage) {
  process.env['IMAP'] = 'test';
  const config = loadConfig(office.config);
  const postman = postmanOf(config);
  const opened = openOffice(config, { postman, log: () => undefined, warm: true, lost: () => undefined });
  const desk = opened.office;
  const pass = async () => {
    const source = opened.sources.find(({ name }) => name === 'import')?.make() ?? expect.fail('no mailbox');
    try {
      await openSource(source, desk);
      return await reconcile(source, desk);
    } finally {
      await source.close();
      await desk.outgoing.drain();
    }
  };
  return { pass, desk, close: opened.close };
}

/** Something for each command to do: a folder to make, a mail to take in, one to file anew. */
async function prepare(stage: Stage, desk: ReturnType<typeof passes>['desk'], index: number): Promise<void> {
  await rm(join(dovecot.mailRoot, stage.user, '.Hors périmètre'), { recursive: true, force: true });
  await deliver(stage, aRequest(index));
  const open = desk.register.cases.list().find(({ state }) => state !== 'closed');
  if (open !== undefined) {
    actsOf(desk).decide(open.reference, { by: 'A. Martin', why: 'essai' }, { kind: 'filed' });
  }
}

const whens = ['unheard', 'unanswered'] as const;

/** The goodbye changes nothing, and IDLE is said by the library when a pass pauses. */
const beside = new Set(['LOGOUT', 'IDLE']);

/**
 * Cuts one pass after the other, each a command later, until one has no more. Their order is not the same in each pass:
 * what was never cut so is cut by its name in the end.
 */
async function cutEverywhere(stage: Stage, proxy: Proxy): Promise<void> {
  const { pass, desk, close } = passes(stage);
  const met = new Set<string>();
  let index = 0;
  const cutPass = async (when: (typeof whens)[number], next: number, name?: string) => {
    await prepare(stage, desk, (index += 1));
    const cutAt = proxy.cutAtCommand(next, when, name);
    await pass().catch(() => undefined);
    const command = cutAt();
    if (command !== undefined) met.add(`${command} ${when}`);
    return command;
  };
  for (const when of whens) for (let next = 0; (await cutPass(when, next)) !== undefined; next += 1);
  for (const name of proxy.commands()) {
    if (beside.has(name)) continue;
    for (const when of whens) if (!met.has(`${name} ${when}`)) expect(await cutPass(when, 0, name)).toBe(name);
  }
  proxy.cutAtCommand(Infinity, 'unheard');
  // What the passes before it left is done by the one that nobody cuts.
  expect(await pass()).toMatchObject({ failed: 0, unfetched: 0, unfiled: 0, missing: 0, quarantined: 0 });
  await close();
}

describe('an IMAP line', () => {
  it('that is cut at each command of a pass, heard or not, costs that pass alone', { timeout: 120_000 }, async () => {
    const proxy = await startProxy(dovecot.port);
    const stage = await aStage(dovecot, { imapPort: proxy.port, isEmpty: true });
    await cutEverywhere(stage, proxy);
    const needed = ['AUTHENTICATE', 'LIST', 'CREATE', 'EXAMINE', 'SELECT', 'UID SEARCH', 'UID FETCH', 'UID STORE'];
    expect([...proxy.commands()]).toEqual(expect.arrayContaining([...needed, 'UID MOVE']));
    await expectSound(stage);
    await Promise.all([proxy.stop(), stage.close()]);
  });
});
