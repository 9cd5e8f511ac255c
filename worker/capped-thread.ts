import { Worker } from 'node:worker_threads';
import type { ReadMessage, ReadRequest } from '../parsers/read.ts';
import type { Document } from './domain/submission.ts';

/** Caps of one reading thread. */
export interface ThreadCaps {
  /** Wall-clock cap of one file, or of one page recognised. */
  readonly seconds: number;
  /** Memory that one mail may take, in the heap of the thread or outside it. */
  readonly megabytes: number;
  /** Threads that may be at work at the same time: memory outside the heaps is counted for all of them together. */
  readonly threads: number;
  /** Load every reader at once, for a daemon that waits for its first mail. */
  readonly warm: boolean;
  /** Recognise the characters of scans. */
  readonly recognise: boolean;
}

/** What a thread is asked: a mail to read, and the time after which files not yet begun are only named. */
export interface Task {
  readonly request: ReadRequest;
  readonly milliseconds: number;
}

/** What a file says. */
interface FileRead {
  readonly part: string;
  readonly documents: readonly Document[];
}

/** What a thread says: what it is at, what it read of each file, and at the end of the mail. */
export type Answer =
  | { readonly working: string }
  | { readonly recognising: true }
  | FileRead
  | { readonly read: ReadMessage }
  | { readonly error: string };

/** A mail read; or why not, which file the thread was at (empty: the mail itself), and what it had read until then. */
export type Outcome =
  | { readonly read: ReadMessage }
  | { readonly failure: string; readonly part: string; readonly files: readonly FileRead[] };

/** A reading thread seen from outside. */
export interface CappedThread {
  /** One task at a time; never rejects. A task that fails ends the thread. */
  read(task: Task): Promise<Outcome>;
  /** False once it is ending: what a library left behind may fail long after its task. */
  isUsable(): boolean;
  /** Ends it, whatever it is doing. */
  stop(): Promise<void>;
  /** Resolves when it is gone and its memory given back, whoever ended it. */
  readonly gone: Promise<void>;
}

const tooSlow = 'la lecture du message a dépassé le temps permis';
const tooMuch = 'la lecture du message a demandé trop de mémoire';
const broken = 'la lecture du message a échoué';

/** What the recognition of characters may take besides, in megabytes: its engine, and the pixels of a page. */
const RECOGNITION = 400;

/** Milliseconds between two looks at the memory outside the heaps: a thread fills some 50 MB in that time. */
const LOOK = 50;

/** Starts a thread; it keeps the process alive only while it reads. */
export function startThread(caps: ThreadCaps): CappedThread {
  const { megabytes, warm, recognise } = caps;
  const thread = new Worker(new URL('./read-thread.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    workerData: { warm, recognise },
    stdout: true,
    stderr: true,
  });
  // What libraries print may quote a file: it goes nowhere. Unread, it would pile up for months.
  thread.stdout.resume();
  thread.stderr.resume();
  thread.unref();
  const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  let watched: Watched | undefined;
  let isUsable = true;
  const settle = (outcome: Outcome) => {
    watched?.done(outcome);
    watched = undefined;
    thread.unref();
  };
  const kill = (failure: string) => {
    isUsable = false;
    settle({ failure, part: watched?.part ?? '', files: watched?.files ?? [] });
    void thread.terminate();
  };
  thread.on('message', (answer: Answer) => {
    if ('working' in answer) watched?.isAt(answer.working);
    else if ('recognising' in answer) watched?.recognises();
    else if ('documents' in answer) watched?.files.push(answer);
    else if ('read' in answer) settle(answer);
    else kill(broken);
  });
  thread.on('error', (error: NodeJS.ErrnoException) =>
    kill(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch : broken),
  );
  thread.once('exit', () => kill(broken));
  return {
    read: (task) =>
      new Promise((done) => {
        watched = watch(caps, kill, done);
        thread.ref();
        thread.postMessage(task);
      }),
    isUsable: () => isUsable,
    stop: async () => {
      await thread.terminate();
    },
    gone,
  };
}

/** A task under its caps. */
interface Watched {
  part: string;
  readonly files: FileRead[];
  isAt(part: string): void;
  recognises(): void;
  done(outcome: Outcome): void;
}

/** Buffers are outside the heap, and so outside `resourceLimits`: what the process grows by is looked at as well. */
function watch(caps: ThreadCaps, kill: (failure: string) => void, done: (outcome: Outcome) => void): Watched {
  let start = memoryOfThreads();
  let most = caps.megabytes * caps.threads;
  const clock = setTimeout(() => kill(tooSlow), caps.seconds * 1000);
  const looks = setInterval(() => {
    if (memoryOfThreads() - start > most * 2 ** 20) kill(tooMuch);
  }, LOOK);
  return {
    part: '',
    files: [],
    isAt(part) {
      // Ready to begin: what the thread itself takes is not the mail's.
      if (part === '') start = memoryOfThreads();
      this.part = part;
      clock.refresh();
    },
    recognises() {
      most = (caps.megabytes + RECOGNITION) * caps.threads;
    },
    done(outcome) {
      clearTimeout(clock);
      clearInterval(looks);
      done(outcome);
    },
  };
}

/** Memory of the process, in bytes, less what this thread itself holds: its own mails come and go meanwhile. */
function memoryOfThreads(): number {
  const { rss, heapTotal, external } = process.memoryUsage();
  return rss - heapTotal - external;
}
