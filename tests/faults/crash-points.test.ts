import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { crashes, deskCrashes } from './crashes.ts';
import { aFaultDesk, aFullDesk } from './fault-desk.ts';
import { aRequest, aStage, deliver, dieAt, renumber } from './fault-office.ts';
import { expectSound, inRegister } from './sound.ts';

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

describe.concurrent('a run that dies without warning', () => {
  it.each(Object.entries(crashes))(
    'at « %s » leaves everything as if it had not',
    { timeout: 90_000 },
    async (point, { before, repeats, smtp }) => {
      const stage = await aStage(dovecot, { ...(smtp && { smtp: smtp() }) });
      await before?.(stage);
      await dieAt(stage, point);
      await expectSound(stage, repeats);
      await stage.close();
    },
  );
});

describe.concurrent('a command that dies without warning', () => {
  let full: string;
  let before: unknown;
  /** What each command comes to when nothing happens to it. */
  const untouched = new Map<string, Promise<unknown>>();

  beforeAll(async () => {
    full = await aFullDesk();
    before = await aFaultDesk(full).state();
  });

  const stateAfter = async (command: readonly string[]) => {
    const desk = aFaultDesk(full);
    const { code, err } = await desk.run(command);
    expect(code, err).toBe(0);
    const state = await desk.state();
    expect(state).not.toEqual(before);
    return state;
  };

  it.each(Object.entries(deskCrashes))(
    'at « %s » leaves everything as if it had not',
    { timeout: 90_000 },
    async (point, { command, done }) => {
      const key = command.join(' ');
      if (done !== 'nothing' && !untouched.has(key)) untouched.set(key, stateAfter(command));
      const desk = aFaultDesk(full);
      const doomed = await desk.run(command, point);
      expect(doomed.code, `${doomed.out}${doomed.err}`).toBeNull();
      if (done === 'a part') {
        const { code, err } = await desk.run(command);
        expect(code, err).toBe(0);
      }
      expect(await desk.state()).toEqual(done === 'nothing' ? before : await untouched.get(key));
    },
  );
});

describe('a mail that ends every run that reads it', () => {
  it('goes to quarantine alone: those that were in hand with it are answered', { timeout: 90_000 }, async () => {
    const stage = await aStage(dovecot, { isEmpty: true });
    for (let index = 0; index < 4; index += 1) await deliver(stage, aRequest(index));
    // All four are in hand when it happens, and the next runs end as soon as they have read one.
    for (let time = 0; time < 3; time += 1) await dieAt(stage, 'mail read');
    const { code, err } = await stage.office.run('once');
    expect(code, err).toBe(10);
    expect(inRegister(stage).filter(({ folder }) => folder === 'Quarantaine')).toHaveLength(1);
    expect(stage.office.cases()).toHaveLength(3);
    // Numbers that the server gives anew are no colleague who brings it back.
    await renumber(stage, '.Quarantaine');
    expect((await stage.office.run('once', '--full')).code).toBe(0);
    expect(stage.office.cases()).toHaveLength(3);
    await stage.close();
  });
});
