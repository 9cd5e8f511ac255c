import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { NodemailerError, SMTPPoolOptions } from 'nodemailer';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { LetterDraft, OutgoingMail, Postman, TransportFault } from './domain/ports.ts';
import { TransportError } from './domain/ports.ts';

/** How to reach the outgoing server. `none` sends in clear text: for a server on the same machine only. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  /** With `password`, or neither. */
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** PEM of the authority to trust instead of the system's own. */
  readonly ca?: string | undefined;
  readonly timeouts?: Partial<SmtpTimeouts> | undefined;
}

/** Milliseconds. */
export interface SmtpTimeouts {
  /** Until TCP and TLS stand. */
  readonly connect: number;
  readonly greeting: number;
  /** Without a byte from the server; too short a wait for the last reply makes doubles (RFC 5321 §4.5.3.2). */
  readonly socket: number;
  /** For one letter, queue included, whatever trickles in meanwhile. */
  readonly letter: number;
}

const usualTimeouts: SmtpTimeouts = { connect: 20_000, greeting: 10_000, socket: 300_000, letter: 900_000 };

/** Lines to the server; large providers allow three at one time. */
const connections = 3;

/** Shorter than any server waits, so that a letter seldom meets a connection that the server has just closed. */
const idleConnection = 30_000;

/** A thread's oldest references matter least (RFC 5322 §3.6.4 lets them grow without end). */
const referencesKept = 20;

/** Message-IDs that fit on a header line as they are; what came by mail may hold anything. */
const plainMessageId = /^[\x21-\x7e]{3,250}$/;

/** Replies that speak of the account, whatever command they answer (RFC 4954 §6). */
const accountReplies = new Set([530, 534, 535, 538]);

const longestReply = 300;

/**
 * The outgoing server through nodemailer. A letter is tried once: trying again is the outbox's business, which knows
 * whether the server may already have the letter.
 */
export function smtpPostman(server: SmtpServer): Postman {
  const transport = createTransport(poolOptions(server));
  const bodies = new WeakMap<object, Readable>();
  // nodemailer reads from this stream only once the server has answered DATA with 354.
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((body) => {
      if (Buffer.isBuffer(mail.data.raw)) bodies.set(mail.data.raw, body);
      return body;
    });
    done();
  });

  return {
    compose,
    async send(mail: OutgoingMail): Promise<string> {
      const raw = Buffer.from(mail.bytes);
      const signal = AbortSignal.timeout(timeoutsOf(server).letter);
      try {
        const { response } = await transport.sendMail({ raw, envelope: envelopeOf(mail), signal, maxRecipients: 1 });
        return response;
      } catch (error) {
        throw smtpError(server, error, bodies.get(raw)?.readableDidRead === true);
      }
    },
    close: () => transport.close(),
  };
}

/** Connects, encrypts and logs in as a letter would, and leaves again. Throws `TransportError`. */
export async function checkSmtp(server: SmtpServer): Promise<void> {
  const transport = createTransport(poolOptions(server));
  try {
    await transport.verify();
  } catch (error) {
    throw smtpError(server, error, false);
  } finally {
    transport.close();
  }
}

/** The bytes of a letter; the same draft gives the same bytes. Robots must not answer it (RFC 3834 §5). */
function compose(draft: LetterDraft): Promise<Buffer> {
  const [inReplyTo] = plain([draft.inReplyTo ?? '']);
  const composer = new MailComposer({
    messageId: draft.messageId,
    date: draft.date,
    from: { ...draft.from },
    to: { name: '', address: draft.recipient },
    subject: draft.subject,
    inReplyTo,
    references: plain(draft.references).slice(-referencesKept),
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    text: draft.text,
    html: draft.html,
    baseBoundary: createHash('sha256').update(draft.messageId).digest('hex').slice(0, 24),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function plain(messageIds: readonly string[]): string[] {
  return messageIds.filter((each) => plainMessageId.test(each));
}

function poolOptions(server: SmtpServer): SMTPPoolOptions & { pool: true } {
  const { connect, greeting, socket } = timeoutsOf(server);
  const { user, password } = server;
  return {
    pool: true,
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(server.ca === undefined ? {} : { ca: server.ca }) },
    // Without forceAuth nodemailer goes on unauthenticated where the server offers no AUTH.
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' }, forceAuth: true }),
    maxConnections: connections,
    maxRequeues: 0,
    idleTimeout: idleConnection,
    connectionTimeout: connect,
    greetingTimeout: greeting,
    socketTimeout: socket,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function timeoutsOf(server: SmtpServer): SmtpTimeouts {
  return { ...usualTimeouts, ...server.timeouts };
}

/** As objects, which are never parsed: an address with a comma stays one recipient. An empty sender is the null path. */
function envelopeOf({ returnAddress, recipient }: OutgoingMail) {
  return { from: returnAddress === '' ? (false as const) : { address: returnAddress }, to: [{ address: recipient }] };
}

function smtpError(server: SmtpServer, thrown: unknown, handedOver: boolean): TransportError {
  const { host, port } = server;
  const error = thrown as NodemailerError;
  const { command = 'CONN', code = 'failed', originalCode = '', response } = error;
  const said = response === undefined ? `${code} ${originalCode}`.trim() : withoutSecret(oneLine(response), server);
  const fault = faultOf(error, handedOver);
  return new TransportError(`SMTP ${host}:${port} ${command}: ${said}`, fault, thrown, aboutOf(error, fault));
}

/** 421 closes the line whatever it answers (RFC 5321 §3.8); other replies to an envelope or a letter are about it alone. */
function aboutOf({ code, responseCode }: NodemailerError, fault: TransportFault): 'server' | 'letter' {
  if (fault === 'permanent' || fault === 'uncertain') return 'letter';
  const answered = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode !== 421;
  return fault === 'temporary' && answered ? 'letter' : 'server';
}

/** Only a reply to the letter itself says whether the server has it. */
function faultOf({ code, command, responseCode, permanent }: NodemailerError, handedOver: boolean): TransportFault {
  if (handedOver && !(command === 'DATA' && responseCode !== undefined)) return 'uncertain';
  if (responseCode !== undefined && accountReplies.has(responseCode)) return 'authentication';
  if (code === 'EAUTH') return permanent === false ? 'temporary' : 'authentication';
  // EENVELOPE and EMESSAGE speak of this letter; without a reply nodemailer refused the address or the size itself.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return permanent === false ? 'temporary' : 'permanent';
  return 'temporary';
}

/** Some servers repeat what they were told. */
function withoutSecret(reply: string, { user, password }: SmtpServer): string {
  if (password === undefined || password === '') return reply;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  // As AUTH PLAIN says it, as AUTH LOGIN does, and as it is.
  const told = [base64(`\0${user}\0${password}`), base64(password), password];
  return told.reduce((text, each) => text.replaceAll(each, '…'), reply);
}

function oneLine(reply: string): string {
  return reply.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, longestReply);
}
