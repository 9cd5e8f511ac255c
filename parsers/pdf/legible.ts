import type { Segment } from '../page-content.ts';

/**
 * Whether a page's text can be read as words. Fonts without a table of letters give control and private signs: the
 * page shows words, but its text layer is noise, and the page must be looked at like a scan.
 */
export function isLegible(segments: readonly Segment[]): boolean {
  const text = segments.map((each) => each.text).join('');
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const noise = text.match(/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/gu)?.length ?? 0;
  return letters > 0 && noise < letters;
}
