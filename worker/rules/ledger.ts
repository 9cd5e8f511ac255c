import type { CaseFile } from '../domain/case-file.ts';
import type { CivilDate } from '../domain/deadline.ts';
import type { FieldName, FieldTypes, PlannedQuantity, Quantity } from '../domain/fields.ts';
import { fold } from '../domain/fold.ts';
import { placeAt } from '../domain/place.ts';
import type { Document, Entry, EntryColumn, ImputationTable, Source, TableRead } from '../domain/submission.ts';
import type { Exhibit } from './evidence.ts';
import { exhibits } from './evidence.ts';

/** One imputation table to check: its rows, and what its own heading says of the authorisation. */
export interface Ledger {
  /** Where the table is, as a whole. */
  readonly source: Source;
  /** Where one of its values is. */
  readonly sourceOf: (cell: TableRead<unknown>) => Source;
  /** Name of the sheet where several tables must be told apart, else empty. */
  readonly sheet: string;
  readonly columns: readonly EntryColumn[];
  readonly entries: readonly Entry[];
  readonly authorisedQuantity: PlannedQuantity | undefined;
  readonly authorisedOperations: number | undefined;
  readonly authorisedOn: CivilDate | undefined;
  readonly validUntil: CivilDate | undefined;
}

/**
 * The visible tables of the latest mail that holds one: a table tells all operations since the authorisation, so that a
 * later one replaces those before.
 */
export function ledgersOf(file: CaseFile): readonly Ledger[] {
  const tables = exhibits(file, 'imputationTable').flatMap(tablesOf);
  const last = tables.at(-1)?.exhibit.source.message;
  const latest = tables.filter(({ exhibit, table }) => exhibit.source.message === last && !table.hidden);
  return latest.map(({ exhibit, table }) => ledger(exhibit, table, latest.length > 1));
}

/** Where the cells of a row stand. */
export function placesOfEntry({ sourceOf }: Ledger, entry: Entry): Source[] {
  return Object.values(entry.cells).map(sourceOf);
}

/** The quantity of a row when it was understood and is in the authorised unit; a bare number is. */
export function comparableQuantity(entry: Entry, authorised: Quantity): Quantity | undefined {
  const imported = entry.cells.quantityImported;
  return imported?.state === 'parsed' && !differsInUnit(imported.value, authorised) ? imported.value : undefined;
}

/** Whether both quantities have a unit, and not the same one. */
export function differsInUnit(a: Quantity, b: Quantity): boolean {
  return a.unit !== undefined && b.unit !== undefined && fold(a.unit) !== fold(b.unit);
}

/** Whether `a` exceeds `b` by more than the rounding of decimal sums. */
export function exceeds(a: number, b: number): boolean {
  return a - b > 1e-6 * Math.max(1, Math.abs(b));
}

function tablesOf(exhibit: Exhibit): { exhibit: Exhibit; table: ImputationTable }[] {
  const { document } = exhibit;
  return document.kind === 'imputationTable' ? document.tables.map((table) => ({ exhibit, table })) : [];
}

function ledger({ document, source }: Exhibit, table: ImputationTable, isOneOfSeveral: boolean): Ledger {
  const authorisedQuantity = heading(document, table, 'authorisedQuantity');
  return {
    source,
    sourceOf: ({ at }) => ({ ...source, place: placeAt(table.sheet, at) }),
    sheet: isOneOfSeveral ? table.sheet : '',
    columns: table.columns,
    entries: table.entries,
    authorisedQuantity,
    authorisedOperations: heading(document, table, 'authorisedOperations') ?? authorisedQuantity?.operations,
    authorisedOn: heading(document, table, 'authorisedOn'),
    validUntil: heading(document, table, 'validUntil'),
  };
}

/** What stands above the table on its own sheet; a document with one table has one heading, wherever it stands. */
function heading<F extends FieldName>(document: Document, table: ImputationTable, field: F): FieldTypes[F] | undefined {
  const isAlone = document.kind === 'imputationTable' && document.tables.length === 1;
  const found = document.readings.find(
    (each) => each.field === field && each.state === 'parsed' && (isAlone || sheetOf(each.source) === table.sheet),
  );
  return found?.state === 'parsed' ? (found.value as FieldTypes[F]) : undefined;
}

function sheetOf({ place }: Source): string | undefined {
  return place.kind === 'cell' ? place.sheet : undefined;
}
