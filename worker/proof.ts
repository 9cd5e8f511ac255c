import { nameOfFile, openArchive, type Archive } from '../data/archive.ts';
import { compareTables } from '../data/register/compare.ts';
import {
  countRows,
  faultsOfFile,
  faultsOfOutbox,
  faultsOfSchema,
  lettersUnderWay,
  mailsHeld,
  type Fault,
} from '../data/register/consistency.ts';
import { mailsEliminated } from '../data/register/eliminations.ts';
import { journal } from '../data/register/journal.ts';
import { openScratch, openSnapshot, type Connection } from '../data/register/open.ts';
import { BrokenJournal, drawTables } from '../data/register/rebuild.ts';

/** What is proved: each stands for one promise. */
export type CheckName = 'file' | 'schema' | 'journal' | 'tables' | 'outbox' | 'archive';

/** One promise, how much was looked at, and the first thing of each kind that breaks it. */
export interface Check {
  readonly name: CheckName;
  readonly examined: number;
  readonly faults: readonly Fault[];
}

/** What a register and its archive are found to be at one moment. */
export interface Proof {
  readonly checks: readonly Check[];
  /** What somebody should know, and which breaks no promise; in French. */
  readonly notices: readonly string[];
  /** The end of the journal: noted elsewhere, it proves all that went before. */
  readonly end: { readonly events: number; readonly hash: string } | undefined;
}

/** Told as it goes: what is at work, how far, of how many (0 when that is not known). */
export type Progress = (what: CheckName, done: number, of: number) => void;

/** Whether nothing was found wrong. */
export function isClean({ checks }: Proof): boolean {
  return checks.every(({ faults }) => faults.length === 0);
}

/**
 * Proves a register and its archive, as they are at one moment, beside whoever works on them; writes nothing. Undefined
 * when there is no register. Memory does not grow with the mails: the register drawn anew is a file of SQLite's own.
 */
export async function prove(
  paths: { readonly archive: string; readonly register: string },
  progress: Progress = () => undefined,
): Promise<Proof | undefined> {
  const kept = openSnapshotOf(paths.register);
  if (kept === undefined || 'faults' in kept) return kept && { checks: [kept], notices: [], end: undefined };
  const anew = openScratch();
  try {
    const file = check('file', () => ({ examined: 1, faults: faultsOfFile(kept) }));
    const schema = check('schema', () => ({ examined: 1, faults: faultsOfSchema(kept, anew) }));
    const { end, checks: drawn } = proveJournal(kept, anew, progress);
    const outbox = check('outbox', () => ({ examined: countRows(kept, 'outbox'), faults: faultsOfOutbox(kept) }));
    const archive = await proveArchive(kept, openArchive(paths.archive), progress).catch((error: unknown) => {
      // A register too damaged to tell its mails; what its file is was said.
      return {
        check: check('archive', () => {
          throw error;
        }),
        notices: [],
      };
    });
    const checks = [file, schema, ...drawn, outbox, archive.check];
    return { checks, notices: [...archive.notices, ...noticesOfLetters(kept)], end };
  } finally {
    anew.close();
    kept.close();
  }
}

/** A file that is no database at all is a finding like the others. */
function openSnapshotOf(register: string): Connection | Check | undefined {
  try {
    return openSnapshot(register);
  } catch (error) {
    return { name: 'file', examined: 1, faults: [{ row: 'register.db', wrong: `illisible (${codeOf(error)})` }] };
  }
}

/** The chain, and the tables beside those that it draws. */
function proveJournal(kept: Connection, anew: Connection, progress: Progress): Pick<Proof, 'checks' | 'end'> {
  let end: Proof['end'];
  const chain = check('journal', () => {
    try {
      const { events, head } = drawTables(journal(kept), anew, (done, of) => progress('journal', done, of));
      end = { events, hash: head };
      return { examined: events, faults: [] };
    } catch (error) {
      if (!(error instanceof BrokenJournal)) throw error;
      return { examined: 0, faults: [{ row: error.row, wrong: error.wrong }] };
    }
  });
  const tables = check('tables', () => {
    const differences = end === undefined ? [] : compareTables(kept, anew);
    return {
      examined:
        end === undefined ? 0 : countRows(kept, 'messages') + countRows(kept, 'cases') + countRows(kept, 'outbox'),
      faults: differences.map(({ table, row, wrong }) => ({ row: `${table} ${row}`, wrong })),
    };
  });
  return { checks: [chain, tables], end };
}

/** Every file is what its name says, and every mail of the register is there, whole. */
async function proveArchive(kept: Connection, archive: Archive, progress: Progress) {
  const altered: Fault[] = [];
  const [aside, strange]: [string[], string[]] = [[], []];
  const total = countRows(kept, 'messages');
  let examined = 0;
  for await (const { path, name, isAside } of archive.files()) {
    if (name === undefined) {
      (isAside ? aside : strange).push(path);
      continue;
    }
    examined += 1;
    progress('archive', examined, Math.max(examined, total));
    const found = await nameOfFile(path).catch((error: unknown) => codeOf(error));
    if (found !== name && altered.length === 0)
      altered.push({ row: path, wrong: 'ses octets ne sont pas ceux de son nom' });
  }
  const { absent, cut, remaining } = await missing(kept, archive);
  const notices = [
    ...told(aside, 'fichier(s) d’une écriture interrompue ou en cours'),
    ...told(strange, 'fichier(s) que l’archive ne connaît pas'),
    ...told(remaining, 'courriel(s) éliminé(s) sous visa encore présent(s) : relancer purge'),
  ];
  return { check: { name: 'archive', examined, faults: [...absent, ...cut, ...altered] } as const, notices };
}

/** The first mail that is not there, the first that has not its size, and those that should be there no more. */
async function missing(kept: Connection, archive: Archive) {
  const eliminated = mailsEliminated(kept);
  const [absent, cut]: [Fault[], Fault[]] = [[], []];
  for (const { id, sha256, size } of mailsHeld(kept)) {
    if (eliminated.has(sha256)) continue;
    const found = await archive.sizeOf(sha256);
    const row = `messages ${id}, ${archive.pathOf(sha256)}`;
    if (found === undefined && absent.length === 0) absent.push({ row, wrong: 'absent de l’archive' });
    if (found !== undefined && found !== size && cut.length === 0) {
      cut.push({ row, wrong: `${found} octets au lieu de ${size}` });
    }
  }
  const remaining: string[] = [];
  for (const each of eliminated) {
    if ((await archive.sizeOf(each)) !== undefined) remaining.push(archive.pathOf(each));
  }
  return { absent, cut, remaining };
}

function noticesOfLetters(kept: Connection): string[] {
  try {
    const letters = lettersUnderWay(kept);
    return told(
      letters.map(({ messageId, since }) => `${messageId} depuis ${since}`),
      'lettre(s) remise(s) au serveur sans réponse encore écrite',
    );
  } catch {
    // The checks have said what is wrong with the file.
    return [];
  }
}

function told(all: readonly string[], what: string): string[] {
  const [first] = all;
  return first === undefined ? [] : [`${all.length} ${what} : ${first}`];
}

/** A database too damaged to be asked is found so, and the other checks go on. */
function check(name: CheckName, look: () => Omit<Check, 'name'>): Check {
  try {
    return { name, ...look() };
  } catch (error) {
    return { name, examined: 0, faults: [{ row: 'register.db', wrong: `illisible (${codeOf(error)})` }] };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'erreur';
}
