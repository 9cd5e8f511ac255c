import fs from 'node:fs';
import type { Ended, Ran } from './program.ts';

/**
 * The inside of a process that runs commands of the compiled program, one after the other: most of what a command takes is
 * to start. Each comes to its end as it would alone, when nothing is left to wait for.
 */

const main = new URL('../../worker/main.js', import.meta.url).href;

/** Milliseconds in which a command that has done its work must have let go of everything. */
const LETTING_GO = 30_000;

let [out, err] = ['', ''];
let runs = 0;

const write = (take: (text: string) => void) =>
  ((chunk: string | Uint8Array, encoding?: unknown, told?: unknown) => {
    take(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = typeof encoding === 'function' ? encoding : told;
    if (typeof done === 'function') (done as () => void)();
    return true;
  }) as typeof process.stdout.write;
process.stdout.write = write((text) => (out += text));
process.stderr.write = write((text) => (err += text));

// The log is written straight to the file of standard error.
const writeSync = fs.writeSync.bind(fs) as (...all: unknown[]) => number;
fs.writeSync = ((file: number, text: string | Uint8Array, ...rest: unknown[]) => {
  if (file !== 2) return writeSync(file, text, ...rest);
  err += text.toString();
  return Buffer.byteLength(text);
}) as typeof fs.writeSync;

// Every command listens for the end of its process.
for (const each of [process, process.stdout, process.stderr]) each.setMaxListeners(0);

process.on('message', (message) => void run(message as Ran));
process.once('disconnect', () => process.exit());

async function run({ args, env }: Ran): Promise<void> {
  for (const name of Object.keys(process.env)) if (!(name in env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  [out, err] = ['', ''];
  runs += 1;
  const before = held();
  // Its main file anew, everything that it loads as it stands.
  await import(`${main}?run=${runs}`);
  const kept = await left(before);
  if (kept.length > 0) throw new Error(`the program would not end: ${kept.join(', ')}`);
  process.send?.({ code: exitCode(), out, err } satisfies Ended);
}

/** What a process that ended here would have said. */
function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

/** What keeps a process from ending. */
function held(): string[] {
  return process.getActiveResourcesInfo();
}

/** What a command has not let go of in time. */
async function left(before: readonly string[]): Promise<string[]> {
  for (const end = performance.now() + LETTING_GO; ;) {
    const rest = held();
    for (const each of before) if (rest.includes(each)) rest.splice(rest.indexOf(each), 1);
    if (rest.length === 0 || performance.now() > end) return rest;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
