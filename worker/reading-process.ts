import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { startOcr } from '../parsers/ocr/engine.ts';
import type { Ocr, Outside } from '../parsers/ports.ts';
import { readMessage } from '../parsers/read.ts';
import type { Answer, ReaderCaps, Task } from './capped-reader.ts';
import { findOfficeConverter } from './office-converter.ts';

const { warm, recognise } = JSON.parse(process.argv[2] ?? '{}') as ReaderCaps;

// Much code, each piece of it run seldom: V8 spends a tenth of the reader's time on making faster what is not worth it.
setFlagsFromString('--interrupt-budget=1000000');

// A damaged file makes libraries throw a million times and catch it themselves: writing down where takes nine tenths.
Error.stackTraceLimit = 0;

/** Milliseconds without a scan after which the recognition engine gives its memory back: a third of a second to start. */
const IDLE = 30_000;

/** Both start with the first file that needs them, and end with the reader. */
const convertOffice = findOfficeConverter();
const programs: Outside = { ...(recognise && { ocr: sparingOcr() }), ...(convertOffice && { convertOffice }) };

let done = Promise.resolve();

/** The inside of a reader: one task after the other, one answer each. Its caps are set by `capped-reader.ts`. */
process.on('message', (message) => {
  done = done.then(() => work(message as Task));
});

async function work({ file, request, milliseconds }: Task): Promise<void> {
  // Starting took time of its own, which is not the mail's.
  say({ working: '' });
  const end = performance.now() + milliseconds;
  const working = (part: string) => {
    say({ working: part });
    return performance.now() < end;
  };
  // Waited for: behind what is still in the pipe, the name of the next file would come too late.
  const done: Outside['done'] = (part, documents) => new Promise((resolve) => say({ part, documents }, resolve));
  const recognising = () => say({ recognising: true });
  try {
    // At once: it lies in memory still, and nobody else waits here; by turns of the event loop it takes four times as long.
    const bytes = readFileSync(file);
    say({ read: await readMessage({ ...request, bytes }, { ...programs, working, recognising, done }) });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
}

/** The engine, closed when it has rested for a while. */
function sparingOcr(): Ocr {
  const engine = startOcr();
  let rest: NodeJS.Timeout | undefined;
  return {
    recognise: async (picture) => {
      clearTimeout(rest);
      try {
        return await engine.recognise(picture);
      } finally {
        rest = setTimeout(() => void engine.close(), IDLE).unref();
      }
    },
  };
}

function say(answer: Answer, sent = () => {}): void {
  process.send?.(answer, undefined, undefined, sent);
}

// A stop of the whole service, or Ctrl-C, is for the worker, which lets the mail in hand be finished or hands it back.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

// The worker is gone: so is this. While a file keeps this thread busy only another one can see it.
process.once('disconnect', () => process.exit());
new Worker(
  `const parent = process.ppid;
   setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1_000);`,
  { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } },
).unref();

// A daemon's first mail should not pay for loading the readers.
if (warm)
  void Promise.all([
    import('../parsers/pdf/library.ts'),
    import('@e965/xlsx'),
    import('pdfjs-dist/legacy/build/pdf.mjs'),
  ]);
