import { sha256 } from '../data/archive.ts';
import type { StoredMessage } from '../data/register/messages.ts';
import type { Register } from '../data/register/register.ts';
import { BEGUN, RETURNED, type Where } from '../data/register/whereabouts.ts';
import { fingerprint } from '../parsers/fingerprint.ts';
import { crashPoint } from './crash-point.ts';
import type { Office } from './desk.ts';
import type { RawMessage } from './domain/message.ts';
import { QUEUE, TransportError, type FolderState, type MailSource } from './domain/ports.ts';
import { noteSetAside } from './mailbox-acts.ts';
import { markOf, type Tray } from './domain/tray.ts';
import { trayIn } from './filing.ts';
import { reason } from './log.ts';
import { noteRestoration } from './restoration.ts';
import { keepAside, keepOld } from './shelve.ts';
import { takeIn } from './take-in.ts';
import { countUnfetched } from './unfetched.ts';

/** Mails of a folder: on the server, and known to the register. */
export interface FolderCount {
  readonly folder: string;
  readonly onServer: number;
  readonly known: number;
}

/** What going through the folders showed. */
export interface Trays {
  readonly taken: number;
  readonly failed: number;
  /** Mails that could not be fetched, and folders that could not be gone through. */
  readonly unfetched: number;
  readonly quarantined: number;
  readonly left: number;
  readonly folders: readonly FolderCount[];
}

/** Put there before Guichet came, in days that the register has lost (it came back from a copy), or since. */
type Age = 'old' | 'lost' | 'new';

/** A folder in which something has changed since it was last gone through. */
interface Changed extends Where {
  readonly state: FolderState;
  /** Never gone through before. */
  readonly isFirst: boolean;
  /** When a mail that is unknown was put there. */
  readonly ageOf: (uid: number) => Age;
  /** UIDs that the register does not know. */
  readonly unknown: readonly number[];
}

/**
 * Goes through the folders where mails are filed, as far as they have changed: the register learns what people moved,
 * and a mail that it does not know is taken in, wherever somebody put it. A folder that stands as it stood costs one
 * question. A folder that the server refuses is told, and keeps neither the others nor the queue from being gone through.
 */
export async function goThroughTrays(source: MailSource, office: Office, full: boolean): Promise<Trays> {
  const counts = { taken: 0, failed: 0, unfetched: 0, quarantined: 0, left: 0, known: 0 };
  const { whereabouts } = office.register;
  const folders = [...new Set(Object.values(office.settings.folders))];
  const states = await source.look(folders);
  // Two mailboxes of one account share the folders: one of them watches, the other learns what left them.
  if (source.filedBy !== source.name) {
    for (const [folder, state] of states) await seeWhoLeft(source, folder, state, office);
    return { ...counts, folders: [] };
  }
  for (const folder of folders) {
    if (states.has(folder) || whereabouts.remembered(source.name, folder) === undefined) continue;
    office.log('folder out of sight', { source: source.name, folder });
    counts.unfetched += 1;
  }
  const changed: Changed[] = [];
  for (const [folder, state] of states) {
    const last = whereabouts.remembered(source.name, folder);
    if (!full && last !== undefined && isSame(last, state)) continue;
    const isGoneThrough = await unlessRefused(source, folder, office, async () => {
      changed.push(await lookInto(source, folder, { state, last, full }, office));
    });
    if (!isGoneThrough) counts.unfetched += 1;
  }
  for (const { state, unknown, isFirst, ageOf, ...where } of changed) {
    let left = 0;
    const isGoneThrough = await unlessRefused(source, where.folder, office, async () => {
      const met = new Set<number>();
      for await (const raw of source.fetch(unknown, where.folder, where.validity)) {
        const meeting = await meet(raw, where, ageOf(raw.uid), source, office);
        met.add(raw.uid);
        counts[meeting] += 1;
        if (meeting === 'failed') left += 1;
      }
      const unfetched = await countUnfetched(source, where, unknown, met, office);
      counts.unfetched += unfetched;
      left += unfetched;
    });
    if (!isGoneThrough) counts.unfetched += 1;
    // Otherwise it is gone through again at the next pass.
    crashPoint('folder gone through');
    if (isGoneThrough && left === 0) whereabouts.remember(source.name, where.folder, state);
    else if (isFirst && isGoneThrough) whereabouts.remember(source.name, where.folder, { ...state, messages: BEGUN });
  }
  if (full) await markAll(source, states, office);
  const rows = [...states].map(([folder, { validity, messages }]) => {
    const known = whereabouts.known({ source: source.name, folder, validity });
    return { folder, onServer: messages, known };
  });
  return { ...counts, folders: rows };
}

