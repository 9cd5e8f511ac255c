/** Lower-case hexadecimal SHA-256 of exact bytes: the name of a mail or of an attachment in the archive. */
export type Sha256 = string & { readonly brand: 'Sha256' };

/** The two counters of the agency. */
export type Mailbox = 'import' | 'export';

/** An instant, ISO-8601 in UTC with milliseconds (`2026-06-01T09:30:00.000Z`). */
export type Instant = string & { readonly brand: 'Instant' };

/** A mail as it lies on the server, before anything looks inside. */
export interface RawMessage {
  /** IMAP UID, or the equivalent number of a folder of .eml files. A hint, never an identity. */
  readonly uid: number;
  /** Arrival at the agency's server (IMAP INTERNALDATE): the reception that the law counts from. */
  readonly receivedAt: Instant;
  /** The exact bytes. */
  readonly bytes: Uint8Array;
  /** Bears one of our keywords: a register has filed it, this one or another. */
  readonly isMarked?: boolean;
}

/** A mail address as a header gives it; the display name is hostile text. */
export interface MailAddress {
  readonly address: string;
  readonly name: string;
}

/**
 * What the headers tell, in the words of RFC 5322. Absent headers are `undefined` or empty lists;
 * the `Date:` header is not kept: reception is INTERNALDATE.
 */
export interface Headers {
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from: MailAddress | undefined;
  readonly replyTo: MailAddress | undefined;
  readonly recipients: readonly string[];
  readonly subject: string;
}

/**
 * What the trusted server found of the sender (RFC 8601): `pass`, `fail`, `none`… for each method, where it says so. It is
 * shown, and keeps a mail that fails from changing a known case; it never drops a mail.
 */
export interface Authentication {
  readonly server: string;
  readonly spf?: string;
  readonly dkim?: string;
  readonly dmarc?: string;
}

/** Whether the sender is surely not who the mail says: DMARC fails or, where it says nothing, both SPF and DKIM. */
export function isForged({ spf, dkim, dmarc }: Authentication): boolean {
  if (dmarc === 'pass' || dmarc === 'fail') return dmarc === 'fail';
  return (spf === 'fail' || spf === 'softfail') && dkim === 'fail';
}

/**
 * Why a mail was written by a program and must not be answered (RFC 3834 §2), or `undefined` for a person's mail.
 * A bounce also tells which of our letters came back (its Message-ID) and whether that is final (RFC 3464 action).
 */
export type Automatic =
  | { readonly kind: 'bounce'; readonly letter: string | undefined; readonly permanent: boolean }
  | { readonly kind: 'receipt' }
  | { readonly kind: 'autoReply' }
  | { readonly kind: 'list' }
  | { readonly kind: 'ownMail' };
