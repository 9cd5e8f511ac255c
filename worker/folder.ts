import { createHash } from 'node:crypto';
import { watch, type Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import type { Instant, Mailbox, RawMessage } from './domain/message.ts';
import { QUEUE, TransportError, type FolderState, type Listing, type MailSource, type Moved } from './domain/ports.ts';

export interface FolderSourceOptions {
  readonly name: string;
  readonly mailboxes: readonly Mailbox[];
  /** Directory that holds `INBOX/` (the queue, files named `*.eml`) and one directory per folder. */
  readonly root: string;
}

/** UIDs are digests of what identifies a file: they stay comparable for ever. */
const validity = '1';

/** Names tried for a mail whose file name is taken in its folder. */
const namesTried = 1_000;

/**
 * A mail source on a directory, for the demonstration and for tests of the whole. A file must arrive complete (written
 * elsewhere on the same disk, then renamed into `INBOX/`); its modification time is the reception.
 */
export function folderSource({ name, mailboxes, root }: FolderSourceOptions): MailSource {
  const inbox = join(root, 'INBOX');
  let listed: ReadonlySet<number> = new Set();

  return {
    name,
    mailboxes,
    filedBy: name,
    async open(): Promise<number> {
      await attempt('mkdir', root, () => mkdir(inbox, { recursive: true }));
      return (await filesIn(inbox)).size;
    },
    async ensure(folders: readonly string[]): Promise<void> {
      const paths = folders.map((folder) => directoryOf(root, folder));
      await attempt('mkdir', root, () => Promise.all(paths.map((path) => mkdir(path, { recursive: true }))));
    },
    async look(folders): Promise<Map<string, FolderState>> {
      const states = new Map<string, FolderState>();
      for (const folder of folders) {
        if (!(await exists(directoryOf(root, folder)))) continue;
        const uids = [...(await filesIn(directoryOf(root, folder))).keys()];
        states.set(folder, { validity, next: uidOf(uids.join()), messages: uids.length });
      }
      return states;
    },
    async list(folder = QUEUE): Promise<Listing> {
      const uids = [...(await filesIn(directoryOf(root, folder))).keys()];
      if (folder === QUEUE) listed = new Set(uids);
      return { validity, uids };
    },
    async *fetch(uids, folder = QUEUE): AsyncGenerator<RawMessage> {
      const files = await filesIn(directoryOf(root, folder));
      for (const uid of uids) {
        const file = files.get(uid);
        const bytes =
          file === undefined ? undefined : await presentOr(undefined, 'read', file.path, () => readFile(file.path));
        if (file !== undefined && bytes !== undefined) yield { uid, receivedAt: file.receivedAt, bytes };
      }
    },
    async move(moves, from = QUEUE): Promise<readonly Moved[]> {
      const files = await filesIn(directoryOf(root, from));
      const verified: Moved[] = [];
      for (const { uid, folder } of moves) {
        const file = files.get(uid);
        const path = file && (await moveFile(file.path, directoryOf(root, folder)));
        const arrived = path === undefined ? undefined : await uidOfFile(path);
        if (arrived !== undefined) verified.push({ uid, folder, arrived: { validity, uid: arrived } });
      }
      return verified;
    },
    // Files bear no marks.
    mark: () => Promise.resolve(),
    async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
      await newMail(inbox, milliseconds, signal, async () => {
        const files = await filesIn(inbox);
        return [...files.keys()].some((uid) => !listed.has(uid));
      });
    },
    close: () => Promise.resolve(),
  };
}

interface MailFile {
  readonly path: string;
  readonly receivedAt: Instant;
}

/** The mails of a directory by UID, in the order of their names. */
async function filesIn(directory: string): Promise<Map<number, MailFile>> {
  const names = await attempt('list', directory, () => readdir(directory));
  const files = new Map<number, MailFile>();
  for (const name of names.filter((each) => /^[^.].*\.eml$/i.test(each)).sort()) {
    const path = join(directory, name);
    const stat = await presentOr(undefined, 'stat', path, () => lstat(path));
    if (stat?.isFile() !== true) continue;
    const uid = fileUid(name, stat);
    // Should two files share a UID, the second waits until the first has left.
    if (!files.has(uid)) files.set(uid, { path, receivedAt: stat.mtime.toISOString() as Instant });
  }
  return files;
}

function fileUid(name: string, { size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): number {
  return uidOf(`${name}\0${String(size)}\0${String(mtimeMs)}`);
}

async function uidOfFile(path: string): Promise<number | undefined> {
  const stat = await presentOr(undefined, 'stat', path, () => lstat(path));
  return stat && fileUid(parse(path).base, stat);
}

/** 48 bits of a digest: needs no memory, survives restarts, and unlike an inode number is never given to another mail. */
function uidOf(identity: string): number {
  return createHash('sha256').update(identity).digest().readUIntBE(0, 6);
}

function directoryOf(root: string, folder: string): string {
  const path = resolve(root, ...folder.split('/'));
  if (path.startsWith(resolve(root) + sep)) return path;
  throw new TransportError(`folder ${folder}: outside of ${root}`, 'permanent');
}

/** Never over another file: two mails of one name are both kept. The new path; undefined when the mail has vanished. */
async function moveFile(path: string, directory: string): Promise<string | undefined> {
  return attempt('move', path, async () => {
    await mkdir(directory, { recursive: true });
    const target = await freeName(directory, parse(path).name);
    const moved = await presentOr(false, 'move', path, () => rename(path, target).then(() => true));
    return moved && (await exists(target)) && !(await exists(path)) ? target : undefined;
  });
}

async function freeName(directory: string, stem: string): Promise<string> {
  for (let copy = 1; copy <= namesTried; copy += 1) {
    const path = join(directory, copy === 1 ? `${stem}.eml` : `${stem} (${String(copy)}).eml`);
    if (!(await exists(path))) return path;
  }
  throw new Error(`more than ${String(namesTried)} mails of one name`);
}

function exists(path: string): Promise<boolean> {
  return presentOr(false, 'stat', path, () => lstat(path).then(() => true));
}

async function newMail(
  directory: string,
  milliseconds: number,
  signal: AbortSignal,
  hasNew: () => Promise<boolean>,
): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => {
    const timer = setTimeout(finish, milliseconds);
    // A directory that cannot be read ends the waiting: the next listing tells.
    const look = () => void hasNew().then((found) => found && finish(), finish);
    const unwatch = watchQuietly(directory, look);
    function finish(): void {
      clearTimeout(timer);
      unwatch();
      signal.removeEventListener('abort', finish);
      done();
    }
    signal.addEventListener('abort', finish);
    // What arrived since the last listing makes no event any more.
    look();
  });
}

/** Watching is only a hint, and systems limit it: where it fails, the timer remains. */
function watchQuietly(directory: string, changed: () => void): () => void {
  try {
    const watcher = watch(directory, changed);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

/** What `task` gives, or `absent` when the file is no longer there: staff may move it at any time. */
async function presentOr<T>(absent: T, action: string, path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return absent;
    throw failure(action, path, error);
  }
}

async function attempt<T>(action: string, path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw failure(action, path, error);
  }
}

function failure(action: string, path: string, error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  // The name of a mail's file may name a person.
  const where = path.toLowerCase().endsWith('.eml') ? dirname(path) : path;
  const { code = 'failed' } = error as NodeJS.ErrnoException;
  return new TransportError(`folder ${action} ${where}: ${code}`, 'temporary', error);
}
