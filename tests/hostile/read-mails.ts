// Reads the mails named on the command line with the real pool, one after the other, and prints a line of JSON for
// each: what was read, the seconds it took and those of the processor, and the highest memory of this process so far, in MiB.
import { readFileSync } from 'node:fs';
import { sha256 } from '../../data/archive.ts';
import { startPool, type PoolOptions } from '../../worker/pool.ts';

const [given = '{}', ...files] = process.argv.slice(2);
const pool = startPool({
  threads: 1,
  seconds: 8,
  megabytes: 256,
  warm: false,
  recognise: true,
  ownAddresses: [],
  ...(JSON.parse(given) as Partial<PoolOptions>),
});
for (const file of files) {
  const bytes = readFileSync(file);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { submission } = await pool.read(bytes, sha256(bytes));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  process.stdout.write(`${JSON.stringify({ file, seconds, cpuSeconds, megabytes: peak(), submission })}\n`);
}
await pool.close();

/** proc(5): what `getrusage` tells would count the process that started this one. */
function peak(): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes ?? Number.NaN) / 1024;
}
