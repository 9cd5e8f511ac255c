import type { Where } from '../data/register/whereabouts.ts';
import type { Office } from './desk.ts';
import type { MailSource } from './domain/ports.ts';

/**
 * How many of the mails that were asked for did not come though they still lie there: too large, without a byte or a date,
 * or not handed out by the server. They are named, as nothing else tells a person which they are.
 */
export async function countUnfetched(
  source: MailSource,
  { folder, validity }: Where,
  asked: readonly number[],
  came: ReadonlySet<number>,
  { log }: Office,
): Promise<number> {
  const lacking = asked.filter((uid) => !came.has(uid));
  if (lacking.length === 0) return 0;
  const listed = await source.list(folder);
  // Numbered anew meanwhile: which of them are still there will be known at the next pass.
  if (listed.validity !== validity) return lacking.length;
  const there = new Set(listed.uids);
  const uids = lacking.filter((uid) => there.has(uid));
  if (uids.length > 0) log('mails not fetched', { source: source.name, folder, uids });
  return uids.length;
}
