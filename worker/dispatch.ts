import type { Letter } from '../data/register/outbox.ts';
import type { Commits } from './commits.ts';
import type { CaseEvent } from './domain/case-event.ts';
import type { Instant } from './domain/message.ts';
import { TransportError, type Postman } from './domain/ports.ts';
import type { Register } from '../data/register/register.ts';
import type { CaseReference } from './domain/reference.ts';
import { casesOfLetter } from './letter-cases.ts';
import { reason, type Log } from './log.ts';

/** Sends what the outbox holds. */
export interface Outgoing {
  /** Letters were committed: send them soon. Never throws. */
  wake(): void;
  /** Resolves once every letter due was tried; with the fault that stopped the sending, if any. */
  drain(): Promise<TransportError | undefined>;
}

/** What sending works with. */
export interface OutgoingOffice {
  readonly register: Register;
  readonly commits: Commits;
  readonly log: Log;
  readonly now: () => Instant;
}

/** Letters handed over at one time. */
const TOGETHER = 8;

/** Minutes before the next try, by number of tries; then every hour. */
const backOff = [1, 5, 15, 30, 60];

/** A letter the server may already have is sent again once, later, under the same Message-ID. */
const UNCERTAIN_MINUTES = 15;

/** Sends letters in the order they are due. `sending` is committed before the server sees a letter, its reply after. */
export function startOutgoing(office: OutgoingOffice, postman: Postman): Outgoing {
  let running: Promise<void> | undefined;
  let woken = false;
  let fault: TransportError | undefined;

  const takeWake = () => {
    const was = woken;
    woken = false;
    return was;
  };

  const run = async () => {
    fault = undefined;
    while (takeWake()) {
      fault = await sendDue(office, postman).catch((error: unknown) => {
        office.log('letters not sent', { error: reason(error) });
        return new TransportError(reason(error), 'temporary', error);
      });
      if (fault !== undefined) break;
    }
    running = undefined;
  };

  const wake = () => {
    woken = true;
    running ??= run();
  };
  return {
    wake,
    drain: async () => {
      wake();
      while (running !== undefined) await running;
      return fault;
    },
  };
}

async function sendDue(office: OutgoingOffice, postman: Postman): Promise<TransportError | undefined> {
  for (;;) {
    const letters = office.register.outbox.due(office.now(), TOGETHER);
    if (letters.length === 0) return undefined;
    const faults = await Promise.all(letters.map((letter) => send(letter, office, postman)));
    const stop = faults.find((each) => each?.fault === 'temporary' || each?.fault === 'authentication');
    if (stop !== undefined) return stop;
  }
}

async function send(letter: Letter, office: OutgoingOffice, postman: Postman): Promise<TransportError | undefined> {
  const { register, commits } = office;
  const bytes = letter.bytes ?? (await postman.compose(letter.draft));
  await commits.add(() => register.outbox.claim(letter, bytes, office.now()));
  try {
    const { returnAddress, draft } = letter;
    const reply = await postman.send({ returnAddress, recipient: draft.recipient, bytes });
    await commits.add(() => {
      register.outbox.accept(draft.messageId, reply, office.now());
      // Nothing that lists show changes with it: the event is enough.
      const event = {
        kind: 'letterAccepted',
        at: office.now(),
        messageId: draft.messageId,
        letter: letter.kind,
        reply,
      } as const;
      for (const reference of referencesOf(letter, register)) register.cases.append(reference, event);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    await commits.add(() => settle(letter, error, office));
    office.log('letter not accepted', {
      case: letter.caseReference,
      fault: error.fault,
      attempts: letter.attempts + 1,
    });
    return error;
  }
}

/** A refusal for good is for staff; everything else is tried again. */
function settle(letter: Letter, error: TransportError, { register, now }: OutgoingOffice): void {
  const at = now();
  const { messageId } = letter.draft;
  if (error.fault === 'permanent') {
    register.outbox.reject(messageId, error.message, at);
    note(letter, { kind: 'letterRejected', at, messageId, reply: error.message }, register);
    return;
  }
  const minutes = error.fault === 'uncertain' ? UNCERTAIN_MINUTES : (backOff[letter.attempts] ?? 60);
  const dueAt = new Date(Date.parse(at) + minutes * 60_000).toISOString() as Instant;
  register.outbox.defer(messageId, error.message, at, dueAt);
}

function note(letter: Letter, event: CaseEvent, register: Register): void {
  for (const reference of referencesOf(letter, register)) {
    register.cases.append(reference, event);
    const current = register.cases.find(reference);
    if (current !== undefined) register.cases.save(current);
  }
}

/** Most letters answer one case, and nothing need be looked up. */
function referencesOf(letter: Letter, register: Register): CaseReference[] {
  if (letter.kind !== 'severalDemands') return [letter.caseReference];
  return casesOfLetter(letter, register).map(({ reference }) => reference);
}
