import { spawn, spawnSync } from 'node:child_process';
import { guichet, guichetArguments, verdictsOf } from './contenders.ts';
import type { Corpus } from './corpus.ts';
import { secretsOf, writeConfig } from './guichet-config.ts';
import { mailsOf } from './race.ts';
import type { Rig } from './rig.ts';
import { withRig } from './rig.ts';

/** What became of a backlog whose first run was killed in the middle of it. */
export interface KillOutcome {
  readonly mails: number;
  /** Letters that the server had when the run was killed. */
  readonly lettersAtKill: number;
  /** Mails that the register does not have in the end. */
  readonly lost: number;
  /** Mails without an answer at the server: their letters are in doubt, and go out later. */
  readonly unanswered: number;
  /** Answers given twice under one Message-ID: a letter that was in doubt. */
  readonly repeats: number;
  /** Answers given twice under two Message-IDs: what must never be. */
  readonly secondAnswers: number;
  /** `guichet verify` finds nothing wrong. */
  readonly isProved: boolean;
}

/** Milliseconds between two looks at how far the run has come. */
const LOOK = 20;

/** Kills `guichet once` when half the answers are out, runs it again to its end, and counts. */
export function killMidway(corpus: Corpus, cache: string): Promise<KillOutcome> {
  return withRig({ mails: mailsOf(corpus), cache, roundTrip: 0 }, async (rig) => {
    const mails = corpus.mails.length;
    const lettersAtKill = await killed(rig, mails / 2);
    await guichet.run(rig);
    const letters = await rig.sunk();
    const known = new Set(verdictsOf(rig).map(({ messageId }) => messageId));
    const answered = new Set(letters.map(({ inReplyTo }) => inReplyTo));
    const distinct = new Set(letters.map(({ messageId }) => messageId));
    return {
      mails,
      lettersAtKill,
      lost: corpus.mails.filter(({ messageId }) => !known.has(messageId)).length,
      unanswered: corpus.mails.filter(({ messageId }) => !answered.has(messageId)).length,
      repeats: letters.length - distinct.size,
      secondAnswers: distinct.size - answered.size,
      isProved: await proves(rig),
    };
  });
}

async function killed(rig: Rig, letters: number): Promise<number> {
  const child = spawn(process.execPath, guichetArguments('once', await writeConfig(rig)), {
    env: secretsOf(rig),
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  while (isRunning() && (await rig.sunk()).length < letters) await new Promise((resolve) => setTimeout(resolve, LOOK));
  child.kill('SIGKILL');
  await ended;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the run ended by itself, with ${String(child.exitCode)}`);
  return (await rig.sunk()).length;
}

async function proves(rig: Rig): Promise<boolean> {
  const command = guichetArguments('verify', await writeConfig(rig));
  return spawnSync(process.execPath, command, { env: secretsOf(rig), stdio: 'ignore' }).status === 0;
}
