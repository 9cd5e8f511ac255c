import { fold } from '../worker/domain/fold.ts';
import type { MailAddress } from '../worker/domain/message.ts';
import { forwardedMail, ownLines, type ForwardedMail } from './mail-text.ts';
import type { OpenedMessage } from './message.ts';
import type { Opening } from './opening/open-tree.ts';
import { isForward, type TextLine } from './quoted-mail.ts';

/** Lines of one mail to read for values. */
export interface TextWords {
  /** Lines of its own text to read for values, those that it hands on included. */
  readonly lines: readonly TextLine[];
  /** Those of whoever asks: the lines handed on, or all when nothing is. */
  readonly asking: readonly TextLine[];
  /** Whether they go on beyond the caps. */
  readonly isCut: boolean;
}

/** What a mail says in words, and whose they are. */
export interface Said extends TextWords {
  /** All words that tell what the mail wants: those lines, and the mail that it only carries. */
  readonly text: string;
  /** The words of whoever asks, alone: the same however the mail was handed on. */
  readonly wish: string;
  readonly forwardedFrom: MailAddress | undefined;
}

/**
 * What a mail says: its own lines, those of the mail it hands on inside its text, and those of the mail that it carries
 * (a forward as attachment, a signed envelope). Our own letters that come back are nobody's request.
 */
export function said(mail: OpenedMessage, found: readonly Opening[], ownAddresses: readonly string[]): Said {
  const { from, ...words } = inText(mail, ownAddresses);
  const carried = carriedMail(mail, found);
  if (carried === undefined || isOurs(carried.mail.headers.from, ownAddresses)) {
    return { ...words, text: joined(words.lines), wish: joined(words.asking), forwardedFrom: from };
  }
  const inner = inText(carried.mail, ownAddresses);
  const text = [joined(words.lines), carried.mail.headers.subject, joined(inner.lines)].join('\n');
  const author = carried.isSigned ? undefined : carried.mail.headers.from;
  return { ...words, text, wish: joined(inner.asking), forwardedFrom: inner.from ?? author ?? from };
}

/** The text of one mail: what its author wrote, what he hands on, and from whom. */
export function inText(mail: OpenedMessage, ownAddresses: readonly string[]): TextWords & Pick<ForwardedMail, 'from'> {
  const own = ownLines(mail.text);
  const forwarded = forwardedMail(mail.text, mail.headers.subject);
  // What the caps cut off matters only where it is not the history that nobody reads.
  const isCut = (read: readonly TextLine[]) => mail.isCut && read.at(-1)?.line === mail.text.split('\n').length;
  if (forwarded === undefined || isOurs(forwarded.from, ownAddresses)) {
    return { lines: own, asking: own, isCut: isCut(own), from: undefined };
  }
  const { lines: asking, from } = forwarded;
  return { lines: [...own, ...asking], asking, isCut: isCut(asking), from };
}

/** Whether an address is the counter's own. */
export function isOurs(address: MailAddress | undefined, ownAddresses: readonly string[]): boolean {
  return address !== undefined && ownAddresses.includes(address.address.toLowerCase());
}

/** The one mail attached to a forward, or the text of a wholly signed one; among several none stands for the sender. */
function carriedMail({ headers, text, parts }: OpenedMessage, found: readonly Opening[]) {
  const top = new Set(parts.map(({ path }) => path));
  const mails = found.flatMap((each) => (each.kind === 'mail' && top.has(each.part.path) ? [each] : []));
  const [only] = mails;
  if (only === undefined || mails.length > 1) return undefined;
  const isSigned = only.type.kind === 'signedMail';
  const isBlank = text.trim() === '';
  const isHandedOn = isForward(headers.subject) || fold(headers.subject) === fold(only.mail.headers.subject);
  return isBlank || (isHandedOn && !isSigned) ? { mail: only.mail, isSigned } : undefined;
}

function joined(lines: readonly TextLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}
