import type { Case } from '../worker/domain/case.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { paragraph, type Block } from './block.ts';
import { closing, serviceInCharge } from './passages.ts';
import type { Service } from './service.ts';

const n = '\u00a0';

/**
 * Tells the sender that the mail went to the service or authority in charge (CRPA L114-2). That authority acknowledges
 * it (L114-4): no date of refusal is given here.
 */
export function rerouteNotice(current: Case, service: Service): Block[] {
  if (current.state !== 'closed' || current.outcome.kind !== 'rerouted') throw new Error('nothing was rerouted');
  return [
    paragraph('Madame, Monsieur,'),
    paragraph(
      `Votre envoi, reçu le ${inFrench(current.receivedOn)} et enregistré sous la référence ${current.reference}, ne relève ` +
        `pas de notre service. Nous l’avons transmis le ${inFrench(current.closedOn)} à qui en a la charge${n}: ` +
        `${current.outcome.to}. C’est à ce destinataire qu’il revient de vous en accuser réception et de vous répondre ` +
        `(code des relations entre le public et l’administration, articles${n}L114-2 et${n}L114-4).`,
    ),
    ...serviceInCharge(service),
    ...closing(current, service, 'Vous n’avez pas à renvoyer vos documents. Une question sur cette transmission ?', {
      author: 'agent',
      files: false,
    }),
  ];
}
