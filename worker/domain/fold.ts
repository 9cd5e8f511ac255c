/** Most text is plain: it needs neither decomposition nor ligatures. */
const plain = /^[ -~\t\r\n]*$/;

/**
 * Text as it is compared: no accents, lower case, every run of other signs one space. `Voie d’administration :` and
 * `VOIE D'ADMINISTRATION` fold to the same `voie d administration`.
 */
export function fold(text: string): string {
  if (plain.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
