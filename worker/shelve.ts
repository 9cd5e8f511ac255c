import type { Desk } from './desk.ts';
import type { Tray } from './domain/tray.ts';
import { store, type Outcome, type Unread } from './record.ts';

/** A mail that could not be taken in after several tries: a person looks. */
export function quarantine(mail: Unread, desk: Desk): string {
  return shelve(mail, { disposition: 'quarantined', note: 'n’a pas pu être traité', tray: 'quarantine' }, desk);
}

/** A mail that lay in a folder before Guichet came: it was dealt with by people, and stays where it is. */
export function keepOld(mail: Unread, tray: Tray, desk: Desk): string {
  return shelve(mail, { disposition: 'setAside', note: 'classé avant la mise en service', tray }, desk);
}

/** A mail that a person put out of scope before anything read it: it is no request, and nobody is answered. */
export function keepAside(mail: Unread, desk: Desk): string {
  return shelve(mail, { disposition: 'setAside', note: 'mis hors périmètre par un agent', tray: 'outOfScope' }, desk);
}

function shelve(mail: Unread, outcome: Outcome & { readonly tray: Tray }, desk: Desk): string {
  const { mailboxes, source, sha256 } = mail;
  desk.register.attempts.end(source, sha256);
  store(mail, { content: undefined, messageId: undefined, mailbox: mailboxes[0] ?? 'import' }, outcome, desk);
  return desk.settings.folders[outcome.tray];
}
