import type { CaseFile } from '../domain/case-file.ts';
import type { Procedure } from '../domain/reference.ts';
import { exhibits, placesOf as placesOfFields } from './evidence.ts';
import type { Ledger } from './ledger.ts';
import { comparableQuantity, exceeds, ledgersOf } from './ledger.ts';
import { amountInFrench, enumeration, quoted } from './phrases.ts';
import { absentDocument } from './purpose.ts';
import type { Check, Rule, RuleContext } from './rule.ts';
import { cannotTell, contradictory, missing, notApplicable, raised, required, satisfied } from './rule.ts';
import { isPrivateIndividual, isSeries } from './situation.ts';

const whereverATableComes: readonly Procedure[] = ['imputation', 'importAuthorisation'];
const table = 'Tableau d’imputation (12/06/2018)';

/** The imputation table as a whole; `entries.ts` goes through its rows. The law asks for none with a request. */
export const imputationRules: readonly Rule[] = [
  required(['importAuthorisationNumber'], {
    code: 'IM-01',
    severity: 'agency',
    basis: table,
    procedures: ['imputation'],
    sentence: 'Indiquez le numéro de l’autorisation d’importation que suit ce tableau.',
    cure: 'En tête du tableau, ou simplement en réponse à ce message.',
  }),
  {
    code: 'IM-02',
    severity: 'staff',
    basis: table,
    procedures: ['imputation'],
    sentence: 'L’autorisation que suit ce tableau n’est pas au registre : à rapprocher par un agent.',
    cure: '',
    check: (file, { isAuthorisationKnown: known }) => {
      const places = placesOfFields(file, 'importAuthorisationNumber');
      if (known === undefined) return notApplicable;
      return known ? satisfied(places) : raised(places);
    },
  },
  {
    code: 'IM-03',
    severity: 'agency',
    basis: table,
    procedures: ['imputation'],
    sentence: 'Joignez le tableau d’imputation rempli : aucune opération d’importation n’y a été lue.',
    cure: 'Tableau à joindre en réponse à ce message.',
    check: anyEntry,
  },
  {
    code: 'IM-05',
    severity: 'inconsistency',
    basis: table,
    procedures: whereverATableComes,
    sentence: 'Vérifiez ou expliquez le total importé, qui dépasse la quantité autorisée : {depassements}.',
    cure: 'En réponse à ce message, ou par un tableau corrigé.',
    check: byTable(total),
  },
  {
    code: 'IM-08',
    severity: 'inconsistency',
    basis: 'CSP, art. R5121-109',
    procedures: whereverATableComes,
    sentence: 'Vérifiez ou expliquez le nombre d’opérations, qui dépasse celui de l’autorisation : {depassements}.',
    cure: 'En réponse à ce message, ou par un tableau corrigé.',
    check: byTable(operations),
  },
  {
    code: 'IM-10',
    severity: 'agency',
    basis: 'Page de l’agence « Demander une autorisation pour une importation de médicaments »',
    procedures: ['importAuthorisation'],
    sentence: 'Joignez, si possible, le tableau d’imputation.',
    cure: 'Tableau publié sur le site de l’agence, à joindre en réponse à ce message.',
    check: tableOfRequest,
  },
];

function anyEntry(file: CaseFile): Check {
  if (exhibits(file, 'imputationTable').length === 0) return absentDocument(file);
  const filled = ledgersOf(file).filter((each) => each.entries.length > 0);
  return filled.length > 0 ? satisfied(filled.map((each) => each.source)) : missing();
}

/** The agency alone decides whether a request should come with the table. */
function tableOfRequest(file: CaseFile, { settings }: RuleContext): Check {
  const isAsked = settings.imputationTable === 'always' || (settings.imputationTable === 'series' && isSeries(file));
  if (!isAsked || isPrivateIndividual(file)) return notApplicable;
  const tables = exhibits(file, 'imputationTable');
  return tables.length > 0 ? satisfied(tables.map((each) => each.source)) : absentDocument(file);
}

/** What exceeds the authorisation, in French; `isWhole` when every row could be counted. */
interface Count {
  readonly excess: string | undefined;
  readonly isWhole: boolean;
}

/** One verdict on all tables; tables whose heading gives nothing to compare with are left aside. */
function byTable(count: (ledger: Ledger) => Count | undefined): Rule['check'] {
  return (file) => {
    const counted = ledgersOf(file).flatMap((ledger) => {
      const found = count(ledger);
      return found === undefined ? [] : [{ ledger, ...found }];
    });
    if (counted.length === 0) return notApplicable;
    const over = counted.flatMap(({ ledger, excess }) => (excess === undefined ? [] : [{ ledger, excess }]));
    if (over.length > 0) {
      const excesses = over.map(({ ledger, excess }) => excess + sheetName(ledger));
      return contradictory(
        over.flatMap((each) => placesOf(each.ledger)),
        { depassements: enumeration(excesses) },
      );
    }
    const places = counted.map(({ ledger }) => ledger.source);
    return counted.every((each) => each.isWhole)
      ? satisfied(places)
      : cannotTell(places, { depassements: 'à vérifier' });
  };
}

/** Rows in another unit or not understood are not counted: the total is then a least. */
function total({ entries, authorisedQuantity: authorised }: Ledger): Count | undefined {
  if (authorised === undefined || entries.length === 0) return undefined;
  const counts = entries.flatMap((entry) => comparableQuantity(entry, authorised)?.count ?? []);
  const sum = counts.reduce((all, each) => all + each, 0);
  const excess = exceeds(sum, authorised.count)
    ? `total ${amountInFrench({ ...authorised, count: sum })}, autorisation ${amountInFrench(authorised)}`
    : undefined;
  return { excess, isWhole: counts.length === entries.length };
}

function operations({ entries, authorisedOperations: allowed }: Ledger): Count | undefined {
  if (allowed === undefined || entries.length === 0) return undefined;
  const excess = entries.length > allowed ? `${entries.length} opérations saisies, ${allowed} prévues` : undefined;
  return { excess, isWhole: true };
}

function sheetName({ sheet }: Ledger): string {
  return sheet === '' ? '' : ` (feuille ${quoted(sheet)})`;
}

function placesOf({ source, sourceOf, entries }: Ledger) {
  return [source, ...entries.flatMap(({ cells }) => (cells.quantityImported ? sourceOf(cells.quantityImported) : []))];
}
