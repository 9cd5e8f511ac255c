import type { LetterEvent, LetterKind } from './case-event.ts';
import type { Case } from './case.ts';
import { parisDate } from './deadline.ts';

/** What became of our letters, as the case remembers it: only failures are alerts, until the letter goes out after all. */
export function noteLetter(current: Case, event: LetterEvent): Case {
  switch (event.kind) {
    case 'letterQueued':
      return { ...current, letters: [...current.letters, event.messageId] };
    case 'letterAccepted': {
      const next = withdraw(current, event.messageId);
      return acknowledges(event.letter)
        ? { ...next, acknowledgedOn: current.acknowledgedOn ?? parisDate(event.at) }
        : next;
    }
    case 'letterRejected':
      return warn(current, event, 'Lettre refusée par le serveur du destinataire');
    case 'letterUncertain':
      if (event.resentAt !== undefined) return current;
      return warn(current, event, 'Lettre peut-être non reçue : envois restés sans réponse du serveur');
    case 'letterAbandoned':
      return warn(current, event, 'Lettre non partie : reportée trop longtemps par le serveur');
    case 'letterBounced': {
      const alert = event.permanent ? 'Lettre non distribuée (échec définitif)' : 'Lettre retardée ou non distribuée';
      return { ...current, messages: [...current.messages, event.received], alerts: [...current.alerts, alert] };
    }
    default:
      return event satisfies never;
  }
}

function warn(current: Case, { messageId }: { readonly messageId: string }, alert: string): Case {
  const letterAlerts = [...current.letterAlerts, { messageId, alert }];
  return { ...current, alerts: [...current.alerts, alert], letterAlerts };
}

/** The letter went out after all: what was said of it no longer holds. Its story keeps it. */
function withdraw(current: Case, messageId: string): Case {
  const withdrawn = current.letterAlerts.filter((each) => each.messageId === messageId);
  if (withdrawn.length === 0) return current;
  const alerts = [...current.alerts];
  for (const { alert } of withdrawn) alerts.splice(alerts.indexOf(alert), 1);
  return { ...current, alerts, letterAlerts: current.letterAlerts.filter((each) => !withdrawn.includes(each)) };
}

/** Whether a letter is the acknowledgement that the law asks for: those of people are not. */
function acknowledges(letter: LetterKind): boolean {
  return letter !== 'complementRequirement' && letter !== 'rerouteNotice';
}
