import { completeRequest } from '../../builders/complete-files.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { productRules } from '../../../worker/rules/product.ts';

const bare = { name: 'paracétamol', amount: undefined };
const caffeine = { name: 'caféine', amount: { count: 50, unit: 'mg' } };

testRules('the product', productRules, [
  { rule: 'AI-05', when: 'the medicine has no name', file: {}, is: 'missing' },
  { rule: 'AI-05', when: 'only a trade name is given', file: { fields: { brandName: 'Doloxal' } }, is: 'satisfied' },
  { rule: 'AI-05', when: 'only a code is given', file: { fields: { nameOrCode: 'ABX-17' } }, is: 'satisfied' },

  { rule: 'AI-06', when: 'there is no composition', file: {}, is: 'missing' },
  {
    rule: 'AI-06',
    when: 'the composition could not be understood',
    file: { unparsed: { composition: 'cf. RCP' } },
    is: 'satisfied',
  },

  {
    rule: 'AI-07',
    when: 'a substance among several has no amount',
    file: { fields: { composition: [bare, caffeine], strength: '150 mg' } },
    is: 'contradictory',
    says: 'lue pour : paracétamol.',
  },
  {
    rule: 'AI-07',
    when: 'the only substance has neither amount nor strength',
    file: { fields: { composition: [bare] } },
    is: 'contradictory',
  },
  {
    rule: 'AI-07',
    when: 'the strength gives the amount of the only substance',
    file: { fields: { composition: [bare], strength: '150 mg' } },
    is: 'satisfied',
  },
  { rule: 'AI-07', when: 'every substance has its amount', file: completeRequest, is: 'satisfied' },
  { rule: 'AI-07', when: 'there is no composition', file: {}, is: 'notApplicable' },

  { rule: 'AI-08', when: 'there is no pharmaceutical form', file: {}, is: 'missing' },
  { rule: 'AI-08', when: 'the form gives it', file: completeRequest, is: 'satisfied' },

  {
    rule: 'AI-09',
    when: 'the pharmaceutical form is not in the table',
    file: { fields: { pharmaceuticalForm: 'pilule' } },
    is: 'cannotTell',
  },
  {
    rule: 'AI-09',
    when: 'the pharmaceutical form is a standard term in capitals, in the plural',
    file: { fields: { pharmaceuticalForm: 'COMPRIMES PELLICULES' } },
    is: 'satisfied',
  },
  { rule: 'AI-09', when: 'there is no pharmaceutical form', file: {}, is: 'notApplicable' },

  { rule: 'AI-10', when: 'there is neither strength nor composition', file: {}, is: 'missing' },
  {
    rule: 'AI-10',
    when: 'the composition lacks an amount',
    file: { fields: { composition: [bare, caffeine] } },
    is: 'missing',
  },
  {
    rule: 'AI-10',
    when: 'the composition could not be understood',
    file: { unparsed: { composition: 'par. 150' } },
    is: 'cannotTell',
  },
  {
    rule: 'AI-10',
    when: 'the composition gives every amount',
    file: { fields: { composition: [caffeine] } },
    is: 'satisfied',
  },
  {
    rule: 'AI-10',
    when: 'one of two contradictory compositions gives every amount',
    file: {
      documents: [
        { kind: 'importForm', fields: { composition: [caffeine] } },
        { kind: 'requestLetter', fields: { composition: [bare] } },
      ],
    },
    is: 'satisfied',
  },
  { rule: 'AI-10', when: 'the strength is given', file: { fields: { strength: '5 mg/ml' } }, is: 'satisfied' },

  { rule: 'AI-11', when: 'there is no route', file: {}, is: 'missing' },
  { rule: 'AI-11', when: 'the route is given', file: completeRequest, is: 'satisfied' },

  {
    rule: 'AI-11b',
    when: 'the route is not in the table',
    file: { fields: { route: 'par la bouche' } },
    is: 'cannotTell',
  },
  {
    rule: 'AI-11b',
    when: 'the route is a standard term after « voie »',
    file: { fields: { route: 'Voie Intraveineuse' } },
    is: 'satisfied',
  },
  { rule: 'AI-11b', when: 'there is no route', file: {}, is: 'notApplicable' },
]);
