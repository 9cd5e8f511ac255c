import { expect, it } from 'vitest';
import type { Fields, RowDescription } from '../../builders/case-file.ts';
import { completeImputation } from '../../builders/complete-files.ts';
import type { RuleCase } from '../../builders/rule-cases.ts';
import { testRules, verdictOf } from '../../builders/rule-cases.ts';
import { entryRules } from '../../../worker/rules/entries.ts';

const context = { procedure: 'imputation' } as const;
const boxes = (count: number) => ({ count, unit: 'boîte' });
const authorised: Fields = { authorisedQuantity: boxes(100), authorisedOn: '2026-01-10', validUntil: '2026-05-31' };

/** The first row of a described table is row 5. */
const table = (fields: Fields, ...rows: readonly RowDescription[]) =>
  ({ documents: [{ kind: 'imputationTable', fields, tables: [{ rows }] }] }) as const;

const cases: readonly RuleCase[] = [
  {
    rule: 'IM-04',
    when: 'a row has no quantity',
    file: table(authorised, { date: '2026-02-01' }),
    is: 'contradictory',
    says: 'à la ligne 5.',
  },
  {
    rule: 'IM-04',
    when: 'two rows lack their date',
    file: table(authorised, { quantity: boxes(1) }, { date: '2026-02-01', quantity: boxes(1) }, { quantity: boxes(1) }),
    is: 'contradictory',
    says: 'aux lignes 5 et 7.',
  },
  {
    rule: 'IM-04',
    when: 'a cell was filled with words that were not understood',
    file: table(authorised, { date: 'courant mai', quantity: boxes(1) }),
    is: 'satisfied',
  },
  {
    rule: 'IM-04',
    when: 'the heading of the date column was not recognised',
    file: {
      documents: [
        { kind: 'imputationTable', tables: [{ columns: ['quantityImported'], rows: [{ quantity: boxes(1) }] }] },
      ],
    },
    is: 'cannotTell',
  },
  { rule: 'IM-04', when: 'there is no row', file: table(authorised), is: 'notApplicable' },

  { rule: 'IM-06', when: 'every balance is right', file: completeImputation, is: 'satisfied' },
  {
    rule: 'IM-06',
    when: 'a balance is wrong',
    file: table(
      authorised,
      { quantity: boxes(40), remaining: boxes(60) },
      { quantity: boxes(10), remaining: boxes(55) },
    ),
    is: 'contradictory',
    says: 'de la ligne 6 (solde attendu 50 boîtes).',
  },
  {
    rule: 'IM-06',
    when: 'a balance is too low',
    file: table(authorised, { quantity: boxes(40), remaining: boxes(59) }),
    is: 'contradictory',
  },
  {
    rule: 'IM-06',
    when: 'an earlier quantity was not understood',
    file: table(authorised, { quantity: 'env. 40' }, { quantity: boxes(10), remaining: boxes(55) }),
    is: 'cannotTell',
  },
  {
    rule: 'IM-06',
    when: 'the table has no balance',
    file: table(authorised, { quantity: boxes(40) }),
    is: 'notApplicable',
  },
  {
    rule: 'IM-06',
    when: 'the heading gives no authorised quantity',
    file: table({}, { quantity: boxes(40), remaining: boxes(60) }),
    is: 'notApplicable',
  },

  {
    rule: 'IM-07',
    when: 'a date comes before the authorisation and another after its end',
    file: table(authorised, { date: '2026-01-09' }, { date: '2026-01-10' }, { date: '2026-06-01' }),
    is: 'contradictory',
    says: 'des lignes 5 (9 janvier 2026) et 7 (1er juin 2026)',
  },
  {
    rule: 'IM-07',
    when: 'a date lies in the future',
    file: table({ validUntil: '2027-01-01' }, { date: '2026-06-01' }, { date: '2026-06-02' }),
    is: 'contradictory',
    says: 'de la ligne 6 (2 juin 2026)',
  },
  { rule: 'IM-07', when: 'every date is within the validity', file: completeImputation, is: 'satisfied' },
  {
    rule: 'IM-07',
    when: 'the heading gives no end of validity',
    file: table({}, { date: '2026-02-01' }),
    is: 'cannotTell',
  },
  { rule: 'IM-07', when: 'no row has a date', file: table(authorised, { quantity: boxes(1) }), is: 'notApplicable' },

  {
    rule: 'IM-09',
    when: 'a row is in another unit',
    file: table(authorised, { quantity: boxes(1) }, { quantity: { count: 50, unit: 'comprimé' } }),
    is: 'contradictory',
    says: 'de la ligne 6 (comprimé)',
  },
  { rule: 'IM-09', when: 'every row is in the authorised unit', file: completeImputation, is: 'satisfied' },
  {
    rule: 'IM-09',
    when: 'the authorised quantity has no unit',
    file: table({ authorisedQuantity: { count: 100, unit: undefined } }, { quantity: boxes(1) }),
    is: 'notApplicable',
  },
];

testRules(
  'the rows of an imputation table',
  entryRules,
  cases.map((each): RuleCase => ({ ...each, context })),
);

it('a finding on a row points at its cells', () => {
  const { evidence } = verdictOf('IM-04', table(authorised, { date: '2026-02-01' }), context);
  expect(evidence.map(({ place }) => place)).toEqual([{ kind: 'cell', sheet: 'Feuil1', cell: 'A5' }]);
});

it('a letter never lists more than twenty rows', () => {
  const rows = Array.from({ length: 500 }, () => ({ date: '2026-02-01' }));
  const { sentence, evidence } = verdictOf('IM-04', table(authorised, ...rows), context);
  expect(sentence).toContain('23, 24 et 480 autres.');
  expect(evidence).toHaveLength(500);
});
