import type { Register } from '../data/register/register.ts';
import type { Case } from './domain/case.ts';
import { demandsOf, isSameDemand } from './domain/demand.ts';
import type { Mailbox } from './domain/message.ts';
import type { CaseReference, Procedure } from './domain/reference.ts';
import type { Submission } from './domain/submission.ts';
import { casesOfLetter } from './letter-cases.ts';

/** Addresses shared by strangers: having one in common proves nothing. */
const webmails = /@(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton|orange|wanadoo|free|sfr|laposte)\./i;

/** What a mail has to do with what came before. */
export interface Match {
  /** The cases it continues; empty when it opens its own. */
  readonly continued: readonly Case[];
  /** Cases it may have to do with: staff decide. */
  readonly related: readonly CaseReference[];
}

/**
 * The cases that a mail continues: one of our letters is among what it answers, or it gives a reference and comes from
 * someone the case knows. A reference alone, from a stranger, proves nothing. A letter about several demands is answered
 * for the medicine that the mail names, else for every one that awaits something.
 */
export function match(submission: Submission, register: Register): Match {
  const { inReplyTo, references } = submission.headers;
  const letters = [...inReplyTo, ...references.toReversed()].map((id) => register.outbox.find(id));
  const letter = letters.find((each) => each !== undefined);
  const named = submission.caseReferences.map((each) => register.cases.find(each)).filter((each) => each !== undefined);
  const found =
    letter === undefined
      ? named.filter((each) => isKnownTo(each, submission)).slice(0, 1)
      : meant(casesOfLetter(letter, register), submission);
  // A request that answers a mere exchange of letters, or a case that is over, opens its own, with its own clock.
  const continued = found.filter((each) => {
    const opensItsOwn = each.procedure === 'correspondence' && procedureOf(submission) !== 'correspondence';
    return each.state !== 'closed' && !opensItsOwn;
  });
  const possible = [...found, ...named].filter((each) => !continued.includes(each));
  return { continued, related: [...new Set(possible.map(({ reference }) => reference))] };
}

/** Among the cases of one letter, those that an answer is about. */
function meant(cases: readonly Case[], submission: Submission): Case[] {
  if (cases.length < 2) return [...cases];
  const asked = demandsOf(submission);
  const ofProduct = cases.filter(({ submissions }) =>
    submissions.flatMap(demandsOf).some((known) => asked.some((each) => isSameDemand(known, each))),
  );
  if (ofProduct.length > 0) return ofProduct;
  const awaiting = cases.filter(({ state }) => state === 'awaitingApplicant');
  return awaiting.length > 0 ? awaiting : cases.slice(0, 1);
}

/** The procedure that a mail opens. What is not for these counters to decide is a letter that a person reads. */
export function procedureOf({ intent }: Submission): Procedure {
  switch (intent.kind) {
    case 'importRequest':
    case 'individualRequest':
    case 'renewal':
      return 'importAuthorisation';
    case 'exportDeclaration':
    case 'complementaryDeclaration':
      return 'exportDeclaration';
    case 'imputationReturn':
      return 'imputation';
    default:
      return 'correspondence';
  }
}

/** The counter that a mail came to, when both share an inbox: the one it was written to, import when that is not told. */
export function mailboxOf(
  submission: Submission,
  mailboxes: readonly Mailbox[],
  addresses: Readonly<Record<Mailbox, string>>,
): Mailbox {
  const written = mailboxes.filter((each) => submission.headers.recipients.includes(addresses[each].toLowerCase()));
  return written[0] ?? mailboxes[0] ?? 'import';
}

function isKnownTo(current: Case, submission: Submission): boolean {
  const from = submission.headers.from?.address.toLowerCase();
  const known = current.submissions.flatMap(({ headers }) => [headers.from, headers.replyTo]);
  return known.some((each) => {
    const address = each?.address.toLowerCase();
    if (from === undefined || address === undefined) return false;
    return address === from || (!webmails.test(from) && domain(address) === domain(from));
  });
}

function domain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
