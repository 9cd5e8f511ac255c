import type { FieldName } from '../../worker/domain/fields.ts';
import type { PlainKind } from '../../worker/domain/submission.ts';

/**
 * Words by which documents are told apart. Sources: titles of the agency's page on import authorisations (29/05/2026)
 * and of the project's own forms; pieces named by CSP R5121-112 (1° to 4°) and R5121-135 (4°, 5°); French letter
 * formulas. Wording of real files inferred, to be completed. As of 2026-11.
 *
 * Cues are folded (no accents, lower case, single spaces) and looked for as whole words. `title` cues begin one of the
 * first lines; `body` cues stand anywhere. A kind is recognised from 5 points on, 2 ahead of any other.
 */
export interface DocumentCues {
  readonly kind: RecognisedKind;
  readonly title: readonly string[];
  readonly body: readonly (readonly [cue: string, points: number])[];
}

export type RecognisedKind = Exclude<PlainKind, 'mailText' | 'other'>;

/** Points of a title: enough by itself. */
export const titlePoints = 6;

export const documentCues: readonly DocumentCues[] = [
  {
    kind: 'importForm',
    title: [
      'autorisation d importation de medicament formulaire',
      'autorisation d importation de medicaments formulaire',
      'demande d autorisation d importation de medicament',
      'demande d autorisation d importation de medicaments',
      'demande d autorisation d importation d un medicament',
      'formulaire de demande d autorisation d importation',
      'formulaire d autorisation d importation',
      'formulaire autorisation d importation',
      'formulaire de demande d importation',
      'autorisation d importation de medicament',
      'import authorisation application form',
    ],
    body: [],
  },
  {
    kind: 'exportForm',
    title: [
      'declaration d exportation de medicament',
      'declaration d exportation de medicaments',
      'declaration d exportation d un medicament',
      'declaration initiale d exportation',
      'declaration complementaire d exportation',
      'declaration d exportation initiale',
      'declaration d exportation complementaire',
      'formulaire de declaration d exportation',
      'formulaire declaration d exportation',
    ],
    body: [],
  },
  {
    kind: 'issuedAuthorisation',
    title: [
      'decision portant autorisation d importation',
      'decision d autorisation d importation',
      'autorisation d importation n',
      'autorisation d importation no',
      'le directeur general de l agence nationale de securite du medicament',
      'la directrice generale de l agence nationale de securite du medicament',
    ],
    body: [
      ['l importation est autorisee', 4],
      ['est autorisee a importer', 4],
      ['est autorise a importer', 4],
      ['la presente autorisation', 3],
      ['autorisation est delivree', 3],
      ['autorisation delivree le', 2],
      ['pour le directeur general', 2],
      ['pour la directrice generale', 2],
      ['vu le code de la sante publique', 2],
      ['valable jusqu au', 1],
    ],
  },
  {
    kind: 'prescription',
    title: ['ordonnance', 'ordonnance medicale', 'prescription medicale', 'medical prescription'],
    body: [
      ['docteur', 1],
      ['dr', 1],
      ['medecin', 1],
      ['rpps', 2],
      ['posologie', 1],
      ['qsp', 2],
      ['a renouveler', 2],
      ['ne pas substituer', 2],
      ['par jour pendant', 2],
    ],
  },
  {
    kind: 'trialAcknowledgement',
    title: [
      'accuse de reception d une demande d autorisation d essai',
      'accuse de reception de la demande d autorisation d essai',
      'accuse de reception de votre demande d autorisation d essai',
      'accuse de reception d une demande d autorisation de recherche',
      'accuse de reception de la demande d autorisation de recherche',
      'accuse de reception essai clinique',
      'accuse de reception d essai clinique',
    ],
    body: [
      ['accuse de reception', 3],
      ['accuse reception', 3],
      ['accusons reception', 3],
      ['recevabilite', 1],
      ['essai clinique', 1],
      ['recherche impliquant la personne humaine', 1],
      ['demande d autorisation d essai clinique', 1],
      ['eudract', 1],
      ['eu ct', 1],
    ],
  },
  {
    kind: 'undertaking',
    title: [
      'engagement de ne pas distribuer',
      'engagement a ne pas distribuer',
      'engagement de non distribution',
      'lettre d engagement',
      'attestation d engagement',
    ],
    body: [
      ['m engage a ne pas distribuer', 6],
      ['nous engageons a ne pas distribuer', 6],
      ['s engage a ne pas distribuer', 6],
      ['ne pas distribuer le medicament', 3],
      ['avant l autorisation de la recherche', 2],
      ['avant l autorisation de l essai', 2],
    ],
  },
  {
    kind: 'pharmacologicalData',
    title: [
      'donnees pharmacologiques',
      'donnees toxicologiques',
      'donnees cliniques',
      'module 4',
      'module 5',
      'modules 4 et 5',
      'resume non clinique',
      'resume clinique',
      'nonclinical overview',
      'clinical overview',
      'dossier pharmacologique',
    ],
    body: [
      ['pharmacocinetique', 2],
      ['toxicite', 2],
      ['genotoxicite', 2],
      ['pharmacodynamie', 2],
      ['etudes cliniques', 1],
      ['pharmacokinetics', 2],
      ['toxicity', 2],
    ],
  },
  {
    kind: 'qualityData',
    title: [
      'donnees de qualite',
      'donnees qualite',
      'dossier pharmaceutique',
      'module 3',
      'certificat d analyse',
      'bulletin d analyse',
      'certificate of analysis',
      'methodes de fabrication et de controle',
      'resume de la qualite',
      'quality overall summary',
    ],
    body: [
      ['procede de fabrication', 2],
      ['controle du produit fini', 2],
      ['specifications du produit fini', 3],
      ['stabilite', 1],
      ['impuretes', 2],
      ['substances apparentees', 2],
    ],
  },
];

