import { createHash } from 'node:crypto';
import { encodedWords, fileNameParameter } from './mime-headers.ts';
import type { Naming } from './mime-headers.ts';

/** A MIME entity (RFC 2045): headers in order, and a body already encoded to ASCII with CRLF line ends. */
export interface Entity {
  readonly headers: readonly Header[];
  readonly body: string;
}

/** A header field; the value is written as given when it is ASCII, as encoded words when it is not. */
export type Header = readonly [name: string, value: string];

/** A file in a mail. A `cid` makes it an inline part that HTML refers to. */
export interface FilePart {
  readonly name: string;
  readonly content: Uint8Array;
  /** Declared type; by default that of the extension. */
  readonly type?: string;
  readonly cid?: string;
  /** How a name with accents is written; RFC 2231 unless told. */
  readonly naming?: Naming;
}

/** The bytes of an entity. */
export function serialise({ headers, body }: Entity): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${encodedWords(value)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

/** A text part in UTF-8 and quoted-printable. */
export function textPart(subtype: 'plain' | 'html', text: string): Entity {
  return {
    headers: [
      ['Content-Type', `text/${subtype}; charset="utf-8"`],
      ['Content-Transfer-Encoding', 'quoted-printable'],
    ],
    body: quotedPrintable(text),
  };
}

/** An attachment, or an inline picture, in base64. */
export function filePart({ name, content, type = typeOf(name), cid, naming = 'rfc2231' }: FilePart): Entity {
  const disposition = cid === undefined ? 'attachment' : 'inline';
  return {
    headers: [
      ['Content-Type', `${type};\r\n ${fileNameParameter('name', name, naming)}`],
      ['Content-Transfer-Encoding', 'base64'],
      ['Content-Disposition', `${disposition};\r\n ${fileNameParameter('filename', name, naming)}`],
      ...(cid === undefined ? [] : [['Content-ID', `<${cid}>`] as const]),
    ],
    body: base64Lines(content),
  };
}

/** Several entities as one; the boundary follows from what they hold, so that the same parts give the same bytes. */
export function multipart(subtype: string, parts: readonly Entity[], parameters = ''): Entity {
  const texts = parts.map((part) => serialise(part).toString('latin1'));
  const digest = createHash('sha256').update(texts.join('\n'), 'latin1').digest('hex').slice(0, 24);
  const boundary = `----=_Part_${digest}`;
  return {
    headers: [['Content-Type', `multipart/${subtype};${parameters}\r\n boundary="${boundary}"`]],
    body: [...texts.map((text) => `--${boundary}\r\n${text}\r\n`), `--${boundary}--\r\n`].join(''),
  };
}

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  png: 'image/png',
  eml: 'message/rfc822',
  txt: 'text/plain',
  zip: 'application/zip',
};

function typeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return types[extension] ?? 'application/octet-stream';
}

function base64Lines(content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return `${lines.join('\r\n')}\r\n`;
}

/** RFC 2045 §6.7: lines of 76 signs at most, no blank at the end of a line. */
function quotedPrintable(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n').map(quotedLine);
  return `${lines.join('\r\n')}\r\n`;
}

function quotedLine(line: string): string {
  const signs = Array.from(Buffer.from(line, 'utf8'), (byte, at) => {
    const last = at === Buffer.byteLength(line, 'utf8') - 1;
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d && !(last && byte === 0x20);
    return plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return wrapped(signs);
}

function wrapped(signs: readonly string[]): string {
  let written = '';
  let width = 0;
  for (const sign of signs) {
    if (width + sign.length > 75) {
      written += '=\r\n';
      width = 0;
    }
    written += sign;
    width += sign.length;
  }
  return written;
}
