import type { CivilDate } from './deadline.ts';
import type { PlannedQuantity, Quantity } from './fields.ts';
import { isLonger } from './demand.ts';
import { fold } from './fold.ts';
import type { Instant, Sha256 } from './message.ts';
import type { CaseReference } from './reference.ts';
import type { Entry, ImputationTable } from './submission.ts';

/** An import authorisation that was issued, as staff record it (CSP R5121-109: quantity, operations, period). */
export interface Authorisation {
  /** As the agency writes it; its format is not public. */
  readonly number: string;
  readonly holder: string;
  readonly product: string;
  readonly quantity: PlannedQuantity;
  /** Operations allowed; undefined when the authorisation does not say. */
  readonly operations: number | undefined;
  readonly validFrom: CivilDate;
  /** Three months for one operation, at most a year for a series (the agency's page, CSP R5121-109). */
  readonly validUntil: CivilDate;
}

/** A table that came back, with the case and mail that brought it. */
export interface ReturnedTable {
  readonly reference: CaseReference;
  readonly message: Sha256;
  readonly receivedAt: Instant;
  /** It gives no number: holder and medicine are those of this authorisation alone. */
  readonly byNames?: boolean;
  readonly table: ImputationTable;
}

/** One operation of the ledger. Every version of a row is kept; the last one counts. */
export interface Imputation {
  readonly versions: readonly { readonly from: ReturnedTable; readonly entry: Entry }[];
  /** What is to be looked at, in the words of `remarkKinds`. */
  readonly remarks: readonly Remark[];
}

export type Remark = 'rewritten' | 'sameCustomsEntry' | 'outOfPeriod' | 'otherUnit' | 'notRead' | 'gone' | 'byNames';

/** Authorised, imputed, balance: counts are in the authorised unit. */
export interface AuthorisationLedger {
  readonly authorisation: Authorisation;
  readonly imputations: readonly Imputation[];
  readonly imputed: number;
  /** Negative when more was imported than authorised. */
  readonly balance: number;
  readonly remarks: readonly ('overdraft' | 'tooManyOperations' | 'notWhollyRead')[];
}

/** Two writings of one number: spaces, dots, dashes and case do not count. */
export function sameNumber(a: string, b: string): boolean {
  return numberKey(a) !== '' && numberKey(a) === numberKey(b);
}

/** The one authorisation of a holder for a medicine; undefined where several, or none, may be meant. */
export function onlyOneOf<A extends Authorisation>(
  authorisations: readonly A[],
  { holder, products }: { readonly holder: string; readonly products: readonly string[] },
): A | undefined {
  const [only, ...others] = authorisations.filter(
    (each) => isLonger(each.holder, holder) && products.some((product) => isLonger(each.product, product)),
  );
  return others.length === 0 ? only : undefined;
}

/** A number reduced to its letters and digits. */
export function numberKey(number: string): string {
  return fold(number)
    .replaceAll(' ', '')
    .replace(/^(?:ai|n|no)(?=\d)/, '');
}

/**
 * The ledger of an authorisation from the tables that came back, oldest first. A table tells all operations since the
 * authorisation: a row that comes again is the same operation, rewritten when it says something else; one that a later
 * table leaves out stays, marked as gone. Nothing is replaced silently.
 */
export function ledgerOf(authorisation: Authorisation, tables: readonly ReturnedTable[]): AuthorisationLedger {
  const rows: { versions: Imputation['versions'][number][]; gone: boolean }[] = [];
  for (const from of tables.filter(({ table }) => !table.hidden)) {
    const seen = new Set<(typeof rows)[number]>();
    for (const entry of from.table.entries) {
      const known = rows.find((row) => !seen.has(row) && isSameOperation(lastOf(row.versions), entry));
      const row = known ?? { versions: [], gone: false };
      if (known === undefined) rows.push(row);
      row.versions.push({ from, entry });
      row.gone = false;
      seen.add(row);
    }
    for (const row of rows) if (!seen.has(row)) row.gone = true;
  }
  const imputations = rows.map(({ versions, gone }) => {
    const others = rows.filter((row) => row.versions !== versions).map((row) => lastOf(row.versions));
    return { versions, remarks: remarksOn(versions, gone, others, authorisation) };
  });
  return totals(authorisation, imputations);
}

