import type { Register } from '../data/register/register.ts';
import type { Case } from './domain/case.ts';
import { demandsOf, isAboutAnother, isSameDemand, type Demand } from './domain/demand.ts';
import type { Mailbox } from './domain/message.ts';
import type { CaseReference, Procedure } from './domain/reference.ts';
import type { Document, Submission } from './domain/submission.ts';
import { casesHolding, casesOfLetter } from './letter-cases.ts';

/** Addresses shared by strangers: having one in common proves nothing. */
const webmails = /@(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton|orange|wanadoo|free|sfr|laposte)\./i;

/** What a mail has to do with what came before. */
export interface Match {
  /** The cases it continues; empty when it opens its own. */
  readonly continued: readonly Case[];
  /** Cases it may have to do with: staff decide. */
  readonly related: readonly CaseReference[];
  /** It would continue a case and may not: a person reads it first, whatever it asks. */
  readonly isForPerson?: boolean;
}

/**
 * The cases that a mail continues: one of our letters is among what it answers, or it gives a reference and comes from
 * someone the case knows, or it is what the same applicant sent before. A reference alone, from a stranger, proves nothing.
 * A letter about several demands is answered for the medicine that the mail names, else for every one that awaits something.
 */
export function match(submission: Submission, register: Register, again: Sending = {}): Match {
  const { inReplyTo, references } = submission.headers;
  const letters = [...inReplyTo, ...references.toReversed()].map((id) => register.outbox.find(id));
  const letter = letters.find((each) => each !== undefined);
  const named = submission.caseReferences.map((each) => register.cases.find(each)).filter((each) => each !== undefined);
  const cited = named.filter((each) => isKnownTo(each, submission)).slice(0, 1);
  const answered = letter === undefined ? cited : meant(casesOfLetter(letter, register), submission);
  const found = answered.length > 0 ? answered : sentBefore(again, register);
  const continued = found.filter((each) => each.state !== 'closed' && !opensItsOwn(submission, each));
  const possible = [...found, ...named].filter((each) => !continued.includes(each));
  const related = [...new Set(possible.map(({ reference }) => reference))];
  // An answer on top of another thread tells nothing of what it answers, but who awaits one.
  const isLost = continued.length + related.length === 0 && procedureOf(submission) === 'correspondence';
  const awaiting =
    isLost && again.applicant !== undefined ? register.cases.awaiting(again.applicant.toLowerCase()) : [];
  return { continued, related: [...related, ...awaiting] };
}

/** What tells a mail that is sent again: its content, and whose it is. */
export interface Sending {
  readonly content?: string | undefined;
  readonly applicant?: string | undefined;
}

/** The cases that the same words and files of the same applicant opened; once a delay is over, they ask anew. */
function sentBefore({ content, applicant }: Sending, register: Register): Case[] {
  if (content === undefined || applicant === undefined) return [];
  const earlier = register.messages.withContent(content).flatMap(({ sha256 }) => casesHolding(sha256, register));
  const open = earlier.filter(({ state }) => state !== 'closed' && state !== 'refusalBorn');
  const theirs = open.filter((each) => each.applicant?.address.toLowerCase() === applicant.toLowerCase());
  return theirs.filter(({ reference }, index) => theirs.findIndex((each) => each.reference === reference) === index);
}

/** A request on top of a mere exchange of letters, or of a case about another medicine, has its own clock. */
function opensItsOwn(submission: Submission, { procedure, submissions }: Case): boolean {
  return procedure === 'correspondence'
    ? procedureOf(submission) !== 'correspondence'
    : isAboutAnother(submission, procedure, submissions);
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

/** A mail without the forms of its other demands, and what it wants by this one. */
export function ownPart(submission: Submission, demand: Demand, procedure: Procedure): Submission {
  const isForm = ({ kind }: Document) => kind === 'importForm' || kind === 'exportForm';
  const documents = submission.documents.filter((each) => !isForm(each) || demand.documents.includes(each));
  if (procedureOf(submission) === procedure) return { ...submission, documents };
  const intent =
    procedure === 'exportDeclaration'
      ? ({ kind: 'exportDeclaration', evidence: ['formulaire de déclaration d’exportation joint'] } as const)
      : ({ kind: 'importRequest', evidence: ['formulaire de demande d’autorisation d’importation joint'] } as const);
  return { ...submission, intent, documents };
}
