import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ReadMessage, ReadRequest } from '../parsers/read.ts';
import { unopened } from '../parsers/unopened.ts';
import type { Sha256 } from './domain/message.ts';

/** Reads mails in threads of their own, so that no file can stop the worker. */
export interface Pool {
  /**
   * Always resolves. A file that kills or outlasts its thread is named and left out of the next try; a mail that does
   * so all the same comes back with what its headers tell, and the damage.
   */
  read(bytes: Uint8Array, sha256: Sha256): Promise<ReadMessage>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly threads: number;
  /** Wall-clock cap of one file, or of one page recognised; beyond, the thread is ended. */
  readonly seconds: number;
  /** Heap of one thread. */
  readonly megabytes: number;
  readonly ownAddresses: readonly string[];
  /** Load every reader at once, for a daemon that waits for its first mail. */
  readonly warm: boolean;
}

interface Job {
  readonly request: ReadRequest;
  readonly done: (outcome: Outcome) => void;
}

/** A mail read, or why not and which file the thread was at. */
type Outcome = { readonly read: ReadMessage } | { readonly failure: string; readonly part: string };

/** What a thread says: what it is at, and at the end what it read. */
type Answer = { readonly working: string } | { readonly read: ReadMessage } | { readonly error: string };

/** Files of one mail that may stop a thread before the rest of it is given up. */
const CULPRITS = 3;

/** Wall-clock cap of one mail, in caps of one file: a mail of many heavy files is answered within the minute. */
const MAIL = 4;

const tooSlow = 'la lecture du message a dépassé le temps permis';
const broken = 'la lecture du message a échoué';

/** Heap that a thread begins with: from a smaller one V8 cleans it up again and again while it grows. */
const FIRST_MEGABYTES = 96;

/** Starts threads when there is work for them. */
export function startPool(options: PoolOptions): Pool {
  setFlagsFromString(`--initial-old-space-size=${Math.min(FIRST_MEGABYTES, options.megabytes)}`);
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  const next = () => {
    const job = waiting.shift();
    if (job === undefined) return;
    const thread = idle.pop() ?? (all.size < options.threads ? start() : undefined);
    if (thread === undefined) waiting.unshift(job);
    else run(thread, job);
  };

  const start = (): Worker => {
    const thread = new Worker(new URL('./read-thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: options.megabytes },
      workerData: { warm: options.warm },
      // What libraries print may quote a file: it goes nowhere.
      stdout: true,
      stderr: true,
    });
    thread.unref();
    all.add(thread);
    return thread;
  };

  const run = (thread: Worker, job: Job) => {
    let part = '';
    const timers = [options.seconds, options.seconds * MAIL].map((seconds) =>
      setTimeout(() => end({ failure: tooSlow, part }, false), seconds * 1000),
    );
    const end = (outcome: Outcome, alive: boolean) => {
      timers.forEach(clearTimeout);
      // Not all at once: the thread's own hooks on its listeners must stay.
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      if (alive) {
        thread.unref();
        idle.push(thread);
      } else {
        all.delete(thread);
        thread.on('error', () => undefined);
        void thread.terminate();
      }
      job.done(outcome);
      next();
    };
    thread.on('message', (answer: Answer) => {
      if ('working' in answer) {
        part = answer.working;
        timers[0]?.refresh();
      } else {
        end('read' in answer ? answer : { failure: broken, part }, true);
      }
    });
    thread.once('error', () => end({ failure: broken, part }, false));
    thread.once('exit', () => end({ failure: broken, part }, false));
    // Only a thread at work keeps the process alive.
    thread.ref();
    thread.postMessage(job.request);
  };

  const ask = (request: ReadRequest) =>
    new Promise<Outcome>((done) => {
      waiting.push({ request, done });
      next();
    });

  if (options.warm) idle.push(start());
  return {
    read: async (bytes, sha256) => {
      const request = { bytes, sha256, ownAddresses: options.ownAddresses, headersOnly: undefined };
      const skip: string[] = [];
      let outcome = await ask({ ...request, skip });
      while (!('read' in outcome) && outcome.part !== '' && skip.length < CULPRITS) {
        skip.push(outcome.part);
        outcome = await ask({ ...request, skip: [...skip] });
      }
      if ('read' in outcome) return outcome.read;
      const { failure } = outcome;
      const headers = await ask({ ...request, skip, headersOnly: failure });
      return 'read' in headers ? headers.read : unopened(bytes, sha256, failure);
    },
    close: async () => {
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}
