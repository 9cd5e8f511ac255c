import { attachmentCues, transferHosts } from '../data/reference/mail-cues.ts';
import { fold } from '../worker/domain/fold.ts';
import type { MailAddress } from '../worker/domain/message.ts';
import { findQuote, isForward, unquoted, type Quote, type TextLine } from './quoted-mail.ts';

/** A mail that the text of another hands on. */
export interface ForwardedMail {
  /** As the lines above it say: a claim. */
  readonly from: MailAddress | undefined;
  readonly subject: string;
  /** What its author wrote, older history cut off; numbered as in the whole text. */
  readonly lines: readonly TextLine[];
}

/** Lines that somebody writes above a mail that he hands on, signature included; more is a letter of its own. */
const LITTLE = 30;

/** Forwards in forwards that are followed. */
const MAX_FORWARDS = 4;

/**
 * What the author wrote in this mail: the lines above the quoted history, `>` lines left out. The numbers of the lines
 * kept are those of the whole text, so that a value's place can be found again.
 */
export function ownLines(text: string): TextLine[] {
  const lines = numbered(text);
  return written(lines.slice(0, findQuote(lines, 0)?.head ?? lines.length));
}

/**
 * The mail that this one hands on inside its text, or undefined. A separator that says so is enough (« Message
 * transféré »); one that answers use too counts when the subject does (« TR : »). Of forwards in forwards the innermost
 * author is told, and all that was written on the way.
 */
export function forwardedMail(text: string, subject = ''): ForwardedMail | undefined {
  return follow(numbered(text), isForward(subject), 0);
}

/** Whether the text says that files come with it. */
export function announcesAttachments(text: string): boolean {
  const folded = ` ${fold(text)} `;
  return attachmentCues.some((cue) => folded.includes(` ${cue} `));
}

/** Hosts of file transfer services that the text links to. */
export function transferLinks(text: string): string[] {
  const hosts = [...text.matchAll(/https?:\/\/([a-z0-9.-]{4,200})/gi)].map(([, host]) => (host ?? '').toLowerCase());
  const known = hosts.filter((host) => transferHosts.some((each) => host === each || host.endsWith(`.${each}`)));
  return [...new Set(known)];
}

function numbered(text: string): TextLine[] {
  return text.split(/\r?\n/).map((each, index) => ({ line: index + 1, text: each }));
}

function written(lines: readonly TextLine[]): TextLine[] {
  return lines.filter(({ text }) => !text.startsWith('>'));
}

function follow(lines: readonly TextLine[], isHandedOn: boolean, depth: number): ForwardedMail | undefined {
  const quote = findQuote(lines, 0);
  if (quote === undefined || depth >= MAX_FORWARDS) return undefined;
  if (quote.kind !== 'forward' && !isHandedOn) return undefined;
  const above = written(lines.slice(0, quote.head)).filter(({ text }) => text.trim() !== '');
  if (above.length > LITTLE) return undefined;
  const body = bodyOf(lines, quote);
  const deeper = follow(body, isForward(quote.subject), depth + 1);
  const own = written(body.slice(0, findQuote(body, 0)?.head ?? body.length));
  return {
    from: deeper?.from ?? quote.from,
    subject: deeper?.subject ?? quote.subject,
    lines: [...own, ...(deeper?.lines ?? [])],
  };
}

/** Apple programs and Thunderbird quote with `>` what they forward: one level is taken off. */
function bodyOf(lines: readonly TextLine[], { body }: Quote): TextLine[] {
  const quoted = lines.slice(body);
  const first = quoted.find(({ text }) => text.trim() !== '');
  return first?.text.startsWith('>') ? quoted.map(unquoted) : quoted;
}
