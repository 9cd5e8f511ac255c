import { pino } from 'pino';
import { TransportError } from './domain/ports.ts';

/**
 * Tells what happens: an event's name, and figures or names of our own (reference, mailbox, counts, hashes). Never an
 * address, a subject, a file name or a text of a mail.
 */
export type Log = (event: string, data?: Readonly<Record<string, unknown>>) => void;

/** JSON lines on standard error for machines; one short line each when a person is watching. */
export function startLog(watched: boolean): Log {
  if (watched) return (event, data) => void process.stderr.write(`${clock()} ${event}${figures(data)}\n`);
  const lines = pino(
    { base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return (event, data) => lines.info(data ?? {}, event);
}

/**
 * What an error says to an administrator: what happened, and its causes. Only our own sentences are repeated; those of
 * libraries and of servers may quote a mail: their errors are told by name, code and place.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // It names server, command and codes; what lies under it is the sentence of a library or of a server.
  if (error instanceof TransportError) return error.message;
  const told = isOurs(error) ? error.message : nameOf(error);
  return error.cause === undefined ? told : `${told} (${reason(error.cause)})`;
}

/** Built in a file of ours, as the first line of its stack tells. */
function isOurs(error: Error): boolean {
  const place = placeOf(error);
  return place?.startsWith(root) === true && !place.includes('/node_modules/');
}

const root = new URL('..', import.meta.url).pathname;

/** `/opt/guichet/dist/worker/smtp.js:12:3`, or undefined where the engine itself threw. */
function placeOf({ stack = '', message }: Error): string | undefined {
  const [first = ''] = stack.slice(stack.indexOf(message) + message.length).match(/^\s+at .*/m) ?? [];
  return /(?:file:\/\/)?(\/[^()]*:\d+:\d+)\)?$/.exec(first)?.[1];
}

function nameOf(error: Error): string {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  const words = [error.name, code, syscall].filter((each) => typeof each === 'string' || typeof each === 'number');
  const place = placeOf(error);
  return [...words, ...(place === undefined ? [] : [`at ${place.replace(root, '')}`])].join(' ');
}

function clock(): string {
  return new Date().toLocaleTimeString('fr-FR');
}

function figures(data: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(data)
    .map(([name, value]) => ` ${name}=${brief(value)}`)
    .join('');
}

/** A list of rows is told by its length: scripts have the rows. */
function brief(value: unknown): string {
  if (typeof value === 'string') return value;
  const rows = Array.isArray(value) && value.some((each) => typeof each === 'object');
  return JSON.stringify(rows ? value.length : value);
}
