import type { Register } from '../data/register/register.ts';
import { ledgerOf, onlyOneOf, type AuthorisationLedger, type ReturnedTable } from './domain/authorisation.ts';
import { caseFile, parsed } from './domain/case-file.ts';
import type { Case } from './domain/case.ts';

/**
 * The ledger of a recorded authorisation, from every case whose tables follow it: by their number, else by holder and
 * medicine where only this authorisation has both. Undefined for an unknown number.
 */
export function ledger(number: string, { authorisations, cases }: Register): AuthorisationLedger | undefined {
  const authorisation = authorisations.find(number);
  if (authorisation === undefined) return undefined;
  const all = authorisations.list();
  const found = (key: string) => cases.following(key).flatMap((each) => cases.find(each) ?? []);
  const named = found('').filter((current) => onlyOneOf(all, namesIn(current))?.number === authorisation.number);
  const tables = [
    ...found(number).flatMap((current) => tablesOf(current)),
    ...named.flatMap((current) => tablesOf(current).map((each) => ({ ...each, byNames: true }))),
  ];
  return ledgerOf(
    authorisation,
    tables.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt)),
  );
}

function namesIn(current: Case): { holder: string; products: string[] } {
  const file = caseFile(current.submissions, current);
  const products = [parsed(file, 'brandName'), parsed(file, 'nameOrCode')].flatMap((each) => each ?? []);
  return { holder: parsed(file, 'importerName') ?? '', products };
}

function tablesOf({ reference, messages, submissions }: Case): ReturnedTable[] {
  return submissions.flatMap(({ message, documents }) => {
    const receivedAt = messages.find((each) => each.message === message)?.receivedAt;
    const found = documents.flatMap((each) => (each.kind === 'imputationTable' ? each.tables : []));
    return receivedAt === undefined ? [] : found.map((table) => ({ reference, message, receivedAt, table }));
  });
}
