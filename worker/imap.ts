import type { Mailbox, RawMessage } from './domain/message.ts';
import { QUEUE, type Listing, type MailSource, type Move, type Moved } from './domain/ports.ts';
import { ImapConnection } from './imap-connection.ts';
import { fetchMails } from './imap-fetching.ts';
import { createFolder, fileMails, uidSets } from './imap-filing.ts';
import type { ImapServer } from './imap-server.ts';
import { imapError } from './imap-server.ts';
import type { Log } from './log.ts';

export type { ImapServer } from './imap-server.ts';

export interface ImapSourceOptions {
  readonly name: string;
  readonly mailboxes: readonly Mailbox[];
  /** The source that watches the folders of this account; itself when absent. */
  readonly filedBy?: string;
  /** Folder that receives the mail, levels separated by `/`; INBOX when absent. */
  readonly inbox?: string | undefined;
  readonly server: ImapServer;
  readonly limits: {
    /** A larger mail is fetched alone and after all others, so that it never holds them up. */
    readonly maxMessageBytes: number;
  };
  readonly log?: Log | undefined;
}

/** What `checkImap` saw. */
export interface ImapCheck {
  readonly capabilities: string[];
  /** Those of the asked folders that are not on the server. */
  readonly missingFolders: string[];
  /** Mails in the inbox. */
  readonly messages: number;
}

/** No server is known to take larger mail (Exchange Online stops at 150 MB); beyond, a mail stays in the queue. */
const largestMail = 150 * 1024 * 1024;

/**
 * A mail source on an IMAP folder. Two connections: one reads, opened read-only so that nothing can mark a mail, and
 * idles; one files, opened at the first move, since imapflow runs one command at a time and a command inside a fetch
 * loop would wait for ever.
 */
export function imapSource(options: ImapSourceOptions): MailSource {
  const { name, mailboxes, inbox = 'INBOX', server, limits } = options;
  const log: Log = (event, data) => options.log?.(event, { source: name, ...data });
  const largestLiteral = Math.max(largestMail, limits.maxMessageBytes);
  let reading: ImapConnection | undefined;
  let filing: ImapConnection | undefined;
  let filed: Promise<unknown> = Promise.resolve();

  const pathOf = (folder: string) => (folder === QUEUE ? inbox : folder);

  /** Opens a folder; false, and told, where its UIDs no longer name the mails that they named. */
  const select = async (
    connection: ImapConnection,
    folder: string,
    access: 'readOnly' | 'readWrite',
    validity: string | undefined,
  ): Promise<boolean> => {
    const opened = await connection.select(pathOf(folder), access);
    if (validity === undefined || opened.validity === validity) return true;
    log('folder renumbered by the server meanwhile', { folder });
    return false;
  };

  const reader = (): ImapConnection => {
    if (reading?.alive) return reading;
    throw imapError(server, name, new Error('not connected'));
  };

  /** One work after the other: filing opens folders, and two at once would each act on the other's. */
  const file = <T>(work: (connection: ImapConnection) => Promise<T>): Promise<T> => {
    const before = filed.catch(() => undefined);
    const done = before.then(async () => {
      if (!filing?.alive) filing = await ImapConnection.open(server, largestLiteral);
      return work(filing);
    });
    filed = done;
    return done;
  };

  return {
    name,
    mailboxes,
    filedBy: options.filedBy ?? name,
    async open(): Promise<number> {
      reading = await ImapConnection.open(server, largestLiteral);
      return (await reading.select(inbox, 'readOnly')).messages;
    },
    async ensure(folders: readonly string[]): Promise<void> {
      const present = await reader().paths();
      const missing = folders.filter((folder) => !present.has(reader().pathOf(folder)));
      for (const folder of new Set(missing)) await createFolder(reader(), folder, log);
    },
    look: (folders) => reader().states(folders),
    async list(folder = QUEUE, from = 1): Promise<Listing> {
      const { validity, messages } = await reader().select(pathOf(folder), 'readOnly');
      if (messages === 0) return { validity, uids: [] };
      const found = await reader().search(from === 1 ? { all: true } : { uid: `${from}:*` });
      // `9:*` names the last mail even when its UID is below nine (RFC 9051 §9, seq-range).
      return { validity, uids: found.filter((uid) => uid >= from) };
    },
    async *fetch(uids, folder = QUEUE, validity): AsyncGenerator<RawMessage> {
      if (uids.length === 0) return;
      if (folder !== QUEUE && !(await select(reader(), folder, 'readOnly', validity))) return;
      const line = async () => {
        if (reading?.alive) return reading;
        reading = await ImapConnection.open(server, largestLiteral);
        return (await select(reading, folder, 'readOnly', validity)) ? reading : undefined;
      };
      const sizes = { ordinary: limits.maxMessageBytes, largest: largestLiteral };
      yield* fetchMails(reader(), line, uids, sizes, log);
    },
    async move(moves: readonly Move[], from = QUEUE, validity?: string): Promise<readonly Moved[]> {
      if (moves.length === 0) return [];
      return file((connection) =>
        fileMails(connection, () => select(connection, from, 'readWrite', validity), moves, log),
      );
    },
    mark: (folder, uids, mark, validity) =>
      file(async (connection) => {
        if (!(await select(connection, folder, 'readWrite', validity))) return;
        for (const set of uidSets(uids)) await connection.mark(set, mark);
      }),
    async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
      await reader().arrival(milliseconds, signal);
    },
    async close(): Promise<void> {
      await Promise.all([reading?.close(), filing?.close()]);
    },
  };
}

/** Tries an account without changing anything on it: folders are looked up, not created. Throws `TransportError`. */
export async function checkImap(server: ImapServer, inbox: string, folders: readonly string[]): Promise<ImapCheck> {
  const connection = await ImapConnection.open(server, largestMail);
  try {
    const present = await connection.paths();
    const { messages } = await connection.select(inbox, 'readOnly');
    return {
      capabilities: connection.capabilities,
      missingFolders: folders.filter((folder) => !present.has(connection.pathOf(folder))),
      messages,
    };
  } finally {
    await connection.close();
  }
}
