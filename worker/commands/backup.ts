import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { openArchive, sha256 } from '../../data/archive.ts';
import { copyRegister, isBeginningOf, type RegisterCopy } from '../../data/register/copy.ts';
import { holdExclusively } from '../../data/register/lock.ts';
import { ConfigError, storageOf, type Config } from '../config.ts';
import { crashPoint } from '../crash-point.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { isClean, prove, type Proof } from '../proof.ts';
import { storagePaths } from '../wiring.ts';
import { noRegister } from './no-register.ts';
import { progress, proofInFrench } from './verify.ts';

/** What a backup did. */
interface Copied {
  /** Mails copied now, and those that the folder held already. */
  readonly copied: number;
  readonly held: number;
  /** Mails of the live archive whose bytes are not those of their name: not copied. */
  readonly altered: readonly string[];
}

/**
 * Copies register and archive into a folder, beside a running daemon, and proves the copy. Made again into the same folder
 * it only adds. The register is copied first: every mail that it knows is in the archive by then.
 */
export async function backup(config: Config, directory: string, { json }: { json: boolean }): Promise<ExitCode> {
  const [live, there] = [storagePaths(config), pathsOf(config, directory)];
  mkdirSync(there.root, { recursive: true, mode: 0o700 });
  chmodSync(there.root, 0o700);
  const hold = holdExclusively(there.lock);
  if (hold === undefined) return refuse('une autre sauvegarde écrit dans ce dossier', exitCodes.again);
  const copy = copyRegister(live.register, there.register);
  try {
    if (copy === undefined) return noRegister(config, json);
    if (!isBeginningOf(there.register, copy.file)) {
      return refuse(
        'la copie qui s’y trouve n’est pas le début de ce registre ; rien n’y est changé : choisissez un autre dossier',
        exitCodes.damaged,
      );
    }
    crashPoint('register copied aside');
    const copied = await copyMails(live.archive, there.archive);
    const proof = await prove({ archive: there.archive, register: copy.file }, progress());
    return conclude(proof, copied, copy, json);
  } finally {
    copy?.drop();
    hold.release();
  }
}

function pathsOf(config: Config, directory: string) {
  const [root, storage] = [resolve(directory), resolve(storageOf(config))];
  if (`${root}${sep}`.startsWith(`${storage}${sep}`) || `${storage}${sep}`.startsWith(`${root}${sep}`)) {
    throw new ConfigError(config.file, [`« ${directory} » est le dossier du registre lui-même, ou le contient`]);
  }
  return { root, archive: join(root, 'archive'), register: join(root, 'register.db'), lock: join(root, 'lock.db') };
}

/** Real copies, synced, each named by what it holds; a mail whose bytes changed is told and not spread. */
async function copyMails(from: string, to: string): Promise<Copied> {
  const [source, target] = [openArchive(from), openArchive(to)];
  const altered: string[] = [];
  let [copied, already] = [0, 0];
  for await (const { name, path } of source.files()) {
    if (name === undefined) continue;
    if ((await target.sizeOf(name)) !== undefined) {
      already += 1;
      continue;
    }
    const bytes = await source.read(name);
    if (sha256(bytes) === name) {
      await target.keep(bytes);
      crashPoint('mail copied');
      copied += 1;
    } else altered.push(path);
  }
  return { copied, held: already, altered };
}

/**
 * A register whose journal holds takes its place, even when a mail is missing: it is better than the copy of yesterday. A
 * broken one does not.
 */
function conclude(proof: Proof | undefined, copied: Copied, copy: RegisterCopy, json: boolean): ExitCode {
  const isWhole = proof !== undefined && isClean(proof) && copied.altered.length === 0;
  const isPlaced =
    proof?.end !== undefined && proof.checks.every(({ name, faults }) => name !== 'file' || faults.length === 0);
  crashPoint('copy proved, not placed');
  if (isPlaced) copy.place();
  crashPoint('copy placed');
  if (json) process.stdout.write(`${JSON.stringify({ clean: isWhole, placed: isPlaced, ...copied, ...proof })}\n`);
  else {
    const lines = [
      `${copied.copied} courriel(s) copié(s), ${copied.held} déjà là`,
      ...copied.altered.map((each) => `✗ ${each} : ses octets ne sont pas ceux de son nom, non copié`),
      ...(proof === undefined ? [] : [proofInFrench(proof)]),
      isPlaced ? '' : '✗ le registre est rompu : la copie précédente, s’il y en a une, est restée en place',
    ];
    process.stdout.write(`${lines.filter((each) => each !== '').join('\n')}\n`);
  }
  return isWhole ? exitCodes.done : exitCodes.damaged;
}

function refuse(why: string, code: ExitCode): ExitCode {
  process.stderr.write(`guichet backup : ${why}\n`);
  return code;
}
