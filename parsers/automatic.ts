import type { Automatic } from '../worker/domain/message.ts';
import type { OpenedMessage } from './message.ts';

/** Subjects that mail programs give to absence messages; only at the beginning, a person may well write of an absence. */
const absence =
  /^\s*(automatic reply|auto(matic)?[ -]?reply|out of (the )?office|réponse automatique|absence du bureau|message d['’]absence|automatische antwort)\b/i;

/**
 * Whether a program wrote the mail (RFC 3834 §2, RFC 3464, RFC 8098, RFC 2919), or undefined for a person. Such a
 * mail is recorded like any other and never answered. `X-Auto-Response-Suppress` is not a sign: people's mail
 * programs set it too.
 */
export function automatic(mail: OpenedMessage, ownAddresses: readonly string[]): Automatic | undefined {
  const report = mail.type.value === 'multipart/report' ? (mail.type.params['report-type'] ?? '').toLowerCase() : '';
  const nullSender = /^\s*<\s*>\s*$/.test(mail.header('return-path') ?? '');
  const from = mail.headers.from?.address.toLowerCase() ?? '';
  if (report === 'delivery-status' || (nullSender && /^(mailer-daemon|postmaster)@/.test(from))) return bounce(mail);
  if (report === 'disposition-notification') return { kind: 'receipt' };
  if (ownAddresses.includes(from)) return { kind: 'ownMail' };
  if (nullSender || isAutoReply(mail)) return { kind: 'autoReply' };
  if (isList(mail)) return { kind: 'list' };
  return undefined;
}

function isAutoReply(mail: OpenedMessage): boolean {
  const submitted = (mail.header('auto-submitted') ?? 'no').trim().toLowerCase();
  return (
    !submitted.startsWith('no') ||
    mail.header('x-autoreply') !== undefined ||
    mail.header('x-autorespond') !== undefined ||
    /auto[_-]?reply/i.test(mail.header('precedence') ?? '') ||
    absence.test(mail.headers.subject)
  );
}

function isList(mail: OpenedMessage): boolean {
  return mail.header('list-id') !== undefined || /^\s*(bulk|list|junk)/i.test(mail.header('precedence') ?? '');
}

/** Which letter came back, and whether for good: the report's action and the headers it returns (RFC 3464 §2). */
function bounce(mail: OpenedMessage): Automatic {
  const returned = [
    mail.text,
    ...mail.parts.map((part) => Buffer.from(part.bytes).toString('latin1').slice(0, 64_000)),
  ].join('\n');
  const letter = /^message-id:\s*(<[^<>\s]+>)/im.exec(returned)?.[1] ?? mail.headers.inReplyTo[0];
  const action = /^action:\s*(\w+)/im.exec(returned)?.[1]?.toLowerCase();
  const status = /^status:\s*([245])\./im.exec(returned)?.[1];
  const permanent = action === undefined ? status !== '4' : action === 'failed' && status !== '4';
  return { kind: 'bounce', letter, permanent };
}
