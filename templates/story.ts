import { findings, undecided } from '../worker/domain/assessment.ts';
import type { CaseEvent, Outcome, StaffEvent } from '../worker/domain/case-event.ts';
import type { Case } from '../worker/domain/case.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import type { Authentication } from '../worker/domain/message.ts';
import { differences, type Differences } from '../worker/domain/differences.ts';
import { fields } from '../worker/domain/fields.ts';
import { transition } from '../worker/domain/transition.ts';
import { procedureNames, stateNames, when } from './case-report.ts';
import { deadlineLine, deadlinesOf } from './deadlines.ts';
import { documentStory } from './document-names.ts';
import { intentNames } from './intent-names.ts';
import { letterNames } from './letter-names.ts';

const n = '\u00a0';

type Received = Extract<CaseEvent, { kind: 'submissionReceived' }>;

/** The story of a case in French, from its events: what came, what was decided and by which rule, what is due and when. */
export function storyOf(events: readonly CaseEvent[]): string {
  const lines: string[] = [];
  let current: Case | undefined;
  for (const event of events) {
    const before = current;
    const next = transition(before, event).next;
    lines.push(...told(event, before, next), '');
    current = next;
  }
  if (current === undefined) return '';
  const { reference, procedure, state } = current;
  const due = state === 'closed' ? [] : deadlinesOf(current).map((each) => `  ${deadlineLine(each)}`);
  return [
    `${reference} – ${procedureNames[procedure]} – ${stateNames[state]}`,
    '',
    ...lines,
    'CE QUI EST ATTENDU, ET QUAND',
    ...(due.length === 0 ? ['  rien'] : due),
    ...current.alerts.map((each) => `  ⚠ ${each}`),
    ...(current.related.length === 0 ? [] : [`  Dossiers liés${n}: ${current.related.join(', ')}`]),
  ].join('\n');
}

/** One event: when, what, and what followed from it. */
function told(event: CaseEvent, before: Case | undefined, after: Case): string[] {
  const head = (what: string) => `${when(event.at)} – ${what}`;
  switch (event.kind) {
    case 'submissionReceived':
      return [head(senderOf(event)), ...contents(event, before), ...conclusion(before, after)];
    case 'copyReceived':
      return [head(`le même message est arrivé dans la boîte ${event.received.mailbox}${n}: rien ne change`)];
    case 'letterQueued':
      return [head(`${letterNames[event.letter]} mis en partance`)];
    case 'letterAccepted':
      return [head(`lettre acceptée par le serveur (${event.reply})`)];
    case 'letterRejected':
      return [head(`lettre refusée par le serveur (${event.reply})`)];
    case 'letterUncertain': {
      const then = event.resentAt === undefined ? 'un agent doit vérifier' : `nouvel envoi le ${when(event.resentAt)}`;
      return [head(`lettre remise au serveur, qui n’a pas confirmé${n}; ${then}, sauf preuve de réception`)];
    }
    case 'letterAbandoned':
      return [head(`lettre reportée trop longtemps par le serveur, elle n’est plus envoyée (${event.reply})`)];
    case 'letterBounced':
      return [head(event.permanent ? 'lettre non distribuée' : 'lettre retardée')];
    case 'limitPassed':
      return [
        head(`le délai donné jusqu’au ${inFrench(event.on)} est écoulé, rien n’est arrivé (CRPA, art.${n}L114-5)`),
      ];
    case 'refusalNear':
      return [head(`un refus implicite peut naître le ${inFrench(event.on)} à minuit (CSP, art.${n}R5121-113)`)];
    case 'refusalBorn':
      return [
        head(
          `refus implicite né le ${inFrench(event.on)} à minuit (CSP, art.${n}R5121-113)${n}; le demandeur n’en est pas avisé`,
        ),
      ];
    case 'registrationAtRisk':
    case 'registrationMissed':
    case 'acknowledgementAtRisk':
    case 'acknowledgementMissed': {
      const what = event.kind.startsWith('registration') ? 'accusé d’enregistrement' : 'accusé de réception';
      const due = `${what} dû au plus tard le ${inFrench(event.on)} (CRPA, art.${n}R112-11-2)`;
      const isMissed = event.kind.endsWith('Missed');
      return [
        head(`${due}${n}: ${isMissed ? 'non envoyé à temps, le' : 'le'} serveur de courriel n’a accepté aucune lettre`),
      ];
    }
    default:
      return [head(`${actOf(event)} – par ${event.by}${n}: ${event.why}`), ...conclusion(before, after)];
  }
}

function senderOf({ receivedAt, mailbox, submission, applicant }: Received): string {
  const from = submission.headers.from?.address ?? 'un expéditeur inconnu';
  const handed = applicant !== undefined && applicant.address !== from ? `, transmis pour ${applicant.address}` : '';
  return `message de ${from}${handed}, reçu le ${when(receivedAt)} dans la boîte ${mailbox}`;
}

