/**
 * The text of bytes. A byte order mark decides, then whether they are valid UTF-8, whatever is declared: a French text in
 * a single-byte encoding never is. Else the declared `charset` counts (WHATWG labels: latin-1 is windows-1252), and
 * windows-1252, which French office programs write, where none or an impossible one is declared. Never throws.
 */
export function decodeText(bytes: Uint8Array, charset = ''): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = encodingOf(charset);
  // Seven-bit encodings (iso-2022) look like valid UTF-8.
  if (/^(?:utf-16|iso-2022)/.test(declared)) return new TextDecoder(declared).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return (
      damagedUtf8(bytes) ?? (declared === 'windows-1252' ? windows1252(bytes) : new TextDecoder(declared).decode(bytes))
    );
  }
}

/** UTF-8 counts for nothing: it was tried. */
function encodingOf(charset: string): string {
  try {
    const { encoding } = new TextDecoder(charset);
    return encoding === 'utf-8' ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}

/** UTF-8 with a sign cut in two here and there is still UTF-8: more of its signs are whole than broken. */
function damagedUtf8(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes);
  let [whole, broken] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  return whole > broken ? text : undefined;
}

/** 0x80 to 0x9F of windows-1252 (WHATWG index): `’`, `€` and `œ` are among them. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Node 20 decodes these as latin-1 does, to control signs (nodejs/node#56542). */
function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (sign) => upper[sign.charCodeAt(0) - 0x80] ?? sign);
}
