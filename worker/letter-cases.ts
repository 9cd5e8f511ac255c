import type { Letter } from '../data/register/outbox.ts';
import type { Register } from '../data/register/register.ts';
import type { Case } from './domain/case.ts';
import type { CaseReference } from './domain/reference.ts';

/** The cases that a letter answers: the one it is kept under, and those that the same mail opened. */
export function casesOfLetter({ caseReference, draft }: Letter, register: Register): Case[] {
  return casesWith(caseReference, register, ({ letters }) => letters.includes(draft.messageId));
}

/** A case and its related ones, as far as they have something in common. */
export function casesWith(
  reference: CaseReference | undefined,
  { cases }: Register,
  have: (current: Case) => boolean,
): Case[] {
  const first = reference && cases.find(reference);
  if (first === undefined) return [];
  const related = first.related.map((each) => cases.find(each)).filter((each) => each !== undefined);
  return [first, ...related].filter(have);
}
