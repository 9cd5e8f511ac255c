import type { Archive } from '../data/archive.ts';
import type { Elimination } from '../data/register/eliminations.ts';
import type { Register } from '../data/register/register.ts';
import { crashPoint } from './crash-point.ts';
import type { Case } from './domain/case.ts';
import type { CivilDate } from './domain/deadline.ts';
import type { Instant } from './domain/message.ts';
import type { CaseReference } from './domain/reference.ts';

/** What is asked to go, and in whose name: nothing is eliminated without a visa (Code du patrimoine, L212-2, R212-14). */
export interface PurgeRequest {
  readonly visa: string;
  readonly by: string;
  readonly why: string;
  /** Cases closed before that day, or one case. */
  readonly which: { readonly before: CivilDate } | { readonly reference: CaseReference };
}

/** A case that stays although it was asked to go, and why, in French. */
export interface Kept {
  readonly reference: CaseReference;
  readonly why: string;
}

export interface Purge {
  readonly goes: readonly Elimination[];
  readonly kept: readonly Kept[];
}

/** What a request would eliminate, exactly. Nothing is changed. */
export function purgeable(request: PurgeRequest, register: Register): Purge {
  return eachAsked(request, register, (reference, going) => eliminationOf(reference, going, request, register));
}

/**
 * Eliminates what a request names, case by case: the journal first says what goes, durably and in the transaction that
 * takes content and letters away; then the bytes go. Killed anywhere, it is simply run again. Every earlier elimination
 * that was cut is finished too.
 */
export function purge(request: PurgeRequest, register: Register, archive: Archive, now: () => Instant): Purge {
  const done = eachAsked(request, register, (reference, going) => {
    // Judged again inside the transaction: a mail may have come meanwhile.
    const found = register.transaction(() => {
      const elimination = eliminationOf(reference, going, request, register);
      if (typeof elimination === 'object') register.eliminations.eliminate(elimination, now());
      crashPoint('elimination written, not committed');
      return elimination;
    });
    crashPoint('elimination committed');
    return found;
  });
  for (const { reference } of register.eliminations.list()) {
    register.transaction(() => deleteMailsOf(reference, register, archive, now()));
  }
  return done;
}

/** What goes of a case; why it stays; or undefined when its content is gone already. */
type Found = Elimination | string | undefined;

/**
 * Looks at each case that a request names, and at those before it that go: what it shares with those alone goes too. So
 * the visa is asked for the figures of what will be done.
 */
function eachAsked(
  request: PurgeRequest,
  register: Register,
  look: (reference: CaseReference, going: ReadonlySet<CaseReference>) => Found,
): Purge {
  const [goes, kept]: [Elimination[], Kept[]] = [[], []];
  const going = new Set<CaseReference>();
  for (const reference of asked(request, register)) {
    const found = look(reference, going);
    if (typeof found === 'string') kept.push({ reference, why: found });
    else if (found !== undefined) {
      goes.push(found);
      going.add(reference);
    }
  }
  return { goes, kept };
}

/** A taking in that began longer ago has ended, well or badly; begun again, it writes the bytes again. */
const TAKEN_IN_WITHIN = 24 * 60 * 60_000;

/**
 * Deletes what an elimination left to delete. Inside a transaction, so that no mail is taken in between the question
 * whether something needs its bytes and their end; one that is being taken in keeps them.
 */
function deleteMailsOf(
  reference: CaseReference,
  { attempts, eliminations }: Register,
  archive: Archive,
  at: Instant,
): void {
  const since = new Date(Date.parse(at) - TAKEN_IN_WITHIN).toISOString() as Instant;
  for (const mail of eliminations.mailsOf(reference)) {
    if (!attempts.isInHand(mail, since)) archive.eliminate(mail);
    crashPoint('mail eliminated');
  }
}

function asked({ which }: PurgeRequest, { cases }: Register): CaseReference[] {
  if ('reference' in which) return [which.reference];
  const closed = cases.list().filter(({ state }) => state === 'closed');
  return closed.map(({ reference }) => reference).filter((each) => closedBefore(cases.find(each), which.before));
}

function closedBefore(current: Case | undefined, day: CivilDate): boolean {
  return current?.state === 'closed' && current.closedOn < day;
}

function eliminationOf(
  reference: CaseReference,
  going: ReadonlySet<CaseReference>,
  { visa, by, why }: PurgeRequest,
  register: Register,
): Found {
  if (register.eliminations.find(reference) !== undefined) return undefined;
  const current = register.cases.find(reference);
  if (current === undefined) return 'aucun dossier sous cette référence';
  if (current.state !== 'closed') return 'le dossier n’est pas clos';
  const letters = current.letters.map((each) => register.outbox.find(each)).filter((each) => each !== undefined);
  if (letters.some(({ state }) => state !== 'accepted' && state !== 'rejected'))
    return 'une de ses lettres n’est pas réglée';
  const stays = (other: CaseReference) => other !== reference && !going.has(other);
  const own = letters
    .map(({ draft }) => draft.messageId)
    .filter((each) => !othersAnswered(each, current, register).some(stays));
  const messages = [...new Set(current.messages.map(({ message }) => message))];
  const { holders, isInQuarantine, sizeOf } = register.eliminations;
  const gone = messages.filter((each) => !holders(each).some(stays) && !isInQuarantine(each));
  const streams = [reference, ...own.map((each) => `letter:${each}`)];
  const { procedure, mailbox, receivedAt, receivedOn, closedOn, outcome } = current;
  return {
    ...{ by, why, visa, reference, procedure, mailbox, receivedAt, receivedOn, closedOn, outcome, messages },
    mails: gone.map((sha256) => ({ sha256, size: sizeOf(sha256) })),
    letters: own,
    events: streams.flatMap((each) => register.journal.numbersOf(each)),
  };
}

/** The cases that a letter about several demands answers too: it stays as long as one of them does. */
function othersAnswered(messageId: string, { related }: Case, { cases, outbox }: Register): CaseReference[] {
  const keptUnder = outbox.find(messageId)?.caseReference;
  const others = [...related, ...(keptUnder === undefined ? [] : [keptUnder])];
  return others.filter((each) => cases.find(each)?.letters.includes(messageId));
}
