import type { Register } from '../data/register/register.ts';
import { crashPoint } from './crash-point.ts';
import type { Desk } from './desk.ts';
import type { Authorisation } from './domain/authorisation.ts';
import { dueOn } from './domain/case-calendar.ts';
import { parisDate, type CivilDate } from './domain/deadline.ts';
import type { Instant } from './domain/message.ts';
import type { CaseReference } from './domain/reference.ts';
import { transition } from './domain/transition.ts';
import { validityDue } from './domain/validity.ts';
import { storageFault } from './storage-fault.ts';

/** Told of a case that could not be brought up to date: the others are. */
type Failed = (reference: CaseReference, error: unknown) => void;

const rethrow: Failed = (_, error) => {
  throw error;
};

/**
 * Applies what the calendar brought since the last time, however long ago: limits that passed, refusals born, letters that
 * wait, authorisations that end. Run twice, it changes nothing the second time. Returns how many cases changed.
 */
export function tick(desk: Desk, failed: Failed = rethrow): number {
  const { register } = desk;
  const at = desk.now();
  const today = parisDate(at);
  noteAuthorisations(register, today, at);
  const changed = register.cases.due(today).filter((reference) => {
    try {
      const isChanged = register.transaction(() => noteDays(reference, today, at, register));
      crashPoint('calendar committed');
      return isChanged;
    } catch (error) {
      if (storageFault(error) !== undefined) throw error;
      failed(reference, error);
      return false;
    }
  });
  return changed.length;
}

function noteAuthorisations(register: Register, today: CivilDate, at: Instant): void {
  const daysDue = (each: Authorisation) => validityDue(each, register.authorisations.days(each.number), today);
  for (const listed of register.authorisations.list()) {
    if (daysDue(listed).length === 0) continue;
    register.transaction(() => {
      // Looked at again where nobody else writes: another run may have told it, or staff recorded it anew.
      const current = register.authorisations.find(listed.number) ?? listed;
      for (const each of daysDue(current)) register.authorisations.note(current.number, each, at);
      crashPoint('day of an authorisation written, not committed');
    });
    crashPoint('day of an authorisation committed');
  }
}

/** What the calendar brought one case; false where it was nothing. */
function noteDays(reference: CaseReference, today: CivilDate, at: Instant, { cases }: Register): boolean {
  const found = cases.find(reference);
  if (found === undefined) return false;
  const due = dueOn(found, today);
  let current = found;
  for (const each of due) {
    const event = { ...each, at };
    current = transition(current, event).next;
    cases.append(reference, event);
  }
  // Saved even where nothing is due any more: a letter accepted since has moved the case's next day.
  cases.save(current);
  crashPoint('calendar written, not committed');
  return due.length > 0;
}
