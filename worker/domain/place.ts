import type { CaseState } from './case.ts';

/** Where staff find a mail: by the state of its cases, or apart. The configuration names the folder of each. */
export type Place = CaseState | 'automatic' | 'quarantine' | 'outOfScope';

/** Where somebody must act first comes first: a mail of several cases lies there. */
export const statesByUrgency: readonly CaseState[] = [
  'refusalBorn',
  'staffReview',
  'awaitingApplicant',
  'forReview',
  'closed',
];

/** The place of a mail that speaks for these cases. */
export function placeOf(states: readonly CaseState[]): Place {
  return statesByUrgency.find((each) => states.includes(each)) ?? 'staffReview';
}
