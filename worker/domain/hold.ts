import type { Instant } from './message.ts';

/** A person put a sender on hold, or released it: mails still come in and are kept, and nothing follows by itself. */
export interface Hold {
  readonly kind: 'held' | 'released';
  /** An address, or a domain with all below it; lower case. */
  readonly sender: string;
  readonly by: string;
  readonly why: string;
  readonly at: Instant;
}

/** An address or a domain as holds are kept under it; undefined for anything else. */
export function heldName(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  return /^(?:[^\s@<>]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name) ? name : undefined;
}

/** The names under which an address may be on hold: itself, its domain, and the domains above. */
export function namesOf(address: string): string[] {
  const whole = address.toLowerCase();
  const labels = whole.slice(whole.lastIndexOf('@') + 1).split('.');
  return [whole, ...labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'))];
}
