import type { Instant, RawMessage } from './domain/message.ts';
import { TransportError } from './domain/ports.ts';
import { isMark } from './domain/tray.ts';
import type { ImapConnection } from './imap-connection.ts';
import { uidSets } from './imap-filing.ts';
import { reason, type Log } from './log.ts';

/** Bytes: above `ordinary` a mail is fetched alone, above `largest` not at all. */
interface Sizes {
  readonly ordinary: number;
  readonly largest: number;
}

/** Lines opened anew with no mail between them: beyond, it is no longer the mails that are at fault. */
const LINES_IN_VAIN = 10;

/**
 * The mails of these UIDs, in few commands. Where one of those fails, each mail that did not come is asked for by itself:
 * one that a server cannot hand out ends the command, or even the line, and must not keep the others back for ever.
 * `line` gives the connection again, opened anew if it died, or nothing where the UIDs no longer
 * name these mails; where it cannot be opened, the server is at fault, and that is told.
 */
export async function* fetchMails(
  connection: ImapConnection,
  line: () => Promise<ImapConnection | undefined>,
  uids: readonly number[],
  sizes: Sizes,
  log: Log,
): AsyncGenerator<RawMessage> {
  const asked = new Set(uids);
  try {
    yield* fetchTogether(connection, asked, sizes, log);
    return;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    log('mails fetched one by one', { mails: asked.size, error: reason(error) });
  }
  let inVain = 0;
  for (const uid of [...asked]) {
    const current = await line();
    if (current === undefined) return;
    try {
      for await (const mail of fetchSet(current, String(uid), asked, log)) {
        inVain = 0;
        yield mail;
      }
    } catch (error) {
      if (!current.alive) inVain += 1;
      if (inVain > LINES_IN_VAIN || !(error instanceof TransportError)) throw error;
      log('mail not handed out by the server', { uid, error: reason(error) });
    }
  }
  // Whoever waits for mail next does so on a line that stands.
  await line();
}

/** Takes out of `asked` what came, and what is never to be asked for. */
async function* fetchTogether(
  connection: ImapConnection,
  asked: Set<number>,
  sizes: Sizes,
  log: Log,
): AsyncGenerator<RawMessage> {
  const large = await largerThan(connection, [...asked], sizes.ordinary);
  const tooLarge = new Set(large.length > 0 ? await largerThan(connection, large, sizes.largest) : []);
  const alone = large.filter((uid) => !tooLarge.has(uid));
  if (alone.length > 0) log('large mail fetched alone', { uids: alone });
  if (tooLarge.size > 0) log('mail too large to fetch', { uids: [...tooLarge], largestBytes: sizes.largest });
  const ordinary = uidSets([...asked].filter((uid) => !large.includes(uid)));
  for (const uid of tooLarge) asked.delete(uid);
  for (const set of [...ordinary, ...alone.map(String)]) yield* fetchSet(connection, set, asked, log);
}

async function* fetchSet(
  connection: ImapConnection,
  set: string,
  asked: Set<number>,
  log: Log,
): AsyncGenerator<RawMessage> {
  for await (const { uid, source, internalDate, flags } of connection.stream(set)) {
    // No bytes: a flag set by someone meanwhile, or a mail that has left (Dovecot: NIL, and received in 1970).
    if (!Buffer.isBuffer(source) || source.length === 0 || !asked.delete(uid)) continue;
    const receivedAt = instantOf(internalDate);
    if (receivedAt === undefined) log('mail without reception date', { uid });
    else yield { uid, receivedAt, bytes: source, isMarked: flags !== undefined && isMark(flags) };
  }
}

async function largerThan(connection: ImapConnection, uids: readonly number[], bytes: number): Promise<number[]> {
  const found: number[] = [];
  for (const set of uidSets(uids)) found.push(...(await connection.search({ uid: set, larger: bytes })));
  return found;
}

function instantOf(internalDate: Date | string | undefined): Instant | undefined {
  const date = new Date(internalDate ?? '');
  return Number.isNaN(date.getTime()) ? undefined : (date.toISOString() as Instant);
}
