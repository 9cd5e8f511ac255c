import { parentPort, workerData } from 'node:worker_threads';
import { startOcr } from '../parsers/ocr/engine.ts';
import type { Ocr, Outside } from '../parsers/ports.ts';
import { readMessage } from '../parsers/read.ts';
import type { Answer, Task, ThreadCaps } from './capped-thread.ts';
import { findOfficeConverter } from './office-converter.ts';

const { warm, recognise } = workerData as Pick<ThreadCaps, 'warm' | 'recognise'>;

// A damaged file makes libraries throw a million times and catch it themselves: writing down where takes nine tenths.
Error.stackTraceLimit = 0;

/** Milliseconds without a scan after which the recognition engine gives its memory back: a third of a second to start. */
const IDLE = 30_000;

/** Both start with the first file that needs them, and end with the thread. */
const convertOffice = findOfficeConverter();
const programs: Outside = { ...(recognise && { ocr: sparingOcr() }), ...(convertOffice && { convertOffice }) };

/** The inside of a reading thread: one task at a time, one answer each. Its caps are set by `capped-thread.ts`. */
parentPort?.on('message', ({ request, milliseconds }: Task) => {
  // Starting took time of its own, which is not the mail's.
  say({ working: '' });
  const end = performance.now() + milliseconds;
  const working = (part: string) => {
    say({ working: part });
    return performance.now() < end;
  };
  const done: Outside['done'] = (part, documents) => say({ part, documents });
  const recognising = () => say({ recognising: true });
  void readMessage(request, { ...programs, working, recognising, done }).then(
    (read) => say({ read }),
    (error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }),
  );
});

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

function say(answer: Answer): void {
  parentPort?.postMessage(answer);
}

// A daemon's first mail should not pay for loading the readers.
if (warm) void Promise.all([import('@cantoo/pdf-lib'), import('exceljs'), import('pdfjs-dist/legacy/build/pdf.mjs')]);
