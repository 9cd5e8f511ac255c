import { guichet, missingForPython, python } from './contenders.ts';
import { openCorpus } from './corpus.ts';
import type { IdleCost } from './idle-cost.ts';
import { idleCosts } from './idle-cost.ts';
import type { KillOutcome } from './kill-midway.ts';
import { killMidway } from './kill-midway.ts';
import type { MemoryOverTime } from './memory-over-time.ts';
import { memoryOverTime } from './memory-over-time.ts';
import type { Lane } from './race.ts';
import { race } from './race.ts';
import type { SingleRuns } from './single-runs.ts';
import { singleRuns } from './single-runs.ts';

/** The pieces of the measure under load, by the name that asks for one alone. */
export const loadParts = ['race', 'kill', 'idle', 'memory', 'attachment'] as const;

/** One of them. */
export type LoadPart = (typeof loadParts)[number];

/** Guichet beside the script, at one size and one distance. */
export interface LoadedRace {
  readonly messages: number;
  readonly roundTrip: number;
  /** What Guichet's speed over the script's should be at least. */
  readonly aim: number;
  readonly lanes: readonly Lane[];
}

/** Everything that was measured under load; undefined where it was not asked for. */
export interface LoadResults {
  readonly races: readonly LoadedRace[];
  readonly kill: KillOutcome | undefined;
  readonly idle: readonly IdleCost[] | undefined;
  readonly memory: MemoryOverTime | undefined;
  readonly attachment: SingleRuns | undefined;
}

export interface LoadOptions {
  readonly parts: readonly LoadPart[];
  readonly rounds: number;
  /** Mails of the run whose memory is followed. */
  readonly mails: number;
  /** Divides every number of mails: to see that the measure works, not to measure. */
  readonly smaller: number;
  readonly cache: string;
  readonly tell: (line: string) => void;
}

const courses = [
  { messages: 300, roundTrip: 0, aim: 1.7 },
  { messages: 1_200, roundTrip: 0, aim: 2 },
  { messages: 300, roundTrip: 20, aim: 6 },
];

/** Mails filed in the two mailboxes whose idle passes are compared. */
const FEW = 10;
const MANY = 20_000;

/** The speed under load, with every guarantee on. */
export async function measureLoad({ parts, rounds, mails, smaller, cache, tell }: LoadOptions): Promise<LoadResults> {
  const part = async <T>(name: LoadPart, work: () => Promise<T>): Promise<T | undefined> => {
    if (!parts.includes(name)) return undefined;
    tell(name);
    return work();
  };
  const contenders = missingForPython() === undefined ? [guichet, python] : [guichet];
  const races = await part('race', async () => {
    const run: LoadedRace[] = [];
    for (const course of courses) {
      const { roundTrip } = course;
      const messages = Math.ceil(course.messages / smaller);
      const corpus = await openCorpus(messages, cache);
      const lanes = await race({ corpus, contenders, rounds, roundTrip, cache, tell });
      run.push({ ...course, messages, lanes });
    }
    return run;
  });
  return {
    races: races ?? [],
    kill: await part('kill', async () => killMidway(await openCorpus(Math.ceil(300 / smaller), cache), cache)),
    idle: await part('idle', () => idleCosts([FEW, Math.ceil(MANY / smaller)], rounds, cache)),
    memory: await part('memory', () => memoryOverTime(Math.ceil(mails / smaller), cache)),
    attachment: await part('attachment', () => singleRuns(cache, 0)),
  };
}
