import { caseFile, type CaseFile, type Value } from './case-file.ts';
import { fields, type FieldName } from './fields.ts';
import type { Entry, EntryColumn, ImputationTable, Submission, Understood } from './submission.ts';

/** What a mail changed in a field: texts as written, undefined where there was, or is, nothing. */
export interface FieldDifference {
  readonly field: FieldName;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What changed in a row of an imputation table; a row is known by its number, as operators keep it. */
export interface RowDifference {
  readonly sheet: string;
  readonly row: number;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Columns that differ, with both texts. */
  readonly cells: readonly { readonly column: EntryColumn; readonly before?: string; readonly after?: string }[];
}

/** What a later mail of a case says otherwise, field by field and row by row; what is merely repeated is no difference. */
export interface Differences {
  readonly fields: readonly FieldDifference[];
  readonly rows: readonly RowDifference[];
}

/** The differences that `later` makes to what `earlier` mails said. */
export function differences(earlier: readonly Submission[], later: Submission): Differences {
  const [before, after] = [caseFile(earlier), caseFile([...earlier, later])];
  return { fields: fieldDifferences(before, after), rows: rowDifferences(lastTables(earlier), tablesOf(later)) };
}

function fieldDifferences(before: CaseFile, after: CaseFile): FieldDifference[] {
  return (Object.keys(fields) as FieldName[]).flatMap((field) => {
    const [old, young] = [written(before.values[field]), written(after.values[field])];
    return old === young ? [] : [{ field, before: old, after: young }];
  });
}

function written(value: Value<unknown> | undefined): string | undefined {
  if (value === undefined || value.state === 'absent') return undefined;
  return value.state === 'conflict' ? value.readings.map((each) => each.raw).join(' ≠ ') : value.raw;
}

/** The tables of the last mail that held some: a table sent again stands for the whole of the earlier one. */
function lastTables(submissions: readonly Submission[]): ImputationTable[] {
  return submissions.map(tablesOf).findLast((each) => each.length > 0) ?? [];
}

function tablesOf({ documents }: Submission): ImputationTable[] {
  return documents.flatMap((each) => (each.kind === 'imputationTable' ? each.tables : []));
}

function rowDifferences(before: readonly ImputationTable[], after: readonly ImputationTable[]): RowDifference[] {
  if (before.length === 0 || after.length === 0) return [];
  return after.flatMap((table, index) => {
    const old = before.find((each) => each.sheet === table.sheet) ?? before[index];
    return old === undefined ? [] : tableDifferences(old, table);
  });
}

function tableDifferences(before: ImputationTable, after: ImputationTable): RowDifference[] {
  const [old, young] = [byNumber(before), byNumber(after)];
  const numbers = [...new Set([...old.keys(), ...young.keys()])].sort((a, b) => a - b);
  return numbers.flatMap((row): RowDifference[] => {
    const cells = cellDifferences(old.get(row), young.get(row));
    const kind = old.has(row) ? (young.has(row) ? 'changed' : 'removed') : 'added';
    return cells.length === 0 ? [] : [{ sheet: after.sheet, row, kind, cells }];
  });
}

/** Rows by the number that the operator gave them, else by their order. */
function byNumber({ entries }: ImputationTable): Map<number, Entry> {
  return new Map(
    entries.map((entry, index) => {
      const { operationNo } = entry.cells;
      return [operationNo?.state === 'parsed' ? operationNo.value : index + 1, entry];
    }),
  );
}

function cellDifferences(before: Entry | undefined, after: Entry | undefined): RowDifference['cells'] {
  const cellsOf = (entry: Entry | undefined) => (entry?.cells ?? {}) as Readonly<Record<string, Understood<unknown>>>;
  const [old, young] = [cellsOf(before), cellsOf(after)];
  const columns = [...new Set([...Object.keys(old), ...Object.keys(young)])];
  return columns.flatMap((column) => {
    const [was, is] = [old[column]?.raw, young[column]?.raw];
    if (was === is) return [];
    const texts = { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
    return [{ column: column as EntryColumn, ...texts }];
  });
}
