import type { CaseFile } from '../domain/case-file.ts';
import { parsed } from '../domain/case-file.ts';
import type { PlannedQuantity, Quantity } from '../domain/fields.ts';
import { fold } from '../domain/fold.ts';
import type { Procedure } from '../domain/reference.ts';
import { isGiven, placesOf } from './evidence.ts';
import { amountInFrench, boxOrReply } from './phrases.ts';
import type { Check, Rule } from './rule.ts';
import { cannotTell, contradictory, given, missing, notApplicable, required, satisfied } from './rule.ts';
import { isSeries, monthsOf, operationsOf, quantitiesOf } from './situation.ts';

/** A series of operations lasts a year at most (CSP R5121-109). */
const LONGEST_SERIES = 12;

const procedures: readonly Procedure[] = ['importAuthorisation'];
const helpSheet = 'Aide au remplissage du formulaire (JUREG-IMEM-DOC03)';

/** How much, in how many operations, over how long (CSP R5121-111 4°, R5121-109). */
export const quantityRules: readonly Rule[] = [
  required(['quantity', 'globalQuantity'], {
    code: 'AI-12',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 4°',
    procedures,
    sentence: 'Indiquez la quantité à importer, soit en nombre d’unités, soit en quantité globale.',
    cure: boxOrReply('Quantités importées'),
  }),
  {
    code: 'AI-13',
    severity: 'inconsistency',
    basis: helpSheet,
    procedures,
    sentence:
      'Précisez la quantité à retenir : le nombre d’unités ({unites}) et la quantité globale ({globale}) diffèrent.',
    discreet: 'Précisez la quantité à retenir : le nombre d’unités et la quantité globale diffèrent.',
    cure: boxOrReply('Quantités importées'),
    check: bothLines,
  },
  {
    code: 'AI-14',
    severity: 'inconsistency',
    basis: helpSheet,
    procedures,
    sentence: 'Précisez l’unité de la quantité indiquée (boîtes, flacons, comprimés, kg…).',
    cure: boxOrReply('Quantités importées'),
    check: unit,
  },
  {
    code: 'AI-15',
    severity: 'agency',
    basis: 'CSP, art. R5121-109 ; aide au remplissage (JUREG-IMEM-DOC03)',
    procedures,
    sentence: 'Précisez le nombre d’opérations d’importation prévues.',
    cure: boxOrReply('Quantité globale envisagée'),
    check: (file) => ofSeries(file, operationsOf(file) !== undefined || isGiven(file, 'plannedOperations')),
  },
  {
    code: 'AI-16',
    severity: 'agency',
    basis: 'CSP, art. R5121-109 ; aide au remplissage (JUREG-IMEM-DOC03)',
    procedures,
    sentence: 'Précisez la période pendant laquelle les opérations auront lieu, d’un an au plus.',
    cure: boxOrReply('Quantité globale envisagée'),
    check: (file) => ofSeries(file, monthsOf(file) !== undefined || isGiven(file, 'periodMonths')),
  },
  {
    code: 'AI-17',
    severity: 'inconsistency',
    basis: 'CSP, art. R5121-109',
    procedures,
    sentence:
      'Précisez une période d’un an au plus, durée maximale d’une autorisation pour une série d’opérations : ' +
      'la période indiquée est de {mois} mois.',
    cure: boxOrReply('Quantité globale envisagée'),
    check: period,
  },
];

/** Whether two quantities are the same goods: in the same unit, or both counted in their inner units. */
function sameGoods(a: Quantity, b: Quantity): boolean | undefined {
  if (a.unit === undefined || b.unit === undefined || fold(a.unit) === fold(b.unit)) return a.count === b.count;
  const [left, right] = [innerCount(a, b), innerCount(b, a)];
  return left === undefined || right === undefined ? undefined : left === right;
}

/** The count of `quantity` in the inner unit that it shares with `other`; undefined when they share none. */
function innerCount(quantity: Quantity, other: Quantity): number | undefined {
  const shared = [other.unit, other.innerUnit].flatMap((each) => (each === undefined ? [] : [fold(each)]));
  if (quantity.innerUnit !== undefined && quantity.perUnit !== undefined && shared.includes(fold(quantity.innerUnit))) {
    return quantity.count * quantity.perUnit;
  }
  return quantity.innerUnit === undefined && quantity.unit !== undefined && shared.includes(fold(quantity.unit))
    ? quantity.count
    : undefined;
}

function bothLines(file: CaseFile): Check {
  const [units, global] = [parsed(file, 'quantity'), parsed(file, 'globalQuantity')];
  if (units === undefined || global === undefined) return notApplicable;
  const places = placesOf(file, 'quantity', 'globalQuantity');
  const perOperation = { ...units, count: units.count * (operationsOf(file) ?? 1) };
  const same = [sameGoods(units, global), sameGoods(perOperation, global)];
  if (same.includes(true)) return satisfied(places);
  if (same.includes(undefined)) return cannotTell(places);
  return contradictory(places, { unites: amountInFrench(units), globale: amountInFrench(global) });
}

function unit(file: CaseFile): Check {
  const quantities: readonly PlannedQuantity[] = quantitiesOf(file);
  if (quantities.length === 0) return notApplicable;
  const places = placesOf(file, 'globalQuantity', 'quantity');
  return quantities.some((each) => each.unit !== undefined) ? satisfied(places) : contradictory(places);
}

function ofSeries(file: CaseFile, isKnown: boolean): Check {
  if (!isSeries(file)) return notApplicable;
  return isKnown ? given(file, 'plannedOperations', 'periodMonths', 'globalQuantity', 'quantity') : missing();
}

function period(file: CaseFile): Check {
  const months = monthsOf(file);
  if (!isSeries(file) || months === undefined) return notApplicable;
  const places = placesOf(file, 'periodMonths', 'globalQuantity', 'quantity');
  return months > LONGEST_SERIES ? contradictory(places, { mois: String(months) }) : satisfied(places);
}
