import { completeRequest } from '../../builders/complete-files.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { applicantRules } from '../../../worker/rules/applicant.ts';

testRules('the applicant', applicantRules, [
  { rule: 'AI-01', when: 'nobody is named', file: {}, is: 'missing', says: 'personne responsable' },
  { rule: 'AI-01', when: 'the form names the importer', file: completeRequest, is: 'satisfied' },
  {
    rule: 'AI-01',
    when: 'only the text of the mail names the importer',
    file: { fields: { importerName: 'Pharmacie du Lavoir' } },
    is: 'satisfied',
  },
  { rule: 'AI-02', when: 'no address is given', file: { fields: { importerName: 'X' } }, is: 'missing' },
  {
    rule: 'AI-02',
    when: 'the address could not be understood',
    file: { unparsed: { importerAddress: 'voir en-tête' } },
    is: 'satisfied',
  },
]);
