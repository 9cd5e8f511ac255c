import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sha256 } from '../worker/domain/message.ts';

/**
 * The exact bytes of every mail, one file each, named by their SHA-256: `ab/abcd….eml`. Nothing here is ever
 * overwritten or deleted. Files are 0600, folders 0700.
 */
export interface Archive {
  /** Resolves with the name once the bytes are on the disk for good, power cut included. Keeping twice is harmless. */
  keep(bytes: Uint8Array): Promise<Sha256>;
  /** The bytes of a mail; rejects when they are not there. */
  read(name: Sha256): Promise<Uint8Array>;
  readonly pathOf: (name: Sha256) => string;
}

/** Opens the archive under a folder, which is created at the first mail. */
export function openArchive(root: string): Archive {
  const pathOf = (name: Sha256) => join(root, name.slice(0, 2), `${name}.eml`);
  let written = 0;
  return {
    pathOf,
    read: (name) => readFile(pathOf(name)),
    keep: async (bytes) => {
      const name = sha256(bytes);
      const path = pathOf(name);
      if (await holds(path, bytes.length)) return name;
      written += 1;
      await writeDurably(path, `${path}.${process.pid}-${written}.tmp`, bytes);
      return name;
    },
  };
}

/** The name of some bytes. */
export function sha256(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}

async function holds(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === size;
}

/** Written aside, synced, renamed, and the folder synced too: a half-written mail can never bear a mail's name. */
async function writeDurably(path: string, aside: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await sync(dirname(folder));
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await sync(folder);
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
