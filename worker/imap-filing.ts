import { crashPoint } from './crash-point.ts';
import type { Move, Moved } from './domain/ports.ts';
import type { ImapConnection } from './imap-connection.ts';
import type { Log } from './log.ts';

/** UIDs in one MOVE: few round trips, and a refusal concerns few mails. */
const movedTogether = 50;

/** Octets of a UID set in one command, well under the line length every server takes (RFC 7162 §4). */
const setLength = 4_000;

/** A mail the server says it moved, and how to find it again. */
interface Sent extends Move {
  /** UID in the target folder, where the server tells it (RFC 4315 COPYUID). */
  readonly newUid: number | undefined;
  readonly messageId: string | undefined;
}

/**
 * Moves mails out of a folder and returns those seen gone from it and seen present in their folder. Only with MOVE
 * (RFC 6851): the older way would mark as deleted and expunge, and could take other people's mail with it. `open` opens that
 * folder for writing, and tells whether its UIDs still name these mails.
 */
export async function fileMails(
  connection: ImapConnection,
  open: () => Promise<boolean>,
  moves: readonly Move[],
  log: Log,
): Promise<Moved[]> {
  if (!connection.capabilities.includes('MOVE')) {
    log('server without MOVE: mail not filed', { mails: moves.length });
    return [];
  }
  if (!(await open())) return [];
  const sent: Sent[] = [];
  for (const [folder, uids] of byFolder(moves)) {
    const mark = moves.find((each) => each.folder === folder)?.mark;
    if (mark !== undefined) for (const set of uidSets(uids)) await connection.mark(set, mark);
    for (const chunk of chunks(uids)) sent.push(...(await moveChunk(connection, folder, chunk, log)));
  }
  crashPoint('mails moved, not verified');
  const verified = await arrivedIn(connection, await gone(connection, sent));
  const seen = new Set(verified.map((each) => each.uid));
  const unseen = sent.map((each) => each.uid).filter((uid) => !seen.has(uid));
  if (unseen.length > 0) log('move not verified', { uids: unseen });
  return verified;
}

/** Creates a folder and reports it; false when the server refuses it. */
export async function createFolder(connection: ImapConnection, folder: string, log: Log): Promise<boolean> {
  const created = await connection.create(folder);
  log(created ? 'folder created' : 'folder creation refused', { folder });
  return created;
}

/** UIDs as compact sets (`1:4,7`), in as few pieces as a command line allows. */
export function uidSets(uids: readonly number[]): string[] {
  const sets: string[] = [];
  for (const range of ranges([...new Set(uids)].sort((a, b) => a - b))) {
    const last = sets.at(-1);
    if (last === undefined || last.length + range.length >= setLength) sets.push(range);
    else sets[sets.length - 1] = `${last},${range}`;
  }
  return sets;
}

function ranges(sorted: readonly number[]): string[] {
  const runs: [first: number, last: number][] = [];
  for (const uid of sorted) {
    const run = runs.at(-1);
    if (run?.[1] === uid - 1) run[1] = uid;
    else runs.push([uid, uid]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${String(first)}:${String(last)}`));
}

function byFolder(moves: readonly Move[]): Map<string, number[]> {
  const folders = new Map<string, number[]>();
  for (const { uid, folder } of moves) folders.set(folder, [...(folders.get(folder) ?? []), uid]);
  return folders;
}

function chunks(uids: readonly number[]): number[][] {
  const count = Math.ceil(uids.length / movedTogether);
  return Array.from({ length: count }, (_, at) => uids.slice(at * movedTogether, (at + 1) * movedTogether));
}

async function moveChunk(connection: ImapConnection, folder: string, uids: number[], log: Log): Promise<Sent[]> {
  const set = uidSets(uids).join(',');
  const told = connection.capabilities.includes('UIDPLUS');
  const messageIds = told ? new Map<number, string>() : await connection.messageIds(set);
  let newUids = await connection.move(set, folder);
  // A folder that staff deleted or renamed meanwhile.
  if (newUids === 'refused' && (await createFolder(connection, folder, log))) {
    newUids = await connection.move(set, folder);
  }
  if (newUids === 'refused') {
    log('move refused', { folder, uids });
    return [];
  }
  const known = newUids;
  // A server that tells new UIDs tells none for a mail that was no longer there.
  return uids
    .filter((uid) => !told || known.has(uid))
    .map((uid) => ({ uid, folder, newUid: known.get(uid), messageId: messageIds.get(uid) }));
}

async function gone(connection: ImapConnection, sent: readonly Sent[]): Promise<Sent[]> {
  const still = await present(
    connection,
    sent.map((each) => each.uid),
  );
  return sent.filter((each) => !still.has(each.uid));
}

async function arrivedIn(connection: ImapConnection, sent: readonly Sent[]): Promise<Moved[]> {
  const arrived: Moved[] = [];
  for (const folder of new Set(sent.map((each) => each.folder))) {
    const here = sent.filter((each) => each.folder === folder);
    const { validity } = await connection.select(folder, 'readOnly');
    const told = await present(
      connection,
      here.flatMap((each) => each.newUid ?? []),
    );
    for (const { uid, newUid, messageId } of here) {
      const isThere = newUid === undefined ? await holds(connection, messageId) : told.has(newUid);
      if (isThere) arrived.push({ uid, folder, arrived: newUid === undefined ? undefined : { validity, uid: newUid } });
    }
  }
  return arrived;
}

/** Those of these UIDs that lie in the open folder. */
async function present(connection: ImapConnection, uids: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const set of uidSets(uids)) for (const uid of await connection.search({ uid: set })) found.add(uid);
  return found;
}

async function holds(connection: ImapConnection, messageId: string | undefined): Promise<boolean> {
  if (messageId === undefined) return false;
  return (await connection.search({ header: { 'message-id': messageId } })).length > 0;
}
