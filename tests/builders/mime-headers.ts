/** How mail programs write a file name with accents: by the book, or in encoded words as Outlook does. */
export type Naming = 'rfc2231' | 'rfc2047';

/** A header value in ASCII: RFC 2047 encoded words when it holds anything else. */
export function encodedWords(value: string): string {
  return isAscii(value) ? value : chunks(value, 45).map(encodedWord).join('\r\n ');
}

/** `Name <address>` with the name encoded, the address as it is. */
export function encodedAddress(mailbox: string): string {
  const [, name, address] = /^(.*\S)\s*(<[^<>]*>)$/u.exec(mailbox) ?? [];
  if (name === undefined || address === undefined) return mailbox;
  return isAscii(name) ? `"${name}" ${address}` : `${encodedWords(name)} ${address}`;
}

/** The `name=` or `filename=` parameter of a part. */
export function fileNameParameter(parameter: string, name: string, naming: Naming): string {
  if (isAscii(name)) return `${parameter}="${name}"`;
  if (naming === 'rfc2047') return `${parameter}="${encodedWords(name).replaceAll('\r\n ', '\r\n\t')}"`;
  return extended(parameter, name);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e\r\n\t]*$/.test(text);
}

function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

/** RFC 2231 §3 and §4: percent signs, in continuations when the name is long. */
function extended(parameter: string, name: string): string {
  const pieces = chunks(name, 18).map((piece) => encodeURIComponent(piece).replace(/['()*]/g, percent));
  const [first = '', ...others] = pieces;
  if (others.length === 0) return `${parameter}*=utf-8''${first}`;
  const numbered = others.map((piece, index) => `${parameter}*${index + 1}*=${piece}`);
  return [`${parameter}*0*=utf-8''${first}`, ...numbered].join(';\r\n ');
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Pieces of at most `size` bytes of UTF-8 that never cut a sign in two. */
function chunks(text: string, size: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const sign of text) {
    if (Buffer.byteLength(piece + sign, 'utf8') > size) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece];
}