function contents({ submission, procedure, caution }: Received, before: Case | undefined): string[] {
  const { intent, documents, damage, authentication } = submission;
  const why = intent.evidence.length === 0 ? 'aucun indice' : intent.evidence.join(', ');
  const [wanted, opened] = [intentNames[intent.kind], procedureNames[procedure]];
  const treated = before === undefined && opened !== wanted ? ` → dossier ouvert${n}: ${opened}` : '';
  return [
    `  compris comme${n}: ${wanted} (${why})${treated}`,
    ...(authentication === undefined ? [] : [`  authentification${n}: ${authenticationText(authentication)}`]),
    ...(caution === undefined ? [] : [`  ${caution}`]),
    ...(damage === undefined ? [] : [`  message endommagé${n}: ${damage}`]),
    ...documents
      .filter((each) => each.kind !== 'decoration')
      .map((each) => `  ${each.file === '' ? '' : `«${n}${each.file}${n}»${n}: `}${documentStory(each)}`),
    ...(before === undefined ? [] : changes(differences(before.submissions, submission))),
  ];
}

/** What the agency's own server found of the sender. */
export function authenticationText({ spf, dkim, dmarc, server }: Authentication): string {
  const results = Object.entries({ spf, dkim, dmarc }).flatMap(([method, result]) =>
    result === undefined ? [] : [`${method} ${result}`],
  );
  return `${results.join(', ')} (${server})`;
}

/** What a later version says otherwise. */
function changes({ fields: changed, rows }: Differences): string[] {
  const cell = (text: string | undefined) => (text === undefined ? 'rien' : `«${n}${text.replace(/\s+/g, ' ')}${n}»`);
  const kinds = { added: 'ajoutée', removed: 'retirée', changed: 'modifiée' } as const;
  return [
    ...changed.map(({ field, before, after }) => `  ${fields[field].label}${n}: ${cell(before)} → ${cell(after)}`),
    ...rows.map(({ sheet, row, kind, cells }) => {
      const texts = cells.map((each) => `${each.column} ${cell(each.before)} → ${cell(each.after)}`);
      return `  feuille «${n}${sheet}${n}», opération ${row} ${kinds[kind]}${n}: ${texts.join(', ')}`;
    }),
  ];
}

/** What the rules said, and where the case stands since; an act that changes nothing of it repeats nothing. */
function conclusion(before: Case | undefined, after: Case): string[] {
  if (before?.assessment === after.assessment)
    return before.state === after.state ? [] : [`  → ${stateNames[after.state]}`];
  const missing = findings(after.assessment, 'legal').map(
    (each) => `  manque (${each.rule}, ${each.basis})${n}: ${each.sentence}`,
  );
  const brought = after.requests.slice(before?.requests.length ?? 0).flatMap((each) => each.closed);
  const staff = [...findings(after.assessment, 'staff'), ...findings(after.assessment, 'inconsistency')];
  const looks = staff.map((each) => `  à regarder (${each.rule})${n}: ${each.sentence}`);
  const open = undecided(after.assessment);
  const isOpen = (rule: string) => open.some((each) => each.rule === rule);
  const unsure = open.map((each) => `  à établir (${each.rule})${n}: ${each.sentence}`);
  const came = brought.map(({ rule }) => `  ${isOpen(rule) ? 'peut-être reçu' : 'reçu'}${n}: ${rule}`);
  return [...came, ...missing, ...unsure, ...looks, `  → ${stateNames[after.state]}`];
}

function actOf(event: StaffEvent): string {
  switch (event.kind) {
    case 'decided':
      return `dossier clos${n}: ${outcomeText(event.outcome)}`;
    case 'reopened':
      return 'dossier rouvert';
    case 'complementRequired':
      return 'informations complémentaires requises (CSP, art. R5121-113)';
    case 'itemSatisfied':
      return `élément ${event.rule} constaté, depuis le ${inFrench(event.on)}`;
    case 'valueCorrected':
      return `${fields[event.correction.field].label} retenu${n}: «${n}${event.correction.raw}${n}»`;
    case 'absorbed':
      return `messages du dossier ${event.from} joints`;
    case 'detached':
      return `un message séparé vers le dossier ${event.to}`;
    case 'reread':
      return 'message lu à nouveau';
    case 'setAside':
      return 'message classé hors périmètre';
    case 'related':
      return `dossier lié${n}: ${event.to}`;
    case 'letterResent':
      return `${letterNames[event.letter]} à nouveau mis en partance, à ${event.recipient}`;
    case 'cleared':
      return 'réserve levée, l’expéditeur est connu';
    case 'transferred':
      return `demande reçue d’abord par ${event.from}, le ${inFrench(event.on)}${n}: le silence compte depuis ce jour (CRPA, art.${n}L114-3)`;
    default:
      return event satisfies never;
  }
}

/** How a case ended, in a few words. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'granted':
      return `autorisation accordée, n°${n}${outcome.number}`;
    case 'refused':
      return 'autorisation refusée';
    case 'notRequired':
      return 'aucune autorisation nécessaire';
    case 'withdrawn':
      return 'demande retirée';
    case 'rerouted':
      return `transmis à ${outcome.to}`;
    case 'mergedInto':
      return `joint au dossier ${outcome.reference}`;
    case 'filed':
      return 'classé';
    default:
      return outcome satisfies never;
  }
}
