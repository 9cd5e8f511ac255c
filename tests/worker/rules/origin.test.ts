import { testRules } from '../../builders/rule-cases.ts';
import { originRules } from '../../../worker/rules/origin.ts';

testRules('the origin', originRules, [
  { rule: 'AI-03', when: 'no document names the country of dispatch', file: {}, is: 'missing' },
  {
    rule: 'AI-03',
    when: 'only the letter names it',
    file: { documents: ['importForm', { kind: 'requestLetter', fields: { provenanceCountry: 'DE' } }] },
    is: 'satisfied',
  },
  {
    rule: 'AI-03',
    when: 'form and letter name two',
    file: {
      documents: [
        { kind: 'importForm', fields: { provenanceCountry: 'DE' } },
        { kind: 'requestLetter', fields: { provenanceCountry: 'IT' } },
      ],
    },
    is: 'satisfied',
  },
  { rule: 'AI-04', when: 'the origin is left empty', file: {}, is: 'notApplicable' },
  {
    rule: 'AI-04',
    when: 'the origin is said to be the same',
    file: { fields: { originDiffers: false } },
    is: 'notApplicable',
  },
  {
    rule: 'AI-04',
    when: 'the origin is said to differ and is not named',
    file: { fields: { originDiffers: true } },
    is: 'missing',
  },
  {
    rule: 'AI-04',
    when: 'the origin is said to differ and is named',
    file: { fields: { originDiffers: true, originCountry: 'IN' } },
    is: 'satisfied',
  },
]);
