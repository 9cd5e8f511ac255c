import type { Case } from '../worker/domain/case.ts';
import { findings } from '../worker/domain/assessment.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { heading, list, paragraph, type Block } from './block.ts';
import type { Answered, Service } from './service.ts';
import { closing, courtesies, damage, isPrivate, opening, serviceInCharge, silence } from './passages.ts';
import { received } from './received-files.ts';

const n = '\u00a0';

/** Acknowledgement of a request or declaration in which nothing that the law requires was seen missing. */
export function acknowledgement(current: Case, service: Service, answered: Answered): Block[] {
  const importing = current.procedure === 'importAuthorisation';
  return [
    ...opening(current, answered),
    ...heard(current),
    ...state(current, importing),
    ...damage(current),
    ...serviceInCharge(service),
    // A declaration has no silence effect: no date, no recourse (CSP R5121-135).
    ...(importing ? silence(current, service, answered) : []),
    ...courtesies(current),
    ...received(current),
    ...closing(current, service, 'Vous pouvez compléter votre envoi à tout moment.'),
  ];
}

/** What the mail says of the request itself: it is heard, and left to a person. */
function heard({ submissions }: Case): Block[] {
  switch (submissions.at(-1)?.intent.kind) {
    case 'withdrawal':
      return [paragraph(`Votre message semble retirer votre demande${n}; un agent va le vérifier et vous répondra.`)];
    case 'statusQuery':
    case 'question':
      return [paragraph('Un agent va prendre connaissance de votre question et vous répondra.')];
    default:
      return [];
  }
}

/** What the automatic check saw, and what it is not: an authorisation, or a finding that the file is complete. */
function state(current: Case, importing: boolean): Block[] {
  const texts = importing
    ? `exigées par les articles${n}R5121-111 et${n}R5121-112 du code de la santé publique`
    : `exigées par les articles${n}L5124-11 et${n}R5121-135 du code de la santé publique`;
  const caution = importing
    ? 'Le présent accusé de réception ne vaut pas autorisation d’importation.'
    : `Le présent accusé de réception ne préjuge pas de l’application de l’article${n}L5124-11 du code de la santé publique.`;
  if (current.state !== 'staffReview') {
    return [
      paragraph(
        `Le contrôle automatique n’a relevé, à ce stade, aucune pièce ni information manquante parmi celles ` +
          `${texts}. ${completed(current)}Un agent examinera votre dossier et pourra vous demander des précisions. ${caution}`,
      ),
    ];
  }
  return [
    paragraph(
      `Un agent doit examiner votre envoi avant que nous puissions vous indiquer s’il y manque un élément. ${caution}`,
    ),
    ...unread(current),
  ];
}

/** The day from which a file that was completed counts, where its delay does (CSP R5121-113). */
function completed({ procedure, requests, completeOn }: Case): string {
  if (procedure !== 'importAuthorisation' || requests.length === 0 || completeOn === undefined) return '';
  return `Le dernier des éléments que nous vous avions demandés a été reçu le ${inFrench(completeOn)}. `;
}

/** Files that could not be read are named; nothing they may hold is called missing. */
function unread(current: Case): Block[] {
  const { unread: files } = current.assessment;
  const asked = findings(current.assessment, 'technical').length > 0;
  if (files.length === 0 || asked || isPrivate(current)) return [];
  return [
    heading('Fichiers que nous n’avons pas pu lire automatiquement'),
    list(files.map(({ file, format }) => ({ text: `«${n}${file}${n}» (${format})`, details: [] }))),
  ];
}
