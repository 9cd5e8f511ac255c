import { fork } from 'node:child_process';
import type { ReadMessage, ReadRequest } from '../parsers/read.ts';
import type { Document } from './domain/submission.ts';
import { processorSeconds, residentMegabytes } from './process-use.ts';

/** Caps of one reader. */
export interface ReaderCaps {
  /** Processor time of one file, or of one page recognised; by the clock it may take `WAITING` times as long. */
  readonly seconds: number;
  /** Memory that one mail may take, in the heap of the reader or outside it. */
  readonly megabytes: number;
  /** Load everything at once, for a daemon that waits for its first mail. */
  readonly warm: boolean;
  /** Recognise the characters of scans. */
  readonly recognise: boolean;
}

/** What a reader is asked: a mail in a file, and the time after which files not yet begun are only named. */
export interface Task {
  readonly file: string;
  readonly request: Omit<ReadRequest, 'bytes'>;
  readonly milliseconds: number;
}

/** What a file says. */
interface FileRead {
  readonly part: string;
  readonly documents: readonly Document[];
}

/** What a reader says: what it is at, what it read of each file, and at the end of the mail. */
export type Answer =
  | { readonly working: string }
  | { readonly recognising: true }
  | FileRead
  | { readonly read: ReadMessage }
  | { readonly error: string };

/**
 * A mail read; or why not, which file the reader was at (empty: the mail itself), and what it had read until then; or no
 * verdict on the mail, which no reader has begun or which a stop has cut: how that came, in English.
 */
export type Outcome = { readonly read: ReadMessage } | Failed | { readonly unread: string };

interface Failed {
  readonly failure: string;
  readonly part: string;
  readonly files: readonly FileRead[];
  /** Time that the mail took. */
  readonly milliseconds: number;
}

/** A reader seen from outside: a process of its own, since a heap that overflows ends the whole process it is in. */
export interface CappedReader {
  /**
   * One task after the other; never rejects. A task that fails ends the reader: those behind it come back undefined, not
   * begun.
   */
  read(task: Task): Promise<Outcome | undefined>;
  /** Tasks that it was given and has not answered. */
  inHand(): number;
  /** False once it is ending: what a library left behind may fail long after its task. */
  isUsable(): boolean;
  /** Ends it, whatever it is doing; resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when it is gone and its memory given back, whoever ended it. */
  readonly gone: Promise<void>;
}

const tooSlow = 'la lecture du message a dépassé le temps permis';
const tooMuch = 'la lecture du message a demandé trop de mémoire';
const broken = 'la lecture du message a échoué';

/** What the recognition of characters may take besides, in megabytes: its engine, and the pixels of a page. */
const RECOGNITION = 400;

/** Milliseconds between two looks at the memory outside the heap: a reader fills some 50 MB in that time. */
const LOOK = 50;

/** A file may take this many times its processor time by the clock: that the machine is busy is no fault of the file. */
const WAITING = 3;

/** Milliseconds in which a reader must be there, on a machine that has other things to do. */
const STARTING = 60_000;

/** Heap of the reader itself, in megabytes: begun with a smaller one, V8 cleans it up again and again while it grows. */
const OWN_HEAP = 96;

