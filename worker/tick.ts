import { crashPoint } from './crash-point.ts';
import type { Desk } from './desk.ts';
import type { Authorisation } from './domain/authorisation.ts';
import { dueOn } from './domain/case-calendar.ts';
import { parisDate } from './domain/deadline.ts';
import { transition } from './domain/transition.ts';
import { validityDue } from './domain/validity.ts';

/**
 * Applies what the calendar brought since the last time, however long ago: limits that passed, refusals born, letters that
 * wait, authorisations that end. Run twice, it changes nothing the second time. Returns how many cases changed.
 */
export function tick({ register, now }: Desk): number {
  const at = now();
  const today = parisDate(at);
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
  const changed = register.cases.due(today).filter((reference) => {
    const isChanged = register.transaction(() => {
      const found = register.cases.find(reference);
      if (found === undefined) return false;
      const due = dueOn(found, today);
      let current = found;
      for (const each of due) {
        const event = { ...each, at };
        current = transition(current, event).next;
        register.cases.append(reference, event);
      }
      // Saved even where nothing is due any more: a letter accepted since has moved the case's next day.
      register.cases.save(current);
      crashPoint('calendar written, not committed');
      return due.length > 0;
    });
    crashPoint('calendar committed');
    return isChanged;
  });
  return changed.length;
}
