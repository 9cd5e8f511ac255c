import type { Register } from '../data/register/register.ts';
import type { Case } from './domain/case.ts';
import type { Mailbox } from './domain/message.ts';
import type { Procedure } from './domain/reference.ts';
import type { Submission } from './domain/submission.ts';

/** Addresses shared by strangers: having one in common proves nothing. */
const webmails = /@(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton|orange|wanadoo|free|sfr|laposte)\./i;

/**
 * The case that a mail continues: one of our letters is among what it answers, or it gives a reference and comes from
 * someone the case knows. A reference alone, from a stranger, proves nothing.
 */
export function match(submission: Submission, register: Register): Case | undefined {
  const { inReplyTo, references } = submission.headers;
  const answered = [...inReplyTo, ...references.toReversed()].map((id) => register.outbox.find(id)?.caseReference);
  const named = submission.caseReferences.map((each) => register.cases.find(each)).filter((each) => each !== undefined);
  const reference = answered.find((each) => each !== undefined);
  const found =
    reference === undefined ? named.find((each) => isKnownTo(each, submission)) : register.cases.find(reference);
  // A request that answers a mere exchange of letters opens its own case, with its own clock.
  return found?.procedure === 'correspondence' && submission.intent.kind !== 'unclear' ? undefined : found;
}

/** The procedure that a mail opens. */
export function procedureOf(submission: Submission): Procedure {
  switch (submission.intent.kind) {
    case 'importRequest':
      return 'importAuthorisation';
    case 'exportDeclaration':
      return 'exportDeclaration';
    case 'imputationReturn':
      return 'imputation';
    case 'unclear':
      return 'correspondence';
    default:
      return submission.intent.kind satisfies never;
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
