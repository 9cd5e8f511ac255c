import { testRules } from '../../builders/rule-cases.ts';
import { quantityRules } from '../../../worker/rules/quantities.ts';

const boxes = (count: number) => ({ count, unit: 'boîte' });
const plan = { ...boxes(50_000), operations: 4, months: 12 };

testRules('the quantities', quantityRules, [
  { rule: 'AI-12', when: 'no quantity is given', file: {}, is: 'missing' },
  { rule: 'AI-12', when: 'a number of units is given', file: { fields: { quantity: boxes(15) } }, is: 'satisfied' },
  { rule: 'AI-12', when: 'a global quantity is given', file: { fields: { globalQuantity: plan } }, is: 'satisfied' },
  {
    rule: 'AI-12',
    when: 'the quantity could not be understood',
    file: { unparsed: { quantity: 'quelques boîtes' } },
    is: 'satisfied',
  },

  {
    rule: 'AI-13',
    when: 'both lines are filled and differ',
    file: { fields: { quantity: boxes(15), globalQuantity: boxes(1500) } },
    is: 'contradictory',
    says: 'le nombre d’unités (15 boîtes) et la quantité globale (1 500 boîtes) diffèrent',
  },
  {
    rule: 'AI-13',
    when: 'one line counts what the boxes of the other hold',
    file: {
      fields: {
        quantity: { ...boxes(15), perUnit: 25, innerUnit: 'comprimé' },
        globalQuantity: { count: 375, unit: 'comprimé' },
      },
    },
    is: 'satisfied',
  },
  {
    rule: 'AI-13',
    when: 'one line is for each operation of the other',
    file: { fields: { quantity: boxes(12_500), globalQuantity: plan } },
    is: 'satisfied',
  },
  {
    rule: 'AI-13',
    when: 'the lines are in units that cannot be compared',
    file: { fields: { quantity: boxes(15), globalQuantity: { count: 2, unit: 'kg' } } },
    is: 'cannotTell',
  },
  { rule: 'AI-13', when: 'one line is filled', file: { fields: { quantity: boxes(15) } }, is: 'notApplicable' },

  {
    rule: 'AI-14',
    when: 'a bare number is given',
    file: { fields: { quantity: { count: 15, unit: undefined } } },
    is: 'contradictory',
  },
  { rule: 'AI-14', when: 'the quantity has a unit', file: { fields: { quantity: boxes(15) } }, is: 'satisfied' },
  { rule: 'AI-14', when: 'no quantity is given', file: {}, is: 'notApplicable' },

  {
    rule: 'AI-15',
    when: 'a series has no number of operations',
    file: { fields: { scope: 'series', globalQuantity: boxes(10) } },
    is: 'missing',
  },
  {
    rule: 'AI-15',
    when: 'the quantity phrase gives the number of operations',
    file: { fields: { scope: 'series', quantity: plan } },
    is: 'satisfied',
  },
  {
    rule: 'AI-15',
    when: 'the number of operations could not be understood',
    file: { fields: { scope: 'series' }, unparsed: { plannedOperations: 'plusieurs' } },
    is: 'satisfied',
  },
  { rule: 'AI-15', when: 'one import is requested', file: { fields: { scope: 'single' } }, is: 'notApplicable' },

  {
    rule: 'AI-16',
    when: 'several operations are planned over an unknown period',
    file: { fields: { globalQuantity: { ...boxes(10), operations: 2 } } },
    is: 'missing',
  },
  { rule: 'AI-16', when: 'the quantity phrase gives it', file: { fields: { globalQuantity: plan } }, is: 'satisfied' },
  {
    rule: 'AI-16',
    when: 'a single operation is planned',
    file: { fields: { globalQuantity: { ...boxes(10), operations: 1 } } },
    is: 'notApplicable',
  },

  {
    rule: 'AI-17',
    when: 'the series lasts more than a year',
    file: { fields: { scope: 'series', periodMonths: 18 } },
    is: 'contradictory',
    says: 'est de 18 mois',
  },
  {
    rule: 'AI-17',
    when: 'the series lasts a year',
    file: { fields: { scope: 'series', periodMonths: 12 } },
    is: 'satisfied',
  },
  { rule: 'AI-17', when: 'no series is requested', file: { fields: { periodMonths: 18 } }, is: 'notApplicable' },
]);
