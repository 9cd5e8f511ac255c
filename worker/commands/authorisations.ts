import { existsSync, writeFileSync } from 'node:fs';
import { lookAt } from '../../data/register/look.ts';
import type { Register } from '../../data/register/register.ts';
import { parseValue } from '../../parsers/french.ts';
import { ledgerLine, ledgerReport } from '../../templates/ledger-report.ts';
import { imputationWorkbook } from '../../templates/forms/imputation-workbook.ts';
import { ledgerValues } from '../../templates/ledger-values.ts';
import { ConfigError, type Config } from '../config.ts';
import { crashPoint } from '../crash-point.ts';
import type { CivilDate } from '../domain/deadline.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { ledger } from '../ledger.ts';
import { now, openToAct, storagePaths } from '../wiring.ts';

/** What staff type to record an authorisation. */
export interface AuthoriseOptions {
  readonly by: string;
  readonly why: string;
  readonly holder: string;
  readonly product: string;
  readonly quantity: string;
  readonly operations?: string;
  readonly from: string;
  readonly until: string;
  readonly json: boolean;
}

/** Records an authorisation that was issued. What is typed is understood as on a form, or refused. */
export function authorise(config: Config, number: string, options: AuthoriseOptions): ExitCode {
  const quantity = parseValue('authorisedQuantity', options.quantity);
  const [validFrom, validUntil] = [parseValue('authorisedOn', options.from), parseValue('validUntil', options.until)];
  const operations = options.operations === undefined ? undefined : Number(options.operations);
  const mistakes = [
    ...(quantity === undefined ? [`--quantity : « ${options.quantity} » n’est pas une quantité`] : []),
    ...(validFrom === undefined ? [`--from : « ${options.from} » n’est pas une date`] : []),
    ...(validUntil === undefined ? [`--until : « ${options.until} » n’est pas une date`] : []),
    ...(validFrom !== undefined && validUntil !== undefined && validUntil < validFrom
      ? ['--until précède --from']
      : []),
    ...(operations !== undefined && !(Number.isInteger(operations) && operations > 0)
      ? [`--operations : « ${options.operations ?? ''} » n’est pas un nombre d’opérations`]
      : []),
  ];
  if (mistakes.length > 0) {
    process.stderr.write(`Refusé :\n${mistakes.map((each) => `  – ${each}`).join('\n')}\n`);
    return exitCodes.again;
  }
  const book = openToAct(config);
  try {
    const { holder, product, by, why, json } = options;
    const dates = { validFrom: validFrom as CivilDate, validUntil: validUntil as CivilDate };
    const issued = {
      number,
      holder,
      product,
      quantity: quantity ?? { count: 0, unit: undefined },
      operations,
      ...dates,
    };
    book.transaction(() => {
      book.authorisations.record({ ...issued, by, why, at: now() });
      crashPoint('authorisation written, not committed');
    });
    return print(number, book, json);
  } finally {
    book.close();
  }
}

/** Lists the authorisations recorded: until when, what is left, what to look at. */
export function listAuthorisations(config: Config, { json }: { json: boolean }): ExitCode {
  const book = lookAt(storagePaths(config).register);
  try {
    const all = (book?.authorisations.list() ?? []).flatMap(({ number }) => {
      const found = book && ledger(number, book);
      return found === undefined ? [] : [{ ...found, days: book?.authorisations.days(number) ?? [] }];
    });
    const lines = all.map((each) => ledgerLine(each, each.days));
    process.stdout.write(
      `${json ? JSON.stringify(all) : lines.length === 0 ? 'Aucune autorisation enregistrée.' : lines.join('\n')}\n`,
    );
    return exitCodes.done;
  } finally {
    book?.close();
  }
}

/** Shows the ledger of an authorisation, and writes it as a workbook when asked. */
export async function showAuthorisation(
  config: Config,
  number: string,
  { json, workbook }: { json: boolean; workbook?: string },
): Promise<ExitCode> {
  const book = lookAt(storagePaths(config).register);
  try {
    const found = book && ledger(number, book);
    if (found === undefined || book === undefined) {
      process.stderr.write(`« ${number} » : aucune autorisation enregistrée sous ce numéro (guichet authorise)\n`);
      return exitCodes.again;
    }
    if (workbook !== undefined) {
      if (existsSync(workbook)) {
        throw new ConfigError(config.file, [`--workbook : « ${workbook} » existe déjà, rien n’est écrasé`]);
      }
      writeFileSync(workbook, await imputationWorkbook(ledgerValues(found)), { mode: 0o600, flag: 'wx' });
    }
    return print(number, book, json);
  } finally {
    book?.close();
  }
}

function print(number: string, book: Register, json: boolean): ExitCode {
  const found = ledger(number, book);
  const days = book.authorisations.days(number);
  if (found !== undefined) {
    process.stdout.write(`${json ? JSON.stringify({ ...found, days }) : ledgerReport(found, days)}\n`);
  }
  return exitCodes.done;
}
