import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process and those it started cost, from its start to its end. */
export interface Cost {
  readonly seconds: number;
  /** User and system time of all their threads. */
  readonly cpuSeconds: number;
  /** Most memory that all of them held at one time, in MiB, looked at every 20 ms; program pages that they share count once. */
  readonly peakMegabytes: number;
}

/** A process that ended well, and what it printed. */
export interface Finished extends Cost {
  readonly stdout: string;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICKS = 100;

const POLL = 20;

/** Follows a process from its start; returns how to end that. */
export type Follow = (pid: number) => () => void;

/** Runs a command to its end; throws when it fails. Linux only: sizes and times come from /proc. */
export async function measured(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  follow?: Follow,
): Promise<Finished> {
  const cpuBefore = endedChildrenSeconds();
  const start = process.hrtime.bigint();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let peakMegabytes = 0;
  const look = () => {
    if (child.pid !== undefined) peakMegabytes = Math.max(peakMegabytes, residentMegabytes(child.pid));
  };
  const timer = setInterval(look, POLL);
  const unfollow = child.pid === undefined ? undefined : follow?.(child.pid);
  const ended = new Promise<void>((resolve, reject) => child.on('error', reject).on('close', () => resolve()));
  await ended.finally(() => {
    clearInterval(timer);
    unfollow?.();
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.exitCode !== 0) {
    const end = `ended with ${String(child.exitCode ?? child.signalCode)}`;
    throw new Error(`${command} ${args.join(' ')} ${end}:\n${Buffer.concat(stderr).toString().slice(-4_000)}`);
  }
  const cpuSeconds = endedChildrenSeconds() - cpuBefore;
  return { seconds, cpuSeconds, peakMegabytes, stdout: Buffer.concat(stdout).toString() };
}

/** Time of the children that ended (proc(5), fields 16 and 17 of stat): exact, where polling would miss the end. */
function endedChildrenSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

/** What a process and those below it hold now, in MiB; the pages of files (programs, libraries) that several map count once. */
export function residentMegabytes(pid: number): number {
  const { own, files } = heldBy(pid);
  return own + files;
}

/** proc(5): RssAnon and RssShmem are of one process alone, RssFile is what it maps of files. */
function heldBy(pid: number): { readonly own: number; readonly files: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const figure = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024;
    return childrenOf(pid)
      .map(heldBy)
      .reduce((all, each) => ({ own: all.own + each.own, files: Math.max(all.files, each.files) }), {
        own: figure('RssAnon') + figure('RssShmem'),
        files: figure('RssFile'),
      });
  } catch {
    return { own: 0, files: 0 }; // It has ended meanwhile.
  }
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}
