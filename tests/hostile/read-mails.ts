// Reads the mails named on the command line with the real pool, one after the other, and prints a line of JSON for
// each: what was read, and the seconds it took.
import { sha256 } from '../../data/archive.ts';
import { readFileSync } from 'node:fs';
import { startPool, type PoolOptions } from '../../worker/pool.ts';

const [given = '{}', ...files] = process.argv.slice(2);
const usual = { readers: 1, seconds: 7, megabytes: 256, warm: false, recognise: true, ownAddresses: [] };
const pool = startPool({ ...usual, ...(JSON.parse(given) as Partial<PoolOptions>) });
for (const file of files) {
  const start = performance.now();
  const { submission } = await pool.read(file, sha256(readFileSync(file)));
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${JSON.stringify({ file, seconds, submission })}\n`);
}
await pool.close();
