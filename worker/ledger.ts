import type { Register } from '../data/register/register.ts';
import { ledgerOf, type AuthorisationLedger, type ReturnedTable } from './domain/authorisation.ts';

/** The ledger of a recorded authorisation, from every case whose tables follow it; undefined for an unknown number. */
export function ledger(number: string, { authorisations, cases }: Register): AuthorisationLedger | undefined {
  const authorisation = authorisations.find(number);
  if (authorisation === undefined) return undefined;
  const tables = cases.following(number).flatMap((reference): ReturnedTable[] => {
    const current = cases.find(reference);
    return (current?.submissions ?? []).flatMap(({ message, documents }) => {
      const receivedAt = current?.messages.find((each) => each.message === message)?.receivedAt;
      const found = documents.flatMap((each) => (each.kind === 'imputationTable' ? each.tables : []));
      return receivedAt === undefined ? [] : found.map((table) => ({ reference, message, receivedAt, table }));
    });
  });
  return ledgerOf(
    authorisation,
    tables.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt)),
  );
}
