import { pino } from 'pino';

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

/** What an error says to an administrator: its message and those of its causes. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${reason(error.cause)})`;
}

function clock(): string {
  return new Date().toLocaleTimeString('fr-FR');
}

function figures(data: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(data)
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');
}
