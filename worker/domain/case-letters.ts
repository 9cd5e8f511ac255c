import type { LetterEvent, LetterKind } from './case-event.ts';
import type { Case } from './case.ts';
import { parisDate } from './deadline.ts';

/** What became of our letters, as the case remembers it: only failures are alerts. */
export function noteLetter(current: Case, event: LetterEvent): Case {
  switch (event.kind) {
    case 'letterQueued':
      return { ...current, letters: [...current.letters, event.messageId] };
    case 'letterAccepted':
      return acknowledges(event.letter)
        ? { ...current, acknowledgedOn: current.acknowledgedOn ?? parisDate(event.at) }
        : current;
    case 'letterRejected':
      return { ...current, alerts: [...current.alerts, 'Lettre refusée par le serveur du destinataire'] };
    case 'letterUncertain':
      if (event.resentAt !== undefined) return current;
      return {
        ...current,
        alerts: [...current.alerts, 'Lettre peut-être non reçue : envois restés sans réponse du serveur'],
      };
    case 'letterAbandoned':
      return { ...current, alerts: [...current.alerts, 'Lettre non partie : reportée trop longtemps par le serveur'] };
    case 'letterBounced': {
      const alert = event.permanent ? 'Lettre non distribuée (échec définitif)' : 'Lettre retardée ou non distribuée';
      return { ...current, messages: [...current.messages, event.received], alerts: [...current.alerts, alert] };
    }
    default:
      return event satisfies never;
  }
}

/** Whether a letter is the acknowledgement that the law asks for: those of people are not. */
function acknowledges(letter: LetterKind): boolean {
  return letter !== 'complementRequirement' && letter !== 'rerouteNotice';
}
