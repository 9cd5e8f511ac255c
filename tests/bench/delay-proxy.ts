import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A TCP relay that makes a loopback server look far away. */
export interface DelayProxy {
  readonly port: number;
  stop(): Promise<void>;
}

/** Bytes on their way in one direction, beyond which the sender waits. */
const WINDOW = 4 * 1024 * 1024;

/** Relays to a loopback port; whatever is sent arrives `milliseconds` later, in both directions. */
export async function startDelayProxy(target: number, milliseconds: number): Promise<DelayProxy> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    relay(client, upstream, milliseconds);
    relay(upstream, client, milliseconds);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Chunks that were sent together arrive together: timers of one length fire in order. */
function relay(from: Socket, to: Socket, milliseconds: number): void {
  let underway = 0;
  const look = () => {
    if (underway + to.writableLength > WINDOW) from.pause();
    else if (from.isPaused()) from.resume();
  };
  to.on('drain', look);
  from.on('data', (chunk: Buffer) => {
    underway += chunk.length;
    look();
    setTimeout(() => {
      underway -= chunk.length;
      if (to.writable) to.write(chunk);
      look();
    }, milliseconds);
  });
  from.on('end', () => setTimeout(() => to.end(), milliseconds));
  from.on('close', () => setTimeout(() => to.destroy(), milliseconds));
}
