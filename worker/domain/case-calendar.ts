import type { CalendarEvent, CalendarKind } from './case-event.ts';
import { clockOf, coreOf, openRequest, type Case } from './case.ts';
import { acknowledgementLimits } from './clock.ts';
import { addDays, inFrench, type CivilDate } from './deadline.ts';
import { addWorkingDays } from './working-days.ts';

type Due = Pick<CalendarEvent, 'kind' | 'on'>;

/** What the calendar brought. The applicant is told nothing: a delay that passes is no decision (CSP R5121-113). */
export function noteDay(current: Case, { kind, on }: CalendarEvent): Case {
  const calendar = [...current.calendar, { kind, on }];
  const alerts = [...current.alerts, dayAlerts[kind](inFrench(on))];
  if (kind !== 'refusalBorn' || current.state === 'closed') return { ...current, calendar, alerts };
  return { ...coreOf(current), calendar, alerts, state: 'refusalBorn', bornOn: on, request: openRequest(current) };
}

const unsent = 'le serveur de courriel n’a accepté aucune lettre (CRPA, art. R112-11-2)';

const dayAlerts = {
  limitPassed: (on) => `Aucun des éléments demandés n’est arrivé au ${on} (CRPA, art. L114-5)`,
  refusalNear: (on) => `Un refus implicite peut naître le ${on} (CSP, art. R5121-113)`,
  refusalBorn: (on) => `Refus implicite né le ${on} (CSP, art. R5121-113)`,
  registrationAtRisk: (on) => `Accusé d’enregistrement dû au plus tard le ${on} : ${unsent}`,
  registrationMissed: (on) => `Accusé d’enregistrement non envoyé au ${on} : ${unsent}`,
  acknowledgementAtRisk: (on) => `Accusé de réception dû au plus tard le ${on} : ${unsent}`,
  acknowledgementMissed: (on) => `Accusé de réception non envoyé au ${on} : ${unsent}`,
} as const satisfies Record<CalendarKind, (on: string) => string>;

/** What the calendar brings a case by a civil day in Paris, and did not bring before. Pure: asked twice, it says so twice. */
export function dueOn(current: Case, today: CivilDate): Due[] {
  const due = ahead(current).filter(({ from }) => from <= today);
  // What is missed is no longer at risk.
  const over = due.flatMap(({ kind }) => risks[kind] ?? []);
  return due
    .filter(({ kind }) => !over.includes(kind))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    .map(({ kind, on }) => ({ kind, on }));
}

const risks: Partial<Record<CalendarKind, CalendarKind>> = {
  registrationMissed: 'registrationAtRisk',
  acknowledgementMissed: 'acknowledgementAtRisk',
};

/** The first day on which the calendar will bring the case something. */
export function nextDay(current: Case): CivilDate | undefined {
  return ahead(current)
    .map(({ from }) => from)
    .sort()[0];
}

/** Something that the calendar holds, with the day from which it is so. */
type Ahead = Due & { readonly from: CivilDate };

/** Everything that the calendar holds for a case. */
function ahead(current: Case): Ahead[] {
  const due = current.state === 'closed' ? [] : [...delays(current), ...acknowledgements(current)];
  const told = current.calendar.flatMap(({ kind, on }) => [kind, risks[kind] ?? kind].map((each) => `${each} ${on}`));
  return due.filter(({ kind, on }) => !told.includes(`${kind} ${on}`));
}

function delays(current: Case): Ahead[] {
  if (current.state === 'refusalBorn') return [];
  const clock = clockOf(current);
  const limit = current.state === 'awaitingApplicant' ? current.request.limitOn : undefined;
  return [
    ...(limit === undefined ? [] : [{ kind: 'limitPassed', on: limit, from: addDays(limit, 1) } as const]),
    // On its forty-fifth day, by the reading that comes first, the refusal may be born at midnight.
    ...(clock === undefined ? [] : [{ kind: 'refusalNear', on: clock.earliest, from: clock.earliest } as const]),
    ...(clock === undefined
      ? []
      : [{ kind: 'refusalBorn', on: clock.printed, from: addDays(clock.printed, 1) } as const]),
  ];
}

/**
 * A letter that waits for the server: told the next day, since the law says « at once », and a working day before the
 * tenth, since offices disagree on Whit Monday. Where no letter goes out, the case said so from the beginning.
 */
function acknowledgements({ receivedOn, letters, acknowledgedOn }: Case): Ahead[] {
  if (letters.length === 0 || acknowledgedOn !== undefined) return [];
  const { registration, acknowledgement } = acknowledgementLimits(receivedOn);
  return [
    { kind: 'registrationAtRisk', on: registration, from: addDays(receivedOn, 1) },
    { kind: 'registrationMissed', on: registration, from: addDays(registration, 1) },
    { kind: 'acknowledgementAtRisk', on: acknowledgement, from: addWorkingDays(receivedOn, 9) },
    { kind: 'acknowledgementMissed', on: acknowledgement, from: addDays(acknowledgement, 1) },
  ];
}
