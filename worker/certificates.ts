import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** A server as far as its certificate matters. */
export interface TlsServer {
  readonly protocol: 'imap' | 'smtp';
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly ca?: string | undefined;
}

/** The certificate of a server: how long it is good, and what is wrong with it or with the connection. */
export interface CertificateLook {
  /** `host:port`. */
  readonly server: string;
  /** Whole days until it ends; negative once it has. */
  readonly daysLeft?: number;
  /** A code of Node or OpenSSL: `CERT_HAS_EXPIRED`, `ECONNREFUSED`. */
  readonly problem?: string;
}

const SECONDS = 10;
const DAY = 86_400_000;

/**
 * Looks at a server's certificate, and hangs up before anything is said on the encrypted line. A bad one is looked at
 * too, to tell since when; the connections that carry mail refuse it. Never throws; undefined where nothing is encrypted.
 */
export async function lookAtCertificate(server: TlsServer, now: number): Promise<CertificateLook | undefined> {
  if (server.security === 'none') return undefined;
  const name = `${server.host}:${server.port}`;
  const plain = connectPlain(server.port, server.host);
  plain.setTimeout(SECONDS * 1000, () => plain.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  try {
    await once(plain, 'connect');
    if (server.security === 'starttls') await startTls(plain, server.protocol);
    const line = connectTls({
      socket: plain,
      servername: /^[\d.:]+$/.test(server.host) ? undefined : server.host,
      host: server.host,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ...(server.ca === undefined ? {} : { ca: server.ca }),
    });
    await once(line, 'secureConnect');
    const end = Date.parse(line.getPeerCertificate().valid_to);
    return {
      server: name,
      ...(Number.isFinite(end) && { daysLeft: Math.floor((end - now) / DAY) }),
      ...problemOf(line),
    };
  } catch (error) {
    return { server: name, problem: (error as { code?: string }).code ?? 'failed' };
  } finally {
    plain.destroy();
  }
}

/** The types say an error; Node gives its code. */
function problemOf({ authorized, authorizationError }: TLSSocket): { problem?: string } {
  const told = authorizationError as unknown as string | { code?: string } | null;
  if (authorized) return {};
  return { problem: typeof told === 'string' ? told : (told?.code ?? 'UNTRUSTED') };
}

/** RFC 3207 and RFC 9051 §6.2.1, as far as a look needs them. */
async function startTls(socket: Socket, protocol: 'imap' | 'smtp'): Promise<void> {
  const answered = async (command: string | undefined, end: RegExp) => {
    if (command !== undefined) socket.write(`${command}\r\n`);
    let said = '';
    while (!end.test(said)) {
      if (said.length > 16_000) throw Object.assign(new Error('no end of the greeting'), { code: 'EPROTOCOL' });
      said += String(await once(socket, 'data'));
    }
    if (/^(4\d\d|5\d\d|a (no|bad))/im.test(said))
      throw Object.assign(new Error('no STARTTLS'), { code: 'ENOSTARTTLS' });
  };
  if (protocol === 'imap') {
    await answered(undefined, /^\* .*\r\n/);
    await answered('a STARTTLS', /^a .*\r\n/im);
    return;
  }
  await answered(undefined, /^\d{3} .*\r\n/m);
  await answered('EHLO guichet', /^\d{3} .*\r\n/m);
  await answered('STARTTLS', /^\d{3} .*\r\n/m);
}

/** The next event of a socket; rejects when it ends before. */
function once(socket: Socket, event: 'connect' | 'secureConnect' | 'data'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (value: unknown) => {
      socket.off('error', failed).off('close', closed);
      resolve(value);
    };
    const failed = (error: Error) => {
      socket.off(event, done);
      reject(error);
    };
    const closed = () => failed(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    // A later error of a line that nobody waits for must not end the process.
    socket
      .once(event, done)
      .once('error', failed)
      .once('close', closed)
      .on('error', () => undefined);
  });
}
