import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Sha256 } from '../worker/domain/message.ts';

/** A file of the archive's folders. */
export interface ArchiveFile {
  readonly path: string;
  /** The mail that it should hold; undefined for what bears no mail's name. */
  readonly name: Sha256 | undefined;
  /** Written aside and not renamed: by a run that was killed, or is at it now. */
  readonly isAside: boolean;
}

/**
 * The exact bytes of every mail, one file each, named by their SHA-256: `ab/abcd….eml`. Nothing here is ever
 * overwritten, and deleted only under a visa. Files are 0600, folders 0700.
 */
export interface Archive {
  /** Resolves with the name once the bytes are on the disk for good, power cut included. Keeping twice is harmless. */
  keep(bytes: Uint8Array): Promise<Sha256>;
  /** The bytes of a mail; rejects when they are not there. */
  read(name: Sha256): Promise<Uint8Array>;
  readonly pathOf: (name: Sha256) => string;
  /** Every file there is, one folder at a time. */
  files(): AsyncGenerator<ArchiveFile>;
  /** Its size, or undefined when it is not there. */
  sizeOf(name: Sha256): Promise<number | undefined>;
  /**
   * Takes a mail away for good, under a visa that the journal tells. Harmless when it is gone already. Synchronous: that
   * nothing needs the mail is asked in the same transaction.
   */
  eliminate(name: Sha256): void;
  /**
   * Takes away what runs that died were writing aside: no mail, and what no purge would reach. For whoever alone keeps mails
   * here, before the first one; what a living process may be writing stays all the same.
   */
  sweep(): void;
}

/** Where mails are written before they are placed: one folder, so that nobody must go through the whole archive for it. */
const ASIDE = 'aside';

/** Opens the archive under a folder, which is created at the first mail. */
export function openArchive(root: string): Archive {
  const pathOf = (name: Sha256) => join(root, name.slice(0, 2), `${name}.eml`);
  let written = 0;
  return {
    pathOf,
    read: (name) => readFile(pathOf(name)),
    files: () => filesUnder(root),
    sizeOf: async (name) => (await stat(pathOf(name)).catch(() => undefined))?.size,
    eliminate: (name) => {
      const path = pathOf(name);
      // Where a power cut brings it back, it is met here again.
      if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
      unlinkSync(path);
      syncAtOnce(dirname(path));
    },
    keep: async (bytes) => {
      const name = sha256(bytes);
      const path = pathOf(name);
      if (statSync(path, { throwIfNoEntry: false })?.size === bytes.length) return name;
      written += 1;
      await writeDurably(path, join(root, ASIDE, `${name}.eml.${process.pid}-${written}.tmp`), bytes);
      return name;
    },
    sweep: () => sweep(join(root, ASIDE)),
  };
}

/** Whether mails were ever kept under a folder. */
export function holdsMails(root: string): boolean {
  if (statSync(root, { throwIfNoEntry: false }) === undefined) return false;
  return readdirSync(root).some((each) => /^[0-9a-f]{2}$/.test(each));
}

/** The name that the bytes of a file call for; they pass by, however many. */
export async function nameOfFile(path: string): Promise<Sha256> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex') as Sha256;
}

/** The name of some bytes. */
export function sha256(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}

async function* filesUnder(root: string): AsyncGenerator<ArchiveFile> {
  for (const folder of await namesIn(root)) {
    for (const file of await namesIn(join(root, folder))) {
      const [, name] = /^([0-9a-f]{64})\.eml$/.exec(file) ?? [];
      const isPlaced = name?.slice(0, 2) === folder;
      const path = join(root, folder, file);
      yield { path, name: isPlaced ? (name as Sha256) : undefined, isAside: file.endsWith('.tmp') };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    // A file where folders are: it is listed under its own path, and bears no mail's name.
    if (code === 'ENOTDIR') return [''];
    throw error;
  });
  return names.sort();
}

/** Only this takes long: the other calls cost less than the way to another thread and back. */
const flush = promisify(fsync);

/** Written aside, synced, renamed, and the folder synced too: a half-written mail can never bear a mail's name. */
async function writeDurably(path: string, aside: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) await sync(dirname(folder));
  mkdirSync(dirname(aside), { recursive: true, mode: 0o700 });
  try {
    await writeSynced(aside, bytes);
    renameSync(aside, path);
  } catch (error) {
    // A full disk would keep the half of it, and each try has another name.
    await unlink(aside).catch(() => undefined);
    throw error;
  }
  await sync(folder);
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, bytes);
    await flush(file);
  } finally {
    closeSync(file);
  }
}

function sweep(folder: string): void {
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const [, pid] = /^[0-9a-f]{64}\.eml\.(\d+)-\d+\.tmp$/.exec(file) ?? [];
    if (pid !== undefined && !isAtWork(Number(pid))) rmSync(join(folder, file), { force: true });
  }
}

/** Our own number was another run's: this one has kept nothing yet, and in a container all have the same. */
function isAtWork(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function sync(folder: string): Promise<void> {
  const handle = openSync(folder, 'r');
  try {
    await flush(handle);
  } finally {
    closeSync(handle);
  }
}

function syncAtOnce(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
