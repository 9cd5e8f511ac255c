import { addDays, daysBetween, IMPLICIT_REFUSAL_DAYS, type CivilDate } from './deadline.ts';
import { addWorkingDays } from './working-days.ts';

/** Days that the agency's own request for complementary information adds, once (CSP R5121-113 al. 2). */
export const COMPLEMENT_DAYS = 15;

/** A request for legal items and what came back. Courtesy requests have no effect and are not here. */
export interface RequestDates {
  readonly sentOn: CivilDate;
  /** Last day to answer, until 23:59:59 in Paris (CRPA L112-13). */
  readonly limitOn: CivilDate;
  /** The day something came in answer to it, in time or not. */
  readonly answeredOn: CivilDate | undefined;
}

/** What the refusal clock of an import request is counted from. */
export interface ClockFacts {
  /** First reception at the agency, civil day in Paris. */
  readonly receivedOn: CivilDate;
  readonly requests: readonly RequestDates[];
  /** The day the last legal item came in; undefined while something is missing. */
  readonly completeOn: CivilDate | undefined;
  /** Days on which staff required complementary information (CSP R5121-112, last paragraph). */
  readonly complements: readonly CivilDate[];
}

/** The dates of an import request. Calendar days; a date on a week-end or holiday is not moved. */
export interface Clock {
  /** Refusal counted from the complete file (CSP R5121-113); undefined while something is missing. */
  readonly fromCompletion: CivilDate | undefined;
  /** Refusal counted from reception, suspended while items are awaited (CRPA L114-5 al. 3); never later than the other. */
  readonly fromReception: CivilDate;
  /** What letters say: the former once complete, for it never shortens the applicant's time; else the latter. */
  readonly printed: CivilDate;
  /** The earliest day on which a refusal may be born: staff are alerted on it. */
  readonly earliest: CivilDate;
  /** Days the second count stood still. */
  readonly suspendedDays: number;
  /** The day whose requirement added fifteen days; one that came too late is in `lateComplements`. */
  readonly extendedOn: CivilDate | undefined;
  readonly lateComplements: readonly CivilDate[];
}

/** The refusal clock, by both readings of the texts; pure and replayable. */
export function refusalClock({ receivedOn, requests, completeOn, complements }: ClockFacts): Clock {
  let bare = addDays(receivedOn, IMPLICIT_REFUSAL_DAYS);
  let suspendedDays = 0;
  for (const { sentOn, limitOn, answeredOn } of requests) {
    // A request sent once the refusal is born suspends nothing any more.
    if (sentOn > bare) continue;
    const until = answeredOn !== undefined && answeredOn < limitOn ? answeredOn : limitOn;
    const days = Math.max(0, daysBetween(sentOn, until));
    bare = addDays(bare, days);
    suspendedDays += days;
  }
  const complete = completeOn === undefined ? undefined : addDays(completeOn, IMPLICIT_REFUSAL_DAYS);
  const printed = complete ?? bare;
  const inTime = complements.filter((each) => each <= printed);
  const [extendedOn] = inTime;
  const extended = (date: CivilDate, on = extendedOn) =>
    on !== undefined && on <= date ? addDays(date, COMPLEMENT_DAYS) : date;
  const fromReception = extended(bare);
  const fromCompletion = complete && extended(complete);
  return {
    fromCompletion,
    fromReception,
    printed: fromCompletion ?? fromReception,
    earliest: fromCompletion !== undefined && fromCompletion < fromReception ? fromCompletion : fromReception,
    suspendedDays,
    extendedOn,
    lateComplements: complements.filter((each) => each > printed),
  };
}

/** Last days of the electronic registration and acknowledgement (CRPA R112-11-2): one and ten working days. */
export function acknowledgementLimits(receivedOn: CivilDate): { registration: CivilDate; acknowledgement: CivilDate } {
  return { registration: addWorkingDays(receivedOn, 1), acknowledgement: addWorkingDays(receivedOn, 10) };
}