/** Takes note of mails that are no longer in a folder which another source watches: one of them may lie in this one's queue. */
async function seeWhoLeft(source: MailSource, folder: string, state: FolderState, { register }: Office) {
  const { whereabouts } = register;
  const last = whereabouts.remembered(source.filedBy, folder);
  if (last?.validity !== state.validity || isSame(last, state)) return;
  const where = { source: source.filedBy, folder, validity: state.validity };
  const listed = await source.list(folder);
  if (listed.validity !== state.validity) return;
  noteThoseGone(where, new Set(listed.uids), whereabouts);
}

/** Known mails of a folder that it no longer holds. */
function noteThoseGone(where: Where, there: ReadonlySet<number>, whereabouts: Register['whereabouts']): void {
  for (const uid of whereabouts.at(where).keys()) if (!there.has(uid)) whereabouts.gone({ ...where, uid });
}

/** Whether the work on a folder came to its end; false, and told, where the server refused it or went away. */
async function unlessRefused(
  source: MailSource,
  folder: string,
  { log }: Office,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    // Storage, machine and password are everybody's matter. A server that is gone is told by the queue, which comes next.
    if (!(error instanceof TransportError) || error.fault !== 'temporary') throw error;
    log('folder not gone through', { source: source.name, folder, error: reason(error) });
    return false;
  }
}

/** Marks every mail anew, as its folder says. */
async function markAll(source: MailSource, states: ReadonlyMap<string, FolderState>, { register, settings }: Office) {
  for (const [tray, folder] of Object.entries(settings.folders) as [Tray, string][]) {
    const validity = states.get(folder)?.validity;
    if (validity === undefined) continue;
    const uids = [...register.whereabouts.at({ source: source.name, folder, validity }).keys()];
    if (uids.length > 0) await source.mark(folder, uids, markOf(tray), validity);
  }
}

function isSame(a: FolderState, b: FolderState): boolean {
  return a.validity === b.validity && a.next === b.next && a.messages === b.messages;
}

/** What is new in a folder, and what has left it. */
async function lookInto(
  source: MailSource,
  folder: string,
  {
    state,
    last,
    full,
  }: { readonly state: FolderState; readonly last: FolderState | undefined; readonly full: boolean },
  { register, log }: Office,
): Promise<Changed> {
  const { whereabouts } = register;
  const where = { source: source.name, folder, validity: state.validity };
  const renumbered = whereabouts.renumbered(where);
  if (renumbered > 0) log('folder renumbered by the server', { source: source.name, folder, mails: renumbered });
  const known = whereabouts.at(where);
  const isNew = (uid: number) => !known.has(uid);
  const since = last?.validity === state.validity && !full ? last.next : 1;
  const list = async (from?: number) => {
    if (state.messages === 0) return [];
    const { validity, uids } = await source.list(folder, from);
    if (validity !== state.validity) throw new TransportError('renumbered while it was looked at', 'temporary');
    return uids;
  };
  let unknown = (await list(since)).filter(isNew);
  if (known.size + unknown.length !== state.messages) {
    const all = new Set(await list());
    noteThoseGone(where, all, whereabouts);
    unknown = [...all].filter(isNew);
  }
  const isOld = (uid: number) =>
    last === undefined || (last.messages === BEGUN && (last.validity !== state.validity || uid < last.next));
  const rest: Age = last?.messages === RETURNED ? 'lost' : 'new';
  return { ...where, state, unknown, ageOf: (uid) => (isOld(uid) ? 'old' : rest), isFirst: isOld(Infinity) };
}

/** What meeting a mail in a folder came to: `left` and `known` are mails of the register. */
type Meeting = 'taken' | 'failed' | 'quarantined' | 'left' | 'known';

