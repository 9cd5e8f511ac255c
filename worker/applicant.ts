import { isForged, type MailAddress, type Mailbox } from './domain/message.ts';
import type { Submission } from './domain/submission.ts';

/**
 * Who applies, and is answered: the address used for the sending, unless another is given for answers (CRPA R112-11-3);
 * never those in copy. A colleague who hands a mail on does not apply: whoever wrote that mail does.
 */
export function applicantOf(
  { headers, forwardedFrom, authentication }: Submission,
  addresses: Readonly<Record<Mailbox, string>>,
): MailAddress | undefined {
  const { from, replyTo } = headers;
  // A mail that is surely not from its sender names nobody else to write to.
  if (authentication !== undefined && isForged(authentication)) return from;
  if (forwardedFrom !== undefined && from !== undefined && isColleague(from, addresses)) return forwardedFrom;
  return replyTo ?? from;
}

/** Whether an address is of the agency: of the same domain as its counters. */
function isColleague({ address }: MailAddress, addresses: Readonly<Record<Mailbox, string>>): boolean {
  return Object.values(addresses).some((each) => domain(each) === domain(address));
}

function domain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
