import { createRequire } from 'node:module';
import type { FetchMessageObject, ImapFlow, SearchObject, StatusObject } from 'imapflow';
import type { FolderState } from './domain/ports.ts';
import type { Mark } from './domain/tray.ts';
import type { ImapServer } from './imap-server.ts';
import { clientOptions, imapError, timeoutsOf } from './imap-server.ts';

/**
 * Half of what the program took to start: commands that talk to no server do without, and its CommonJS build loads in half
 * the time of the other.
 */
const library = () => createRequire(import.meta.url)('imapflow') as typeof import('imapflow');

/** A folder as SELECT or EXAMINE reports it. */
export interface OpenFolder {
  /** UIDVALIDITY as text. */
  readonly validity: string;
  readonly messages: number;
}

/** What tells whether anything has come or gone. */
const statusQuery = { uidValidity: true, uidNext: true, messages: true };

/**
 * One IMAP connection, from login to close; imapflow cannot reconnect, so a dead one is replaced. imapflow answers many
 * failures with `false` or `undefined`: here every failure is a `TransportError` that names server and command.
 */
export class ImapConnection {
  readonly #client: ImapFlow;
  readonly #server: ImapServer;
  #arrived = false;

  private constructor(server: ImapServer, client: ImapFlow) {
    this.#server = server;
    this.#client = client;
    // For the client's whole life: an error without a listener ends the process. The command in flight tells it too.
    this.#client.on('error', () => undefined);
    this.#client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.#arrived = true;
    });
  }

  /** Connects and logs in; a mail larger than `largestLiteral` bytes must never be asked for. */
  static async open(server: ImapServer, largestLiteral: number): Promise<ImapConnection> {
    const { ImapFlow } = library();
    const connection = new ImapConnection(server, new ImapFlow(clientOptions(server, largestLiteral)));
    try {
      await connection.#run('LOGIN', (client) => client.connect());
    } catch (error) {
      connection.#client.close();
      throw error;
    }
    return connection;
  }

  get alive(): boolean {
    return this.#client.usable;
  }

  get capabilities(): string[] {
    return [...this.#client.capabilities.keys()].map((each) => each.toUpperCase());
  }

  /** The server's path of a folder that the configuration names with `/` between levels. */
  pathOf(folder: string): string {
    if (folder.toUpperCase() === 'INBOX') return 'INBOX';
    const { prefix = '', delimiter } = this.#client.namespace ?? {};
    const separator = delimiter ?? '_';
    const path = folder
      .split('/')
      .map((level) => level.replaceAll(separator, '_'))
      .join(separator);
    return path.startsWith(prefix) ? path : prefix + path;
  }

  /** Every path on the server. */
  async paths(): Promise<Set<string>> {
    const listed = await this.#run('LIST', (client) => client.list({ listOnly: true }));
    return new Set(listed.filter((each) => !each.flags.has('\\NonExistent')).map((each) => each.path));
  }

  /** Creates a folder; false when the server refuses it. */
  async create(folder: string): Promise<boolean> {
    try {
      await this.#run('CREATE', (client) => client.mailboxCreate(this.pathOf(folder)));
      return true;
    } catch (error) {
      if (!this.alive) throw error;
      return false;
    }
  }

  /** EXAMINE (read-only) or SELECT, anew each time: it costs what NOOP costs, and tells UIDVALIDITY. */
  async select(folder: string, access: 'readOnly' | 'readWrite'): Promise<OpenFolder> {
    const readOnly = access === 'readOnly';
    const path = this.pathOf(folder);
    const mailbox = await this.#run(readOnly ? 'EXAMINE' : 'SELECT', (client) =>
      client.mailboxOpen(path, { readOnly }),
    );
    this.#arrived = false;
    return { validity: String(mailbox.uidValidity), messages: mailbox.exists };
  }

  /** How folders stand, by name, without opening them; those that are not there are left out. */
  async states(folders: readonly string[]): Promise<Map<string, FolderState>> {
    const states = new Map<string, FolderState>();
    const listed = this.capabilities.includes('LIST-STATUS') ? await this.#listed() : undefined;
    for (const folder of folders) {
      const path = this.pathOf(folder);
      const { uidValidity, uidNext, messages } = listed?.get(path) ?? (await this.#status(path)) ?? {};
      if (uidValidity === undefined || uidNext === undefined || messages === undefined) continue;
      states.set(folder, { validity: String(uidValidity), next: uidNext, messages });
    }
    return states;
  }

  /** The UIDs of the open folder that match. */
  async search(query: SearchObject): Promise<number[]> {
    const found = await this.#run('UID SEARCH', (client) => client.search(query, { uid: true }));
    return Array.isArray(found) ? found : this.#fail('UID SEARCH');
  }

  /**
   * The mails of a UID set of the open folder, in one command and with BODY.PEEK: nothing is marked as read. No other
   * command may run on this connection until the stream has ended.
   */
  async *stream(set: string): AsyncGenerator<FetchMessageObject> {
    const rows = this.#client.fetch(set, { source: true, internalDate: true, flags: true }, { uid: true });
    const next = () => this.#run('UID FETCH', () => rows.next());
    try {
      for (let row = await next(); row.done !== true; row = await next()) yield row.value;
    } finally {
      await rows.return();
    }
  }

  /** The Message-IDs of a UID set of the open folder. */
  async messageIds(set: string): Promise<Map<number, string>> {
    const rows = await this.#run('UID FETCH', (client) => client.fetchAll(set, { envelope: true }, { uid: true }));
    return new Map(rows.flatMap(({ uid, envelope }) => (envelope?.messageId ? [[uid, envelope.messageId]] : [])));
  }

  /**
   * Sets `\Flagged` or takes it off, and the keyword where the folder takes new ones; nothing else is touched. A refusal is
   * no reason not to file.
   */
  async mark(set: string, { flagged, keyword, isFirst = false }: Mark): Promise<void> {
    const { mailbox } = this.#client;
    const [allowed, present] = mailbox === false ? [] : [mailbox.permanentFlags, mailbox.flags];
    const takesKeywords = allowed?.has('\\*') === true;
    const own = (each: string) => each.startsWith(keyword.slice(0, keyword.indexOf('-') + 1)) && each !== keyword;
    const others = takesKeywords ? [...(present ?? [])].filter(own) : [];
    const add = [...(flagged ? ['\\Flagged'] : []), ...(takesKeywords ? [keyword] : [])];
    const take = [...(flagged ? [] : ['\\Flagged']), ...others];
    if (add.length > 0)
      await this.#run('UID STORE', (client) => client.messageFlagsAdd(set, add, { uid: true, silent: true }));
    if (take.length > 0 && !isFirst)
      await this.#run('UID STORE', (client) => client.messageFlagsRemove(set, take, { uid: true, silent: true }));
  }

  /**
   * Moves a UID set of the open folder: new UIDs by old ones, empty where the server does not tell them (no UIDPLUS);
   * `refused` when the server says no. Only for a server that has MOVE: without it imapflow would copy, mark as deleted
   * and expunge.
   */
  async move(set: string, folder: string): Promise<ReadonlyMap<number, number> | 'refused'> {
    const path = this.pathOf(folder);
    const moved = await this.#run('UID MOVE', (client) => client.messageMove(set, path, { uid: true }));
    if (!this.alive) this.#fail('UID MOVE');
    return moved === false ? 'refused' : (moved.uidMap ?? new Map<number, number>());
  }

  /** Idles until mail arrives (since the last `select` included), time is up, `signal` aborts, or the line is cut. */
  async arrival(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#arrived || signal.aborted || !this.alive) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const client = this.#client;
      const look = () => {
        if (this.#arrived) done();
      };
      function done(): void {
        clearTimeout(timer);
        client.off('exists', look).off('close', done);
        signal.removeEventListener('abort', done);
        resolve();
      }
      client.on('exists', look).on('close', done);
      signal.addEventListener('abort', done);
      // When it ends early (keepalive, server without IDLE) imapflow resumes it by itself.
      client.idle().catch(() => undefined);
    });
  }

  /** Says goodbye if the server listens, and ends within `milliseconds`; never throws. */
  async close(milliseconds = 1_500): Promise<void> {
    const timer = setTimeout(() => this.#client.close(), milliseconds);
    try {
      if (this.alive) await this.#client.logout();
    } catch {
      // It is being closed anyway.
    } finally {
      clearTimeout(timer);
      this.#client.close();
    }
  }

  /** Runs one command under a deadline that closes the connection, as nothing else ends a command that never ends. */
  async #run<T>(command: string, task: (client: ImapFlow) => Promise<T>): Promise<T> {
    const deadline = setTimeout(() => this.#client.close(), timeoutsOf(this.#server).command);
    try {
      return await task(this.#client);
    } catch (error) {
      throw imapError(this.#server, command, error);
    } finally {
      clearTimeout(deadline);
    }
  }

  /** How every folder stands, by path, in one command (RFC 5819). */
  async #listed(): Promise<Map<string, StatusObject>> {
    const listed = await this.#run('LIST', (client) => client.list({ statusQuery }));
    return new Map(listed.flatMap(({ path, status }) => (status === undefined ? [] : [[path, status]])));
  }

  async #status(path: string): Promise<StatusObject | undefined> {
    const status = this.#run('STATUS', (client) => client.status(path, statusQuery));
    return (await status.catch((error: unknown) => this.#refusal(error))) || undefined;
  }

  /** A refusal of one command, on a connection that goes on, is an answer; anything else is thrown again. */
  #refusal(error: unknown): undefined {
    if (!this.alive) throw error;
    return undefined;
  }

  #fail(command: string): never {
    throw imapError(this.#server, command, new Error('refused, or connection lost'));
  }
}
