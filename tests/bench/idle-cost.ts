import { buildMail } from '../builders/mail.ts';
import { once } from './contenders.ts';
import { receivedAt } from './corpus.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { writeConfig } from './guichet-config.ts';
import type { Rig, RigMail } from './rig.ts';
import { withRig } from './rig.ts';
import { median } from './statistics.ts';

/** What `guichet once` costs on a mailbox in which nothing has come. */
export interface IdleCost {
  /** Mails that lie filed. */
  readonly filed: number;
  readonly milliseconds: readonly number[];
  /** IMAP bytes of a pass, both directions, login and logout included. */
  readonly bytes: number;
}

/** The first pass takes the mails in, the second looks at what the first has moved: from the third on nothing is new. */
const SETTLING = 2;

/**
 * Idle passes over mailboxes of these sizes, in turn. Every mail has really been taken in: they are the shortest there
 * are, written by programs and answered by nobody, so that it takes minutes and no more.
 */
export async function idleCosts(sizes: readonly number[], rounds: number, cache: string): Promise<IdleCost[]> {
  const [size, ...others] = sizes;
  if (size === undefined) return [];
  const passes: Pass[] = [];
  await withSettled(sizes, cache, [], async (all) => {
    for (let round = 0; round < rounds; round += 1) for (const each of all) passes.push(await each());
  });
  return [size, ...others].map((filed) => {
    const own = passes.filter((each) => each.filed === filed);
    return { filed, milliseconds: own.map((each) => each.milliseconds), bytes: median(own.map((each) => each.bytes)) };
  });
}

interface Pass {
  readonly filed: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

type IdlePass = () => Promise<Pass>;

/** One rig inside the other, so that a noisy moment falls on every size. */
async function withSettled(
  [filed, ...others]: readonly number[],
  cache: string,
  ready: readonly IdlePass[],
  run: (passes: readonly IdlePass[]) => Promise<void>,
): Promise<void> {
  if (filed === undefined) return run(ready);
  await withRig({ mails: notices(filed), cache, roundTrip: 0 }, async (rig) => {
    const proxy = await startCountingProxy(rig.imapPort);
    try {
      const config = await writeConfig({ ...rig, imapPort: proxy.port });
      for (let pass = 0; pass < SETTLING; pass += 1) await once(rig, config);
      await withSettled(others, cache, [...ready, () => idlePass(filed, rig, config, () => proxy.bytes())], run);
    } finally {
      await proxy.stop();
    }
  });
}

async function idlePass(filed: number, rig: Rig, config: string, bytes: () => number): Promise<Pass> {
  const before = bytes();
  const { seconds } = await once(rig, config);
  return { filed, milliseconds: seconds * 1000, bytes: bytes() - before };
}

function notices(count: number): RigMail[] {
  return Array.from({ length: count }, (_, rank) => ({
    bytes: () => Promise.resolve(notice(rank)),
    receivedAt: receivedAt(rank),
  }));
}

function notice(rank: number): Uint8Array {
  return buildMail({
    from: 'Absence <absence@aubraie.example>',
    subject: `Absence du bureau ${String(rank)}`,
    text: 'Je suis absente jusqu’au 15 juin.',
    messageId: `<absence.${String(rank)}@mail.aubraie.example>`,
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
}
