import { parsed } from '../domain/case-file.ts';
import type { Procedure } from '../domain/reference.ts';
import { boxOrReply } from './phrases.ts';
import type { Rule } from './rule.ts';
import { given, notApplicable, required } from './rule.ts';

const procedures: readonly Procedure[] = ['importAuthorisation'];

/** Where the medicine comes from (CSP R5121-111 2°). */
export const originRules: readonly Rule[] = [
  required(['provenanceCountry'], {
    code: 'AI-03',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 2°',
    procedures,
    sentence: 'Indiquez le pays de provenance du médicament.',
    cure: boxOrReply('Pays de provenance'),
  }),
  {
    code: 'AI-04',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 2°',
    procedures,
    sentence: 'Indiquez le pays d’origine du médicament, puisqu’il diffère du pays de provenance.',
    cure: boxOrReply('Pays d’origine'),
    // The law asks for the origin only where it differs: an empty box says that it does not.
    check: (file) => (parsed(file, 'originDiffers') === true ? given(file, 'originCountry') : notApplicable),
  },
];
