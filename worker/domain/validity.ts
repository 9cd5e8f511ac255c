import type { Authorisation } from './authorisation.ts';
import { addDays, IMPLICIT_REFUSAL_DAYS, type CivilDate } from './deadline.ts';
import { addMonths } from './recourse.ts';

/** What the calendar brings an authorisation; `on` is its last day. */
export interface AuthorisationDay {
  readonly kind: 'expiresSoon' | 'expired';
  readonly on: CivilDate;
}

/** What the calendar brings by a day, and did not bring before; the validity that staff recorded governs. */
export function validityDue(
  { validUntil }: Pick<Authorisation, 'validUntil'>,
  told: readonly AuthorisationDay[],
  today: CivilDate,
): AuthorisationDay[] {
  // A renewal asked for on that day is decided by the time the authorisation ends.
  const ahead = [
    { kind: 'expiresSoon', on: validUntil, from: addDays(validUntil, -IMPLICIT_REFUSAL_DAYS) },
    { kind: 'expired', on: validUntil, from: addDays(validUntil, 1) },
  ] as const;
  return ahead
    .filter(({ kind, on, from }) => from <= today && !told.some((each) => each.kind === kind && each.on === on))
    .map(({ kind, on }) => ({ kind, on }));
}

/**
 * Whether the recorded validity is longer than usual: three months for one operation is the agency's practice, a year for
 * a series the law's (CSP R5121-109). A remark only.
 */
export function isLongerThanUsual({ operations, validFrom, validUntil }: Authorisation): boolean {
  return validUntil > addMonths(validFrom, operations === 1 ? 3 : 12);
}
