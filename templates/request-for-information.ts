import { clockOf, type Case } from '../worker/domain/case.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { heading, list, paragraph, type Block } from './block.ts';
import type { Answered, Service } from './service.ts';
import {
  closing,
  courtesies,
  items,
  opening,
  received,
  refusalIfComplete,
  serviceInCharge,
  silence,
} from './passages.ts';

const n = '\u00a0';

type Awaiting = Extract<Case, { state: 'awaitingApplicant' }>;

/**
 * Acknowledgement that lists, all at once, the items the law requires and that were not found, with the date limit and
 * the effect on the delay (CRPA R112-11-4, L114-5).
 */
export function requestForInformation(current: Case, service: Service, answered: Answered): Block[] {
  if (current.state !== 'awaitingApplicant') throw new Error(`nothing is asked in state ${current.state}`);
  const importing = current.procedure === 'importAuthorisation';
  return [
    ...opening(current, answered, importing ? 'la demande' : 'la déclaration'),
    ...asked(current),
    ...serviceInCharge(service),
    ...(importing ? [...silence(refusalIfComplete(current), service), ...suspension(current)] : []),
    ...courtesies(current.assessment),
    ...received(current),
    ...closing(current, service, 'Adressez-nous en une fois les éléments demandés.'),
  ];
}

function asked(current: Awaiting): Block[] {
  return [
    paragraph(
      'Les éléments suivants, exigés par les textes, n’ont été trouvés dans aucun des documents reçus. Nous vous ' +
        `prions de nous les adresser au plus tard le ${inFrench(current.request.limitOn)} inclus.`,
    ),
    heading('Pièces et informations manquantes'),
    list(items(current.assessment, 'legal'), true),
    paragraph(
      current.procedure === 'importAuthorisation'
        ? 'Le présent accusé de réception ne vaut pas autorisation d’importation.'
        : `Le présent accusé de réception ne préjuge pas de l’application de l’article${n}L5124-11 du code de la santé publique.`,
    ),
  ];
}

/** CRPA L114-5 al. 3: the refusal clock stands still while the items are awaited. */
function suspension(current: Awaiting): Block[] {
  const { limitOn } = current.request;
  const clock = clockOf(current);
  const nothing = clock === undefined ? '' : inFrench(clock.printed);
  return [
    heading('Effet de cette demande sur le délai'),
    paragraph(
      `Le délai au terme duquel votre demande est réputée rejetée est suspendu pendant le temps qui vous est donné pour ` +
        `produire ces éléments (code des relations entre le public et l’administration, article${n}L114-5, troisième ` +
        `alinéa). Leur réception met fin à cette suspension. Si nous les recevons au plus tard le ${inFrench(limitOn)}, ` +
        `un nouvel accusé de réception vous indiquera la date de rejet implicite, fixée au quarante-cinquième jour suivant ` +
        `leur réception. Si nous ne recevons rien d’ici là, votre demande sera réputée rejetée le ${nothing}, à défaut de ` +
        `décision expresse.`,
    ),
  ];
}
