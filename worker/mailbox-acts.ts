import type { StoredMessage } from '../data/register/messages.ts';
import { ActRefused, actsOf, type Actor } from './acts.ts';
import type { Desk } from './desk.ts';
import type { CaseReference } from './domain/reference.ts';
import type { Submission } from './domain/submission.ts';

/** A move that a person made in the mailbox: Outlook does not say who. */
export interface DraggedMail {
  readonly mail: StoredMessage;
  readonly from: string;
  readonly to: string;
}

/** Into the folder of what asks for nothing: the cases of the mail know it. */
export function noteSetAside(dragged: DraggedMail, desk: Desk): void {
  desk.register.messages.moved(dragged.mail, desk.now(), dragged.from, dragged.to, 'setAside');
  for (const reference of desk.register.cases.holding([dragged.mail.sha256])) {
    unlessRefused(() => actsOf(desk).setAside(reference, actorOf(dragged), dragged.mail.sha256));
  }
}

/**
 * Back into the queue: look again. The cases that the mail speaks for, under this name or that of a copy, take what it
 * says as it is read today, and no letter goes out; returns them, none when it speaks for none yet.
 */
export function noteBroughtBack(dragged: DraggedMail, read: Submission, desk: Desk): CaseReference[] {
  const { cases, messages } = desk.register;
  messages.moved(dragged.mail, desk.now(), dragged.from, dragged.to, 'takeAgain');
  // Each delivery of one mail has bytes of its own, for its trace headers.
  const names = messages.withFingerprint(dragged.mail.fingerprint).map(({ sha256 }) => sha256);
  return cases.holding(names).filter((reference) => {
    const spoken = cases.find(reference)?.submissions.filter(({ message }) => names.includes(message)) ?? [];
    for (const { message } of spoken)
      unlessRefused(() => actsOf(desk).reread(reference, actorOf(dragged), { ...read, message }));
    return spoken.length > 0;
  });
}

function actorOf({ from, to }: DraggedMail): Actor {
  return { by: 'un agent, dans la boîte aux lettres', why: `message déplacé de « ${from} » vers « ${to} »` };
}

/** A case that is closed stays as it is: only a command reopens it. */
function unlessRefused(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
  }
}