function totals(authorisation: Authorisation, imputations: readonly Imputation[]): AuthorisationLedger {
  const counts = imputations.map(({ versions }) => countIn(authorisation.quantity, lastOf(versions)));
  const imputed = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  const { quantity, operations } = authorisation;
  // Decimal sums: a hair over is no overdraft.
  const balance = Math.round((quantity.count - imputed) * 1e6) / 1e6;
  const remarks = [
    ...(balance < 0 ? ['overdraft' as const] : []),
    ...(operations !== undefined && imputations.length > operations ? ['tooManyOperations' as const] : []),
    ...(counts.includes(undefined) ? ['notWhollyRead' as const] : []),
  ];
  return { authorisation, imputations, imputed, balance, remarks };
}

function remarksOn(
  versions: Imputation['versions'],
  gone: boolean,
  others: readonly Entry[],
  authorisation: Authorisation,
): Remark[] {
  const entry = lastOf(versions);
  const date = entry.cells.operationDate;
  const quantity = entry.cells.quantityImported;
  const customs = customsEntry(entry);
  const { validFrom, validUntil } = authorisation;
  const isOut = date?.state === 'parsed' && (date.value < validFrom || date.value > validUntil);
  const isOtherUnit = quantity?.state === 'parsed' && differInUnit(quantity.value, authorisation.quantity);
  return [
    ...(isRewritten(versions) ? ['rewritten' as const] : []),
    ...(customs !== undefined && others.some((each) => customsEntry(each) === customs)
      ? ['sameCustomsEntry' as const]
      : []),
    ...(isOut ? ['outOfPeriod' as const] : []),
    ...(isOtherUnit ? ['otherUnit' as const] : []),
    ...(date?.state === 'parsed' && quantity?.state === 'parsed' ? [] : ['notRead' as const]),
    ...(gone ? ['gone' as const] : []),
    ...(versions.every(({ from }) => from.byNames === true) ? ['byNames' as const] : []),
  ];
}

/** The customs declaration tells an operation; without one its number does; else what the row says. */
function isSameOperation(a: Entry, b: Entry): boolean {
  const [left, right] = [customsEntry(a), customsEntry(b)];
  if (left !== undefined && right !== undefined) return left === right;
  const [first, second] = [a.cells.operationNo, b.cells.operationNo];
  if (first?.state === 'parsed' && second?.state === 'parsed') return first.value === second.value;
  return written(a) === written(b);
}

function customsEntry({ cells }: Entry): string | undefined {
  const text = numberKey(cells.customsDeclaration?.raw ?? '');
  return text === '' ? undefined : text;
}

function isRewritten(versions: Imputation['versions']): boolean {
  return new Set(versions.map(({ entry }) => written(entry))).size > 1;
}

/** What counts of a row: when, and how much. A spelling is no rewriting. */
function written({ cells }: Entry): string {
  const { operationDate, quantityImported } = cells;
  const text = (cell: typeof operationDate | typeof quantityImported) =>
    cell?.state === 'parsed' ? JSON.stringify(cell.value) : (cell?.raw ?? '');
  return [text(operationDate), text(quantityImported)].join('|');
}

function countIn(authorised: Quantity, { cells }: Entry): number | undefined {
  const imported = cells.quantityImported;
  return imported?.state === 'parsed' && !differInUnit(imported.value, authorised) ? imported.value.count : undefined;
}

function differInUnit(a: Quantity, b: Quantity): boolean {
  return a.unit !== undefined && b.unit !== undefined && fold(a.unit) !== fold(b.unit);
}

function lastOf(versions: Imputation['versions']): Entry {
  const last = versions.at(-1);
  if (last === undefined) throw new Error('an operation has at least one version');
  return last.entry;
}
