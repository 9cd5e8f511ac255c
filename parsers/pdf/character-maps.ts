/** How sections of a character map that name ranges begin and end (ISO 32000-1 §9.7.5.4 and §9.10.3). */
const sections = [
  ['beginbfrange', 'endbfrange'],
  ['begincidrange', 'endcidrange'],
] as const;

/** A range and what it stands for; or a list of characters, which bounds its range itself. */
const RANGE = /\[[^\]]*|<([\da-f]{1,8})>\s*<([\da-f]{1,8})>\s*(?:<[\da-f\s]*>|\d+)/gi;

/**
 * How many characters the ranges of a character map name, as far as `most` and the one range that goes beyond; 0 for a stream
 * that is none. pdf.js writes down each of them, as often as it is named.
 */
export function mappedCharacters(stream: Uint8Array | Uint8ClampedArray, most: number): number {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  let named = 0;
  for (const [begin, end] of sections) {
    let at = bytes.indexOf(begin);
    while (at !== -1) {
      const found = bytes.indexOf(end, at);
      const stop = found === -1 ? bytes.length : found;
      for (const [, low, high] of bytes.toString('latin1', at, stop).matchAll(RANGE)) {
        if (low === undefined || high === undefined) continue;
        named += Math.max(0, parseInt(high, 16) - parseInt(low, 16) + 1);
        if (named > most) return named;
      }
      at = bytes.indexOf(begin, stop);
    }
  }
  return named;
}
