import { nameOfFile, openArchive, sha256 } from '../../data/archive.ts';
import { copyRegister, isBeginningOf, type RegisterCopy } from '../../data/register/copy.ts';
import { holdExclusively } from '../../data/register/lock.ts';
import { isThere } from '../../data/register/open.ts';
import { backupPlace } from '../backup-place.ts';
import type { Config } from '../config.ts';
import { crashPoint } from '../crash-point.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { isClean, prove, type Proof } from '../proof.ts';
import { storagePaths } from '../wiring.ts';
import { noRegister } from './no-register.ts';
import { progress, proofInFrench } from './verify.ts';

/** What a backup did. */
interface Copied {
  /** Mails copied now, those that the folder held already, and those copied again because they were altered there. */
  readonly copied: number;
  readonly held: number;
  readonly mended: number;
  /** Mails of the live archive whose bytes are not those of their name: not copied. */
  readonly altered: readonly string[];
}

/**
 * Copies register and archive into a folder, beside a running daemon, and proves the copy. Made again into the same folder
 * it adds, and mends what that disk has spoilt. The register is copied first: every mail that it knows is in the archive by
 * then.
 */
export async function backup(config: Config, directory: string, { json }: { json: boolean }): Promise<ExitCode> {
  const live = storagePaths(config);
  if (!isThere(live.register)) return noRegister(config, json);
  const there = backupPlace(config, directory);
  const hold = holdExclusively(there.lock);
  if (hold === undefined) return refuse('une autre sauvegarde écrit dans ce dossier', exitCodes.again);
  const copy = copyRegister(live.register, there.register);
  try {
    if (copy === undefined) return noRegister(config, json);
    const isBeginning = isBeginningOf(there.register, copy.file);
    if (isBeginning !== true) {
      const what = isBeginning === undefined ? 'ne se lit pas comme un registre' : 'n’est pas le début de ce registre';
      return refuse(
        `la copie qui s’y trouve ${what} ; rien n’y est changé : choisissez un autre dossier`,
        exitCodes.damaged,
      );
    }
    crashPoint('register copied aside');
    const copied = await copyMails(live.archive, there.archive);
    const paths = { archive: there.archive, register: copy.file };
    const proof = await prove(paths, progress());
    const mended = isArchiveWhole(proof) ? 0 : await mend(live.archive, there.archive);
    const proved = mended === 0 ? proof : await prove(paths, progress());
    return conclude(proved, { ...copied, mended: copied.mended + mended }, copy, json);
  } finally {
    copy?.drop();
    hold.release();
  }
}

/** Real copies, synced, each named by what it holds; a mail whose bytes changed is told and not spread. */
async function copyMails(from: string, to: string): Promise<Copied> {
  const [source, target] = [openArchive(from), openArchive(to)];
  target.sweep();
  const altered: string[] = [];
  let [copied, held, mended] = [0, 0, 0];
  for await (const { name, path } of source.files()) {
    if (name === undefined) continue;
    const size = await target.sizeOf(name);
    if (size !== undefined && size === (await source.sizeOf(name))) {
      held += 1;
      continue;
    }
    const bytes = await source.read(name);
    if (sha256(bytes) === name) {
      await target.keep(bytes);
      crashPoint('mail copied');
      if (size === undefined) copied += 1;
      else mended += 1;
    } else altered.push(path);
  }
  return { copied, held, mended, altered };
}

function isArchiveWhole(proof: Proof | undefined): boolean {
  return proof?.checks.every(({ name, faults }) => name !== 'archive' || faults.length === 0) === true;
}

/** Copies again what is altered in the copy and good in the live archive; tells how many. */
async function mend(from: string, to: string): Promise<number> {
  const [source, target] = [openArchive(from), openArchive(to)];
  let mended = 0;
  for await (const { name, path } of target.files()) {
    if (name === undefined || (await nameOfFile(path).catch(() => undefined)) === name) continue;
    const bytes = await source.read(name).catch(() => undefined);
    if (bytes === undefined || sha256(bytes) !== name) continue;
    // The archive writes over nothing that has the size of the mail.
    target.eliminate(name);
    await target.keep(bytes);
    mended += 1;
  }
  return mended;
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
      ...(copied.mended === 0 ? [] : [`${copied.mended} courriel(s) altéré(s) dans la copie : recopié(s)`]),
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
