import { setFlagsFromString } from 'node:v8';
import type { ReadMessage, ReadRequest } from '../parsers/read.ts';
import { unopened } from '../parsers/unopened.ts';
import { startThread, type CappedThread, type Outcome, type Task, type ThreadCaps } from './capped-thread.ts';
import type { Sha256 } from './domain/message.ts';
import type { Document } from './domain/submission.ts';

/** Reads mails in threads of their own, so that no file can stop the worker. */
export interface Pool {
  /**
   * Always resolves. A file that goes beyond a cap is named and left out of the next try; when the time of the mail is
   * over, so are the files not yet read. A mail that cannot even be opened comes back with what its headers tell.
   */
  read(bytes: Uint8Array, sha256: Sha256): Promise<ReadMessage>;
  close(): Promise<void>;
}

export interface PoolOptions extends ThreadCaps {
  readonly ownAddresses: readonly string[];
  readonly trustedServer?: string | undefined;
}

/** One try at a mail, and how long it took. */
interface Try {
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

interface Job {
  readonly task: Task;
  readonly done: (tried: Try) => void;
}

/** Wall-clock cap of one mail, in caps of one file: a mail of many heavy files is answered within the minute. */
export const FILES_OF_TIME = 4;

/** Heap that a thread begins with: from a smaller one V8 cleans it up again and again while it grows. */
const FIRST_MEGABYTES = 96;

/** Starts threads when there is work for them. */
export function startPool(options: PoolOptions): Pool {
  setFlagsFromString(`--initial-old-space-size=${Math.min(FIRST_MEGABYTES, options.megabytes)}`);
  const waiting: Job[] = [];
  const idle = new Set<CappedThread>();
  const all = new Set<CappedThread>();

  const start = (): CappedThread => {
    const thread = startThread(options);
    all.add(thread);
    // Until then its memory counts: a new one waits.
    void thread.gone.then(() => {
      all.delete(thread);
      idle.delete(thread);
      next();
    });
    return thread;
  };

  let isClosed = false;

  const next = () => {
    if (waiting.length === 0 || isClosed) return;
    const kept = [...idle].find((each) => each.isUsable());
    const thread = kept ?? (all.size < options.threads ? start() : undefined);
    if (thread === undefined) return;
    const job = waiting.shift();
    if (job !== undefined) void run(thread, job);
  };

  const run = async (thread: CappedThread, { task, done }: Job) => {
    idle.delete(thread);
    const start = performance.now();
    const outcome = await thread.read(task);
    // What closing interrupts is not a verdict on the mail: the next run reads it.
    if (isClosed) return;
    done({ outcome, milliseconds: performance.now() - start });
    if (thread.isUsable()) idle.add(thread);
    next();
  };

  const ask = (task: Task) =>
    new Promise<Try>((done) => {
      waiting.push({ task, done });
      next();
    });

  if (options.warm) idle.add(start());
  return {
    read: (bytes, sha256) => {
      const { ownAddresses, trustedServer } = options;
      const request = { bytes, sha256, ownAddresses, trustedServer, headersOnly: undefined, skip: [] };
      return readThrough(request, ask, options.seconds * 1000 * FILES_OF_TIME);
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}

/** Tries until the mail is read without the files that stop a thread; each try names one more, so there is an end. */
async function readThrough(request: ReadRequest, ask: (task: Task) => Promise<Try>, time: number) {
  const skip: string[] = [];
  const known = new Map<string, readonly Document[]>();
  let left = time;
  for (;;) {
    const { outcome, milliseconds } = await ask({ request: { ...request, skip, known }, milliseconds: left });
    if ('read' in outcome) return outcome.read;
    const { failure, part, files } = outcome;
    if (part === '' || skip.includes(part)) return headersOf({ ...request, headersOnly: failure }, ask);
    skip.push(part);
    for (const each of files) known.set(each.part, each.documents);
    left = Math.max(0, left - milliseconds);
  }
}

async function headersOf(request: ReadRequest & { headersOnly: string }, ask: (task: Task) => Promise<Try>) {
  const { outcome } = await ask({ request, milliseconds: 0 });
  return 'read' in outcome ? outcome.read : unopened(request.bytes, request.sha256, request.headersOnly);
}
