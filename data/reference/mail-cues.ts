/**
 * Words of mails that tell what they want or announce. Sources: the agency's page on import authorisations (29/05/2026)
 * and CSP R5121-108 to R5121-136; wording of mails inferred, to be completed from real traffic. As of 2026-11.
 *
 * Cues are looked for in folded text (no accents, lower case, single spaces), as whole words.
 */

/** What a mail asks for, by words of its subject or text. `AI` and `DE` alone prove nothing (« j’ai », « de »). */
export const intentCues = {
  importRequest: [
    'autorisation d importation',
    'autorisation d importer',
    'demande d importation',
    'autorisation importation',
    'importation de medicament',
    'importation du medicament',
    'importer le medicament',
    'importation d une specialite',
    'import authorisation',
    'import authorization',
    'import licence',
    'import license',
  ],
  exportDeclaration: [
    'declaration d exportation',
    'declaration exportation',
    'declaration d export',
    'exportation de medicament',
    'exportation du medicament',
    'export declaration',
  ],
  imputationReturn: ['tableau d imputation', 'tableau imputation', 'retour du tableau', 'imputation table'],
} as const;

/** Acronyms, matched as written, capitals included, next to a word that makes them one. */
export const acronymCues = {
  importRequest: [/\b(?:[Dd]emande|[Ff]ormulaire|[Dd]ossier|[Rr]enouvellement)s? d['’]\s?AI\b/, /\bAI\s+n[°o]/],
  exportDeclaration: [/\bDE[IC]\b/, /\b(?:[Dd]ossier|[Ff]ormulaire|[Dd]épôt d['’]une) DE\b/, /\bDE\s+n[°o]/],
  imputationReturn: [],
} as const;

/** Words that announce files with the mail. */
export const attachmentCues = [
  'ci joint',
  'ci jointe',
  'ci joints',
  'ci jointes',
  'en piece jointe',
  'en pieces jointes',
  'en pj',
  'joint a ce message',
  'joints a ce message',
  'trouverez joint',
  'trouverez en annexe',
  'please find attached',
  'see attached',
] as const;

/** Hosts of file transfer services: their links are never opened. A host matches with its sub-domains. */
export const transferHosts = [
  'wetransfer.com',
  'we.tl',
  'swisstransfer.com',
  'grosfichiers.com',
  'fromsmash.com',
  'dropbox.com',
  'drive.google.com',
  'docs.google.com',
  'onedrive.live.com',
  '1drv.ms',
  'sharepoint.com',
  'box.com',
  'francetransfert.numerique.gouv.fr',
  'filesender.renater.fr',
] as const;
