import { existsSync, linkSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openArchive } from '../../data/archive.ts';
import { compareTables, type Difference } from '../../data/register/compare.ts';
import { journal } from '../../data/register/journal.ts';
import { openConnection, openScratch, openSnapshot, type Connection } from '../../data/register/open.ts';
import { BrokenJournal, drawTables, rebuild, type Rebuilt } from '../../data/register/rebuild.ts';
import { register } from '../../data/register/register.ts';
import { outcomeNames } from '../../templates/case-report.ts';
import type { Config } from '../config.ts';
import type { Change, ReadState } from '../domain/rereading.ts';
import { fields } from '../domain/fields.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { startPool } from '../pool.ts';
import { rereadCase, type Rereading } from '../reread.ts';
import { poolOptions, settingsOf, storagePaths } from '../wiring.ts';
import { noRegister } from './no-register.ts';
import { progress } from './verify.ts';

interface ReplayOptions {
  readonly json: boolean;
  readonly into?: string;
  readonly reread?: boolean;
}

/**
 * Makes the register anew from its journal, into a new file or nowhere, and compares it with the live one; or reads the
 * archive again and tells what today's program would see otherwise. Changes and sends nothing.
 */
export async function replay(config: Config, options: ReplayOptions): Promise<ExitCode> {
  const kept = openSnapshot(storagePaths(config).register);
  if (kept === undefined) return noRegister(config, options.json);
  try {
    if (options.reread === true) return await reread(kept, config, options.json);
    return options.into === undefined ? compared(kept, openScratch(), options) : intoFile(kept, options.into, options);
  } catch (error) {
    if (!(error instanceof BrokenJournal)) throw error;
    return refuse(`le journal est rompu, ${error.message}`);
  } finally {
    kept.close();
  }
}

/**
 * Made aside and linked to its name at the end: a file that is there is never written over, nor a half one left. One from
 * which the live register differs is whole.
 */
function intoFile(kept: Connection, file: string, options: ReplayOptions): ExitCode {
  const aside = `${file}.${process.pid}.tmp`;
  // SQLite would make it, and Node makes folders below /proc for ever.
  if (!existsSync(dirname(file))) return refuse(`le dossier de « ${file} » n’existe pas`);
  if (existsSync(file)) return refuse(`« ${file} » existe déjà : rien n’est écrasé`);
  try {
    const code = compared(kept, openConnection(aside), options);
    linkSync(aside, file);
    return code;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return refuse(`« ${file} » existe déjà : rien n’est écrasé`);
    throw error;
  } finally {
    for (const each of [aside, `${aside}-wal`, `${aside}-shm`]) rmSync(each, { force: true });
  }
}

function compared(kept: Connection, anew: Connection, { json, into }: ReplayOptions): ExitCode {
  const show = progress();
  try {
    const make = into === undefined ? drawTables : rebuild;
    const rebuilt = make(journal(kept), anew, (done, of) => show('journal', done, of));
    const differences = compareTables(kept, anew);
    print(json ? JSON.stringify({ ...rebuilt, differences }) : story(rebuilt, differences, into));
    return differences.length === 0 ? exitCodes.done : exitCodes.damaged;
  } finally {
    anew.close();
  }
}

function story({ events, cases, head }: Rebuilt, differences: readonly Difference[], into: string | undefined): string {
  return [
    `${events} événement(s) rejoué(s), ${cases} dossier(s)${into === undefined ? '' : `, dans « ${into} »`}`,
    ...(differences.length === 0
      ? ['✓ les tables du registre sont celles du journal']
      : ['✗ le registre en diffère :']),
    ...differences.map(({ table, row, wrong }) => `    ${table} ${row} : ${wrong}`),
    `Fin du journal : empreinte ${head}`,
  ].join('\n');
}

async function reread(kept: Connection, config: Config, json: boolean): Promise<ExitCode> {
  const book = register(kept);
  const pool = startPool({ ...poolOptions(config), warm: true });
  const desk = {
    register: book,
    pool,
    archive: openArchive(storagePaths(config).archive),
    rules: settingsOf(config).rules,
  };
  const references = book.cases.list().map(({ reference }) => reference);
  const together = config.limits.readers;
  let [differing, unread] = [0, 0];
  // As it goes: after a change of the readers there may be more than the memory holds.
  let begun = false;
  try {
    for (let from = 0; from < references.length; from += together) {
      const some = references.slice(from, from + together);
      const results = await Promise.allSettled(some.map((each) => rereadCase(each, desk)));
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') {
          unread += 1;
          process.stderr.write(
            `${some[index] ?? ''} : un de ses courriels n’a pas pu être relu (guichet verify le nomme)\n`,
          );
          continue;
        }
        if (result.value.length > 0) differing += 1;
        for (const each of result.value) {
          print(json ? `${begun ? ',' : '['}${JSON.stringify(each)}` : rereadingInFrench(each));
          begun = true;
        }
      }
    }
  } finally {
    await pool.close();
  }
  const told = `${references.length} dossier(s) relu(s) : ${differing} serai(en)t lus ou jugés autrement aujourd’hui.`;
  print(json ? (begun ? ']' : '[]') : told);
  return unread === 0 ? exitCodes.done : exitCodes.damaged;
}

const readStates = {
  parsed: 'lu',
  unparsed: 'non interprété',
  absent: 'absent',
  conflict: 'contradictoire',
} as const satisfies Record<ReadState, string>;

function rereadingInFrench({ reference, at, event, message, changes }: Rereading): string {
  const mail = message === undefined ? '' : `, courriel ${message}`;
  return [`${reference}, ${at}, ${event}${mail}`, ...changes.map((each) => `    ${changeInFrench(each)}`)].join('\n');
}

function changeInFrench(change: Change): string {
  switch (change.kind) {
    case 'field':
      return `champ « ${fields[change.field].label} » : ${states(change)}`;
    case 'cell':
      return `case ${change.place} : ${states(change)}`;
    case 'document':
      return `pièce ${change.part === '' ? 'texte du courriel' : change.part} : ${change.before} → ${change.after}`;
    case 'intent':
      return `objet du courriel : ${change.before} → ${change.after}`;
    case 'verdict': {
      const [was, is] = [change.before, change.after].map((each) =>
        each === 'noRule' ? 'pas de règle' : outcomeNames[each],
      );
      return `règle ${change.rule} : ${change.wording ? `${was ?? ''}, dit autrement` : `${was ?? ''} → ${is ?? ''}`}`;
    }
    default:
      return change satisfies never;
  }
}

function states({ before, after }: { readonly before: ReadState; readonly after: ReadState }): string {
  return before === after ? `${readStates[before]}, autrement` : `${readStates[before]} → ${readStates[after]}`;
}

function refuse(why: string): ExitCode {
  process.stderr.write(`guichet replay : ${why}\n`);
  return exitCodes.damaged;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
