import { readFileSync } from 'node:fs';

/** Resident memory of a process, in megabytes (proc(5)); 0 where the system does not tell it. */
export function residentMegabytes(pid: number): number {
  const status = told(pid, 'status');
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const TICKS = 100;

/** What a process has worked, its own code and the system for it (proc(5), utime and stime); undefined where it is not told. */
export function processorSeconds(pid: number): number | undefined {
  const stat = told(pid, 'stat');
  // The second field is the name, which may hold spaces and brackets.
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return stime === undefined ? undefined : (Number(utime) + Number(stime)) / TICKS;
}

/** Empty for a process that has ended, and where there is no such folder. */
function told(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
