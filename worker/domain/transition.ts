import { act } from './case-acts.ts';
import { noteDay } from './case-calendar.ts';
import type { CaseEvent } from './case-event.ts';
import { noteLetter } from './case-letters.ts';
import { receive } from './case-reception.ts';
import type { Case, Step } from './case.ts';

/**
 * The life of a case: what the next state is, and which letter it calls for. It decides; it sends nothing. Staff acts
 * are checked by `obstacle` before. Throws only on a first event that is not a submission: a bug, not a mail.
 */
export function transition(current: Case | undefined, event: CaseEvent): Step {
  if (event.kind === 'submissionReceived') return receive(current, event);
  if (current === undefined) throw new Error(`a case cannot begin with ${event.kind}`);
  switch (event.kind) {
    case 'copyReceived':
      return silent({ ...current, messages: [...current.messages, event.received] });
    case 'letterQueued':
    case 'letterAccepted':
    case 'letterRejected':
    case 'letterUncertain':
    case 'letterAbandoned':
    case 'letterBounced':
      return silent(noteLetter(current, event));
    case 'limitPassed':
    case 'refusalNear':
    case 'refusalBorn':
    case 'registrationAtRisk':
    case 'registrationMissed':
    case 'acknowledgementAtRisk':
    case 'acknowledgementMissed':
      return silent(noteDay(current, event));
    default:
      return act(current, event);
  }
}

/** The case that its events tell, or those since it stood at `from`. */
export function fold(events: readonly CaseEvent[], from?: Case): Case | undefined {
  return events.reduce((current, event) => transition(current, event).next, from);
}

function silent(next: Case): Step {
  return { next, letter: undefined };
}
