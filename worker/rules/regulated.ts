import { controlledSubstances } from '../../data/reference/controlled-substances.ts';
import { exemptionCues } from '../../data/reference/exemption-cues.ts';
import { motAgents } from '../../data/reference/mot-agents.ts';
import type { CaseFile } from '../domain/case-file.ts';
import type { Procedure } from '../domain/reference.ts';
import { hits } from './cues.ts';
import type { Quotation } from './evidence.ts';
import { quotationsOf, subjectsOf } from './evidence.ts';
import type { Check, Rule } from './rule.ts';
import { notApplicable, raised } from './rule.ts';

const procedures: readonly Procedure[] = ['importAuthorisation', 'exportDeclaration'];

/**
 * Medicines under other rules besides, and cases that may be exempt. A hit is told or shown to staff; it stops no clock
 * and never says that an authorisation is not needed. The absence of a hit proves nothing.
 */
export const regulatedRules: readonly Rule[] = [
  {
    code: 'AI-29',
    severity: 'notice',
    basis: 'CSP, art. R5121-136, R5132-74 et R5132-88',
    procedures,
    sentence:
      'Ce médicament semble relever de la réglementation des stupéfiants ou des psychotropes : une autorisation ' +
      'distincte, à demander au service compétent de l’agence, est alors nécessaire en plus de la présente démarche.',
    cure: '',
    check: (file) => cue(productWords(file), [...controlledSubstances.narcotic, ...controlledSubstances.psychotropic]),
  },
  {
    code: 'AI-30',
    severity: 'notice',
    basis: 'CSP, art. L5139-1 et R5139-1',
    procedures,
    sentence:
      'Ce produit semble relever de la réglementation des micro-organismes et toxines : une autorisation distincte, à ' +
      'demander à la direction de l’inspection de l’agence, est alors nécessaire en plus de la présente démarche.',
    cure: '',
    check: (file) => cue(productWords(file), motAgents),
  },
  {
    code: 'AI-31',
    severity: 'staff',
    basis: 'CSP, art. L5124-13, R5121-108 et R5121-109',
    procedures: ['importAuthorisation'],
    sentence: 'Des mots du dossier évoquent un cas de dispense : à apprécier par un agent.',
    cure: '',
    check: (file) => cue([...quotationsOf(file, 'purpose', 'justification'), ...subjectsOf(file)], exemptionCues),
  },
];

function productWords(file: CaseFile): Quotation[] {
  return quotationsOf(file, 'brandName', 'nameOrCode', 'composition');
}

function cue(words: readonly Quotation[], cues: readonly string[]): Check {
  const found = hits(words, cues);
  return found.length > 0 ? raised(found.map((each) => each.source)) : notApplicable;
}
