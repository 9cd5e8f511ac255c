import type { Letter } from '../data/register/outbox.ts';
import type { Commits } from './commits.ts';
import { crashPoint } from './crash-point.ts';
import type { Instant } from './domain/message.ts';
import { TransportError, type Postman } from './domain/ports.ts';
import type { Register } from '../data/register/register.ts';
import { noteOnCases } from './letter-cases.ts';
import { failed, interrupted, usualPatience, type Failed, type Patience } from './letter-ending.ts';
import { reason, type Log } from './log.ts';
import { storageFault } from './storage-fault.ts';

/** Sends what the outbox holds. */
export interface Outgoing {
  /** Letters were committed: send them soon. Never throws. */
  wake(): void;
  /** Resolves once every letter due was tried; with a fault of the server, or of a letter that it refuses for now. */
  drain(): Promise<TransportError | undefined>;
}

/** What sending works with. */
export interface OutgoingOffice {
  readonly register: Register;
  readonly commits: Commits;
  readonly log: Log;
  readonly now: () => Instant;
}

/** Letters in hand at one time: written, given to the server, or waiting for one of its lines, which must never stand idle. */
const TOGETHER = 12;

/** More are taken when there is room for so many: one look at the outbox brings several. */
const ROOM = 2;

/** Minutes without sending after 1, 2, 3… failures of the server in a row; a wrong password waits the longest at once. */
const pauses = [1, 2, 5];

/** Sends letters in the order they are due. `sending` is committed before the server sees a letter, its reply after. */
export function startOutgoing(office: OutgoingOffice, postman: Postman, patience = usualPatience): Outgoing {
  let running: Promise<void> | undefined;
  let woken = false;
  let serverFault: TransportError | undefined;
  /** Of a letter, since the last drain: it is told once, even when another wake came first. */
  let refused: TransportError | undefined;
  let failures = 0;
  // By the clock that only goes forwards.
  let pausedUntil = 0;

  const takeWake = () => {
    const was = woken;
    woken = false;
    return was;
  };

  const pause = (stopped: TransportError) => {
    failures = stopped.fault === 'authentication' ? pauses.length : failures + 1;
    const minutes = (pauses[failures - 1] ?? 5) * (1 + patience.chance() / 2);
    pausedUntil = performance.now() + minutes * 60_000;
    office.log('sending paused', { fault: stopped.fault, minutes: Math.round(minutes * 10) / 10 });
  };

  const run = async () => {
    while (takeWake()) {
      const fault = await sendDue(office, postman, patience).catch((error: unknown) => {
        office.log('letters not sent', { error: reason(error) });
        return storageFault(error) ?? new TransportError('outbox', 'temporary', error);
      });
      if (fault?.about === 'server') {
        serverFault = fault;
        pause(fault);
        break;
      }
      serverFault = undefined;
      failures = 0;
      refused ??= fault;
    }
    running = undefined;
  };

  const wake = () => {
    if (performance.now() < pausedUntil) return;
    woken = true;
    running ??= run();
  };
  return {
    wake,
    drain: async () => {
      wake();
      while (running !== undefined) await running;
      const told = serverFault ?? refused;
      refused = undefined;
      return told;
    },
  };
}

/**
 * What was being sent when the run was killed, or when the storage failed, put back with its doubt counted; how many
 * letters. Belongs inside a transaction.
 */
export function putBackInterrupted(register: Register, at: Instant): number {
  const letters = register.outbox.interrupted();
  putBack(register, letters, 'envoi interrompu', at);
  if (letters.length > 0) crashPoint('interrupted letters put back, not committed');
  return letters.length;
}

/** Letters that may have gone out unseen go once more, the doubt counted. Belongs inside a transaction. */
export function putBack(register: Register, letters: readonly Letter[], seen: string, at: Instant): void {
  for (const letter of letters) write(letter, interrupted(letter, seen, at), at, register);
}

