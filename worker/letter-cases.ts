import type { Letter } from '../data/register/outbox.ts';
import type { Register } from '../data/register/register.ts';
import type { LetterEvent } from './domain/case-event.ts';
import type { Case } from './domain/case.ts';
import type { Sha256 } from './domain/message.ts';

/** The cases that a letter answers: the one it is kept under, and those that the same mail opened. */
export function casesOfLetter({ kind, caseReference, draft }: Letter, { cases }: Register): Case[] {
  // What the one it is kept under knew of the others may have been eliminated.
  const references = kind === 'severalDemands' ? cases.answeredBy(draft.messageId) : [caseReference];
  return references.flatMap((each) => cases.find(each) ?? []);
}

/** The cases that hold a mail. */
export function casesHolding(mail: Sha256, { cases }: Register): Case[] {
  return cases.holding([mail]).flatMap((each) => cases.find(each) ?? []);
}

/** Adds what became of a letter to the cases that it answers. Most letters answer one, and nothing need be looked up. */
export function noteOnCases(letter: Letter, event: LetterEvent, register: Register): void {
  const { cases } = register;
  const isOfOne = letter.kind !== 'severalDemands';
  const references = isOfOne ? [letter.caseReference] : cases.answeredBy(letter.draft.messageId);
  for (const reference of references) {
    cases.append(reference, event);
    const current = cases.find(reference);
    if (current !== undefined) cases.save(current);
  }
}
