import { createHash } from 'node:crypto';
import { fold } from '../worker/domain/fold.ts';
import type { Document, DocumentKind } from '../worker/domain/submission.ts';

/**
 * Headers that servers add on the way: they differ between two deliveries of one mail (RFC 5321 §4.4, RFC 8601; those of
 * Exchange Online's filters are written for each mailbox).
 */
const trace =
  /^(received|return-path|delivered-to|x-original-to|x-received|envelope-to|authentication-results|received-spf|arc-[a-z-]+|x-spam-[a-z-]+|x-virus-[a-z-]+|x-ms-exchange-[a-z-]+|x-microsoft-antispam(?:-[a-z-]+)?|x-forefront-[a-z-]+|x-eop[a-z-]+|x-ms-office365-[a-z-]+|x-ms-(?:public)?traffictype(?:diagnostic)?|x-uid|x-keywords|status|x-status)$/;

/** Octets of headers that are looked at line by line: of a mail of nothing but headers the rest counts as body. */
const HEADERS = 1024 * 1024;

/**
 * The identity of a mail: SHA-256 of its headers without trace lines, and of its body. Two deliveries of one sending,
 * a copy moved back by a colleague or a restored mailbox give the same one.
 */
export function fingerprint(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = Math.min(endOfHeaders(bytes), HEADERS);
  const hash = createHash('sha256');
  // A header continues over the lines that begin with white space.
  const headers = bytes.toString('latin1', 0, end).split(/\r?\n(?![ \t])/);
  for (const header of headers) {
    const name = header
      .slice(0, Math.max(0, header.indexOf(':')))
      .trim()
      .toLowerCase();
    if (!trace.test(name)) hash.update(header.replace(/\r\n/g, '\n') + '\n', 'latin1');
  }
  const body = bytes.subarray(end);
  return hash.update(body.subarray(body[0] === 0x0d ? 4 : 2)).digest('hex');
}

/** Index of the empty line that ends the headers; the whole length when there is none. */
export function endOfHeaders(bytes: Buffer): number {
  const regular = bytes.indexOf('\r\n\r\n');
  const before = regular === -1 ? bytes.length : regular;
  // Only before the other: a whole mail is long to search.
  const bare = bytes.subarray(0, before).indexOf('\n\n');
  return bare === -1 ? before : bare;
}

/** What programs put around files, or beside them. */
const around: readonly DocumentKind[] = ['mailText', 'attachedMail', 'container', 'decoration'];

/**
 * What a mail wants, whatever envelope it came in: SHA-256 of its words and files. The same for a sending made again under
 * another Message-ID or handed on by a colleague; undefined where it holds nothing to know it by. Words alone may be the
 * same in two mails about two medicines: there the subject counts too.
 */
export function contentKey(wish: string, subject: string, documents: readonly Document[]): string | undefined {
  const files = documents.filter(({ kind }) => !around.includes(kind)).map(({ sha256 }) => sha256);
  const words = fold(wish);
  if (words === '' && files.length === 0) return undefined;
  return createHash('sha256')
    .update([words, files.length === 0 ? topicOf(subject) : '', ...new Set(files.sort())].join('\n'))
    .digest('hex');
}

/** A subject without what replies and forwards put before it. */
function topicOf(subject: string): string {
  return fold(subject).replace(/^(?:(?:re|ref|tr|fw|fwd|wg) )+/, '');
}
