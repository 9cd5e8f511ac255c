import { holdsMails } from '../data/archive.ts';
import { isThere } from '../data/register/open.ts';
import type { Register } from '../data/register/register.ts';
import { putBack } from './dispatch.ts';
import { parisDate } from './domain/deadline.ts';
import type { Instant } from './domain/message.ts';

/** There are mails, and nothing that knows of them: no storage begins so. */
export function isRegisterLost(paths: { readonly archive: string; readonly register: string }): boolean {
  return !isThere(paths.register) && holdsMails(paths.archive);
}

/**
 * A register that came back from a copy does not know what was done since. Told by the mark of the copy, or by a mail that
 * was surely filed since: references are left out that may have been given, and every folder is gone through with care.
 */
export function noteRestoration(register: Register, at: Instant): void {
  register.transaction(() => {
    register.restorations.record(at, parisDate(at).slice(0, 4));
    register.whereabouts.doubtAll();
  });
}

/**
 * Before anything is written in a copy that was put in the place of a register; false where it is none. A letter that
 * waited then may have gone out since: it goes once more at most, the same to its Message-ID.
 */
export function noteCopy(register: Register, at: Instant): boolean {
  if (!register.restorations.isCopy()) return false;
  return register.transaction(() => {
    // Looked at again where no other run writes: one of them may have noted it.
    if (!register.restorations.isCopy()) return false;
    noteRestoration(register, at);
    putBack(register, register.outbox.unsettled(), 'registre revenu d’une copie : elle a pu partir depuis', at);
    return true;
  });
}
