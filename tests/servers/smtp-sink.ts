import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import type { Certificate } from './certificate.ts';
import { testCertificate } from './certificate.ts';

/** A refusal: 4xx for now, 5xx for good. */
export interface Refusal {
  readonly code: number;
  readonly text: string;
}

/** What the server does with a whole letter beside accepting it; `lose` and `keep` tell whether it has it afterwards. */
export type Accident = 'cut and lose' | 'cut and keep' | 'keep and stay silent';

/** What the server answers; `undefined` accepts. */
export interface SmtpScript {
  readonly sender?: (address: string) => Refusal | undefined;
  readonly recipient?: (address: string) => Refusal | undefined;
  /** After the whole letter was received. */
  readonly letter?: (mail: SinkMail) => Refusal | Accident | undefined;
  /** The only account that may send; without it anybody may. */
  readonly account?: { readonly user: string; readonly password: string };
  /** STARTTLS is offered when absent. */
  readonly security?: 'tls' | 'starttls' | 'none';
  /** A good one when absent. */
  readonly certificate?: Certificate;
}

/** A letter as it came over the wire. */
export interface SinkMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly bytes: Buffer;
}

/** A real SMTP server on loopback that delivers to nobody. */
export interface SmtpSink {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** PEM of the authority to trust. */
  readonly ca: string;
  /** The letters that the server has, in the order they came. */
  readonly mails: readonly SinkMail[];
  /** Letters received whole, lost ones included. */
  received(): number;
  /** Connections made since the start. */
  connections(): number;
  /** Closes the lines that stand open, as a server does with idle ones. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts a server that follows `script` and keeps what it accepts. */
export async function startSmtpSink(script: SmtpScript = {}): Promise<SmtpSink> {
  const certificate = script.certificate ?? testCertificate();
  const seen: Seen = { mails: [], received: 0, connections: 0 };
  // Through smtp-server's own sockets: destroying the plain one under a TLS handshake brings the process down.
  const cut = (id?: string) => {
    for (const line of server.connections) if (id === undefined || id === line.id) line._socket.destroy();
  };
  const server = new SMTPServer(serverOptions(script, certificate, seen, cut));
  server.on('error', () => undefined);
  server.server.on('connection', () => (seen.connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    ca: certificate.ca,
    mails: seen.mails,
    received: () => seen.received,
    connections: () => seen.connections,
    cut: () => cut(),
    async stop(): Promise<void> {
      cut();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

interface Seen {
  readonly mails: SinkMail[];
  received: number;
  connections: number;
}

function serverOptions(
  script: SmtpScript,
  { cert, key }: Certificate,
  seen: Seen,
  cut: (session: string) => void,
): SMTPServerOptions {
  const { security = 'starttls', account } = script;
  return {
    secure: security === 'tls',
    cert,
    key,
    logger: false,
    closeTimeout: 100,
    disableReverseLookup: true,
    authOptional: account === undefined,
    allowInsecureAuth: security === 'none',
    disabledCommands: [...(security === 'none' ? ['STARTTLS'] : []), ...(account === undefined ? ['AUTH'] : [])],
    onAuth: ({ username, password }, _session, done) => {
      const known = username === account?.user && password === account?.password;
      done(known ? null : refuse({ code: 535, text: '5.7.8 wrong user or password' }), { user: username });
    },
    onMailFrom: ({ address }, _session, done) => done(refuse(script.sender?.(address))),
    onRcptTo: ({ address }, _session, done) => done(refuse(script.recipient?.(address))),
    onData: (stream, session, done) => {
      receive(stream, session, script, seen, cut).then(
        (answer) => {
          if (answer instanceof Error) done(answer);
          else if (answer !== undefined) done(null, answer);
        },
        // The client hung up in the middle: there is nobody to answer.
        () => undefined,
      );
    },
  };
}

/** Takes in one letter; gives the answer: words of acceptance, a refusal, or nothing at all. */
async function receive(
  stream: Readable,
  { envelope, id }: SMTPServerSession,
  script: SmtpScript,
  seen: Seen,
  cut: (session: string) => void,
): Promise<string | Error | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const to = envelope.rcptTo.map(({ address }) => address);
  const mail = { envelope: { from, to }, bytes: Buffer.concat(chunks) };
  seen.received += 1;
  const fate = script.letter?.(mail);
  if (typeof fate === 'object') return asError(fate);
  if (fate !== 'cut and lose') seen.mails.push(mail);
  if (fate === 'cut and lose' || fate === 'cut and keep') cut(id);
  return fate === undefined ? `kept as number ${String(seen.mails.length)}` : undefined;
}

function refuse(refusal: Refusal | undefined): Error | null {
  return refusal === undefined ? null : asError(refusal);
}

function asError({ code, text }: Refusal): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
