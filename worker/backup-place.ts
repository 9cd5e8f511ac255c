import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import { storageFault } from './storage-fault.ts';
import { storagePaths } from './wiring.ts';

/** What a backup writes into its folder. */
export interface BackupPlace {
  readonly root: string;
  readonly archive: string;
  readonly register: string;
  readonly lock: string;
}

/**
 * The folder of a backup: made now, empty, or that of an earlier backup. Throws `ConfigError` for any other: what is kept
 * must not be copied over itself, nor mails strewn among the files of somebody else. A folder that was there keeps its mode.
 */
export function backupPlace(config: Config, directory: string): BackupPlace {
  const wrong = (why: string) => new ConfigError(config.file, [`« ${directory} » ${why}`]);
  const root = resolve(directory);
  const place = {
    root,
    archive: join(root, 'archive'),
    register: join(root, 'register.db'),
    lock: join(root, 'lock.db'),
  };
  if (touchesStorage(place, storagePaths(config))) {
    throw wrong('est le dossier du registre lui-même, y est, ou le contient');
  }
  try {
    // Not its parents too: a slip in the path would go unseen, and Node never gives up where no folder can be made (/proc).
    mkdirSync(root, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (storageFault(error) !== undefined) throw error;
    if (code !== 'EEXIST')
      throw wrong(`ne peut pas être créé (${code ?? 'erreur'}) : son dossier parent existe-t-il ?`);
  }
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw wrong('n’est pas un dossier');
  if (!existsSync(place.register) && !readdirSync(root).every((each) => begun.test(each))) {
    throw wrong('contient autre chose qu’une sauvegarde : choisissez un dossier vide, ou qui n’existe pas encore');
  }
  return place;
}

/** What a first backup that did not end leaves, and what an empty file system holds. */
const begun = /^(archive|lock\.db.*|register\.db\.tmp.*|lost\+found)$/;

function touchesStorage(place: BackupPlace, live: ReturnType<typeof storagePaths>): boolean {
  const kept = [live.root, live.archive].filter((each) => existsSync(each));
  const targets = [existsSync(place.root) ? place.root : dirname(place.root), place.archive];
  const isInside = targets.some((target) => kept.some((each) => isWithin(target, each)));
  return isInside || kept.some((each) => isWithin(each, place.root)) || isWithin(place.register, live.register);
}

/** Whether one is the other, or lies in it. */
function isWithin(inner: string, outer: string): boolean {
  if (!existsSync(inner) || !existsSync(outer)) return false;
  const [itself] = lineage(outer);
  return itself !== undefined && lineage(inner).includes(itself);
}

/** A file and every folder around it, by their numbers: links and mounts give them other names. */
function lineage(path: string): string[] {
  const real = realpathSync(path);
  const { dev, ino } = statSync(real, { bigint: true });
  const parent = dirname(real);
  return [`${dev} ${ino}`, ...(parent === real ? [] : lineage(parent))];
}
