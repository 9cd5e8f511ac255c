import type { Letter } from '../data/register/outbox.ts';
import type { Register } from '../data/register/register.ts';
import type { LetterEvent } from './domain/case-event.ts';
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

/** Adds what became of a letter to the cases that it answers. Most letters answer one, and nothing need be looked up. */
export function noteOnCases(letter: Letter, event: LetterEvent, register: Register): void {
  const { cases } = register;
  const isOfOne = letter.kind !== 'severalDemands';
  const references = isOfOne
    ? [letter.caseReference]
    : casesOfLetter(letter, register).map(({ reference }) => reference);
  for (const reference of references) {
    cases.append(reference, event);
    const current = cases.find(reference);
    if (current !== undefined) cases.save(current);
  }
}
