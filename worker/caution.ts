import type { Register } from '../data/register/register.ts';
import { applicantOf } from './applicant.ts';
import type { Desk } from './desk.ts';
import { inFrench, parisDate } from './domain/deadline.ts';
import { namesOf, type Hold } from './domain/hold.ts';
import { isForged } from './domain/message.ts';
import type { Submission } from './domain/submission.ts';

/** Why nothing may follow from a mail that a register filed whose later days are lost, and why nobody is answered. */
export const FILED_BEFORE =
  'Le registre est revenu d’une copie plus ancienne : ce qui avait été fait de ce message est perdu';
export const ANSWERED_BEFORE = 'le demandeur a pu recevoir une réponse, sous une autre référence';

/**
 * Why nothing may follow from a mail before a person looked, in French, or undefined: its sender is on hold, or surely
 * another than the mail says. Such a mail is kept and filed like any other, and changes no case but its own.
 */
export function cautionOn(submission: Submission, desk: Desk): string | undefined {
  const hold = holdOn(submission, desk);
  if (hold !== undefined) {
    const { sender, at, by, why } = hold;
    return `Expéditeur mis en attente (${sender}) le ${inFrench(parisDate(at))} par ${by} : ${why}`;
  }
  const { authentication } = submission;
  if (authentication === undefined || !isForged(authentication)) return undefined;
  const { spf = '–', dkim = '–', dmarc = '–' } = authentication;
  return `Expéditeur non authentifié (spf ${spf}, dkim ${dkim}, dmarc ${dmarc}) : il peut n’être pas celui qu’il dit`;
}

/** The hold under which a mail falls: of whoever sent it, or of whoever would be answered. */
export function holdOn(submission: Submission, { settings, register }: Desk): Hold | undefined {
  const senders = [submission.headers.from, applicantOf(submission, settings.addresses)];
  const holds = senders.map((each) => (each === undefined ? undefined : holdOf(each.address, register)));
  return holds.find((each) => each !== undefined);
}

/** The hold that stands on an address, by itself or by its domain. */
export function holdOf(address: string, { holds }: Register): Hold | undefined {
  return namesOf(address)
    .map((each) => holds.find(each))
    .find((each) => each?.kind === 'held');
}
