import { findings, type Severity } from '../worker/domain/assessment.ts';
import { clockOf, type Case } from '../worker/domain/case.ts';
import type { Procedure } from '../worker/domain/reference.ts';
import { demandsOf } from '../worker/domain/demand.ts';
import { inFrench, parisDate, timeInFrench } from '../worker/domain/deadline.ts';
import { heading, list, paragraph, type Block, type ListItem } from './block.ts';
import { procedureNames } from './case-report.ts';
import {
  closing,
  courteous,
  courtesyWords,
  damage,
  howTo,
  isPrivate,
  items,
  recourse,
  refusalIfComplete,
  section,
  serviceInCharge,
  withoutEffect,
} from './passages.ts';
import { received } from './received-files.ts';
import { askedFor, inTime } from './request-for-information.ts';
import type { Answered, Service } from './service.ts';

const n = '\u00a0';

/**
 * One acknowledgement for a mail that asks several things (CRPA R112-11-1): each has its reference, its date, and what is
 * missing from it; what is the same for all is said once.
 */
export function severalDemands(cases: readonly [Case, ...Case[]], service: Service, answered: Answered): Block[] {
  const [first] = cases;
  const on = inFrench(parisDate(answered.receivedAt));
  return [
    paragraph('Madame, Monsieur,'),
    paragraph(
      `Votre envoi électronique a été reçu le ${on} à ${timeInFrench(answered.receivedAt)} (heure de Paris). Il concerne ` +
        `${cases.length}${n}dossiers, chacun sous sa propre référence. Le présent message en est l’accusé de réception ` +
        `électronique (code des relations entre le public et l’administration, articles${n}L112-11 et${n}R112-11-1). ` +
        cautions(cases),
    ),
    ...damage(first),
    ...cases.flatMap((each) => oneDemand(each, answered)),
    ...serviceInCharge(service),
    ...(cases.some(awaitsDecision) ? recourse(service) : []),
    ...courtesies(cases),
    ...received(...cases),
    ...closing(first, service, 'Précisez, pour chaque élément, la demande à laquelle il se rapporte.', {
      which: 'la référence de la demande concernée',
    }),
  ];
}

/** What the letter is not, for each procedure that it speaks of. */
function cautions(cases: readonly Case[]): string {
  const concerns = (procedure: Procedure) => cases.some((each) => each.procedure === procedure);
  const declared = `Il ne préjuge pas de l’application de l’article${n}L5124-11 du code de la santé publique.`;
  return [
    ...(concerns('importAuthorisation') ? ['Il ne vaut pas autorisation d’importation.'] : []),
    ...(concerns('exportDeclaration') ? [declared] : []),
  ].join(' ');
}

function oneDemand(current: Case, answered: Answered): Block[] {
  return [heading(`${current.reference}${productOf(current)}`), ...stateOf(current), ...silenceOf(current, answered)];
}

/** The medicine tells the demands apart for whoever reads; a private individual's is not repeated. */
function productOf(current: Case): string {
  const [product] = current.submissions.flatMap(demandsOf).flatMap((each) => each.product ?? []);
  const named = product === undefined || isPrivate(current) ? '' : `, ${product.replace(/\s+/g, ' ').slice(0, 80)}`;
  return ` – ${procedureNames[current.procedure]}${named}`;
}

function stateOf(current: Case): Block[] {
  switch (current.state) {
    case 'awaitingApplicant':
      return [paragraph(`${askedFor(current)} ${inTime}`), list(items(current.assessment, 'legal'), true)];
    case 'forReview':
      return [
        paragraph(
          'Le contrôle automatique n’a relevé, à ce stade, aucune pièce ni information manquante parmi celles exigées par ' +
            'le code de la santé publique. Un agent examinera ce dossier et pourra vous demander des précisions.',
        ),
      ];
    case 'staffReview':
      return [
        paragraph(
          'Un agent doit examiner votre envoi avant que nous puissions vous indiquer s’il y manque un élément.',
        ),
      ];
    case 'refusalBorn':
    case 'closed':
      return [paragraph('Un agent va prendre connaissance de votre envoi et vous répondra.')];
    default:
      return current satisfies never;
  }
}

/** A request that is closed, or refused by silence already, has no date to come. */
function awaitsDecision({ procedure, state }: Case): boolean {
  return procedure === 'importAuthorisation' && state !== 'closed' && state !== 'refusalBorn';
}

/** R112-11-1, last paragraph; CRPA L114-5 al. 3 where something is awaited. */
function silenceOf(current: Case, answered: Answered): Block[] {
  const clock = clockOf(current);
  if (clock === undefined || !awaitsDecision(current)) return [];
  const base = paragraph(
    `Cette demande est susceptible de donner lieu à une décision implicite de rejet${n}: à défaut de décision expresse, et ` +
      `sous réserve que la demande soit complète, elle sera réputée rejetée le ` +
      `${inFrench(refusalIfComplete(current, answered))} (code de la santé publique, article${n}R5121-113).`,
  );
  if (current.state !== 'awaitingApplicant') return [base];
  const suspension = paragraph(
    `Dans l’attente de ce qui vous est demandé, ce délai est suspendu pendant le temps qui vous est donné pour produire ` +
      `les pièces et informations requises (code des relations entre le public et l’administration, article${n}L114-5, ` +
      `troisième alinéa). Leur réception met fin à cette suspension${n}; un nouvel accusé de réception vous indiquera alors ` +
      `la nouvelle date. Si nous ne recevons rien d’ici au ${inFrench(current.request.limitOn)}, cette demande sera ` +
      `réputée rejetée le ${inFrench(clock.printed)}, à défaut de décision expresse.`,
  );
  return [base, suspension];
}

/** What is asked without effect on the delays, each thing once with the references it is for. */
function courtesies(cases: readonly Case[]): Block[] {
  const asked = (severity: Severity): ListItem[] => {
    const all = cases.flatMap((current) => findings(current.assessment, severity).map((each) => ({ each, current })));
    const sentences = [...new Set(all.map(({ each }) => each.sentence))];
    return sentences.map((sentence) => {
      const same = all.filter(({ each }) => each.sentence === sentence);
      const references = same.map(({ current }) => current.reference).join(', ');
      return { text: sentence, details: [`Pour${n}: ${references}`, ...howTo(same[0]?.each.cure ?? '')] };
    });
  };
  const importing = cases.some((each) => each.procedure === 'importAuthorisation');
  const effect = withoutEffect(importing ? 'importAuthorisation' : 'exportDeclaration');
  return [
    ...courteous.flatMap((kind) => {
      const [title, words] = courtesyWords[kind];
      return section(title, asked(kind), `${words} ${effect}`);
    }),
    ...section('Information', asked('notice')),
  ];
}
