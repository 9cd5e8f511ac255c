import type { Mailbox, RawMessage } from './message.ts';
import type { Mark } from './tray.ts';

/** What lies in a folder now. */
export interface Listing {
  /** UIDVALIDITY as text: UIDs are only comparable under the same one. */
  readonly validity: string;
  readonly uids: readonly number[];
}

/** How a folder stands: as long as none of it changes, nothing has come or gone. */
export interface FolderState {
  readonly validity: string;
  /** UID that the next mail would get; for a folder of files, a digest of their names. */
  readonly next: number;
  readonly messages: number;
}

/** The name of the queue among the folders of a source, whatever the server calls it. */
export const QUEUE = 'INBOX';

/** One mail to move to a folder, and how it is to be marked there. */
export interface Move {
  readonly uid: number;
  readonly folder: string;
  readonly mark?: Mark;
}

/** A mail seen gone from where it was and present in its folder; its new number, where the server tells it. */
export interface Moved extends Move {
  readonly arrived: { readonly validity: string; readonly uid: number } | undefined;
}

/**
 * One queue of mail: an IMAP inbox, or a folder of .eml files. The worker reads without marking, and moves; it never
 * deletes. Every method may throw `TransportError`; after one, `close` the source and open a new one.
 */
export interface MailSource {
  /** Name for logs and the register, stable over restarts. */
  readonly name: string;
  /** The counters whose mail arrives here: one, or both when they share an inbox. */
  readonly mailboxes: readonly Mailbox[];
  /** The source that watches the folders where mails are filed: another one where two share an account. */
  readonly filedBy: string;
  /** Connects; resolves with the number of mails in the queue. */
  open(): Promise<number>;
  /** Creates the missing ones among `folders`. */
  ensure(folders: readonly string[]): Promise<void>;
  /** How folders stand, those that exist. Changes nothing that `wait` needs. */
  look(folders: readonly string[]): Promise<ReadonlyMap<string, FolderState>>;
  /** What lies in a folder, or at least those of its mails whose UID is not below `from`. */
  list(folder?: string, from?: number): Promise<Listing>;
  /**
   * The mails of these UIDs, as a stream with back-pressure; one that has vanished is simply not yielded. Here and below,
   * `validity` is the one under which the UIDs were listed: under another they name other mails, and nothing is done.
   */
  fetch(uids: readonly number[], folder?: string, validity?: string): AsyncIterable<RawMessage>;
  /** Moves and verifies; what is not returned was not seen to have moved. */
  move(moves: readonly Move[], from?: string, validity?: string): Promise<readonly Moved[]>;
  /** Marks mails of a folder, where there is a way to; never as read, and never as deleted. */
  mark(folder: string, uids: readonly number[], mark: Mark, validity?: string): Promise<void>;
  /** Resolves at the first sign of new mail, after `milliseconds`, or when `signal` aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A letter ready for the wire. */
export interface OutgoingMail {
  /** Envelope sender: bounces come back here and are matched. */
  readonly returnAddress: string;
  readonly recipient: string;
  /** The exact RFC 5322 bytes. */
  readonly bytes: Uint8Array;
}

/** What a letter says and to whom, before it is made into bytes. */
export interface LetterDraft {
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** Instant of writing: the `Date:` header. */
  readonly date: Date;
}

/** The outgoing mail server. `send` resolves with the server's reply, or throws `TransportError`. */
export interface Postman {
  compose(draft: LetterDraft): Promise<Uint8Array>;
  send(mail: OutgoingMail): Promise<string>;
  close(): void;
}

/** What went wrong outside of us, and what it calls for. */
export type TransportFault =
  /** Cannot connect, connection lost, server busy (SMTP 4xx): try again later. */
  | 'temporary'
  /** The server refuses this for good (SMTP 5xx). */
  | 'permanent'
  /** Wrong account or password: trying again would only lock the account. */
  | 'authentication'
  /** Our own disk or database: full, busy, read-only. */
  | 'storage'
  /** This machine starts no process, or was told to end what it was doing: another run goes on. */
  | 'machine'
  /** The connection died after the letter was handed over: it may have been accepted. */
  | 'uncertain';

/** The world failed, not the file and not the program. The message names server and command, never mail content. */
export class TransportError extends Error {
  readonly fault: TransportFault;
  /** Whether the server is at fault, or only what it was asked to do with one letter: then the others may go on. */
  readonly about: 'server' | 'letter';

  constructor(message: string, fault: TransportFault, cause?: unknown, about: 'server' | 'letter' = 'server') {
    super(message, { cause });
    this.name = 'TransportError';
    this.fault = fault;
    this.about = about;
  }
}

/** The archive holds mails, and the register that knew them is not there. */
export class RegisterLost extends Error {
  constructor(storage: string) {
    super(
      `le registre de « ${storage} » a disparu : l’archive à côté contient des courriels. Remettez la sauvegarde en place ; rien n’est relevé d’ici là`,
    );
    this.name = 'RegisterLost';
  }
}

/** Another run has taken the work over since: nothing more may be written by this one. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`the lease on « ${name} » was taken over by another run`);
    this.name = 'LeaseLost';
  }
}
