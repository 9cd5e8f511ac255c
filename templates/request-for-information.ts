import { findings } from '../worker/domain/assessment.ts';
import { clockOf, type Case } from '../worker/domain/case.ts';
import { inFrench, parisDate } from '../worker/domain/deadline.ts';
import { heading, list, paragraph, type Block } from './block.ts';
import { closing, courtesies, items, opening, serviceInCharge, silence } from './passages.ts';
import { received } from './received-files.ts';
import type { Answered, Service } from './service.ts';

const n = '\u00a0';

/** A case that awaits its applicant. */
export type Awaiting = Extract<Case, { state: 'awaitingApplicant' }>;

/**
 * Acknowledgement that lists, all at once, the items the law requires and that were not found, with the date limit and
 * the effect on the delay (CRPA R112-11-4, L114-5).
 */
export function requestForInformation(current: Case, service: Service, answered: Answered): Block[] {
  if (current.state !== 'awaitingApplicant') throw new Error(`nothing is asked in state ${current.state}`);
  const importing = current.procedure === 'importAuthorisation';
  return [
    ...opening(current, answered),
    ...forgotten(current),
    paragraph(`${askedFor(current)} ${inTime}`),
    heading('Pièces et informations manquantes'),
    list(items(current.assessment, 'legal'), true),
    paragraph(
      importing
        ? 'Le présent accusé de réception ne vaut pas autorisation d’importation.'
        : `Le présent accusé de réception ne préjuge pas de l’application de l’article${n}L5124-11 du code de la santé publique.`,
    ),
    ...serviceInCharge(service),
    // A declaration has no silence effect: no date, no suspension, no recourse (CSP R5121-135).
    ...(importing ? silence(current, service, answered, suspension(current, answered)) : []),
    ...courtesies(current, ['inconsistency', 'agency']),
    ...received(current),
    ...closing(current, service, 'Adressez-nous en une fois tout ce qui est demandé.'),
  ];
}

/** Something is only said to be missing when all was read: what is then to be sent again are files that never came. */
function forgotten({ assessment }: Awaiting): Block[] {
  const found = findings(assessment, 'technical').map(({ sentence }) => sentence);
  return found.length === 0 ? [] : [paragraph(`${found.join(' ')} Joignez-les en réponse au présent message.`)];
}

/** What is asked and until when; the items follow, each once, with its article (CRPA R112-11-4). */
export function askedFor({ assessment, request }: Awaiting): string {
  const [what, found, them] =
    findings(assessment, 'legal').length === 1
      ? ['L’élément suivant, exigé', 'n’a été trouvé', 'l’']
      : ['Les éléments suivants, exigés', 'n’ont été trouvés', 'les '];
  return (
    `${what} par le code de la santé publique (CSP), ${found} ni dans votre message ni dans les documents reçus. Nous vous ` +
    `prions de nous ${them}adresser au plus tard le ${inFrench(request.limitOn)} inclus.`
  );
}

/** An electronic sending of the last day is in time (CRPA L112-13). */
export const inTime =
  `Un envoi électronique reçu ce jour-là avant minuit, heure de Paris, arrive à temps${n}; la date portée sur l’accusé de ` +
  `réception fait foi (code des relations entre le public et l’administration, articles${n}R112-11-4 et${n}L112-13).`;

/** CRPA L114-5 al. 3: the refusal clock stands still while the items are awaited. */
function suspension(current: Awaiting, { receivedAt }: Answered): Block[] {
  const { limitOn } = current.request;
  const clock = clockOf(current);
  const nothing = clock === undefined ? '' : inFrench(clock.printed);
  return [
    heading('Effet de cette demande sur le délai'),
    paragraph(
      `La date ci-dessus suppose un dossier complet le ${inFrench(parisDate(receivedAt))}. Dans l’attente de ce qui vous ` +
        `est demandé, le délai au terme duquel votre demande est réputée rejetée est suspendu pendant le temps qui vous ` +
        `est donné pour produire les pièces et informations requises (code des relations entre le public et ` +
        `l’administration, article${n}L114-5, troisième alinéa). Leur réception met fin à cette suspension. Si nous les ` +
        `recevons au plus tard le ${inFrench(limitOn)}, un nouvel accusé de réception vous indiquera la date de rejet ` +
        `implicite, fixée au quarante-cinquième jour suivant leur réception. Si nous ne recevons rien d’ici là, votre ` +
        `demande sera réputée rejetée le ${nothing}, à défaut de décision expresse.`,
    ),
  ];
}
