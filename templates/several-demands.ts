import { findings, type Severity } from '../worker/domain/assessment.ts';
import { clockOf, type Case } from '../worker/domain/case.ts';
import { demandsOf } from '../worker/domain/demand.ts';
import { inFrench, parisDate, timeInFrench } from '../worker/domain/deadline.ts';
import { heading, list, paragraph, type Block, type ListItem } from './block.ts';
import { closing, items, received, recourse, refusalIfComplete, section, serviceInCharge } from './passages.ts';
import type { Answered, Service } from './service.ts';

const n = '\u00a0';

/**
 * One acknowledgement for a mail that asks several things (CRPA R112-11-1): each has its reference, its date, and what is
 * missing from it; what is the same for all is said once.
 */
export function severalDemands(cases: readonly [Case, ...Case[]], service: Service, answered: Answered): Block[] {
  const [first] = cases;
  const on = inFrench(parisDate(answered.receivedAt));
  const importing = cases.some((each) => each.procedure === 'importAuthorisation');
  return [
    paragraph('Madame, Monsieur,'),
    paragraph(
      `Votre envoi électronique a été reçu le ${on} à ${timeInFrench(answered.receivedAt)} (heure de Paris). Il porte sur ` +
        `${cases.length} demandes ou déclarations, chacune enregistrée sous sa propre référence. Le présent message en est ` +
        `l’accusé de réception électronique (code des relations entre le public et l’administration, ` +
        `articles${n}L112-11 et${n}R112-11-1). Il ne vaut pas autorisation d’importation.`,
    ),
    ...cases.flatMap(oneDemand),
    ...serviceInCharge(service),
    ...(importing ? recourse(service) : []),
    ...courtesies(cases),
    ...received(...cases),
    ...closing(first, service, 'Indiquez la référence de la demande que vous complétez.'),
  ];
}

function oneDemand(current: Case): Block[] {
  return [heading(`${current.reference}${productOf(current)}`), ...stateOf(current), ...silenceOf(current)];
}

function productOf(current: Case): string {
  const [product] = current.submissions.flatMap(demandsOf).flatMap((each) => each.product ?? []);
  const kind =
    current.procedure === 'exportDeclaration' ? 'déclaration d’exportation' : 'demande d’autorisation d’importation';
  return ` – ${kind}${product === undefined ? '' : `, ${product.replace(/\s+/g, ' ').slice(0, 80)}`}`;
}

function stateOf(current: Case): Block[] {
  switch (current.state) {
    case 'awaitingApplicant':
      return [
        paragraph(
          'Les éléments suivants, exigés par les textes, n’ont été trouvés dans aucun des documents reçus. Nous vous prions ' +
            `de nous les adresser au plus tard le ${inFrench(current.request.limitOn)} inclus.`,
        ),
        list(items(current.assessment, 'legal'), true),
      ];
    case 'forReview':
      return [paragraph('Le contrôle automatique n’a relevé, à ce stade, aucune pièce ni information manquante.')];
    default:
      return [
        paragraph(
          'Un agent doit examiner votre envoi avant que nous puissions vous indiquer s’il y manque un élément.',
        ),
      ];
  }
}

/** R112-11-1, last paragraph; CRPA L114-5 al. 3 where something is awaited. */
function silenceOf(current: Case): Block[] {
  const clock = clockOf(current);
  if (clock === undefined) return [];
  const base =
    `À défaut de décision expresse, et sous réserve que la demande soit complète, cette demande sera réputée rejetée le ` +
    `${inFrench(refusalIfComplete(current))} (décision implicite de rejet, code de la santé publique, article${n}R5121-113).`;
  const awaited =
    current.state === 'awaitingApplicant'
      ? ` Ce délai est suspendu pendant le temps qui vous est donné pour produire les éléments manquants (code des relations ` +
        `entre le public et l’administration, article${n}L114-5, troisième alinéa)${n}; leur réception y met fin, et un nouvel ` +
        `accusé de réception vous indiquera la nouvelle date. Si rien n’est reçu, la date est le ${inFrench(clock.printed)}.`
      : '';
  return [paragraph(`${base}${awaited}`)];
}

/** What is asked without effect on the delays, each thing once with the references it is for. */
function courtesies(cases: readonly Case[]): Block[] {
  const asked = (severity: Severity): ListItem[] => {
    const all = cases.flatMap((current) => findings(current.assessment, severity).map((each) => ({ each, current })));
    const sentences = [...new Set(all.map(({ each }) => each.sentence))];
    return sentences.map((sentence) => {
      const same = all.filter(({ each }) => each.sentence === sentence);
      const references = same.map(({ current }) => current.reference).join(', ');
      const cure = same[0]?.each.cure ?? '';
      return {
        text: sentence,
        details: [`Pour${n}: ${references}`, ...(cure === '' ? [] : [`Comment faire${n}: ${cure}`])],
      };
    });
  };
  return [
    ...section('Fichiers à nous renvoyer', asked('technical'), ['Cette demande est sans effet sur les délais.']),
    ...section('Points à préciser', asked('inconsistency'), ['Ces précisions sont sans effet sur les délais.']),
    ...section('Éléments utiles à l’instruction', asked('agency'), [
      'Ils ne sont pas exigés par la loi et sont sans effet sur les délais.',
    ]),
    ...section('Information', asked('notice'), []),
  ];
}
