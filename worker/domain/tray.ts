import type { CaseState } from './case.ts';

/** Where staff find a mail: by the state of its cases, or apart. The configuration names the folder of each. */
export type Tray = CaseState | 'automatic' | 'quarantine' | 'outOfScope';

/** Where somebody must act first comes first: a mail of several cases lies there. */
export const statesByUrgency: readonly CaseState[] = [
  'refusalBorn',
  'staffReview',
  'awaitingApplicant',
  'forReview',
  'closed',
];

/** The tray of a mail that speaks for these cases. */
export function trayOf(states: readonly CaseState[]): Tray {
  return statesByUrgency.find((each) => states.includes(each)) ?? 'staffReview';
}
