/**
 * Text as it is compared: no accents, lower case, every run of other signs one space. `Voie d’administration :` and
 * `VOIE D'ADMINISTRATION` fold to the same `voie d administration`.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
