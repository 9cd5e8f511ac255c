import { completeRequest } from '../../builders/complete-files.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { caseReference } from '../../../worker/domain/reference.ts';
import { documentRules } from '../../../worker/rules/documents.ts';

const individual = { fields: { purpose: ['privateIndividual'] } } as const;

testRules('the documents', documentRules, [
  { rule: 'AI-22', when: 'the form is not attached', file: { documents: ['requestLetter'] }, is: 'missing' },
  { rule: 'AI-22', when: 'an unrecognised document may be the form', file: { documents: ['other'] }, is: 'cannotTell' },
  { rule: 'AI-22', when: 'the form is attached', file: completeRequest, is: 'satisfied' },
  { rule: 'AI-22', when: 'a private individual applies', file: individual, is: 'notApplicable' },

  { rule: 'AI-23', when: 'there is a letter to look at', file: completeRequest, is: 'cannotTell' },
  { rule: 'AI-23', when: 'there is no letter', file: {}, is: 'notApplicable' },
  { rule: 'AI-24', when: 'there is a letter to look at', file: completeRequest, is: 'cannotTell' },
  { rule: 'AI-24', when: 'there is no letter', file: {}, is: 'notApplicable' },

  {
    rule: 'AI-25',
    when: 'the title is not in the table of the applicant’s category',
    file: { fields: { applicantCategory: 'pharmaceuticalEstablishment', signatoryTitle: 'Directeur des achats' } },
    is: 'cannotTell',
  },
  {
    rule: 'AI-25',
    when: 'a delegate of the head of the pharmacy signs',
    file: {
      fields: { applicantCategory: 'hospitalPharmacy', signatoryTitle: 'P/o le pharmacien chef de service de la PUI' },
    },
    is: 'satisfied',
  },
  {
    rule: 'AI-25',
    when: 'the category is unknown and the title is a known one',
    file: { fields: { signatoryTitle: 'PHARMACIENNE RESPONSABLE' } },
    is: 'satisfied',
  },
  { rule: 'AI-25', when: 'no title was read', file: {}, is: 'notApplicable' },

  { rule: 'AI-26', when: 'nobody is named to call', file: {}, is: 'missing' },
  { rule: 'AI-26', when: 'a contact is named', file: completeRequest, is: 'satisfied' },
  { rule: 'AI-26', when: 'a private individual applies', file: individual, is: 'notApplicable' },

  {
    rule: 'AI-32',
    when: 'the box reserved for the agency is filled',
    file: { fields: { reservedForAgency: 'Visa du 12/01/2026' } },
    is: 'raised',
  },
  {
    rule: 'AI-32',
    when: 'an issued authorisation is attached',
    file: { documents: ['issuedAuthorisation'] },
    is: 'raised',
  },
  { rule: 'AI-32', when: 'the box is empty', file: completeRequest, is: 'notApplicable' },

  {
    rule: 'AI-33',
    when: 'a renewal names no authorisation',
    file: { subject: 'Renouvellement de notre autorisation' },
    is: 'missing',
  },
  {
    rule: 'AI-33',
    when: 'the only number in the subject is our own reference',
    file: { subject: `Re: [${caseReference('importAuthorisation', '2026', 123)}] demande de modification` },
    is: 'missing',
  },
  {
    rule: 'AI-33',
    when: 'a number in the subject may be that of the authorisation',
    file: { subject: 'Renouvellement AI 4521' },
    is: 'cannotTell',
  },
  {
    rule: 'AI-33',
    when: 'the form names the authorisation',
    file: { subject: 'Renouvellement', fields: { importAuthorisationNumber: 'A-4521' } },
    is: 'satisfied',
  },
  { rule: 'AI-33', when: 'the subject speaks of no earlier authorisation', file: {}, is: 'notApplicable' },
]);
