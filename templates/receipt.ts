import type { Case } from '../worker/domain/case.ts';
import { paragraph, type Block } from './block.ts';
import { orientation } from './orientation.ts';
import type { Answered, Service } from './service.ts';
import { closing, courtesies, damage, opening, received, serviceInCharge } from './passages.ts';

/** Acknowledgement of a sending that asks for no decision, or whose object a person must establish: no date, no recourse. */
export function receipt(current: Case, service: Service, answered: Answered): Block[] {
  const table = current.procedure === 'imputation';
  return [
    ...opening(current, answered, 'la correspondance'),
    paragraph(
      table
        ? 'Le tableau d’imputation reçu sera rapproché de l’autorisation d’importation qu’il concerne.'
        : 'Un agent va en prendre connaissance et vous répondra.',
    ),
    ...orientation(current),
    ...damage(current),
    ...serviceInCharge(service),
    ...courtesies(current.assessment),
    ...received(current),
    ...closing(current, service, 'Vous pouvez compléter votre envoi à tout moment.'),
  ];
}
