import { findings } from './assessment.ts';
import type { CalendarEvent, StaffEvent } from './case-event.ts';
import { place } from './case-reception.ts';
import { clockOf, openRequest, type Case, type CaseCore, type Step } from './case.ts';
import { addDays, parisDate, type CivilDate } from './deadline.ts';

/** What the calendar brought. The applicant is told nothing: a delay that passes is no decision (CSP R5121-113). */
export function noteDay(current: Case, { kind, on }: CalendarEvent): Case {
  const calendar = [...current.calendar, { kind, on }];
  const alerts = [...current.alerts, dayAlerts[kind](on)];
  if (kind !== 'refusalBorn' || current.state === 'closed') return { ...current, calendar, alerts };
  return { ...coreOf(current), calendar, alerts, state: 'refusalBorn', bornOn: on, request: openRequest(current) };
}

const dayAlerts = {
  limitPassed: (on: CivilDate) => `Aucun des éléments demandés n’est arrivé au ${on}`,
  refusalNear: (on: CivilDate) => `Un refus implicite peut naître le ${on}`,
  refusalBorn: (on: CivilDate) => `Refus implicite né le ${on}`,
} as const satisfies Record<CalendarEvent['kind'], (on: CivilDate) => string>;

/** What the calendar brings a case by a civil day in Paris, and did not bring before. Pure: asked twice, it says so twice. */
export function dueOn(current: Case, today: CivilDate): Pick<CalendarEvent, 'kind' | 'on'>[] {
  return ahead(current)
    .filter(({ from }) => from <= today)
    .map(({ kind, on }) => ({ kind, on }));
}

/** The first day on which the calendar will bring the case something. */
export function nextDay(current: Case): CivilDate | undefined {
  return ahead(current)
    .map(({ from }) => from)
    .sort()[0];
}

/** Everything that the calendar holds for a case, with the day from which it is so. */
function ahead(current: Case): (Pick<CalendarEvent, 'kind' | 'on'> & { readonly from: CivilDate })[] {
  const clock = clockOf(current);
  if (current.state === 'closed' || current.state === 'refusalBorn') return [];
  const limit = current.state === 'awaitingApplicant' ? current.request.limitOn : undefined;
  const due = [
    ...(limit === undefined ? [] : [{ kind: 'limitPassed', on: limit, from: addDays(limit, 1) } as const]),
    // On its forty-fifth day, by the reading that comes first, the refusal may be born at midnight.
    ...(clock === undefined ? [] : [{ kind: 'refusalNear', on: clock.earliest, from: clock.earliest } as const]),
    ...(clock === undefined
      ? []
      : [{ kind: 'refusalBorn', on: clock.printed, from: addDays(clock.printed, 1) } as const]),
  ];
  return due.filter(({ kind, on }) => !current.calendar.some((each) => each.kind === kind && each.on === on));
}

/** Why staff may not do this now, in French, or undefined. */
export function obstacle(current: Case, event: StaffEvent): string | undefined {
  if (event.kind === 'reopened') return current.state === 'closed' ? undefined : 'le dossier n’est pas clos';
  if (event.kind === 'related') return undefined;
  if (current.state === 'closed') return 'le dossier est clos : le rouvrir d’abord';
  switch (event.kind) {
    case 'complementRequired':
      return complementObstacle(current, event.on);
    case 'itemSatisfied': {
      const open = findings(current.assessment, 'legal').some((each) => each.rule === event.rule);
      return open ? undefined : `${event.rule} n’est pas un élément manquant de ce dossier`;
    }
    case 'detached': {
      if (!current.messages.some((each) => each.message === event.message)) return 'ce message n’est pas de ce dossier';
      return current.messages.length > 1 ? undefined : 'le dossier n’a que ce message';
    }
    case 'absorbed':
      return event.from === current.reference ? 'un dossier ne se joint pas à lui-même' : undefined;
    case 'decided':
    case 'valueCorrected':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** The fifteen days are for a complete file, before the refusal is born, and once (CSP R5121-113 al. 2). */
function complementObstacle(current: Case, on: CivilDate): string | undefined {
  const clock = clockOf(current);
  if (clock === undefined) return 'seule une demande d’autorisation d’importation a un délai à prolonger';
  if (current.state === 'awaitingApplicant')
    return 'la demande est incomplète : les éléments manquants sont déjà demandés';
  if (current.state === 'refusalBorn' || on > clock.printed)
    return `trop tard : le refus implicite est né le ${clock.printed}`;
  return clock.extendedOn === undefined ? undefined : `le délai a déjà été prolongé le ${clock.extendedOn}`;
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
      return silent(assessed(coreOf(current), event));
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
    case 'absorbed':
    case 'detached':
      return silent(rearranged(current, event));
    case 'related':
      return silent({ ...current, related: [...new Set([...current.related, event.to])] });
    default:
      return event satisfies never;
  }
}

function rearranged(current: Case, event: Extract<StaffEvent, { kind: 'absorbed' | 'detached' }>): Case {
  const core = coreOf(current);
  const { assessment } = event;
  if (event.kind === 'detached') {
    const messages = core.messages.filter((each) => each.message !== event.message);
    const submissions = core.submissions.filter((each) => each.message !== event.message);
    return assessed({ ...core, messages, submissions, assessment }, event, current);
  }
  const messages = [...core.messages, ...event.messages].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  const order = messages.map((each) => each.message);
  const submissions = [...core.submissions, ...event.submissions].sort(
    (a, b) => order.indexOf(a.message) - order.indexOf(b.message),
  );
  return assessed({ ...core, messages, submissions, assessment }, event, current);
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
    return open === undefined ? { ...core, state: 'staffReview' } : place(core, { ...open, stillOpen: open });
  }
  const closed = open?.rules.map((rule) => ({ rule, on })) ?? [];
  const requests = open === undefined ? core.requests : [...core.requests, { ...open, closed, answeredOn: on }];
  const completeOn = core.completeOn ?? on;
  return place({ ...core, requests, completeOn }, { sentOn: on, limitOn: on });
}

/** A case without what belongs to its state. */
function coreOf(current: Case): CaseCore {
  const { reference, procedure, mailbox, receivedAt, receivedOn, applicant, messages, submissions } = current;
  const { assessment, requests, completeOn, complements, calendar, satisfied, corrections, related } = current;
  const { letters, alerts } = current;
  return {
    ...{ reference, procedure, mailbox, receivedAt, receivedOn, applicant, messages, submissions },
    ...{ assessment, requests, completeOn, complements, calendar, satisfied, corrections, related },
    ...{ letters, alerts },
  };
}

function silent(next: Case): Step {
  return { next, letter: undefined };
}
