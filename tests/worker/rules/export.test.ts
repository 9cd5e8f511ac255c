import { expect, it } from 'vitest';
import { completeDeclaration } from '../../builders/complete-files.ts';
import type { RuleCase } from '../../builders/rule-cases.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { exportRules } from '../../../worker/rules/export.ts';

const context = { procedure: 'exportDeclaration', mailbox: 'export' } as const;
const change = { fields: { declarationType: 'complementary' } } as const;

const cases: readonly RuleCase[] = [
  { rule: 'DE-01', when: 'nobody is named', file: {}, is: 'missing', says: 'le nom et l’adresse de l’établissement' },
  {
    rule: 'DE-01',
    when: 'only the address lacks',
    file: { fields: { exporterName: 'X' } },
    is: 'missing',
    says: 'Indiquez l’adresse de',
  },
  { rule: 'DE-01', when: 'the form gives both', file: completeDeclaration, is: 'satisfied' },

  {
    rule: 'DE-02',
    when: 'nothing tells the medicine',
    file: {},
    is: 'missing',
    says: 'le nom, le dosage et la forme pharmaceutique du médicament',
  },
  {
    rule: 'DE-02',
    when: 'the strength may be in a composition that was not understood',
    file: { fields: { brandName: 'X', pharmaceuticalForm: 'gel' }, unparsed: { composition: 'par. 150' } },
    is: 'cannotTell',
  },
  { rule: 'DE-02', when: 'the form gives all three', file: completeDeclaration, is: 'satisfied' },

  { rule: 'DE-03', when: 'there are no indications', file: {}, is: 'missing' },
  { rule: 'DE-03', when: 'the indications are given', file: completeDeclaration, is: 'satisfied' },
  { rule: 'DE-03', when: 'a change is declared', file: change, is: 'notApplicable' },
  {
    rule: 'DE-03',
    when: 'the type of declaration was not understood',
    file: { unparsed: { declarationType: 'suite' } },
    is: 'cannotTell',
  },
  {
    rule: 'DE-03',
    when: 'no type is given, but a change is described',
    file: { fields: { changes: 'Nouveau site de fabrication' } },
    is: 'cannotTell',
  },
  { rule: 'DE-04', when: 'there is no presentation', file: {}, is: 'missing' },
  { rule: 'DE-04', when: 'the presentation is described', file: completeDeclaration, is: 'satisfied' },

  { rule: 'DE-05', when: 'the data are nowhere', file: { documents: ['exportForm'] }, is: 'missing' },
  {
    rule: 'DE-05',
    when: 'an unrecognised document may hold the data',
    file: { documents: ['exportForm', 'other'] },
    is: 'cannotTell',
  },
  { rule: 'DE-05', when: 'a document holds the data', file: completeDeclaration, is: 'satisfied' },
  {
    rule: 'DE-05',
    when: 'the form gives the data',
    file: { fields: { pharmacologicalData: 'Voir section 4' } },
    is: 'satisfied',
  },
  { rule: 'DE-05', when: 'a change is declared', file: change, is: 'notApplicable' },
  { rule: 'DE-06', when: 'the data are nowhere', file: { documents: ['exportForm'] }, is: 'missing' },
  { rule: 'DE-06', when: 'a document holds the data', file: completeDeclaration, is: 'satisfied' },

  { rule: 'DE-07', when: 'no reason is given', file: {}, is: 'missing' },
  { rule: 'DE-07', when: 'the reason is given', file: completeDeclaration, is: 'satisfied' },
  { rule: 'DE-08', when: 'no destination is named', file: change, is: 'missing' },
  { rule: 'DE-08', when: 'the destination is named', file: completeDeclaration, is: 'satisfied' },

  {
    rule: 'DE-09',
    when: 'every destination is in the Union',
    file: { fields: { destinationCountries: ['BE', 'HR'] } },
    is: 'raised',
  },
  {
    rule: 'DE-09',
    when: 'one destination is in the Economic Area only',
    file: { fields: { destinationCountries: ['BE', 'NO'] } },
    is: 'notApplicable',
  },

  {
    rule: 'DE-10',
    when: 'a change names no earlier declaration',
    file: { fields: { declarationType: 'complementary', changes: 'Nouveau site' } },
    is: 'missing',
    says: 'Indiquez le numéro de la déclaration initiale.',
  },
  {
    rule: 'DE-10',
    when: 'a change is described with its declaration',
    file: {
      fields: { declarationType: 'complementary', changes: 'Nouveau site', previousDeclarationNumber: 'D-77' },
    },
    is: 'satisfied',
  },
  { rule: 'DE-10', when: 'a first declaration is made', file: completeDeclaration, is: 'notApplicable' },
];

testRules(
  'the export declaration',
  exportRules,
  cases.map((each): RuleCase => ({ ...each, context })),
);

it('no sentence on exports promises a date, a decision or an exemption', () => {
  const words = exportRules.map(({ sentence, cure }) => `${sentence} ${cure}`).join(' ');
  expect(words).not.toMatch(/jours|autorisation d’export|pas (?:requise|nécessaire|concernée)|dispens/);
});
