import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A TCP relay in front of a server, to listen to what is said and to cut lines. */
export interface Proxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Lines that clients sent and that match, since the start. */
  sent(pattern: RegExp): string[];
  /** Destroys every line at once, without a goodbye. */
  cut(): void;
  /** Destroys every line once the server has said so many more octets, in the middle of a word if need be. */
  cutAfter(octets: number): void;
  /**
   * Destroys every line at the client's next command (of that name) but so many: before the server hears it, or when it
   * begins to answer. Returns the name of that command once it has come.
   */
  cutAtCommand(next: number, when: 'unheard' | 'unanswered', name?: string): () => string | undefined;
  /** Names of the commands that clients have said, once each. */
  commands(): Set<string>;
  /** Keeps the lines of now open and lets nothing through any more, as a firewall does that forgot a connection. */
  freeze(): void;
  /** What the server says comes later by so many milliseconds. */
  delay(milliseconds: number): void;
  /** Octets that the server has said. */
  heard(): number;
  stop(): Promise<void>;
}

/** Relays loopback connections to `target`; `answer` may rewrite what the server says (latin-1 text, one chunk). */
export async function startProxy(target: number, answer = (text: string) => text): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let said = '';
  let heard = 0;
  let left = Infinity;
  let late = 0;
  const frozen = new Set<Socket>();
  let doom: Doom | undefined;
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (doom !== undefined && meets(doom, chunk) && doom.when === 'unheard') {
        doom = undefined;
        cut();
      }
      if (!frozen.has(client)) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (frozen.has(client)) return;
      if (doom?.at !== undefined) {
        doom = undefined;
        cut();
        return;
      }
      const told = Buffer.from(answer(chunk.toString('latin1')), 'latin1').subarray(0, left);
      heard += told.length;
      left -= told.length;
      if (late === 0) client.write(told);
      else setTimeout(() => client.write(told), late);
      if (left > 0) return;
      left = Infinity;
      cut();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    sent: (pattern) => said.split('\r\n').filter((line) => pattern.test(line)),
    cut,
    cutAfter: (octets) => (left = octets),
    commands: () => new Set(namesIn(said)),
    cutAtCommand(next, when, name) {
      const own: Doom = { left: next, when, name, at: undefined };
      doom = own;
      return () => own.at;
    },
    freeze: () => sockets.forEach((socket) => frozen.add(socket)),
    delay: (milliseconds) => (late = milliseconds),
    heard: () => heard,
    async stop(): Promise<void> {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A command at which the lines shall be destroyed: how many come before it, and its name once it has come. */
interface Doom {
  left: number;
  readonly when: 'unheard' | 'unanswered';
  readonly name: string | undefined;
  at: string | undefined;
}

/** Commands: lines that begin with a tag (RFC 9051 §2.2.1). */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^[0-9A-F]+ ((?:UID )?[A-Z]+)/gm)].map(([, name]) => name ?? '');
}

/** Whether the command is among what a client says now. */
function meets(doom: Doom, chunk: Buffer): boolean {
  if (doom.at !== undefined) return false;
  for (const name of namesIn(chunk.toString('latin1'))) {
    if (doom.name !== undefined && doom.name !== name) continue;
    if (doom.left === 0) doom.at = name;
    doom.left -= 1;
  }
  return doom.at !== undefined;
}
