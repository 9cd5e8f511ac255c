import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { crashes } from './crashes.ts';
import { mayMount, onDisk } from './disk.ts';
import { aStage, dieAt } from './fault-office.ts';
import { expectSound } from './sound.ts';

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

describe.runIf(mayMount)('a machine that loses its power', () => {
  // Where a server has already been told something that a disk must still know.
  it.each(['mails moved, not verified', 'letter accepted, not told'])(
    'at « %s » has kept on its disk whatever the servers were told',
    { timeout: 90_000 },
    async (point) => {
      const stage = await aStage(dovecot);
      await onDisk(stage.storage, async (disk) => {
        await dieAt(stage, point);
        disk.cut();
        await expectSound(stage, crashes[point]?.repeats);
      });
      expect(stage.sink.mails.length).toBeGreaterThan(0);
      await stage.close();
    },
  );
});
