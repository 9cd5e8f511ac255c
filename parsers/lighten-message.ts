/** A mail whose files were taken out, and the files. */
export interface LightMessage {
  readonly light: Buffer;
  /** Decoded; the part of the light mail whose content is `tokenOf(index, secret)` stands for the file of that rank. */
  readonly files: readonly Buffer[];
}

/** Smaller files are left to the parser of the mail. */
const WORTH = 512;

/** Octets of a part's headers that are looked at. */
const HEADERS = 16 * 1024;

/** Lines decoded at a time: a short string dies young, one of megabytes makes V8 clean the whole heap. */
const LINES = 800;

const isFile = /^content-type:[ \t]*(?:\r?\n[ \t]+)?(?:application|image)\/(?!ms-tnef)/im;
const isBase64 = /^content-transfer-encoding:[ \t]*base64[ \t]*\r?$/im;

/**
 * Takes the base64 files out of a mail and decodes them natively; mailparser spends three quarters of its time on them,
 * line by line. Only bodies of regular lines are taken (RFC 2045 §6.8): whatever is odd stays, and is mailparser's.
 */
export function lightenMessage(bytes: Buffer, secret: string): LightMessage {
  const kept: Buffer[] = [];
  const files: Buffer[] = [];
  let from = 0;
  // No base64 line begins with a hyphen: the next one that does must be the boundary that ends the part.
  for (let at = bytes.indexOf('\n--'); at !== -1;) {
    const next = bytes.indexOf('\n--', at + 1);
    const end = next === -1 ? bytes.length : next;
    const start = isSameBoundary(bytes, at, end) ? bodyOf(bytes, at, end) : undefined;
    const file = start === undefined ? undefined : decode(bytes.subarray(start, end));
    if (start !== undefined && file !== undefined) {
      const token = Buffer.from(tokenOf(files.length, secret)).toString('base64');
      kept.push(bytes.subarray(from, start), Buffer.from(`${token}\r\n`));
      files.push(file);
      from = end;
    }
    at = next;
  }
  return { light: files.length === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)]), files };
}

/** What stands in a light mail for a file. No mail can hold its own secret (its hash), and so pass for such a token. */
export function tokenOf(index: number, secret: string): string {
  return `file taken out: ${index} ${secret}`;
}

/** Whether a part ends with the boundary that it begins with (RFC 2046 §5.1.1). */
function isSameBoundary(bytes: Buffer, at: number, end: number): boolean {
  const length = bytes.indexOf('\r\n', at) - at;
  if (length < 4 || length > 100) return false;
  const [opening, closing] = [bytes.subarray(at, at + length), bytes.subarray(end, end + length)];
  return (
    opening.equals(closing) && /^(\r\n|--\r?\n?$|--\r\n)/.test(bytes.toString('latin1', end + length, end + length + 4))
  );
}

/** Where the body of a part begins, when the part is a base64 file worth taking out. */
function bodyOf(bytes: Buffer, at: number, end: number): number | undefined {
  const blank = bytes.subarray(at, Math.min(end, at + HEADERS)).indexOf('\r\n\r\n');
  const start = at + blank + 4;
  if (blank === -1 || end - start < WORTH) return undefined;
  const headers = bytes.toString('latin1', at + 1, start - 2);
  return isBase64.test(headers) && isFile.test(headers) ? start : undefined;
}

/**
 * The file of a body of equally long lines; undefined for any other body. Signs that are not base64, line ends included,
 * are skipped by the decoder and make the file too short.
 */
function decode(body: Buffer): Buffer | undefined {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0d || body[end - 1] === 0x0a)) end -= 1;
  const line = body.indexOf('\r\n') + 2;
  if (line < 6 || line > 1000 || (line - 2) % 4 !== 0) return undefined;
  // The decoder also knows the signs of base64url, which mail does not (RFC 4648 §5).
  if (!isRegular(body.subarray(0, end), line) || body.includes('-') || body.includes('_')) return undefined;
  const breaks = Math.floor((end - 1) / line) * 2;
  const padding = body[end - 1] !== 0x3d ? 0 : body[end - 2] === 0x3d ? 2 : 1;
  const length = ((end - breaks) / 4) * 3 - padding;
  if (!Number.isInteger(length) || length <= 0) return undefined;
  const file = Buffer.allocUnsafeSlow(length);
  let written = 0;
  for (let at = 0; at < end; at += line * LINES) {
    written += file.write(body.toString('latin1', at, Math.min(at + line * LINES, end)), written, 'base64');
  }
  return written === length ? file : undefined;
}

/** Whether every line but the last is `line` octets long, its end included. */
function isRegular(body: Buffer, line: number): boolean {
  for (let end = line; end < body.length; end += line) {
    if (body[end - 2] !== 0x0d || body[end - 1] !== 0x0a) return false;
  }
  return true;
}
