import type { AuthorisationLedger, Imputation, Remark } from '../worker/domain/authorisation.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { shownValue } from './value.ts';

const n = '\u00a0';

/** What is said of a row, or of the whole, for staff. */
export const remarkNames = {
  rewritten: 'réécrite depuis un envoi antérieur',
  sameCustomsEntry: 'même déclaration en douane que sur une autre ligne',
  outOfPeriod: 'hors de la période de validité',
  otherUnit: 'autre unité que l’autorisation',
  notRead: 'date ou quantité non lue',
  gone: 'absente du dernier tableau',
  overdraft: 'la quantité autorisée est dépassée',
  tooManyOperations: 'plus d’opérations que n’en prévoit l’autorisation',
  notWhollyRead: 'des lignes n’ont pas pu être comptées : le total est un minimum',
} as const satisfies Record<Remark | AuthorisationLedger['remarks'][number], string>;

/** The ledger of an authorisation for a terminal: authorised, imputed, balance, and every row with its story. */
export function ledgerReport(ledger: AuthorisationLedger): string {
  const { authorisation, imputations, imputed, balance, remarks } = ledger;
  const { number, holder, product, quantity, operations, validFrom, validUntil } = authorisation;
  const amount = (count: number) => shownValue({ ...quantity, count }, 'quantity');
  return [
    `Autorisation ${number} – ${holder} – ${product}`,
    `Valable du ${inFrench(validFrom)} au ${inFrench(validUntil)}`,
    `Autorisé${n}: ${amount(quantity.count)}${operations === undefined ? '' : `, ${operations} opération(s)`}`,
    `Imputé${n}: ${amount(imputed)} en ${imputations.length} opération(s)`,
    `Solde${n}: ${amount(balance)}`,
    ...remarks.map((each) => `⚠ ${remarkNames[each]}`),
    '',
    ...(imputations.length === 0 ? ['Aucune opération imputée.'] : imputations.flatMap(imputationLines)),
  ].join('\n');
}

function imputationLines({ versions, remarks }: Imputation, index: number): string[] {
  const lines = versions.map(({ from, entry }) => {
    const { operationDate, quantityImported, customsDeclaration } = entry.cells;
    const cells = [operationDate, quantityImported, customsDeclaration].map((each) => each?.raw ?? '–');
    // A table typed in a text stands on no sheet.
    const sheet = from.table.sheet === '' ? '' : `feuille «${n}${from.table.sheet}${n}», `;
    return `${cells.join(' | ')}  ← ${from.reference}, ${sheet}ligne ${entry.row}`;
  });
  const last = lines.at(-1) ?? '';
  return [
    `${String(index + 1).padStart(3)}  ${last}`,
    ...lines.slice(0, -1).map((each) => `     auparavant${n}: ${each}`),
    ...remarks.map((each) => `     ⚠ ${remarkNames[each]}`),
  ];
}
