import { describe, expect, it } from 'vitest';
import { controlledSubstances } from '../../../data/reference/controlled-substances.ts';
import { euMembers } from '../../../data/reference/eu-members.ts';
import { exemptionCues } from '../../../data/reference/exemption-cues.ts';
import { motAgents } from '../../../data/reference/mot-agents.ts';
import { pharmaceuticalForms } from '../../../data/reference/pharmaceutical-forms.ts';
import { routes } from '../../../data/reference/routes.ts';
import { signatoryTitles } from '../../../data/reference/signatory-titles.ts';
import { fold } from '../../../worker/domain/fold.ts';

describe('the tables of terms', () => {
  it.each([
    ['controlled substances', [...controlledSubstances.narcotic, ...controlledSubstances.psychotropic]],
    ['cues of exemption', exemptionCues],
    ['micro-organisms and toxins', motAgents],
    ['pharmaceutical forms', pharmaceuticalForms],
    ['routes', routes],
    ['titles of signatories', Object.values(signatoryTitles).flat()],
  ])('hold each term once, accents and case aside: %s', (_name, terms) => {
    const folded = terms.map(fold);
    expect(folded.filter((each, index) => each === '' || folded.indexOf(each) !== index)).toEqual([]);
  });

  it('count the twenty-seven members of the Union by their codes', () => {
    expect(new Set(euMembers.filter((each) => /^[A-Z]{2}$/.test(each))).size).toBe(27);
  });
});
