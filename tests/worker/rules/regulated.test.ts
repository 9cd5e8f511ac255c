import { expect, it } from 'vitest';
import { completeRequest } from '../../builders/complete-files.ts';
import { testRules, verdictOf } from '../../builders/rule-cases.ts';
import { regulatedRules } from '../../../worker/rules/regulated.ts';

testRules('other rules besides', regulatedRules, [
  {
    rule: 'AI-29',
    when: 'the composition holds a salt of a narcotic',
    file: { fields: { composition: [{ name: 'CHLORHYDRATE DE METHADONE', amount: undefined }] } },
    is: 'raised',
  },
  {
    rule: 'AI-29',
    when: 'a psychotropic is named in an export declaration',
    file: { fields: { nameOrCode: 'Diazépam' } },
    context: { procedure: 'exportDeclaration', mailbox: 'export' },
    is: 'raised',
  },
  {
    rule: 'AI-29',
    when: 'a name only contains that of a narcotic',
    file: { fields: { nameOrCode: 'apomorphine' } },
    is: 'notApplicable',
  },
  {
    rule: 'AI-30',
    when: 'the name holds that of a listed toxin',
    file: { fields: { nameOrCode: 'Toxine botulinique de type A' } },
    is: 'raised',
  },
  { rule: 'AI-30', when: 'nothing of the kind is named', file: completeRequest, is: 'notApplicable' },
  {
    rule: 'AI-31',
    when: 'the reasons speak of early access',
    file: { fields: { justification: 'Patient suivi sous accès précoce' } },
    is: 'raised',
  },
  {
    rule: 'AI-31',
    when: 'the subject speaks of external transit',
    file: { subject: 'Envoi en transit externe' },
    is: 'raised',
  },
  {
    rule: 'AI-31',
    when: 'the reasons tell of a missing French authorisation',
    file: { fields: { justification: 'Médicament sans AMM en France, indiqué dans les troubles du transit' } },
    is: 'notApplicable',
  },
]);

it('no rule on regulated medicines tells the applicant that nothing is required', () => {
  const words = regulatedRules.map(({ sentence, cure }) => `${sentence} ${cure}`).join(' ');
  expect(words).not.toMatch(/n’est pas (?:requise|nécessaire)|pas besoin|inutile/);
});

it('a notice points at the words that raised it', () => {
  const { evidence } = verdictOf('AI-29', { fields: { nameOrCode: 'Fentanyl 50 µg/h' } });
  expect(evidence.map(({ place }) => place)).toEqual([{ kind: 'field', name: 'nameOrCode', page: 1 }]);
});
