/**
 * Words that hint at a case where the law asks for no import authorisation of its own: transit, French marketing
 * authorisation, early or compassionate access, authorised trial, sports team. Sources: CSP L5124-13, R5121-108,
 * R5121-109 al. 3; the agency's page of 29/05/2026; wordings inferred, 2026-11. For staff only: the worker never tells
 * anyone that no authorisation is needed. Matched as whole words, without accents.
 */
export const exemptionCues = [
  'AAC',
  'AAP',
  'accès compassionnel',
  'accès précoce',
  'AMM française identique',
  'ATU',
  'bénéficiant d’une AMM en France',
  'dispense d’autorisation',
  'dispose d’une AMM en France',
  'disposant d’une AMM en France',
  'en transit',
  'équipe sportive',
  'essai autorisé',
  'essai clinique autorisé',
  'exempté d’autorisation',
  'recherche autorisée',
  'transit douanier',
  'transit externe',
] as const;
