import type { Ending, Letter } from '../data/register/outbox.ts';
import type { LetterEvent } from './domain/case-event.ts';
import type { Instant } from './domain/message.ts';
import type { TransportError } from './domain/ports.ts';

/** How long letters are tried, and with what chance the waits are spread. */
export interface Patience {
  /** A letter refused for now is given to staff at this age. */
  readonly giveUpHours: number;
  /** A letter that the server may have is sent again after this time, once. */
  readonly resendMinutes: number;
  /** From 0 to 1: letters refused together do not all come back together. */
  readonly chance: () => number;
}

export const usualPatience: Patience = { giveUpHours: 48, resendMinutes: 15, chance: Math.random };

/** What an attempt that failed comes to, for the outbox, and for the cases where it changes something. */
export interface Failed {
  readonly ending: Ending;
  readonly event?: LetterEvent;
}

/** Minutes before the next try, by number of tries; then every hour. */
const backOff = [1, 5, 15, 30, 60];

/** How many times a letter is sent again because nobody knows whether the server took it. */
const RESENDS = 1;

/** The same when runs were killed: most of them before the server had anything; a run that dies each time must not go on. */
const RESTARTS = 3;

/**
 * What to do after an attempt that failed. `isServerThere` tells that the server answers for other letters: then a
 * connection that dies is this letter's doing, which must not come first for ever.
 */
export function failed(
  letter: Letter,
  error: TransportError,
  at: Instant,
  isServerThere: boolean,
  patience: Patience,
): Failed {
  const { messageId } = letter.draft;
  const reply = error.message;
  if (error.fault === 'permanent') {
    return { ending: { state: 'rejected', reply }, event: { kind: 'letterRejected', at, messageId, reply } };
  }
  if (error.fault === 'uncertain') {
    return inDoubt(letter, reply, at, letter.doubts < RESENDS ? after(at, patience.resendMinutes) : undefined);
  }
  if (error.about === 'server' && !isServerThere) {
    return { ending: { state: 'queued', reply, dueAt: after(at, 1), uncounted: true } };
  }
  const end = after(letter.queuedAt, patience.giveUpHours * 60);
  if (at >= end) {
    return { ending: { state: 'abandoned', reply }, event: { kind: 'letterAbandoned', at, messageId, reply } };
  }
  const next = after(at, (backOff[letter.attempts] ?? 60) * (1 + patience.chance() / 2));
  return { ending: { state: 'deferred', reply, dueAt: next < end ? next : end } };
}

/** A letter that may have gone out unseen, as `seen` tells: sent again at once, the same bytes and the same Message-ID. */
export function interrupted(letter: Letter, seen: string, at: Instant): Failed {
  return inDoubt(letter, seen, at, letter.doubts < RESTARTS ? at : undefined);
}

function inDoubt({ draft: { messageId } }: Letter, reply: string, at: Instant, dueAt: Instant | undefined): Failed {
  return {
    ending: { state: 'uncertain', reply, ...(dueAt !== undefined && { dueAt }) },
    event: { kind: 'letterUncertain', at, messageId, reply, ...(dueAt !== undefined && { resentAt: dueAt }) },
  };
}

function after(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString() as Instant;
}
