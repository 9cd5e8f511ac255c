import { completeRequest } from '../../builders/complete-files.ts';
import { testRules } from '../../builders/rule-cases.ts';
import { agreementRules } from '../../../worker/rules/agreement.ts';

const disagreement = {
  documents: [
    { kind: 'importForm', fields: { strength: '150 mg', provenanceCountry: 'DE' } },
    { kind: 'requestLetter', fields: { strength: '300 mg', provenanceCountry: 'IT' } },
  ],
} as const;

const form = (brandName: string) => ({ kind: 'importForm', fields: { brandName } }) as const;

const letter = (...brandNames: readonly string[]) =>
  ({ kind: 'requestLetter', more: brandNames.map((brandName) => ({ brandName })) }) as const;

testRules('the agreement of documents', agreementRules, [
  {
    rule: 'AI-27',
    when: 'form and letter give different values',
    file: disagreement,
    is: 'contradictory',
    says: 'pour « Dosage » et « Pays de provenance ».',
  },
  { rule: 'AI-27', when: 'the documents tell one story', file: completeRequest, is: 'satisfied' },
  {
    rule: 'AI-27',
    when: 'one name is a longer form of the other',
    file: { documents: [form('Doloxal'), { kind: 'requestLetter', fields: { brandName: 'Doloxal 150 mg' } }] },
    is: 'satisfied',
  },
  {
    rule: 'AI-27',
    when: 'a later mail corrects an earlier one',
    file: { earlier: [{ fields: { strength: '300 mg' } }], fields: { strength: '150 mg' } },
    is: 'satisfied',
  },
  {
    rule: 'AI-27',
    when: 'forms for several medicines rightly differ',
    file: { documents: [form('Doloxal'), form('Nervadine')] },
    is: 'cannotTell',
  },

  {
    rule: 'AI-27',
    when: 'a letter about several medicines rightly differs from a form about one',
    file: { documents: [form('Doloxal'), letter('Doloxal', 'Nervadine')] },
    is: 'cannotTell',
  },

  {
    rule: 'AI-28',
    when: 'the letter cites more medicines than there are forms',
    file: { documents: [form('Doloxal'), letter('Doloxal', 'Nervadine', 'Ostrelin')] },
    is: 'contradictory',
    says: 'votre lettre cite 3 médicaments et un seul formulaire a été reçu',
  },
  {
    rule: 'AI-28',
    when: 'each medicine of the letter has its form, in whatever mail',
    file: {
      earlier: [{ documents: [form('Doloxal'), letter('Doloxal', 'Nervadine')] }],
      documents: [form('Nervadine')],
    },
    is: 'satisfied',
  },
  {
    rule: 'AI-28',
    when: 'the letter cites one medicine under a short and a long name',
    file: { documents: [form('Doloxal'), letter('Doloxal', 'Doloxal 150 mg gélules')] },
    is: 'notApplicable',
  },
  {
    rule: 'AI-28',
    when: 'there is no form at all',
    file: { documents: [letter('Doloxal', 'Nervadine')] },
    is: 'notApplicable',
  },

  { rule: 'AI-34', when: 'the letter cites two', file: { documents: [letter('Doloxal', 'Nervadine')] }, is: 'raised' },
  {
    rule: 'AI-34',
    when: 'the forms name two medicines',
    file: { documents: [form('Doloxal'), form('Nervadine')] },
    is: 'raised',
  },
  {
    rule: 'AI-34',
    when: 'a form comes twice',
    file: { documents: [form('Doloxal'), form('DOLOXAL 150 mg')] },
    is: 'notApplicable',
  },
  {
    rule: 'AI-34',
    when: 'a later mail corrects the name',
    file: { earlier: [{ documents: [form('Doloxal')] }], documents: [form('Doloxan')] },
    is: 'notApplicable',
  },
]);
