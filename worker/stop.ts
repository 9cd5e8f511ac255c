import type { ExitCode } from './exit-codes.ts';
import type { Log } from './log.ts';
import type { Pool } from './pool.ts';

/** A run that does not end by itself in this time is cut: what it reads first, so that its mails are handed back. */
const READING_SECONDS = 8;
const STOP_SECONDS = 9;

/** A run that may be asked to end. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Ends the run without having been asked to. */
  now(code: ExitCode): void;
  /** Ends reading when the time is over: no mail is to blame for it, and the next run reads it. */
  cuts(pool: Pool): void;
}

/** Listens for SIGTERM and SIGINT; a run that they end too slowly leaves with `code`. */
export function listenForStop(code: ExitCode, log: Log): Stop {
  const controller = new AbortController();
  const { signal } = controller;
  const now = (exit: ExitCode) => {
    controller.abort();
    setTimeout(() => process.exit(exit), STOP_SECONDS * 1000).unref();
  };
  const stop = (name: NodeJS.Signals) => {
    log('stopping', { signal: name });
    now(code);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const cuts = (pool: Pool) => {
    const cut = () => setTimeout(() => void pool.close(), READING_SECONDS * 1000).unref();
    signal.addEventListener('abort', cut, { once: true });
  };
  return { signal, now, cuts };
}
