import type { CaseState } from './case.ts';

/** Where staff find a mail: by the state of its cases, or apart. The configuration names the folder of each. */
export type Tray = CaseState | 'automatic' | 'quarantine' | 'outOfScope';

/** How a mail is marked for people who look at the mailbox with other programs. */
export interface Mark {
  /** `\Flagged`: a person is wanted. */
  readonly flagged: boolean;
  /** Where the server allows new keywords (RFC 9051 §2.3.2); all others of `keywords` are taken off. */
  readonly keyword: string;
  /** Not marked by us before: nothing is taken off. */
  readonly isFirst?: boolean;
}

const PREFIX = 'Guichet-';

const wantsPerson: ReadonlySet<Tray> = new Set(['staffReview', 'refusalBorn', 'quarantine'] satisfies Tray[]);

/** The mark of the mails of a tray. */
export function markOf(tray: Tray): Mark {
  return { flagged: wantsPerson.has(tray), keyword: `${PREFIX}${tray}` };
}

/** Whether one of these keywords is ours. */
export function isMark(keywords: ReadonlySet<string>): boolean {
  return [...keywords].some((each) => each.startsWith(PREFIX));
}

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
