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
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (!frozen.has(client)) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (frozen.has(client)) return;
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
    freeze: () => sockets.forEach((socket) => frozen.add(socket)),
    delay: (milliseconds) => (late = milliseconds),
    heard: () => heard,
    async stop(): Promise<void> {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
