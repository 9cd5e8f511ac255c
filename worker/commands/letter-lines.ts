import type { Letter, LetterEvent, LetterState } from '../../data/register/outbox.ts';
import { when } from '../../templates/case-report.ts';
import type { Instant } from '../domain/message.ts';

/** The states of a letter, as staff read them. */
export const letterStates = {
  queued: 'à envoyer',
  sending: 'envoi en cours',
  accepted: 'acceptée par le serveur',
  deferred: 'reportée par le serveur',
  rejected: 'refusée par le serveur',
  uncertain: 'remise sans confirmation',
  abandoned: 'abandonnée, trop longtemps reportée',
} as const satisfies Record<LetterState, string>;

/** A letter for a terminal: where it stands, then each attempt with the words of the server and when they came. */
export function letterLines(letter: Letter, history: readonly LetterEvent[]): string[] {
  const { kind, draft, state, attempts, dueAt } = letter;
  const tries = attempts > 1 ? `, ${attempts} essais` : '';
  const written = when(draft.date.toISOString() as Instant);
  return [
    `  ${kind} du ${written} : ${letterStates[state]}${tries} ${draft.messageId}`,
    ...history.flatMap(eventLine).map((each) => `    ${each}`),
    ...(dueAt === undefined || attempts === 0 ? [] : [`    prochain essai : ${when(dueAt)}`]),
  ];
}

function eventLine(event: LetterEvent): string[] {
  switch (event.kind) {
    case 'letterWritten':
    case 'letterHandedOver':
      return [];
    case 'letterSettled':
      return [`${when(event.at)} – ${letterStates[event.state]} : ${event.reply}`];
    case 'letterRequeued':
      return [`${when(event.at)} – remise en partance par un agent`];
    default:
      return event satisfies never;
  }
}
