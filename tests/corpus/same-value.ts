/**
 * Says that what was read is what was written. Only the typography of texts is left out, which changes on the way through
 * other programs: kinds of spaces, of apostrophes and of dashes, the two signs for micro, a capital at the beginning, and
 * whether a line end or a comma parts an address.
 */
export function sameValue(what: string, expected: unknown, found: unknown): boolean {
  return JSON.stringify(plain(what, expected)) === JSON.stringify(plain(what, found));
}

function plain(what: string, value: unknown): unknown {
  if (typeof value === 'string') return plainText(what, value);
  if (Array.isArray(value)) return value.map((each) => plain(what, each));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, plain(what, each)]),
  );
}

function plainText(what: string, text: string): string {
  const typed = text
    .normalize('NFC')
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[–—‑]/g, '-')
    .replace(/\u03bc/g, '\u00b5')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\p{Lu}/u, (initial) => initial.toLowerCase());
  return what.endsWith('Address') ? typed.replace(/\s*,\s*/g, ' ') : typed;
}
