import type { ImapFlowOptions } from 'imapflow';
import type { TransportFault } from './domain/ports.ts';
import { TransportError } from './domain/ports.ts';

/** How to reach one account. `none` sends the password in clear text: for a server on the same machine only. */
export interface ImapServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly password: string;
  /** PEM of the authority to trust instead of the system's own. */
  readonly ca?: string | undefined;
  readonly timeouts?: Partial<ImapTimeouts> | undefined;
}

/** Milliseconds. */
export interface ImapTimeouts {
  /** Until TCP and TLS stand. */
  readonly connect: number;
  readonly greeting: number;
  /** Without a byte from the server. */
  readonly socket: number;
  /** For one command, or for the next mail of a FETCH, whatever trickles in meanwhile. */
  readonly command: number;
}

const usualTimeouts: ImapTimeouts = { connect: 20_000, greeting: 10_000, socket: 60_000, command: 300_000 };

/** RFC 2177 asks for a new IDLE every 29 minutes; firewalls forget a silent connection much sooner. */
const idleAtMost = 5 * 60_000;

/** How long a connection is quiet before it idles again, which also keeps it alive. */
const quietBeforeIdle = 1_000;

/** What one response may hold beside its literal. */
const framing = 1024 * 1024;

/** RFC 5530: the server cannot check the password now; it does not say that it is wrong. */
const notTheAccount = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'CONTACTADMIN']);

/** imapflow's options for one connection; a literal of more than `largestLiteral` bytes ends it. */
export function clientOptions(server: ImapServer, largestLiteral: number): ImapFlowOptions {
  const { connect, greeting, socket } = timeoutsOf(server);
  return {
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    // Never left unset: imapflow would then go on in clear text where no STARTTLS is offered.
    doSTARTTLS: server.security === 'starttls',
    auth: { user: server.user, pass: server.password },
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(server.ca === undefined ? {} : { ca: server.ca }) },
    clientInfo: { name: 'Guichet', version: false, vendor: false, 'support-url': false },
    logger: false,
    disableCompression: true,
    connectionTimeout: connect,
    greetingTimeout: greeting,
    socketTimeout: socket,
    autoIdleDelay: quietBeforeIdle,
    maxIdleTime: idleAtMost,
    maxLiteralSize: largestLiteral,
    maxResponseSize: largestLiteral + framing,
  };
}

export function timeoutsOf(server: ImapServer): ImapTimeouts {
  return { ...usualTimeouts, ...server.timeouts };
}

/** What imapflow threw, in the words of the ports. */
export function imapError(server: ImapServer, command: string, error: unknown): TransportError {
  return new TransportError(`IMAP ${server.host}:${server.port} ${command}: ${reasonOf(error)}`, faultOf(error), error);
}

/** The properties that imapflow and Node put on errors. */
interface Failure {
  readonly message?: string;
  readonly code?: string;
  readonly responseStatus?: string;
  readonly serverResponseCode?: string;
  readonly authenticationFailed?: boolean;
}

/** Codes only, where there are some: the server's own sentences may hold names of people. */
function reasonOf(error: unknown): string {
  const { message, code, responseStatus, serverResponseCode } = error as Failure;
  const codes = [responseStatus, serverResponseCode, code].filter((each) => each !== undefined);
  return codes.length > 0 ? codes.join(' ') : (message ?? 'failed');
}

function faultOf(error: unknown): TransportFault {
  const { authenticationFailed, serverResponseCode = '' } = error as Failure;
  return authenticationFailed === true && !notTheAccount.has(serverResponseCode) ? 'authentication' : 'temporary';
}
