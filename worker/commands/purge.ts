import { openArchive } from '../../data/archive.ts';
import type { Elimination, EliminationEvent } from '../../data/register/eliminations.ts';
import { eraseTraces, openExisting, openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { procedureNames } from '../../templates/case-report.ts';
import { ConfigError, type Config } from '../config.ts';
import { crashPoint } from '../crash-point.ts';
import { inFrench, parisDate, type CivilDate } from '../domain/deadline.ts';
import { referencesIn } from '../domain/reference.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { purge, purgeable, type Purge, type PurgeRequest } from '../purge.ts';
import { now, storagePaths } from '../wiring.ts';
import { noRegister } from './no-register.ts';

interface PurgeOptions {
  readonly json: boolean;
  readonly visa: string;
  readonly by: string;
  readonly why: string;
  readonly before?: string;
  readonly case?: string;
  readonly yes?: boolean;
}

/**
 * Says what a visa of the archives administration lets go of closed cases; with `--yes`, eliminates it. The chain of the
 * journal stays whole, and each case stays as a trace.
 */
export function purgeCases(config: Config, options: PurgeOptions): ExitCode {
  const request = requestOf(options, config);
  const paths = storagePaths(config);
  const connection = options.yes === true ? openExisting(paths.register) : openReadOnly(paths.register);
  if (connection === undefined) return noRegister(config, options.json);
  const book = register(connection);
  try {
    const isDone = options.yes === true;
    const done = isDone ? purge(request, book, openArchive(paths.archive), now) : purgeable(request, book);
    crashPoint('traces to erase');
    const hasTraces = isDone && !eraseTraces(connection);
    if (options.json) process.stdout.write(`${JSON.stringify({ done: isDone, ...done })}\n`);
    else process.stdout.write(`${purgeInFrench(done, request.visa, isDone)}\n`);
    if (hasTraces)
      process.stderr.write(
        'des traces restent dans le fichier, que d’autres lisent : relancer cette commande plus tard\n',
      );
    return hasTraces ? exitCodes.again : exitCodes.done;
  } finally {
    book.close();
  }
}

function requestOf({ visa, by, why, before, case: reference }: PurgeOptions, config: Config): PurgeRequest {
  const [found] = referencesIn(reference ?? '');
  const mistakes = [
    ...((before === undefined) === (reference === undefined) ? ['--before ou --case : l’un des deux'] : []),
    ...(reference !== undefined && found === undefined ? [`--case : « ${reference} » n’est pas une référence`] : []),
    ...(before !== undefined && !isDay(before) ? [`--before : « ${before} » n’est pas une date AAAA-MM-JJ`] : []),
  ];
  if (mistakes.length > 0) throw new ConfigError(config.file, mistakes);
  const which = found === undefined ? { before: (before ?? '') as CivilDate } : { reference: found };
  return { visa: visa.trim(), by, why, which };
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function purgeInFrench({ goes, kept }: Purge, visa: string, isDone: boolean): string {
  const mails = goes.flatMap((each) => each.mails);
  const bytes = mails.reduce((sum, { size }) => sum + size, 0);
  return [
    `${isDone ? 'Éliminé' : 'Serait éliminé'} sous visa ${visa} : ${goes.length} dossier(s), ${mails.length} courriel(s), ${bytes} octets`,
    ...goes.map(goesLine),
    ...kept.map(({ reference, why }) => `  ${reference} : gardé, ${why}`),
    ...(isDone ? [] : ['Rien n’a été touché : --yes élimine.']),
  ].join('\n');
}

function goesLine({ reference, receivedOn, closedOn, mails, letters, events }: Elimination): string {
  const counts = `${mails.length} courriel(s), ${letters.length} lettre(s), ${events.length} événement(s)`;
  return `  ${reference} : reçu le ${receivedOn}, clos le ${closedOn}, ${counts}`;
}

/** What stays of a case that was eliminated, for a terminal. */
export function traceOf(event: EliminationEvent): string {
  const { reference, procedure, receivedOn, closedOn, outcome, at, visa, by, why } = event;
  return [
    `${reference} – ${procedureNames[procedure]} – éliminé le ${inFrench(parisDate(at))} sous visa ${visa}, par ${by} (${why})`,
    `  reçu le ${inFrench(receivedOn)}, clos le ${inFrench(closedOn)} (${outcome.kind})`,
    ...event.messages.map((each) => `  courriel ${each}`),
  ].join('\n');
}
