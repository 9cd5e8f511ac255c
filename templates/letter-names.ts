import type { LetterKind } from '../worker/domain/case-event.ts';

/** What staff call each letter. */
export const letterNames = {
  acknowledgement: 'accusé de réception',
  requestForInformation: 'accusé de réception et demande de pièces',
  receipt: 'accusé de réception simple',
  severalDemands: 'accusé de réception de plusieurs demandes',
  complementRequirement: 'demande d’informations complémentaires',
  rerouteNotice: 'avis de transmission',
} as const satisfies Record<LetterKind, string>;
