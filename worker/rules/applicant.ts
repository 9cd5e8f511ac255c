import type { Procedure } from '../domain/reference.ts';
import { boxOrReply } from './phrases.ts';
import type { Rule } from './rule.ts';
import { required } from './rule.ts';

const procedures: readonly Procedure[] = ['importAuthorisation'];

/** Who answers for the import (CSP R5121-111 1°). */
export const applicantRules: readonly Rule[] = [
  required(['importerName'], {
    code: 'AI-01',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 1°',
    procedures,
    sentence: 'Indiquez le nom ou la raison sociale de la personne responsable de l’importation.',
    cure: boxOrReply('Importateur'),
  }),
  required(['importerAddress'], {
    code: 'AI-02',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 1°',
    procedures,
    sentence: 'Indiquez l’adresse de la personne responsable de l’importation.',
    cure: boxOrReply('Adresse de l’importateur'),
  }),
];
