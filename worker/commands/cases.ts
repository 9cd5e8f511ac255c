import { openArchive } from '../../data/archive.ts';
import { lookAt } from '../../data/register/look.ts';
import type { CaseSummary } from '../../data/register/cases.ts';
import type { EliminationEvent } from '../../data/register/eliminations.ts';
import type { LetterEvent } from '../../data/register/outbox.ts';
import type { Register } from '../../data/register/register.ts';
import { caseReport, stateNames } from '../../templates/case-report.ts';
import type { Config } from '../config.ts';
import type { Case } from '../domain/case.ts';
import { parisDate } from '../domain/deadline.ts';
import { RegisterLost } from '../domain/ports.ts';
import { referencesIn } from '../domain/reference.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { isRegisterLost } from '../restoration.ts';
import { storagePaths } from '../wiring.ts';
import { letterLines } from './letter-lines.ts';
import { traceOf } from './purge.ts';

/** Lists the cases, or tells one. Reads the register beside a running daemon; writes nothing. */
export function showCases(config: Config, asked: string | undefined, { json }: { json: boolean }): ExitCode {
  const paths = storagePaths(config);
  const book = lookAt(paths.register);
  if (book === undefined) {
    if (isRegisterLost(paths)) throw new RegisterLost(paths.root);
    print(json ? '[]' : 'Le registre est vide : aucun message n’a encore été relevé.');
    return exitCodes.done;
  }
  try {
    return asked === undefined ? list(book, json) : one(book, asked, paths.archive, json);
  } finally {
    book.close();
  }
}

function list(book: Register, json: boolean): ExitCode {
  const gone = new Map(book.eliminations.list().map((each) => [each.reference, each]));
  const all = book.cases.list();
  const line = (each: CaseSummary) => caseLine(each, gone.get(each.reference));
  if (json) print(JSON.stringify(all.map((each) => ({ ...each, eliminated: gone.get(each.reference) }))));
  else print(all.length === 0 ? 'Aucun dossier.' : all.map(line).join('\n'));
  return exitCodes.done;
}

function caseLine(
  { reference, receivedOn, state, implicitRefusalOn, limitOn, applicant, alerts }: CaseSummary,
  trace: EliminationEvent | undefined,
): string {
  if (trace !== undefined)
    return `${reference}  ${receivedOn}  éliminé le ${parisDate(trace.at)} sous visa ${trace.visa}`;
  const cells = [
    reference,
    receivedOn,
    stateNames[state].padEnd(23),
    (implicitRefusalOn === undefined ? '' : `refus implicite le ${implicitRefusalOn}`).padEnd(30),
    applicant ?? 'expéditeur inconnu',
    limitOn === undefined ? '' : `réponse avant le ${limitOn}`,
    alerts === 0 ? '' : `⚠ ${alerts} alerte(s)`,
  ];
  return cells.filter((each) => each !== '').join('  ');
}

function one(book: Register, asked: string, archive: string, json: boolean): ExitCode {
  const [reference] = referencesIn(asked);
  const trace = reference && book.eliminations.find(reference);
  if (trace !== undefined) {
    print(json ? JSON.stringify({ eliminated: trace }) : traceOf(trace));
    return exitCodes.done;
  }
  const current = reference && book.cases.find(reference);
  if (current === undefined) {
    process.stderr.write(`« ${asked} » : aucun dossier sous cette référence (vérifiez la lettre finale)\n`);
    return exitCodes.again;
  }
  const letters = book.outbox.ofCase(current.reference);
  if (json)
    print(
      JSON.stringify({
        case: current,
        letters: letters.map(({ bytes, ...rest }) => ({
          ...rest,
          size: bytes?.length,
          history: book.outbox.history(rest.draft.messageId).slice(1).map(withoutBytes),
        })),
        events: book.cases.events(current.reference),
      }),
    );
  else
    print(
      [
        caseReport(current),
        '',
        'LETTRES',
        ...letters.flatMap((each) => letterLines(each, book.outbox.history(each.draft.messageId))),
        '',
        'FICHIERS',
        ...files(current, archive),
      ].join('\n'),
    );
  return exitCodes.done;
}

/** The words of the letter are told once already. */
function withoutBytes(event: LetterEvent): LetterEvent {
  return event.kind === 'letterHandedOver' ? { kind: event.kind, at: event.at, messageId: event.messageId } : event;
}

function files(current: Case, archive: string): string[] {
  const { pathOf } = openArchive(archive);
  return current.messages.map((each) => `  ${pathOf(each.message)}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
