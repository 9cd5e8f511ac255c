import { access } from 'node:fs/promises';
import type { ReadMessage } from '../parsers/read.ts';
import { unopened } from '../parsers/unopened.ts';
import { startReader, type CappedReader, type Outcome, type ReaderCaps, type Task } from './capped-reader.ts';
import type { Sha256 } from './domain/message.ts';
import { TransportError } from './domain/ports.ts';
import type { Document } from './domain/submission.ts';
import { reason } from './log.ts';

/** Reads mails in processes of their own, so that no file can stop the worker. */
export interface Pool {
  /**
   * Reads a mail that lies in a file. Resolves whatever the mail holds; rejects when the file is not there, and with a
   * fault of the machine when no reader can be started or the pool is closed meanwhile. An attachment that goes beyond a
   * cap is named and left out of the next try; when the time of the mail is over, so are those not yet read. A mail that
   * cannot even be opened comes back with what its headers tell.
   */
  read(file: string, sha256: Sha256): Promise<ReadMessage>;
  /** Work is about to come: a reader starts now, where there is none. */
  prepare(): void;
  close(): Promise<void>;
}

export interface PoolOptions extends ReaderCaps {
  /** Mails read at the same time. */
  readonly readers: number;
  readonly ownAddresses: readonly string[];
  readonly trustedServer?: string | undefined;
}

interface Job {
  readonly task: Task;
  readonly done: (outcome: Outcome) => void;
}

/** Wall-clock cap of one mail, in caps of one file: a mail of many heavy files is answered within the minute. */
export const FILES_OF_TIME = 4;

/** Tasks given to one reader: it goes on with the next one, whatever the worker is busy with. */
const AT_HAND = 3;

/** The mail is for the next run. */
const cut: Outcome = { unread: 'told to stop' };

/** Starts readers when there is work for them. */
export function startPool(options: PoolOptions): Pool {
  const waiting: Job[] = [];
  const all = new Set<CappedReader>();

  const start = (): CappedReader => {
    const reader = startReader(options);
    all.add(reader);
    // Until then its memory counts: a new one waits.
    void reader.gone.then(() => {
      all.delete(reader);
      next();
    });
    return reader;
  };

  let isClosed = false;

  const withFewer = (tasks: number) => [...all].find((each) => each.inHand() < tasks && each.isUsable());

  const next = () => {
    if (waiting.length === 0 || isClosed) return;
    const kept = withFewer(1) ?? (all.size < options.readers ? undefined : withFewer(AT_HAND));
    if (kept === undefined && all.size >= options.readers) return;
    const job = waiting.shift();
    if (job === undefined) return;
    try {
      void run(kept ?? start(), job, kept !== undefined);
    } catch (error) {
      job.done({ unread: reason(error) });
    }
  };

  const run = async (reader: CappedReader, job: Job, isKept: boolean) => {
    const outcome = await reader.read(job.task);
    // What closing interrupts is not a verdict on the mail: the next run reads it.
    if (isClosed) {
      job.done(outcome !== undefined && 'read' in outcome ? outcome : cut);
      return;
    }
    // One that rested may have ended with what a library left behind.
    if (outcome === undefined || (isKept && 'unread' in outcome)) waiting.unshift(job);
    else job.done(outcome);
    next();
  };

  const ask = (task: Task) =>
    new Promise<Outcome>((done) => {
      if (isClosed) done(cut);
      else waiting.push({ task, done });
      next();
    });

  const prepare = () => {
    if (all.size > 0 || isClosed) return;
    try {
      start();
    } catch {
      // The first mail will tell why.
    }
  };

  if (options.warm) prepare();
  return {
    prepare,
    read: (file, sha256) => {
      const { ownAddresses, trustedServer } = options;
      const request = { sha256, ownAddresses, trustedServer, headersOnly: undefined, skip: [] };
      return readThrough({ file, request }, ask, options.seconds * 1000 * FILES_OF_TIME);
    },
    close: async () => {
      isClosed = true;
      for (const { done } of waiting.splice(0)) done(cut);
      await Promise.all([...all].map((reader) => reader.stop()));
    },
  };
}

/** A mail to read, whatever the try. */
type Mail = Pick<Task, 'file' | 'request'>;

type Ask = (task: Task) => Promise<Outcome>;

/** Tries until the mail is read without the files that stop a reader; each try names one more, so there is an end. */
async function readThrough(mail: Mail, ask: Ask, time: number): Promise<ReadMessage> {
  const skip: string[] = [];
  const known = new Map<string, readonly Document[]>();
  let left = time;
  for (;;) {
    const request = { ...mail.request, skip, known };
    const outcome = await ask({ ...mail, request, milliseconds: left });
    if ('read' in outcome) return outcome.read;
    if ('unread' in outcome) throw notRead(outcome);
    const { failure, part, files, milliseconds } = outcome;
    if (part === '' || skip.includes(part)) return readHeaders(mail, failure, ask);
    skip.push(part);
    for (const each of files) known.set(each.part, each.documents);
    left = Math.max(0, left - milliseconds);
  }
}

async function readHeaders({ file, request }: Mail, headersOnly: string, ask: Ask) {
  const outcome = await ask({ file, request: { ...request, headersOnly }, milliseconds: 0 });
  if ('unread' in outcome) throw notRead(outcome);
  if ('read' in outcome) return outcome.read;
  // What is not there is no mail that cannot be opened.
  await access(file);
  return unopened(request.sha256, headersOnly);
}

function notRead({ unread }: { readonly unread: string }): TransportError {
  return new TransportError(`reading process: ${unread}`, 'machine');
}
