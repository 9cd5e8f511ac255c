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
  /** Keeps every line open and lets nothing through any more, as a firewall does that forgot a connection. */
  freeze(): void;
  stop(): Promise<void>;
}

/** Relays loopback connections to `target`; `answer` may rewrite what the server says (latin-1 text, one chunk). */
export async function startProxy(target: number, answer = (text: string) => text): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let said = '';
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (!frozen) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!frozen) client.write(Buffer.from(answer(chunk.toString('latin1')), 'latin1'));
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    sent: (pattern) => said.split('\r\n').filter((line) => pattern.test(line)),
    cut,
    freeze: () => {
      frozen = true;
    },
    async stop(): Promise<void> {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
