import { findings } from './assessment.ts';
import type { Outcome, StaffEvent } from './case-event.ts';
import { letterFor, place } from './case-reception.ts';
import { clockOf, coreOf, openRequest, type Case, type CaseCore, type InformationRequest, type Step } from './case.ts';
import { inFrench, parisDate, type CivilDate } from './deadline.ts';

/** Why staff may not do this now, in French, or undefined. */
export function obstacle(current: Case, event: StaffEvent): string | undefined {
  if (event.kind === 'reopened') return current.state === 'closed' ? undefined : 'le dossier n’est pas clos';
  if (event.kind === 'letterResent') return undefined;
  if (event.kind === 'related')
    return event.to === current.reference ? 'un dossier ne se lie pas à lui-même' : undefined;
  if (current.state === 'closed') return 'le dossier est clos : le rouvrir d’abord';
  switch (event.kind) {
    case 'complementRequired':
      return complementObstacle(current, event.on);
    case 'itemSatisfied': {
      const open = findings(current.assessment, 'legal').some((each) => each.rule === event.rule);
      if (!open) return `${event.rule} n’est pas un élément manquant de ce dossier`;
      const isPossible = event.on >= current.receivedOn && event.on <= parisDate(event.at);
      return isPossible ? undefined : 'l’élément ne peut être détenu ni avant la réception, ni à venir';
    }
    case 'detached': {
      if (!current.messages.some((each) => each.message === event.message)) return 'ce message n’est pas de ce dossier';
      return current.messages.length > 1 ? undefined : 'le dossier n’a que ce message';
    }
    case 'absorbed':
      return event.from === current.reference ? 'un dossier ne se joint pas à lui-même' : undefined;
    case 'decided':
      return decisionObstacle(current, event.outcome);
    case 'cleared':
      return current.caution === undefined && current.letters.length > 0 ? 'rien ne retient ce dossier' : undefined;
    case 'transferred':
      return transferObstacle(current, event.on);
    case 'valueCorrected':
    case 'reread':
    case 'setAside':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** A declaration awaits no decision, and a table is none (CSP L5124-11, R5121-135); a letter may be a request unrecognised. */
function decisionObstacle({ procedure }: Case, { kind }: Outcome): string | undefined {
  const isDecision = kind === 'granted' || kind === 'refused' || kind === 'notRequired';
  if (!isDecision || procedure === 'importAuthorisation' || procedure === 'correspondence') return undefined;
  return procedure === 'exportDeclaration'
    ? 'une déclaration d’exportation n’est ni accordée ni refusée (CSP, art. R5121-135)'
    : 'un tableau d’imputation n’appelle aucune décision';
}

function transferObstacle({ procedure, receivedOn, state }: Case, on: CivilDate): string | undefined {
  if (procedure !== 'importAuthorisation') return 'seule une demande d’autorisation d’importation a un délai de refus';
  if (state === 'refusalBorn') return 'trop tard : le refus implicite est déjà né';
  return on < receivedOn
    ? undefined
    : `l’agence a reçu la demande le ${inFrench(receivedOn)}, l’autre autorité avant elle`;
}

/** The fifteen days are for a complete file, before the refusal is born, and once (CSP R5121-113 al. 2). */
function complementObstacle(current: Case, on: CivilDate): string | undefined {
  const clock = clockOf(current);
  if (clock === undefined) return 'seule une demande d’autorisation d’importation a un délai à prolonger';
  if (current.state === 'awaitingApplicant')
    return 'la demande est incomplète : les éléments manquants sont déjà demandés';
  if (current.state === 'refusalBorn' || on > clock.printed)
    return `trop tard : le refus implicite est né le ${inFrench(clock.printed)}`;
  return clock.extendedOn === undefined ? undefined : `le délai a déjà été prolongé le ${inFrench(clock.extendedOn)}`;
}

/** An act of staff that met no obstacle. */
export function act(current: Case, event: StaffEvent): Step {
  switch (event.kind) {
    case 'decided': {
      const { outcome, on } = event;
      const letter = outcome.kind === 'rerouted' ? 'rerouteNotice' : undefined;
      return { next: { ...coreOf(current), state: 'closed', closedOn: on, outcome }, letter };
    }
    case 'reopened':
      return silent(bornAgain(assessed(coreOf(current), event)));
    case 'complementRequired':
      return {
        next: { ...current, complements: [...current.complements, { on: event.on, question: event.question }] },
        letter: 'complementRequirement',
      };
    case 'itemSatisfied': {
      const { rule, on, by, assessment } = event;
      const satisfied = [...current.satisfied, { rule, on, by }];
      return silent(assessed({ ...coreOf(current), satisfied, assessment }, event, current, on));
    }
    case 'valueCorrected': {
      const { correction, assessment } = event;
      const corrections = [...current.corrections.filter((each) => each.field !== correction.field), correction];
      return silent(assessed({ ...coreOf(current), corrections, assessment }, event, current));
    }
    case 'reread': {
      const { submission, assessment } = event;
      const submissions = current.submissions.map((each) => (each.message === submission.message ? submission : each));
      return silent(assessed({ ...coreOf(current), submissions, assessment }, event, current));
    }
    case 'setAside': {
      const alert = 'Un agent a classé un message de ce dossier hors périmètre : décider du dossier';
      return silent({ ...current, alerts: [...current.alerts, alert] });
    }
    case 'absorbed':
    case 'detached':
      return silent(rearranged(current, event));
    case 'cleared':
      return cleared(current, event);
    case 'letterResent':
      return silent({ ...current, letters: [...new Set([...current.letters, event.messageId])] });
    case 'transferred':
      return silent({ ...current, transferredOn: event.on });
    case 'related':
      return silent({ ...current, related: [...new Set([...current.related, event.to])] });
    default:
      return event satisfies never;
  }
}

/** A person knows the sender: the case goes on as any other, and what had no answer is answered. */
function cleared(current: Case, event: Extract<StaffEvent, { kind: 'cleared' }>): Step {
  if (current.letters.length > 0) return silent(assessed({ ...coreOf(current), caution: undefined }, event, current));
  const asking = { sentOn: parisDate(event.at), limitOn: event.limitOn };
  if (current.state === 'refusalBorn') return { next: { ...current, caution: undefined }, letter: 'receipt' };
  const next = place({ ...coreOf(current), caution: undefined }, asking, openRequest(current));
  return { next, letter: letterFor(next) };
}

/** The request that a mail of that day had answered, where that mail was none of the case's: nothing answered it. */
function askedAgain({ requests, assessment }: CaseCore, on: CivilDate): InformationRequest | undefined {
  const last = requests.at(-1);
  const missing = findings(assessment, 'legal').map((each) => each.rule);
  const isOpen = last?.answeredOn === on && last.rules.some((rule) => missing.includes(rule));
  return isOpen ? { ...last, closed: [], answeredOn: undefined } : undefined;
}

/** A refusal that was born before the case was closed is still born once it is open again. */
function bornAgain(current: Case): Case {
  const bornOn = clockOf(current)?.printed;
  const isBorn = current.calendar.some(({ kind, on }) => kind === 'refusalBorn' && on === bornOn);
  if (bornOn === undefined || !isBorn) return current;
  return { ...coreOf(current), state: 'refusalBorn', bornOn, request: undefined };
}

function rearranged(current: Case, event: Extract<StaffEvent, { kind: 'absorbed' | 'detached' }>): Case {
  const core = coreOf(current);
  const { assessment } = event;
  if (event.kind === 'detached') {
    const messages = core.messages.filter((each) => each.message !== event.message);
    const submissions = core.submissions.filter((each) => each.message !== event.message);
    const placed = core.messages.find((each) => each.message === event.message);
    const reopened = placed && askedAgain({ ...core, assessment }, parisDate(placed.receivedAt));
    if (reopened !== undefined) {
      const requests = core.requests.slice(0, -1);
      return place({ ...core, messages, submissions, assessment, requests }, undefined, reopened);
    }
    return assessed({ ...core, messages, submissions, assessment }, event, current);
  }
  const messages = [...core.messages, ...event.messages].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  const order = messages.map((each) => each.message);
  const submissions = [...core.submissions, ...event.submissions].sort(
    (a, b) => order.indexOf(a.message) - order.indexOf(b.message),
  );
  // What the other mails bring was held since they came, not since somebody joined them.
  const broughtOn =
    event.messages
      .map((each) => parisDate(each.receivedAt))
      .sort()
      .at(-1) ?? core.receivedOn;
  const on = broughtOn > core.receivedOn ? broughtOn : core.receivedOn;
  return assessed({ ...core, messages, submissions, assessment }, event, current, on);
}

/**
 * Where the case stands after an act that changed what is known of it. Staff ask for nothing by it: what is missing
 * stays asked for as it was, and a case that awaited items and lacks none any more is complete since `on`.
 */
function assessed(core: CaseCore, event: StaffEvent, current?: Case, on: CivilDate = parisDate(event.at)): Case {
  if (current?.state === 'refusalBorn') return { ...current, ...core };
  const open = openRequest(current);
  const missing = findings(core.assessment, 'legal').map((each) => each.rule);
  if (missing.length > 0) {
    // Without a request that went out, nothing is awaited: a person looks.
    return place(core, undefined, open);
  }
  const closed = open?.rules.map((rule) => ({ rule, on })) ?? [];
  const requests = open === undefined ? core.requests : [...core.requests, { ...open, closed, answeredOn: on }];
  const completeOn = core.completeOn ?? on;
  return place({ ...core, requests, completeOn }, undefined);
}

function silent(next: Case): Step {
  return { next, letter: undefined };
}
