import { afterAll, beforeAll, describe, it } from 'vitest';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { crashes } from './crashes.ts';
import { aStage, dieAt } from './fault-office.ts';
import { expectSound } from './sound.ts';

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
