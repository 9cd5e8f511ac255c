import { createHash } from 'node:crypto';
import type { Headers, MailAddress, Sha256 } from '../worker/domain/message.ts';
import type { TraceField } from './authentication.ts';
import { lightenMessage, tokenOf } from './lighten-message.ts';
import { limits } from './limits.ts';
import { parseMime, type MimeFile, type ParsedMime } from './mime-parser.ts';
import { readableText } from './readable-text.ts';

type HeaderFields = ParsedMime['headers'];

/** A part of a mail that is not its text, decoded. */
export interface Part {
  /** MIME path: `2`, `1.3`. */
  readonly path: string;
  /** Name safe to show: no folder, no control or direction sign, capped. */
  readonly file: string;
  readonly declaredType: string;
  /** Shown inside the HTML body, as a logo is. */
  readonly embedded: boolean;
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
}

/** A mail opened: what its headers say, its text, its parts in order. */
export interface OpenedMessage {
  readonly headers: Headers;
  /** The first header of a lower-case name as written, unfolded; for what is not in `headers`. */
  readonly header: (name: string) => string | undefined;
  /** Fields that servers write on the way, in the order of the mail. */
  readonly trace: readonly TraceField[];
  /** Parameters of the top Content-Type, such as `report-type`. */
  readonly type: { readonly value: string; readonly params: Readonly<Record<string, string>> };
  /** The text as its author wrote it, quoted history included. */
  readonly text: string;
  /** Whether the text goes on beyond the caps. */
  readonly isCut: boolean;
  readonly parts: readonly Part[];
}

/**
 * Opens a mail (RFC 5322, MIME); `secret` is its own SHA-256. Rejects on one that mailparser refuses: too many nodes,
 * headers too large.
 */
export async function openMessage(bytes: Uint8Array, secret: Sha256): Promise<OpenedMessage> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { light, files } = lightenMessage(whole, secret);
  const tokens = new Map(files.map((file, index) => [tokenOf(index, secret), file]));
  const mail = await parseMime(light);
  const stand = mail.files.filter((each) => tokens.has(tokenIn(each))).length;
  // A token that is no attachment stood in something that only looked like one: mailparser alone knows.
  return stand === files.length ? opened(mail, tokens) : opened(await parseMime(whole), new Map());
}

function opened({ headers, tree, files }: ParsedMime, outside: ReadonlyMap<string, Buffer>): OpenedMessage {
  return {
    headers: headersOf(headers),
    header: (name) => rawHeader(headers, name),
    trace: traceOf(headers),
    type: contentType(headers),
    ...readableText(tree),
    parts: files.map((each, index) => part(each, index, outside.get(tokenIn(each)) ?? each.content)),
  };
}

function tokenIn({ content }: MimeFile): string {
  return content.length > 200 ? '' : content.toString('latin1');
}

/** A file name that can be shown and logged: hostile names carry paths, direction marks and control signs. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const shown = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  if (shown.length <= limits.fileNameCharacters) return shown;
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(shown)?.[0] ?? '';
  return `${shown.slice(0, limits.fileNameCharacters - extension.length - 1)}…${extension}`;
}

function headersOf(mail: HeaderFields): Headers {
  const list = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());
  const recipients = [mail.to, mail.cc].flatMap((each) => [each ?? []].flat()).flatMap((each) => each.value);
  return {
    messageId: mail.messageId,
    inReplyTo: ids(mail.inReplyTo),
    references: list(mail.references).flatMap(ids),
    from: addressOf(mail.from?.value),
    replyTo: addressOf(mail.replyTo?.value),
    recipients: recipients.flatMap((each) => (each.address ? [each.address.toLowerCase()] : [])),
    subject: (mail.subject ?? '').replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 500),
  };
}

function ids(value: string | undefined): string[] {
  return value?.match(/<[^<>\s]+>/g) ?? [];
}

/** The first real address: a second one in From is not who wrote. */
function addressOf(values: readonly { address?: string; name: string }[] | undefined): MailAddress | undefined {
  const first = values?.find((each) => /^[^\s@<>]+@[^\s@<>]+$/.test(each.address ?? ''));
  return first?.address === undefined ? undefined : { address: first.address, name: first.name.slice(0, 200) };
}

function contentType(mail: HeaderFields): OpenedMessage['type'] {
  const found: unknown = mail.headers === false ? undefined : mail.headers.get('content-type');
  if (typeof found !== 'object' || found === null || !('value' in found)) return { value: '', params: {} };
  const params = 'params' in found && typeof found.params === 'object' ? (found.params as Record<string, string>) : {};
  return { value: String(found.value).toLowerCase(), params };
}

function part({ about }: MimeFile, index: number, bytes: Buffer): Part {
  const { partId, filename, contentType: declaredType, related } = about;
  const path = partId ?? String(index + 1);
  return {
    path,
    file: safeFileName(filename ?? '') || `pièce ${path}`,
    declaredType,
    embedded: related === true,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex') as Sha256,
  };
}

/** mailparser's own map groups list headers together and drops an empty Return-Path: the lines tell all. */
function rawHeader(mail: HeaderFields, name: string): string | undefined {
  const line = (mail.headerLines || []).find((each) => each.key === name)?.line;
  return line === undefined ? undefined : unfolded(line);
}

function traceOf(mail: HeaderFields): TraceField[] {
  const lines = (mail.headerLines || []).filter(({ key }) => key === 'received' || key === 'authentication-results');
  return lines.map(({ key, line }) => ({ name: key, value: unfolded(line) }));
}

function unfolded(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n\s*/g, ' ')
    .trim();
}
