import { findings } from '../worker/domain/assessment.ts';
import type { CaseEvent, Outcome } from '../worker/domain/case-event.ts';
import type { Case } from '../worker/domain/case.ts';
import { inFrench } from '../worker/domain/deadline.ts';
import { differences, type Differences } from '../worker/domain/differences.ts';
import { fields } from '../worker/domain/fields.ts';
import { transition } from '../worker/domain/transition.ts';
import { procedureNames, stateNames, when } from './case-report.ts';
import { deadlineLine, deadlinesOf } from './deadlines.ts';
import { documentStory } from './document-names.ts';
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
      return [head(`le délai donné jusqu’au ${inFrench(event.on)} est écoulé, rien n’est arrivé`)];
    case 'refusalNear':
      return [head(`un refus implicite peut naître le ${inFrench(event.on)} à minuit`)];
    case 'refusalBorn':
      return [head(`refus implicite né le ${inFrench(event.on)} à minuit${n}; le demandeur n’en est pas avisé`)];
    default:
      return [head(`${actOf(event)} – par ${event.by}${n}: ${event.why}`), ...conclusion(before, after)];
  }
}

function senderOf({ receivedAt, mailbox, submission, applicant }: Received): string {
  const from = submission.headers.from?.address ?? 'un expéditeur inconnu';
  const handed = applicant !== undefined && applicant.address !== from ? `, transmis pour ${applicant.address}` : '';
  return `message de ${from}${handed}, reçu le ${when(receivedAt)} dans la boîte ${mailbox}`;
}

function contents({ submission, procedure }: Received, before: Case | undefined): string[] {
  const { intent, documents, damage } = submission;
  const why = intent.evidence.length === 0 ? 'aucun indice' : intent.evidence.join(', ');
  return [
    ...(before === undefined ? [`  compris comme${n}: ${procedureNames[procedure]} (${why})`] : []),
    ...(damage === undefined ? [] : [`  message endommagé${n}: ${damage}`]),
    ...documents
      .filter((each) => each.kind !== 'decoration')
      .map((each) => `  ${each.file === '' ? '' : `«${n}${each.file}${n}»${n}: `}${documentStory(each)}`),
    ...(before === undefined ? [] : changes(differences(before.submissions, submission))),
  ];
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

/** What the rules said, and where the case stands since. */
function conclusion(before: Case | undefined, after: Case): string[] {
  const missing = findings(after.assessment, 'legal').map(
    (each) => `  manque (${each.rule}, ${each.basis})${n}: ${each.sentence}`,
  );
  const brought = after.requests.slice(before?.requests.length ?? 0).flatMap((each) => each.closed);
  const staff = [...findings(after.assessment, 'staff'), ...findings(after.assessment, 'inconsistency')];
  const looks = staff.map((each) => `  à regarder (${each.rule})${n}: ${each.sentence}`);
  return [...brought.map(({ rule }) => `  reçu${n}: ${rule}`), ...missing, ...looks, `  → ${stateNames[after.state]}`];
}

function actOf(event: Exclude<CaseEvent, { kind: Received['kind'] }>): string {
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
    case 'related':
      return `dossier lié${n}: ${event.to}`;
    default:
      return event.kind;
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
