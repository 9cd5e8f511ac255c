import type { Document } from '../../worker/domain/submission.ts';
import { hostileCorpus } from '../hostile/corpus.ts';
import { measured, type Cost } from './measured-process.ts';
import { formOf, goodForm, survive, trapOf } from '../hostile/run.ts';

/** What one hostile file cost, read by a program started for it alone, beside a good form. */
export interface HostileRow {
  readonly family: string;
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Highest memory of the program and its reader together, in MiB. */
  readonly megabytes: number;
  /** What became of it, and of the form beside it. */
  readonly outcome: string;
}

/** No hostile file may take more, start and good form included. */
const MOST_SECONDS = 10;
const MOST_MEGABYTES = 400;

/** Reads every hostile file in turn, or those with `only` in their name. */
export async function hostileRows(tell: (line: string) => void, only: string): Promise<HostileRow[]> {
  const form = await goodForm();
  const rows: HostileRow[] = [];
  // A port that nothing listens on.
  for (const hostile of hostileCorpus('http://127.0.0.1:9')) {
    const { family, name } = hostile;
    if (!name.includes(only)) continue;
    tell(name);
    let cost: Cost | undefined;
    const [read] = await survive([(await trapOf(hostile, form)).mail], {}, async (command, args) => {
      const finished = await measured(command, args, process.env);
      cost = finished;
      return finished.stdout;
    });
    if (read === undefined || cost === undefined) throw new Error(`nothing was told of « ${name} »`);
    const { seconds, submission } = read;
    const { cpuSeconds, peakMegabytes: megabytes } = cost;
    const others = submission.documents.filter((each) => each.part !== '' && each !== formOf(submission));
    const lost = [
      ...(submission.damage === undefined ? [] : ['mail damaged']),
      ...(formOf(submission) === undefined ? ['no form'] : []),
    ];
    rows.push({ family, name, seconds, cpuSeconds, megabytes, outcome: [...lost, ...counted(others)].join(', ') });
  }
  return rows;
}

/** The rows as a page of text, the dearest first, and whether the caps were kept. */
export function hostileReport(rows: readonly HostileRow[]): string {
  const dearest = [...rows].sort((a, b) => b.seconds - a.seconds);
  const width = Math.max(...rows.map((each) => each.name.length));
  const lines = dearest.map((row) => {
    const figures = `${row.seconds.toFixed(2).padStart(7)} s ${row.cpuSeconds.toFixed(2).padStart(7)} s CPU ${row.megabytes.toFixed(0).padStart(5)} MiB`;
    return `${isKept(row) ? ' ' : '✗'} ${row.name.padEnd(width)} ${figures}   ${row.outcome}`;
  });
  const broken = rows.filter((row) => !isKept(row)).length;
  const verdict = `${rows.length} hostile files; ${broken} beyond ${MOST_SECONDS} s or ${MOST_MEGABYTES} MiB`;
  return `${[...lines, verdict].join('\n')}\n`;
}

function isKept({ seconds, megabytes }: HostileRow): boolean {
  return seconds <= MOST_SECONDS && megabytes <= MOST_MEGABYTES;
}

/** Kinds of documents and how many of each. */
function counted(documents: readonly Document[]): string[] {
  const kinds = documents.map((each) => (each.kind === 'unreadable' ? each.reason : each.kind));
  return [...new Set(kinds)].map((kind) => {
    const count = kinds.filter((each) => each === kind).length;
    return count === 1 ? kind : `${count} × ${kind}`;
  });
}
