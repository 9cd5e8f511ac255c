import type { Contender, Run } from './contenders.ts';
import type { Corpus } from './corpus.ts';
import { readMail, receivedAt } from './corpus.ts';
import type { RigMail } from './rig.ts';
import { withRig } from './rig.ts';
import type { Disagreement } from './verdict.ts';
import { disagreements } from './verdict.ts';

/** What one contender did in every round. */
export interface Lane {
  readonly contender: string;
  readonly runs: readonly (Omit<Run, 'verdicts'> & { readonly messagesPerSecond: number })[];
  readonly disagreements: readonly Disagreement[];
  /** Letters that did not reach the outgoing server, or went out twice, over all rounds. */
  readonly lettersAstray: number;
}

export interface RaceOptions {
  readonly corpus: Corpus;
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  readonly roundTrip: number;
  readonly cache: string;
  readonly tell: (line: string) => void;
}

/** Runs the contenders in turn over the same mailbox, each from a fresh copy; who goes first changes with the round. */
export async function race(options: RaceOptions): Promise<Lane[]> {
  const { contenders, rounds, tell } = options;
  const lanes = new Map<Contender, OneRun[]>(contenders.map((each) => [each, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) {
      const run = await runOnce(contender, options);
      lanes.get(contender)?.push(run);
      tell(`round ${round + 1}/${rounds}  ${contender.name}: ${run.messagesPerSecond.toFixed(1)} messages/s`);
    }
  }
  return [...lanes].map(([{ name }, runs]) => ({
    contender: name,
    runs: runs.map(({ messagesPerSecond, seconds, cpuSeconds, peakMegabytes, stages }) => ({
      messagesPerSecond,
      seconds,
      cpuSeconds,
      peakMegabytes,
      stages,
    })),
    disagreements: runs.flatMap((each) => disagreements(name, options.corpus.mails, each.verdicts)),
    lettersAstray: runs.reduce((sum, each) => sum + Math.abs(each.letters - options.corpus.mails.length), 0),
  }));
}

/** The mails of a corpus, as a rig delivers them. */
export function mailsOf(corpus: Corpus): RigMail[] {
  return corpus.mails.map((each, rank) => ({ bytes: () => readMail(corpus, each), receivedAt: receivedAt(rank) }));
}

type OneRun = Run & { readonly messagesPerSecond: number; readonly letters: number };

function runOnce(contender: Contender, { corpus, cache, roundTrip }: RaceOptions): Promise<OneRun> {
  return withRig({ mails: mailsOf(corpus), cache, roundTrip }, async (rig) => {
    const run = await contender.run(rig);
    return { ...run, messagesPerSecond: corpus.mails.length / run.seconds, letters: (await rig.sunk()).length };
  });
}
