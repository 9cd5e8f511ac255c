import type { TableDescription } from '../../builders/case-file.ts';
import { completeImputation, completeRequest } from '../../builders/complete-files.ts';
import type { RuleCase } from '../../builders/rule-cases.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { imputationRules } from '../../../worker/rules/imputation.ts';

const context = { procedure: 'imputation' } as const;
const boxes = (count: number) => ({ count, unit: 'boîte' });
const row = (count: number) => ({ date: '2026-02-01', quantity: boxes(count) });

const table = (authorised: number, ...tables: readonly TableDescription[]) =>
  ({
    kind: 'imputationTable',
    fields: { authorisedQuantity: { ...boxes(authorised), operations: 2 } },
    tables,
  }) as const;

const returned: readonly RuleCase[] = [
  { rule: 'IM-01', when: 'no authorisation is named', file: { documents: [table(10)] }, is: 'missing' },
  { rule: 'IM-01', when: 'the heading names the authorisation', file: completeImputation, is: 'satisfied' },

  { rule: 'IM-03', when: 'the table has no row', file: { documents: [table(10, { rows: [] })] }, is: 'missing' },
  { rule: 'IM-03', when: 'there is no table at all', file: {}, is: 'missing' },
  {
    rule: 'IM-02',
    when: 'the authorisation is not in the register',
    file: { fields: { importAuthorisationNumber: 'EX-1' } },
    context: { procedure: 'imputation', isAuthorisationKnown: false },
    is: 'raised',
  },
  {
    rule: 'IM-02',
    when: 'the authorisation is in the register',
    file: { fields: { importAuthorisationNumber: 'EX-1' } },
    context: { procedure: 'imputation', isAuthorisationKnown: true },
    is: 'satisfied',
  },
  {
    rule: 'IM-03',
    when: 'an unrecognised document may be the table',
    file: { documents: ['other'] },
    is: 'cannotTell',
  },
  { rule: 'IM-03', when: 'the table has rows', file: completeImputation, is: 'satisfied' },

  { rule: 'IM-05', when: 'the total stays below the authorised quantity', file: completeImputation, is: 'satisfied' },
  {
    rule: 'IM-05',
    when: 'the total exceeds the authorised quantity',
    file: { documents: [table(1_000, { rows: [row(800), row(700)] })] },
    is: 'contradictory',
    says: 'total 1 500 boîtes, autorisation 1 000 boîtes.',
  },
  {
    rule: 'IM-05',
    when: 'decimal sums reach the authorised quantity exactly',
    file: { documents: [table(0.3, { rows: [row(0.1), row(0.2)] })] },
    is: 'satisfied',
  },
  {
    rule: 'IM-05',
    when: 'a row without unit counts in the unit of the authorisation',
    file: { documents: [table(10, { rows: [{ quantity: { count: 11, unit: undefined } }] })] },
    is: 'contradictory',
  },
  {
    rule: 'IM-05',
    when: 'a row could not be counted and the others stay below',
    file: { documents: [table(10, { rows: [row(8), { quantity: 'env. 5' }] })] },
    is: 'cannotTell',
  },
  {
    rule: 'IM-05',
    when: 'rows that could be counted are enough to exceed',
    file: { documents: [table(10, { rows: [row(11), { quantity: 'env. 5' }] })] },
    is: 'contradictory',
  },
  {
    rule: 'IM-05',
    when: 'a later mail corrects the table',
    file: {
      earlier: [{ documents: [table(10, { rows: [row(60)] })] }],
      documents: [table(10, { rows: [row(6), row(4)] })],
    },
    is: 'satisfied',
  },
  {
    rule: 'IM-05',
    when: 'the rows that exceed are on a hidden sheet',
    file: { documents: [table(10, { sheet: 'Calcul', hidden: true, rows: [row(99)] }, { rows: [row(6)] })] },
    is: 'notApplicable',
  },
  {
    rule: 'IM-05',
    when: 'the rows that exceed are on a sheet without heading of its own',
    file: { documents: [table(10, { sheet: 'Autorisation', rows: [row(6)] }, { sheet: 'Autre', rows: [row(99)] })] },
    is: 'satisfied',
  },
  {
    rule: 'IM-05',
    when: 'two tables come and one exceeds, naming its sheet',
    file: {
      documents: [table(10, { sheet: '2025', rows: [row(6)] }), table(10, { sheet: '2026', rows: [row(12)] })],
    },
    is: 'contradictory',
    says: 'autorisation 10 boîtes (feuille « 2026 »)',
  },
  {
    rule: 'IM-05',
    when: 'the heading gives no authorised quantity',
    file: { documents: [{ kind: 'imputationTable', tables: [{ rows: [row(6)] }] }] },
    is: 'notApplicable',
  },

  {
    rule: 'IM-08',
    when: 'there are more rows than operations',
    file: { documents: [table(100, { rows: [row(1), row(1), row(1)] })] },
    is: 'contradictory',
    says: '3 opérations saisies, 2 prévues',
  },
  { rule: 'IM-08', when: 'there are as many rows as operations', file: completeImputation, is: 'satisfied' },
];

const request = (context: RuleCase['context'], is: RuleCase['is'], when: string): RuleCase => ({
  rule: 'IM-10',
  when,
  file: completeRequest,
  ...(context === undefined ? {} : { context }),
  is,
});

testRules('the imputation table', imputationRules, [
  ...returned.map((each): RuleCase => ({ context, ...each })),
  { rule: 'IM-01', when: 'a table comes with a request', file: { documents: [table(10)] }, is: 'notApplicable' },
  { rule: 'IM-03', when: 'a blank table comes with a request', file: { documents: [table(10)] }, is: 'notApplicable' },
  request(undefined, 'notApplicable', 'the agency never asks for the table'),
  request({ settings: { imputationTable: 'always' } }, 'missing', 'the agency always asks for the table'),
  request(
    { settings: { imputationTable: 'series' } },
    'notApplicable',
    'only series are asked and one import is meant',
  ),
  {
    rule: 'IM-10',
    when: 'series are asked and a series is requested',
    file: { fields: { scope: 'series' } },
    context: { settings: { imputationTable: 'series' } },
    is: 'missing',
  },
  {
    rule: 'IM-10',
    when: 'the table is attached',
    file: { documents: [table(10)] },
    context: { settings: { imputationTable: 'always' } },
    is: 'satisfied',
  },
  {
    rule: 'IM-10',
    when: 'a private individual applies',
    file: { fields: { purpose: ['privateIndividual'] } },
    context: { settings: { imputationTable: 'always' } },
    is: 'notApplicable',
  },
]);
