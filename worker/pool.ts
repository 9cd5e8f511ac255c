import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ReadMessage, ReadRequest } from '../parsers/read.ts';
import { unopened } from '../parsers/unopened.ts';
import type { Sha256 } from './domain/message.ts';

/** Reads mails in threads of their own, so that no file can stop the worker. */
export interface Pool {
  /** Always resolves: a mail that kills or outlasts its thread comes back with what its headers tell, and the damage. */
  read(bytes: Uint8Array, sha256: Sha256): Promise<ReadMessage>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly threads: number;
  /** Wall-clock cap of one mail; beyond, its thread is ended. */
  readonly seconds: number;
  /** Heap of one thread. */
  readonly megabytes: number;
  readonly ownAddresses: readonly string[];
  /** Load every reader at once, for a daemon that waits for its first mail. */
  readonly warm: boolean;
}

interface Job {
  readonly request: ReadRequest;
  readonly done: (outcome: { read: ReadMessage } | { failure: string }) => void;
}

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
    const timer = setTimeout(() => end({ failure: tooSlow }, false), options.seconds * 1000);
    const end = (outcome: Parameters<Job['done']>[0], alive: boolean) => {
      clearTimeout(timer);
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
    thread.once('message', (answer: { read: ReadMessage } | { error: string }) =>
      end('read' in answer ? answer : { failure: broken }, true),
    );
    thread.once('error', () => end({ failure: broken }, false));
    thread.once('exit', () => end({ failure: broken }, false));
    // Only a thread at work keeps the process alive.
    thread.ref();
    thread.postMessage(job.request);
  };

  const ask = (request: ReadRequest) =>
    new Promise<{ read: ReadMessage } | { failure: string }>((done) => {
      waiting.push({ request, done });
      next();
    });

  if (options.warm) idle.push(start());
  return {
    read: async (bytes, sha256) => {
      const request = { bytes, sha256, ownAddresses: options.ownAddresses, headersOnly: undefined };
      const first = await ask(request);
      if ('read' in first) return first.read;
      const second = await ask({ ...request, headersOnly: first.failure });
      return 'read' in second ? second.read : unopened(bytes, sha256, first.failure);
    },
    close: async () => {
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}
