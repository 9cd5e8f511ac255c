import type { Document, DocumentKind, DocumentNote, UnreadableReason } from '../worker/domain/submission.ts';

/** What letters and reports call each kind of document. */
export const documentNames = {
  importForm: 'formulaire de demande d’autorisation d’importation',
  exportForm: 'formulaire de déclaration d’exportation',
  requestLetter: 'lettre de demande',
  prescription: 'ordonnance',
  trialAcknowledgement: 'accusé de réception de la demande d’autorisation de recherche',
  undertaking: 'engagement',
  issuedAuthorisation: 'autorisation d’importation',
  pharmacologicalData: 'données pharmacologiques, toxicologiques et cliniques',
  qualityData: 'données relatives à la qualité',
  imputationTable: 'tableau d’imputation',
  mailText: 'texte du message',
  attachedMail: 'message joint',
  other: 'document',
  container: 'contenant',
  decoration: 'image',
  unreadable: 'fichier non lu',
} as const satisfies Record<DocumentKind, string>;

/** Why a file was not read, for staff. */
export const reasonNames = {
  encrypted: 'protégé par un mot de passe',
  corrupt: 'endommagé',
  empty: 'vide',
  tooLarge: 'trop grand',
  tooHeavy: 'lecture arrêtée : trop de temps ou de mémoire',
  formatNotRead: 'format non lu',
  scanNotRead: 'image sans texte',
} as const satisfies Record<UnreadableReason, string>;

const noteNames = {
  macros: 'contient des macros, non exécutées',
  externalLinks: 'contient des liens externes, non suivis',
  electronicSignature: 'signature électronique, non vérifiée',
  converted: 'lu après conversion',
  cutShort: 'lu en partie seulement',
} as const satisfies Record<DocumentNote, string>;

/** A document in a few words: what it is, how that was recognised, what to know of it. */
export function documentStory(document: Document): string {
  const { kind, pages, fromPicture, notes = [], readings } = document;
  const remarks = [
    document.recognisedBy,
    ...(pages === undefined
      ? []
      : [pages.first === pages.last ? `page ${pages.first}` : `pages ${pages.first} à ${pages.last}`]),
    ...(fromPicture ? ['reconnu sur image, à vérifier'] : []),
    ...notes.map((each) => noteNames[each]),
    ...(kind === 'container' || kind === 'decoration' ? [] : [`${readings.length} valeur(s)`]),
  ];
  const what = kind === 'unreadable' ? `NON LU (${reasonNames[document.reason]})` : documentNames[kind];
  return `${what} – ${remarks.filter((each) => each !== '').join(', ')}`;
}
