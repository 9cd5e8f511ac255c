import { inFrench } from '../domain/deadline.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Entry, EntryColumn } from '../domain/submission.ts';
import type { Ledger } from './ledger.ts';
import { comparableQuantity, differsInUnit, exceeds, ledgersOf, placesOfEntry } from './ledger.ts';
import { amountInFrench, enumeration, quoted } from './phrases.ts';
import type { Rule, RuleContext, Wording } from './rule.ts';
import { cannotTell, contradictory, notApplicable, satisfied } from './rule.ts';

const procedures: readonly Procedure[] = ['imputation', 'importAuthorisation'];
const item: Pick<Wording, 'severity' | 'basis' | 'procedures' | 'cure'> = {
  severity: 'inconsistency',
  basis: 'Tableau d’imputation (12/06/2018)',
  procedures,
  cure: 'En réponse à ce message, ou par un tableau corrigé.',
};

/** The rows of an imputation table. One verdict names all the rows concerned. */
export const entryRules: readonly Rule[] = [
  {
    ...item,
    code: 'IM-04',
    sentence: 'Indiquez la date et la quantité importée à la ligne {lignes}.',
    plural: 'Indiquez la date et la quantité importée aux lignes {lignes}.',
    check: byRow(blanks),
  },
  {
    ...item,
    code: 'IM-06',
    sentence: 'Vérifiez le solde de la ligne {lignes}.',
    plural: 'Vérifiez le solde des lignes {lignes}.',
    check: byRow(balances),
  },
  {
    ...item,
    code: 'IM-07',
    sentence:
      'Vérifiez la date de la ligne {lignes} : elle est hors de la période de validité de l’autorisation, ou postérieure ' +
      'à la réception du message.',
    plural:
      'Vérifiez la date des lignes {lignes} : elles sont hors de la période de validité de l’autorisation, ou ' +
      'postérieures à la réception du message.',
    check: byRow(dates),
  },
  {
    ...item,
    code: 'IM-09',
    sentence: 'Vérifiez l’unité de la ligne {lignes} : elle diffère de celle de l’autorisation.',
    plural: 'Vérifiez l’unité des lignes {lignes} : elle diffère de celle de l’autorisation.',
    check: byRow(units),
  },
];

/** Something to say of a row; `detail` is put between brackets. */
interface Remark {
  readonly entry: Entry;
  readonly detail: string;
}

/** The remarks on a table; `isWhole` when every row could be judged. */
interface Review {
  readonly remarks: readonly Remark[];
  readonly isWhole: boolean;
}

/** One verdict on the rows of all tables; a review is undefined where there is nothing to judge by. */
function byRow(review: (ledger: Ledger, context: RuleContext) => Review | undefined): Rule['check'] {
  return (file, context) => {
    const reviewed = ledgersOf(file).flatMap((ledger) => {
      const found = ledger.entries.length === 0 ? undefined : review(ledger, context);
      return found === undefined ? [] : [{ ledger, ...found }];
    });
    if (reviewed.length === 0) return notApplicable;
    const remarks = reviewed.flatMap(({ ledger, remarks: rows }) => rows.map((row) => ({ ledger, ...row })));
    if (remarks.length > 0) {
      const places = remarks.flatMap(({ ledger, entry }) => placesOfEntry(ledger, entry));
      return contradictory(places, { lignes: enumeration(remarks.map(rowName)) }, remarks.length);
    }
    const tables = reviewed.map(({ ledger }) => ledger.source);
    return reviewed.every((each) => each.isWhole) ? satisfied(tables) : cannotTell(tables);
  };
}

function rowName({ ledger, entry, detail }: Remark & { readonly ledger: Ledger }): string {
  const sheet = ledger.sheet === '' ? '' : `feuille ${quoted(ledger.sheet)}`;
  const notes = [sheet, detail].filter((each) => each !== '');
  return notes.length === 0 ? String(entry.row) : `${entry.row} (${notes.join(', ')})`;
}

/** A column whose heading was not recognised is not blank: nobody can say. */
function blanks({ entries, columns }: Ledger): Review {
  const wanted: readonly EntryColumn[] = ['operationDate', 'quantityImported'];
  const known = wanted.filter((column) => columns.includes(column));
  const blank = entries.filter(({ cells }) => known.some((column) => cells[column] === undefined));
  return { remarks: blank.map((entry) => ({ entry, detail: '' })), isWhole: known.length === wanted.length };
}

/** Expected balance: authorised quantity less all rows so far. After a row that cannot be counted, nobody can say. */
function balances({ entries, authorisedQuantity: authorised }: Ledger): Review | undefined {
  if (authorised === undefined || entries.every(({ cells }) => cells.quantityRemaining === undefined)) return undefined;
  const remarks: Remark[] = [];
  let left = authorised.count;
  for (const entry of entries) {
    const imported = comparableQuantity(entry, authorised);
    if (imported === undefined) return { remarks, isWhole: false };
    left -= imported.count;
    const stated = entry.cells.quantityRemaining;
    if (stated?.state !== 'parsed') continue;
    const differs = exceeds(stated.value.count, left) || exceeds(left, stated.value.count);
    if (differs) remarks.push({ entry, detail: `solde attendu ${amountInFrench({ ...authorised, count: left })}` });
  }
  return { remarks, isWhole: entries.every(({ cells }) => cells.quantityRemaining?.state !== 'unparsed') };
}

function dates({ entries, authorisedOn, validUntil }: Ledger, { receivedOn }: RuleContext): Review | undefined {
  const dated = entries.filter(({ cells }) => cells.operationDate !== undefined);
  if (dated.length === 0) return undefined;
  const remarks = dated.flatMap((entry): Remark[] => {
    const cell = entry.cells.operationDate;
    if (cell?.state !== 'parsed') return [];
    const date = cell.value;
    const isOut = date > receivedOn || date > (validUntil ?? date) || date < (authorisedOn ?? date);
    return isOut ? [{ entry, detail: inFrench(date) }] : [];
  });
  const isWhole = validUntil !== undefined && dated.every(({ cells }) => cells.operationDate?.state === 'parsed');
  return { remarks, isWhole };
}

function units({ entries, authorisedQuantity: authorised }: Ledger): Review | undefined {
  if (authorised?.unit === undefined) return undefined;
  const cells = entries.map((entry) => ({ entry, cell: entry.cells.quantityImported }));
  const remarks = cells.flatMap(({ entry, cell }): Remark[] => {
    const isOther = cell?.state === 'parsed' && differsInUnit(cell.value, authorised);
    return isOther ? [{ entry, detail: cell.value.unit ?? '' }] : [];
  });
  return { remarks, isWhole: cells.every(({ cell }) => cell?.state !== 'unparsed') };
}
