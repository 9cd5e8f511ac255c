import { testRules } from '../../builders/rule-cases.ts';
import { purposeRules } from '../../../worker/rules/purpose.ts';

const contradictedPurpose = [
  { kind: 'importForm', fields: { purpose: ['other'] } },
  { kind: 'mailText', fields: { purpose: ['humanResearch'] } },
] as const;

testRules('the purpose', purposeRules, [
  { rule: 'AI-18', when: 'no purpose is stated', file: {}, is: 'missing' },
  { rule: 'AI-18', when: 'the purpose is stated', file: { fields: { purpose: ['other'] } }, is: 'satisfied' },
  {
    rule: 'AI-18',
    when: 'the purpose is stated in words that were not understood',
    file: { unparsed: { purpose: 'voir contexte' } },
    is: 'satisfied',
  },
  {
    rule: 'AI-18',
    when: 'the applicant declares to be a private individual',
    file: { fields: { applicantCategory: 'privateIndividual' } },
    is: 'satisfied',
  },
  {
    rule: 'AI-18',
    when: 'the words of the mail are those of a private individual',
    file: { intent: 'individualRequest' },
    is: 'satisfied',
  },

  {
    rule: 'AI-19',
    when: 'the words of the mail are those of a private individual',
    file: { intent: 'individualRequest' },
    is: 'notApplicable',
  },
  {
    rule: 'AI-19',
    when: 'the form says otherwise than the words of the mail',
    file: { intent: 'individualRequest', fields: { purpose: ['other'] }, documents: ['importForm'] },
    is: 'missing',
  },
  {
    rule: 'AI-21',
    when: 'the words of the mail are those of a private individual, without prescription',
    file: { intent: 'individualRequest' },
    is: 'missing',
  },
  { rule: 'AI-19', when: 'there is neither purpose nor letter', file: {}, is: 'missing' },
  {
    rule: 'AI-19',
    when: 'a study comes without letter',
    file: { fields: { purpose: ['analyticalStudy'] }, documents: ['importForm'] },
    is: 'missing',
  },
  {
    rule: 'AI-19',
    when: 'an unrecognised document may be the letter',
    file: { fields: { purpose: ['other'] }, documents: ['importForm', 'other'] },
    is: 'cannotTell',
  },
  {
    rule: 'AI-19',
    when: 'the purpose was not understood and there is no letter',
    file: { unparsed: { purpose: 'voir contexte' } },
    is: 'cannotTell',
  },
  {
    rule: 'AI-19',
    when: 'a letter is attached',
    file: { fields: { purpose: ['other'] }, documents: ['importForm', 'requestLetter'] },
    is: 'satisfied',
  },
  {
    rule: 'AI-19',
    when: 'a box of the form gives the reasons',
    file: { fields: { purpose: ['other'], justification: 'Rupture de stock' }, documents: ['importForm'] },
    is: 'satisfied',
  },
  {
    rule: 'AI-19',
    when: 'the mail is itself a request with its purpose',
    file: { fields: { brandName: 'Doloxal', purpose: ['other'] } },
    is: 'satisfied',
  },
  {
    rule: 'AI-19',
    when: 'a trial is the only purpose',
    file: { fields: { purpose: ['humanResearch'] } },
    is: 'notApplicable',
  },
  {
    rule: 'AI-19',
    when: 'a private individual imports for personal use',
    file: { fields: { purpose: ['privateIndividual'] } },
    is: 'notApplicable',
  },

  {
    rule: 'AI-19b',
    when: 'the reasons are given without a letter',
    file: { fields: { purpose: ['other'], justification: 'Rupture de stock' }, documents: ['importForm'] },
    is: 'missing',
  },
  {
    rule: 'AI-19b',
    when: 'the letter is attached',
    file: { fields: { justification: 'Rupture de stock' }, documents: ['importForm', 'requestLetter'] },
    is: 'satisfied',
  },
  { rule: 'AI-19b', when: 'there are no reasons at all', file: {}, is: 'notApplicable' },

  {
    rule: 'AI-20',
    when: 'nothing tells of the trial application',
    file: { fields: { purpose: ['humanResearch'] }, documents: ['importForm', 'requestLetter'] },
    is: 'missing',
  },
  {
    rule: 'AI-20',
    when: 'the acknowledgement is attached',
    file: { fields: { purpose: ['humanResearch'] }, documents: ['importForm', 'trialAcknowledgement'] },
    is: 'satisfied',
  },
  {
    rule: 'AI-20',
    when: 'the trial number is given, which the agency can look up',
    file: { fields: { purpose: ['humanResearch'], trialNumber: '2026-500000-00-00' } },
    is: 'satisfied',
  },
  {
    rule: 'AI-20',
    when: 'an urgent request has its letter and its undertaking',
    file: { fields: { purpose: ['humanResearch'] }, documents: ['importForm', 'requestLetter', 'undertaking'] },
    is: 'satisfied',
  },
  {
    rule: 'AI-20',
    when: 'an undertaking comes without the letter of an urgent request',
    file: { fields: { purpose: ['humanResearch'] }, documents: ['importForm', 'undertaking'] },
    is: 'missing',
  },
  {
    rule: 'AI-20',
    when: 'documents disagree on the purpose',
    file: { documents: contradictedPurpose },
    is: 'cannotTell',
  },
  { rule: 'AI-20', when: 'no trial is meant', file: { fields: { purpose: ['other'] } }, is: 'notApplicable' },

  {
    rule: 'AI-21',
    when: 'a private individual sends no prescription',
    file: { fields: { purpose: ['privateIndividual'] } },
    is: 'missing',
  },
  {
    rule: 'AI-21',
    when: 'only the category tells of a private individual, without prescription',
    file: { fields: { applicantCategory: 'privateIndividual' } },
    is: 'missing',
  },
  {
    rule: 'AI-21',
    when: 'the prescription is attached',
    file: { fields: { purpose: ['privateIndividual'] }, documents: ['prescription'] },
    is: 'satisfied',
  },
  { rule: 'AI-21', when: 'a company applies', file: { fields: { purpose: ['other'] } }, is: 'notApplicable' },
]);
