import type { Office } from './desk.ts';
import { TransportError, type MailSource } from './domain/ports.ts';
import { openSource, reconcile } from './intake.ts';
import { reason } from './log.ts';
import { tick } from './tick.ts';

/** A source, made anew after each failure: a broken connection cannot be mended. */
export type SourceFactory = () => MailSource;

/** A mailbox to watch, under the name of its lease. */
export interface NamedSource {
  readonly name: string;
  readonly make: SourceFactory;
}

/** Seconds before the next try after 1, 2, 3… failures in a row; wrong passwords wait the longest at once. */
const backOff = [1, 2, 5, 15, 30, 60];
const AUTHENTICATION_SECONDS = 300;

/**
 * Watches one mailbox until `signal` aborts: a complete reconciliation at the start, at every sign of new mail, and
 * at least every `seconds` whatever IDLE says. Polling is the guarantee, IDLE only makes it quick.
 */
export async function watch(
  { name, make }: NamedSource,
  office: Office,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!isAborted(signal)) {
    let source: MailSource | undefined;
    try {
      source = make();
      await openSource(source, office);
      office.log('mailbox open', { source: name });
      do {
        const done = await reconcile(source, office, { signal });
        failures = 0;
        if (done.found > 0) office.log('mailbox reconciled', { ...done });
        tick(office, (reference, error) => {
          office.log('calendar not applied to a case', { case: reference, error: reason(error) });
        });
        await source.wait(seconds * 1000, signal);
      } while (!isAborted(signal));
    } catch (error) {
      failures += 1;
      const wait = pauseAfter(error, failures);
      office.log('mailbox lost', { source: name, error: reason(error), retryInSeconds: wait });
      await pause(wait, signal);
    } finally {
      await source?.close();
    }
  }
}

/** Sends deferred letters when their time comes, until `signal` aborts. */
export async function watchOutbox(office: Office, seconds: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    office.outgoing.wake();
    await pause(seconds, signal);
  }
}

/** Read anew each time: the type checker believes a signal never changes. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof TransportError && error.fault === 'authentication') return AUTHENTICATION_SECONDS;
  return backOff[Math.min(failures, backOff.length) - 1] ?? 60;
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, seconds * 1000);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