/** Starts a reader; it keeps this process alive only while it reads. */
export function startReader(caps: ReaderCaps): CappedReader {
  const { megabytes } = caps;
  const child = fork(new URL('./reading-process.js', import.meta.url), [JSON.stringify(caps)], {
    execArgv: [`--max-old-space-size=${OWN_HEAP + megabytes}`, `--initial-old-space-size=${OWN_HEAP}`],
    // A file that took the reader over would find no secret in its environment.
    env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.has(name))), ...oneArena },
    // What libraries print may quote a file: it goes nowhere.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const keepAlive = (needed: boolean) => {
    if (needed) child.ref();
    else child.unref();
    if (needed) child.channel?.ref();
    else child.channel?.unref();
  };
  keepAlive(false);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  let watched: Watched | undefined;
  /** Who waits for the tasks behind the one that is watched. */
  const behind: Waiting[] = [];
  let isUsable = true;
  const begin = (done: Waiting) => {
    watched = watch(caps, child.pid ?? 0, kill, done);
    keepAlive(true);
  };
  const settle = (outcome: Outcome) => {
    watched?.done(outcome);
    watched = undefined;
    const next = behind.shift();
    if (next === undefined) keepAlive(false);
    else begin(next);
  };
  const end = () => {
    isUsable = false;
    child.kill('SIGKILL');
    // Whoever waits for a new one waits for this one to be gone.
    if (child.exitCode === null && child.signalCode === null) child.ref();
  };
  const kill = (failure: string, how: string) => {
    const unbegun = behind.splice(0);
    if (watched !== undefined) settle(watched.ended(failure, how));
    end();
    for (const done of unbegun) done(undefined);
  };
  child.on('message', (message) => {
    const answer = message as Answer;
    if ('working' in answer) watched?.isAt(answer.working);
    else if ('recognising' in answer) watched?.recognises();
    else if ('documents' in answer) watched?.files.push(answer);
    else if ('read' in answer) settle(answer);
    else kill(broken, 'error');
  });
  child.on('error', (error) => kill(broken, error.message));
  child.once('exit', (code, signal) => {
    // V8 aborts when the heap is full; the kernel kills when the machine is.
    const over = () => {
      const how = signal ?? `exit ${code ?? ''}`;
      if (signal !== null && stops.has(signal)) settle({ unread: how });
      kill(signal === 'SIGABRT' || signal === 'SIGKILL' ? tooMuch : broken, how);
    };
    // What it said last may still be on its way, and names the file.
    if (child.connected) child.once('disconnect', over);
    else over();
  });
  return {
    read: (task) =>
      new Promise((done) => {
        if (watched === undefined) begin(done);
        else behind.push(done);
        // Not started, and it may have no channel: its error is on the way.
        if (child.pid === undefined) return;
        child.send(task, (error) => {
          // How it ended is told when it has.
          if (error !== null) end();
        });
      }),
    inHand: () => (watched === undefined ? 0 : 1 + behind.length),
    isUsable: () => isUsable,
    stop: () => {
      end();
      return gone;
    },
    gone,
  };
}

/** What a reader may know of its surroundings: enough to find LibreOffice. */
const inherited: ReadonlySet<string> = new Set(['PATH', 'TMPDIR', 'LANG', 'TZ']);

/** Whoever ends the worker with all its processes means no mail. */
const stops: ReadonlySet<NodeJS.Signals> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP']);

/** For glibc (mallopt(3)): a share of memory for each thread keeps 20 MB that none of them uses. */
const oneArena = { MALLOC_ARENA_MAX: '1' };

type Waiting = (outcome: Outcome | undefined) => void;

/** A task under its caps. */
interface Watched {
  readonly files: FileRead[];
  /** What comes of it: a failure of the mail only once the reader has begun it. */
  ended(failure: string, how: string): Outcome;
  isAt(part: string): void;
  recognises(): void;
  done(outcome: Outcome): void;
}

/** Buffers are outside the heap that V8 bounds: what the process grows by is looked at as well. */
function watch(
  caps: ReaderCaps,
  pid: number,
  kill: (failure: string, how: string) => void,
  done: (outcome: Outcome) => void,
): Watched {
  const files: FileRead[] = [];
  let part: string | undefined;
  let most = caps.megabytes;
  // What the reader itself takes to start, time and memory, is not the mail's.
  let begun = { megabytes: residentMegabytes(pid), at: performance.now() };
  let clock = setTimeout(() => kill(broken, 'does not start'), STARTING);
  const looks = setInterval(() => {
    if (residentMegabytes(pid) - begun.megabytes > most) kill(tooMuch, 'memory');
  }, LOOK);
  /** Counts the time since the reader turned to a part; again when what is left may be over. */
  const count = (at: number, before: number | undefined) => {
    const byClock = (performance.now() - at) / 1000;
    const now = processorSeconds(pid);
    const worked = before === undefined || now === undefined ? byClock : Math.min(byClock, now - before);
    const left = Math.min(caps.seconds - worked, caps.seconds * WAITING - byClock);
    if (left <= 0) kill(tooSlow, 'time');
    else clock = setTimeout(() => count(at, before), left * 1000);
  };
  return {
    files,
    ended: (failure, how) =>
      part === undefined ? { unread: how } : { failure, part, files, milliseconds: performance.now() - begun.at },
    isAt(next) {
      if (next === '') begun = { megabytes: residentMegabytes(pid), at: performance.now() };
      part = next;
      clearTimeout(clock);
      count(performance.now(), processorSeconds(pid));
    },
    recognises() {
      most = caps.megabytes + RECOGNITION;
    },
    done(outcome) {
      clearTimeout(clock);
      clearInterval(looks);
      done(outcome);
    },
  };
}
