import { imapSource } from '../../worker/imap.ts';
import type { Dovecot } from '../servers/dovecot.ts';

/** What a colleague does in Outlook: moves mails of a folder to another, all unless told; returns how many. */
export async function drag(
  dovecot: Pick<Dovecot, 'port'>,
  user: string,
  from: string,
  to: string,
  pick: (uids: readonly number[]) => readonly number[] = (uids) => uids,
): Promise<number> {
  const server = { host: '127.0.0.1', port: dovecot.port, security: 'none', user, password: 'test' } as const;
  const limits = { maxMessageBytes: 1_000_000 };
  // To this source the folder that it moves from is the queue, so that it may also move into INBOX.
  const outlook = imapSource({ name: 'outlook', mailboxes: ['import'], inbox: from, server, limits });
  await outlook.open();
  await outlook.ensure([to]);
  const uids = pick((await outlook.list()).uids);
  const moved = await outlook.move(uids.map((uid) => ({ uid, folder: to })));
  await outlook.close();
  if (uids.length === 0 || moved.length !== uids.length) throw new Error(`${moved.length} of ${uids.length} moved`);
  return moved.length;
}

/** How many mails lie in each folder that holds some. */
export async function foldersOf(dovecot: Dovecot, user: string): Promise<Record<string, number>> {
  const names = ['INBOX', ...(await dovecot.folders(user))];
  const counts = await Promise.all(
    names.map(async (name) => [name, (await dovecot.messages(user, name)).length] as const),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
