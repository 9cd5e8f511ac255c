import type { ApplicantCategory, DeclarationType, Scope } from '../../worker/domain/fields.ts';

/**
 * Words of the check-boxes and short answers of the forms. Categories of applicants: help sheet JUREG-IMEM-DOC03 (who
 * may sign) and the agency's page (29/05/2026); single operation and series: CSP R5121-109; declarations: the agency's
 * page on export declarations (10/05/2023). Exact wording of the forms' boxes unknown: inferred. As of 2026-11.
 *
 * Cues are folded (no accents, lower case) and looked for as whole words.
 */
export const scopeCues = {
  single: [
    'operation unique',
    'unique',
    'une operation',
    'une seule operation',
    '1 operation',
    'ponctuelle',
    'une importation',
    'une seule importation',
    'single',
    'one operation',
  ],
  series: ['serie', 'series', 'plusieurs operations', 'plusieurs importations', 'multiple', 'multiples', 'several'],
} as const satisfies Record<Scope, readonly string[]>;

export const applicantCues = {
  pharmaceuticalEstablishment: [
    'etablissement pharmaceutique',
    'laboratoire pharmaceutique',
    'exploitant',
    'fabricant',
    'importateur',
    'depositaire',
    'grossiste repartiteur',
    'distributeur en gros',
    'etablissement importateur',
    'laboratoire exploitant',
    'pharmaceutical establishment',
    'pharmaceutical company',
  ],
  hospitalPharmacy: [
    'pui',
    'pharmacie a usage interieur',
    'pharmacie hospitaliere',
    'pharmacie d hopital',
    'centre hospitalier',
    'chu',
    'etablissement de sante',
    'hopital',
    'hospital pharmacy',
  ],
  privateIndividual: ['particulier', 'personne physique', 'private individual'],
  other: ['autre', 'promoteur', 'universite', 'laboratoire de recherche', 'association', 'ambassade', 'other'],
} as const satisfies Record<ApplicantCategory, readonly string[]>;

export const declarationCues = {
  initial: ['initiale', 'initial', 'premiere declaration'],
  complementary: ['complementaire', 'complementary', 'modification'],
} as const satisfies Record<DeclarationType, readonly string[]>;

/** Signs of a ticked and of an empty box: Unicode, and the private codes of the Wingdings font that PDF text keeps. */
export const tickedBoxes = [
  '☒',
  '☑',
  '✔',
  '✓',
  '✗',
  '✘',
  '🗹',
  '🗷',
  '■',
  '\uf0fe',
  '\uf0fd',
  '\uf0fc',
  '\uf078',
  '\uf053',
] as const;
export const emptyBoxes = ['☐', '□', '❏', '❑', '\uf0a8', '\uf06f', '\uf071'] as const;
