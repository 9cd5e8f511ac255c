import type { IntentKind } from '../../worker/domain/submission.ts';

/** Procedures that these counters do not handle, but whose mail they receive. */
export type NeighbourKind = Extract<
  IntentKind,
  | 'portalSupport'
  | 'parallelImport'
  | 'controlledSubstance'
  | 'trialAttestation'
  | 'compassionateAccess'
  | 'exportCertificate'
  | 'traveller'
  | 'otherProcedure'
>;

/**
 * What each is called, after « Votre message semble relever ». Sources: the agency's pages on import authorisations
 * (29/05/2026), narcotics and psychotropics (10/06/2022), « Voyager avec mes médicaments »; CSP articles as quoted. The only
 * address is the one that the agency publishes for the procedure. As of 2026-11; to be confirmed by the services.
 */
export const neighbouringProcedures: Readonly<Record<NeighbourKind, string>> = {
  portalSupport: 'de l’assistance aux utilisateurs de l’application Impexweb',
  parallelImport:
    'de l’importation parallèle ou de la distribution parallèle de médicaments (code de la santé publique, articles\u00a0' +
    'R5121-115 et suivants, R5121-136-1)',
  controlledSubstance:
    'de la réglementation des stupéfiants et des psychotropes (code de la santé publique, articles\u00a0R5132-74 et R5132-88), ' +
    'dont les demandes d’autorisation sont reçues par la direction de l’agence qui en est chargée, à l’adresse ' +
    'stupetpsy@ansm.sante.fr',
  trialAttestation:
    'de la délivrance de l’attestation d’importation d’un médicament destiné à une recherche autorisée (code de la santé ' +
    'publique, article\u00a0R5121-114)',
  compassionateAccess:
    'de l’accès précoce ou de l’accès compassionnel à un médicament (code de la santé publique, articles\u00a0L5121-12 et ' +
    'L5121-12-1)',
  exportCertificate: 'des certificats d’exportation de médicaments (code de la santé publique, article\u00a0L5124-11)',
  traveller:
    'des règles applicables aux voyageurs qui transportent leurs médicaments, que présente la page «\u00a0Voyager avec mes ' +
    'médicaments\u00a0» du site de l’agence',
  otherProcedure:
    'd’une autre procédure que l’importation et l’exportation de médicaments à usage humain (médicaments vétérinaires, ' +
    'dispositifs médicaux, matières premières, éléments et produits du corps humain, micro-organismes et toxines…)',
};
