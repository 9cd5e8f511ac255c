import type { Printed } from '../../parsers/labelled/labelled-values.ts';
import type { Where } from '../../parsers/reading.ts';
import type { Segment } from '../../parsers/page-content.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import type { Reading } from '../../worker/domain/submission.ts';

/** Where the documents of the tests come from. */
export const where: Where = { message: '0'.repeat(64) as Sha256, part: '2', file: 'formulaire.pdf' };

/** Words on a page: lower left corner in points, letters of 10 points unless told. */
export function words(x: number, y: number, text: string, look: { size?: number; font?: string; page?: number } = {}) {
  const { size = 10, font = 'plain', page = 1 } = look;
  return { page, x, y, width: text.length * size * 0.5, height: size, text, font } satisfies Segment;
}

/** Pages with these words, and no form field. */
export function printed(segments: readonly Segment[]): Printed {
  return { segments, shapes: [], fields: [], unmatched: [] };
}

/** What was read, as text by field; several readings of one field are a list. */
export function rawByField(readings: readonly Reading[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const { field, raw } of readings) {
    const before = found[field];
    found[field] = before === undefined ? raw : [before, raw].flat();
  }
  return found;
}
