import type { Letter } from '../data/register/outbox.ts';
import { ActRefused, type Actor } from './acts.ts';
import { crashPoint } from './crash-point.ts';
import type { Desk } from './desk.ts';
import type { Case } from './domain/case.ts';
import type { CaseReference } from './domain/reference.ts';
import { transition } from './domain/transition.ts';
import { casesOfLetter } from './letter-cases.ts';

/** What to send again: a letter of the case, the last one unless told; to another address where the first was wrong. */
export interface Resending {
  readonly messageId?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Sends a letter once more. To the same address it is the same letter: same bytes, same Message-ID. To another one it has
 * the same words under a Message-ID of its own, so that a bounce tells which of the two came back; the first stays as it
 * went. Nothing new is written: a closed case may have its last letter sent again.
 */
export function resend(desk: Desk, reference: CaseReference, actor: Actor, { messageId, to }: Resending): Case {
  const { register } = desk;
  return register.transaction(() => {
    const current = register.cases.find(reference);
    if (current === undefined) throw new ActRefused(`aucun dossier ${reference}`);
    const letter = letterOf(current, messageId, desk);
    const recipient = to === undefined ? letter.draft.recipient : addressIn(to, desk);
    const isSame = recipient === letter.draft.recipient;
    if (isSame && isOnItsWay(letter)) {
      throw new ActRefused('cette lettre n’est pas encore partie : elle attend le serveur');
    }
    const sent = isSame ? again(letter, desk) : toAnother(letter, recipient, current, desk);
    const event = {
      ...{ kind: 'letterResent' as const, at: desk.now(), by: actor.by, why: actor.why, letter: letter.kind },
      ...{ copyOf: letter.draft.messageId, messageId: sent, recipient },
    };
    // One letter may answer several cases: it is told in each.
    for (const each of casesOfLetter(letter, register)) {
      register.cases.append(each.reference, event);
      register.cases.save(transition(each, event).next);
    }
    crashPoint('resending written, not committed');
    return register.cases.find(reference) ?? current;
  });
}

function letterOf(current: Case, messageId: string | undefined, { register }: Desk): Letter {
  const asked = messageId ?? current.letters.at(-1);
  if (asked === undefined) throw new ActRefused('le dossier n’a aucune lettre');
  const id = asked.startsWith('<') ? asked : `<${asked}>`;
  const letter = current.letters.includes(id) ? register.outbox.find(id) : undefined;
  if (letter === undefined) throw new ActRefused(`« ${asked} » n’est pas une lettre de ce dossier`);
  return letter;
}

/** It goes out by itself; one that was given to staff no longer does. */
function isOnItsWay({ state, dueAt }: Letter): boolean {
  return state === 'sending' || (state !== 'accepted' && state !== 'rejected' && dueAt !== undefined);
}

function again(letter: Letter, { register, now }: Desk): string {
  register.outbox.requeue(letter.draft.messageId, now());
  return letter.draft.messageId;
}

function toAnother(letter: Letter, recipient: string, { letters }: Case, { register, now }: Desk): string {
  const at = now();
  const [local = '', domain = ''] = letter.draft.messageId.slice(1, -1).split('@');
  const messageId = `<${local}.${letters.length + 1}@${domain}>`;
  const { caseReference, kind, returnAddress } = letter;
  const draft = { ...letter.draft, messageId, recipient, date: new Date(at) };
  register.outbox.queue({ caseReference, kind, returnAddress, draft }, at);
  return messageId;
}

function addressIn(text: string, { settings }: Desk): string {
  const address = text.trim().toLowerCase();
  if (!/^[^\s@<>,;"]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(address))
    throw new ActRefused(`« ${text} » n’est pas une adresse`);
  if (Object.values(settings.addresses).includes(address))
    throw new ActRefused('cette adresse est l’une de nos boîtes');
  return address;
}