/** A failure of the server stops the batch; the refusal of one letter stops nothing. */
async function sendDue(
  office: OutgoingOffice,
  postman: Postman,
  patience: Patience,
): Promise<TransportError | undefined> {
  const inHand = new Map<string, Promise<Attempt>>();
  const lost: { readonly letter: Letter; readonly error: TransportError }[] = [];
  let isServerThere = false;
  let refusedForNow: TransportError | undefined;

  // Of an earlier batch whose outcome could not be written down: nobody else sends, so nobody is at it.
  if (office.register.outbox.interrupted().length > 0)
    await office.commits.add(() => putBackInterrupted(office.register, office.now()));

  const takeMore = () => {
    // One letter finds out whether the server is there: a wrong password tried twelve times would lock the account.
    const most = (isServerThere ? TOGETHER : 1) - inHand.size;
    if (most <= 0) return;
    const due = office.register.outbox.due(office.now(), most, inHand.keys());
    for (const each of due) inHand.set(idOf(each), send(each, office, postman, patience));
  };

  try {
    for (;;) {
      if (lost.length === 0 && inHand.size <= TOGETHER - ROOM) takeMore();
      if (inHand.size === 0) break;
      const { letter, error } = await Promise.race(inHand.values());
      inHand.delete(idOf(letter));
      isServerThere ||= error === undefined || error.about === 'letter';
      if (error?.about === 'server') lost.push({ letter, error });
      else if (error?.fault === 'temporary') refusedForNow ??= error;
    }
  } finally {
    // A fault of the storage ends the sending: not before the letters in hand, which another run would send again.
    await Promise.allSettled(inHand.values());
  }
  for (const { letter, error } of lost) await fail(letter, error, isServerThere, office, patience);
  return lost[0]?.error ?? refusedForNow;
}

function idOf({ draft }: Letter): string {
  return draft.messageId;
}

interface Attempt {
  readonly letter: Letter;
  readonly error?: TransportError;
}

/** One attempt, written down; but for a failure of the server, which the whole batch explains. */
async function send(letter: Letter, office: OutgoingOffice, postman: Postman, patience: Patience): Promise<Attempt> {
  const { register, commits } = office;
  const { returnAddress, draft } = letter;
  try {
    const bytes = letter.bytes ?? (await outside(() => postman.compose(draft)));
    crashPoint('letter composed');
    const isDue = await commits.add(() => {
      // A mail that came meanwhile may have proved that it went out.
      if (register.outbox.stateOf(draft.messageId) === 'accepted') return false;
      register.outbox.claim(letter, bytes, office.now());
      return true;
    });
    if (!isDue) return { letter };
    crashPoint('letter about to be handed over');
    const reply = await outside(() => postman.send({ returnAddress, recipient: draft.recipient, bytes }));
    crashPoint('letter accepted, not told');
    await commits.add(() => {
      const at = office.now();
      register.outbox.settle(draft.messageId, { state: 'accepted', reply }, at);
      const told = { messageId: draft.messageId, letter: letter.kind, reply };
      noteOnCases(letter, { kind: 'letterAccepted', at, ...told }, register);
    });
    crashPoint('acceptance told');
    return { letter };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (error.about === 'letter') await fail(letter, error, true, office, patience);
    return { letter, error };
  }
}

/** A letter that makes our own code fail must not stop the others: it is tried like one that is refused for now. */
async function outside<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TransportError ? error : new TransportError(reason(error), 'temporary', error, 'letter');
  }
}

async function fail(
  letter: Letter,
  error: TransportError,
  isServerThere: boolean,
  { register, commits, now, log }: OutgoingOffice,
  patience: Patience,
): Promise<void> {
  crashPoint('letter refused, not told');
  const { state, attempts } = await commits.add(() => {
    const at = now();
    const done = failed(letter, error, at, isServerThere, patience);
    write(letter, done, at, register);
    return { state: done.ending.state, attempts: letter.attempts + 1 };
  });
  log('letter not accepted', { case: letter.caseReference, fault: error.fault, state, attempts });
}

function write(letter: Letter, { ending, event }: Failed, at: Instant, register: Register): void {
  const { messageId } = letter.draft;
  if (register.outbox.stateOf(messageId) === 'accepted') return;
  register.outbox.settle(messageId, ending, at);
  if (event !== undefined) noteOnCases(letter, event, register);
}