/** A mail that lies in a folder where the register did not know it to be. */
async function meet(raw: RawMessage, where: Where, age: Age, source: MailSource, office: Office): Promise<Meeting> {
  const { commits, register, settings, log } = office;
  const here = { ...where, uid: raw.uid };
  const content = fingerprint(raw.bytes);
  const found = amongKnown(content, where.source, register);
  const from = found && register.whereabouts.left(found.id);
  const { folder, validity } = where;
  const { quarantine, outOfScope } = settings.folders;
  const isOut = folder === outOfScope && trayIn(folder, office) === 'outOfScope';
  const isReleased = found?.disposition === 'quarantined' && from === quarantine && folder !== quarantine && !isOut;
  const isOld = age === 'old';
  if (found === undefined ? isOld || isOut : isOut && from === undefined && isOfAnother(found, where, office)) {
    const kept = { ...raw, size: raw.bytes.length };
    const sha256 = await office.archive.keep(raw.bytes);
    const { name, mailboxes } = source;
    const mail = { source: name, mailboxes, folder, validity, raw: kept, sha256, fingerprint: content };
    await commits.add(() => (isOld ? keepOld(mail, trayIn(folder, office), office) : keepAside(mail, office)));
    return 'known';
  }
  if (found === undefined || isReleased) {
    const wasFiled = found === undefined && (age === 'lost' || (await isOfLostDays(raw, where, office)));
    const taken = await takeIn(raw, { source, folder, validity, wasFiled }, office);
    if (taken === undefined) return 'failed';
    const message = register.whereabouts.messageAt(here);
    if (message !== undefined && taken.folder !== folder)
      await commits.add(() => register.whereabouts.misplaced(message));
    return taken.quarantined ? 'quarantined' : 'taken';
  }
  return commits.add(() => {
    crashPoint('mail met');
    register.whereabouts.locate(here, found.id);
    crashPoint('mail located, not committed');
    const belongs = settings.folders[register.whereabouts.trayOf(found.id)] === where.folder;
    if (belongs) return 'known';
    // Not filed yet: it was taken out of the queue, and not by us, who put nothing there that does not belong there.
    if (isOut && from !== folder) {
      noteSetAside({ mail: found, from: from ?? QUEUE, to: folder }, office);
      return 'known';
    }
    if (from === undefined || from === where.folder) {
      register.whereabouts.misplaced(found.id);
      return 'known';
    }
    register.messages.moved(found, office.now(), from, where.folder, 'unknown');
    log('mail moved by a person, and left there', { source: source.name, folder: where.folder, sha256: found.sha256 });
    return 'left';
  });
}

/**
 * A mail that the register does not know bears our mark, or is in the archive without being taken in at this time: the
 * register is an older one. It says so from then on, and each folder is gone through once as one of days that are lost.
 */
async function isOfLostDays({ bytes, isMarked }: RawMessage, where: Where, office: Office): Promise<boolean> {
  const { archive, register, commits, now, log } = office;
  const name = sha256(bytes);
  const isInHand = register.attempts.suspects(where.source).has(name);
  const isKept = !isInHand && (await archive.sizeOf(name)) !== undefined;
  if (isMarked !== true && !isKept) return false;
  if (register.whereabouts.remembered(where.source, where.folder)?.messages !== RETURNED) {
    await commits.add(() => noteRestoration(register, now()));
    log('register is older than the mails', { source: where.source });
  }
  return true;
}

/** A mail that the other mailbox received, and this one did not: what a person does with a copy here says nothing of it. */
function isOfAnother(found: StoredMessage, { source, folder }: Where, { register, settings }: Office): boolean {
  const isOurs = register.messages.withFingerprint(found.fingerprint).some((each) => each.source === source);
  return !isOurs && settings.folders[register.whereabouts.trayOf(found.id)] !== folder;
}

/** The mail of this content; of several, one that lies nowhere else, and was received by this source. */
function amongKnown(content: string, source: string, { messages, whereabouts }: Register): StoredMessage | undefined {
  const all = messages.withFingerprint(content);
  const rank = (each: StoredMessage) => (whereabouts.lies(each.id) ? 2 : 0) + (each.source === source ? 0 : 1);
  return all.sort((a, b) => rank(a) - rank(b))[0];
}
