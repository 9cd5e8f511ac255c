import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openReadOnly } from '../../data/register/open.ts';
import { register, type Register } from '../../data/register/register.ts';
import { seeded } from './chance.ts';
import { guichetArguments, registerOf } from './contenders.ts';
import { generateMail } from './corpus-mail.ts';
import { receivedAt } from './corpus.ts';
import { secretsOf, writeConfig } from './guichet-config.ts';
import { measured, residentMegabytes } from './measured-process.ts';
import { memoryPlot } from './memory-plot.ts';
import type { Rig, RigMail } from './rig.ts';
import { withRig } from './rig.ts';

/** One look at a run. */
export interface MemorySample {
  readonly seconds: number;
  readonly mails: number;
  /** Resident in the worker and its readers together, in MiB. */
  readonly megabytes: number;
}

/** The memory of one run over a large backlog. */
export interface MemoryOverTime {
  readonly mails: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** Growth over the second half, by least squares. */
  readonly megabytesPerThousandMails: number;
  /** Mails that the register has under another instant than the server's, or not at all. */
  readonly datesLost: number;
  readonly lettersAstray: number;
  /** Where the samples were written, and their plot. */
  readonly files: readonly string[];
}

const EVERY = 1_000;

/** Takes in that many forms with one `guichet once`, and looks at its memory every second. */
export async function memoryOverTime(mails: number, cache: string): Promise<MemoryOverTime> {
  const samples: MemorySample[] = [];
  const run = await withRig({ mails: forms(mails), cache, roundTrip: 0 }, async (rig) => {
    const command = guichetArguments('once', await writeConfig(rig));
    const since = performance.now();
    const watch = (pid: number) => {
      const look = () => {
        const seconds = (performance.now() - since) / 1000;
        samples.push({ seconds, mails: takenIn(rig), megabytes: residentMegabytes(pid) });
      };
      const timer = setInterval(look, EVERY);
      return () => clearInterval(timer);
    };
    const { seconds, peakMegabytes } = await measured(process.execPath, command, secretsOf(rig), watch);
    const lettersAstray = Math.abs((await rig.sunk()).length - mails);
    return { seconds, peakMegabytes, lettersAstray, datesLost: mails - datesKept(rig) };
  });
  const files = [join(cache, 'memory.csv'), join(cache, 'memory.svg')] as const;
  const rows = samples.map((each) => [each.seconds.toFixed(1), each.mails, each.megabytes.toFixed(1)].join(','));
  await mkdir(cache, { recursive: true });
  await writeFile(files[0], `${['seconds,mails,MiB', ...rows].join('\n')}\n`);
  await writeFile(files[1], memoryPlot(samples));
  return { mails, ...run, megabytesPerThousandMails: slope(samples) * 1000, files };
}

/** A form a mail, made when it is delivered: thousands need not lie in the cache. */
function forms(count: number): RigMail[] {
  const chance = seeded(11);
  return Array.from({ length: count }, (_, rank) => ({
    bytes: async () => (await generateMail('form', rank, chance)).bytes,
    receivedAt: receivedAt(rank),
  }));
}

function takenIn(rig: Rig): number {
  return withRegister(rig, ({ messages }) => messages.count()) ?? 0;
}

function datesKept(rig: Rig): number {
  const kept = withRegister(rig, ({ cases, messages }) =>
    cases.list().flatMap(({ reference }) =>
      messages.ofCase(reference).filter(({ messageId, receivedAt: at }) => {
        const rank = Number(messageId?.slice(1, 6));
        return at === receivedAt(rank).toISOString();
      }),
    ),
  );
  return kept?.length ?? 0;
}

/** The first second may find no tables yet. */
function withRegister<T>(rig: Rig, work: (book: Register) => T): T | undefined {
  const connection = openReadOnly(registerOf(rig));
  if (connection === undefined) return undefined;
  try {
    return work(register(connection));
  } catch {
    return undefined;
  } finally {
    connection.close();
  }
}

/** MiB a mail over the second half of the mails. */
function slope(samples: readonly MemorySample[]): number {
  const most = Math.max(...samples.map(({ mails }) => mails));
  const half = samples.filter(({ mails }) => mails >= most / 2);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
  const [x, y] = [mean(half.map(({ mails }) => mails)), mean(half.map(({ megabytes }) => megabytes))];
  const spread = half.reduce((sum, { mails }) => sum + (mails - x) ** 2, 0);
  const together = half.reduce((sum, { mails, megabytes }) => sum + (mails - x) * (megabytes - y), 0);
  return spread === 0 ? 0 : together / spread;
}