/** What makes a text a letter: a greeting or a formula of request, and a formula of closing. Folded. */
export const letterCues = {
  opening: [
    'madame monsieur',
    'monsieur madame',
    'mesdames messieurs',
    'monsieur le directeur',
    'madame la directrice',
    'monsieur le directeur general',
    'dear sir',
    'dear madam',
  ],
  request: [
    'j ai l honneur de',
    'nous avons l honneur de',
    'nous sollicitons',
    'je sollicite',
    'solliciter',
    'je vous prie de bien vouloir',
    'nous vous prions de bien vouloir',
    'je vous adresse',
    'nous vous adressons',
    'par la presente',
    'objet demande',
    'lettre de demande',
  ],
  closing: [
    'salutations distinguees',
    'sinceres salutations',
    'salutations respectueuses',
    'veuillez agreer',
    'je vous prie d agreer',
    'nous vous prions d agreer',
    'consideration distinguee',
    'yours faithfully',
    'yours sincerely',
  ],
  /** What a request letter is about; other letters are not requests. */
  subject: [
    'autorisation d importation',
    'autorisation d importer',
    'importation de',
    'importation du',
    'importation',
    'importer',
    'declaration d exportation',
    'exportation',
    'exporter',
  ],
} as const;

/** Openings of sentences and phrases that say why a medicine is needed. Folded. */
export const justificationCues: readonly string[] = [
  'rupture',
  'ruptures',
  'tension d approvisionnement',
  'tensions d approvisionnement',
  'penurie',
  'en raison de',
  'en raison du',
  'en raison d',
  'afin de',
  'afin d',
  'pour les besoins de',
  'pour les besoins du',
  'pour les besoins d',
  'dans le cadre de',
  'dans le cadre du',
  'dans le cadre d',
  'destine a',
  'destines a',
  'destinee a',
  'est justifiee par',
  'est necessaire',
  'sont necessaires',
  'permettra de',
  'permettra d',
  'in order to',
  'due to',
];

/** Words of file names that tell a kind when the text tells nothing. Forms are never known by their name. Folded. */
export const fileNameCues: readonly (readonly [cue: string, kind: RecognisedKind])[] = [
  ['ordonnance', 'prescription'],
  ['prescription', 'prescription'],
  ['lettre de demande', 'requestLetter'],
  ['lettre demande', 'requestLetter'],
  ['courrier de demande', 'requestLetter'],
  ['lettre d engagement', 'undertaking'],
  ['lettre engagement', 'undertaking'],
  ['engagement', 'undertaking'],
  ['modules 4 et 5', 'pharmacologicalData'],
  ['module 4', 'pharmacologicalData'],
  ['module 5', 'pharmacologicalData'],
  ['donnees pharmacologiques', 'pharmacologicalData'],
  ['donnees pharmaco', 'pharmacologicalData'],
  ['module 3', 'qualityData'],
  ['donnees qualite', 'qualityData'],
  ['donnees de qualite', 'qualityData'],
];

/** Fields that only one procedure asks for: what a filled form is told by when its title is not read. */
export const procedureFields: { readonly importForm: readonly FieldName[]; readonly exportForm: readonly FieldName[] } =
  {
    importForm: [
      'importerName',
      'importerAddress',
      'provenanceCountry',
      'originCountry',
      'originDiffers',
      'scope',
      'quantity',
      'globalQuantity',
      'plannedOperations',
      'periodMonths',
      'purpose',
      'trialNumber',
    ],
    exportForm: [
      'exporterName',
      'exporterAddress',
      'declarationType',
      'destinationCountries',
      'reasonWithoutMarketingAuthorisation',
      'previousDeclarationNumber',
      'changes',
      'indications',
      'pharmacologicalData',
      'qualityData',
    ],
  };
