import type { Desk } from './desk.ts';
import { dueOn } from './domain/case-acts.ts';
import { parisDate } from './domain/deadline.ts';
import { transition } from './domain/transition.ts';

/**
 * Applies what the calendar brought since the last time, however long ago: limits that passed, refusals born. Run
 * twice, it changes nothing the second time. Returns how many cases changed.
 */
export function tick({ register, now }: Desk): number {
  const at = now();
  const today = parisDate(at);
  const due = register.cases.due(today);
  for (const reference of due) {
    register.transaction(() => {
      const found = register.cases.find(reference);
      if (found === undefined) return;
      let current = found;
      for (const each of dueOn(current, today)) {
        const event = { ...each, at };
        current = transition(current, event).next;
        register.cases.append(reference, event);
      }
      register.cases.save(current);
    });
  }
  return due.length;
}
