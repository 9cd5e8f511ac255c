import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process cost, from its start to its end. */
export interface Cost {
  readonly seconds: number;
  /** User and system time of all its threads. */
  readonly cpuSeconds: number;
  /** Highest resident size in MiB. */
  readonly peakMegabytes: number;
}

/** A process that ended well, and what it printed. */
export interface Finished extends Cost {
  readonly stdout: string;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICKS = 100;

const POLL = 50;

/** Runs a command to its end; throws when it fails. Linux only: sizes and times come from /proc. */
export async function measured(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  const cpuBefore = endedChildrenSeconds();
  const start = process.hrtime.bigint();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let peakMegabytes = 0;
  // The kernel keeps the peak itself: polling can only miss what grows in the last moments.
  const timer = setInterval(() => (peakMegabytes = peakOf(child.pid) ?? peakMegabytes), POLL);
  const ended = new Promise<void>((resolve, reject) => child.on('error', reject).on('close', () => resolve()));
  await ended.finally(() => clearInterval(timer));
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

function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
