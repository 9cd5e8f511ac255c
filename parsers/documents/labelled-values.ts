import type { SectionName } from '../../data/reference/form-sections.ts';
import type { Reading } from '../../worker/domain/submission.ts';
import { parseValue } from '../french.ts';
import type { PdfField, Segment } from '../pdf/pdf-content.ts';
import { drawnMarks, type Shape } from './drawn-ticks.ts';
import { valuesOn } from './find-value.ts';
import { neighbours } from './neighbours.ts';
import { inOrder, isSameRow, pageParts, type PageParts } from './page-parts.ts';
import { fieldPieces, printedPieces, type Piece } from './pieces.ts';
import { reading, withoutRepeats, type Where } from './reading.ts';
import { cutRunOnLabels } from './run-on-labels.ts';
import { ticksOn } from './ticks.ts';
import { isFilledPage, placeOf, valueReadings } from './value-readings.ts';

/** Pieces of one page that are looked at: a form has a few hundred. */
const MAX_PIECES = 1_000;

/** What is printed on the pages of a PDF, and what its form fields add to them. */
export interface Printed {
  readonly segments: readonly Segment[];
  /** Small shapes of the pages, that may be boxes to tick. */
  readonly shapes: readonly Shape[];
  readonly fields: readonly PdfField[];
  /** Filled fields that their names did not explain: their places do. */
  readonly unmatched: readonly PdfField[];
}

/**
 * Reads the values that stand beside or under their labels, and the answers that are ticked. A heading, a label or an
 * explanation is never a value, and an empty form gives nothing.
 */
export function labelledValues(printed: Printed, where: Where): Reading[] {
  const words = printedPieces(printed.segments);
  const pages = new Map<number, Piece[]>();
  const boxes = [...fieldPieces(printed.fields, printed.unmatched, words), ...drawnMarks(words, printed.shapes)];
  for (const piece of [...words, ...boxes]) {
    pages.set(piece.page, [...(pages.get(piece.page) ?? []), piece]);
  }
  const readings: Reading[] = [];
  let section: SectionName | undefined;
  for (const [, pieces] of [...pages].sort(([a], [b]) => a - b)) {
    const page = readPage(inOrder(pieces).slice(0, MAX_PIECES), section, where);
    section = page.section;
    readings.push(...page.readings);
  }
  return withoutRepeats(readings);
}

function readPage(pieces: readonly Piece[], before: SectionName | undefined, where: Where) {
  const ticks = ticksOn(pieces);
  const answered = ticks.ticked.flatMap(({ field, raw, piece }) => {
    return reading(field, raw, { ...where, place: placeOf([piece]) }) ?? [];
  });
  const ticked = new Set(ticks.ticked.map((each) => each.field));
  const parts = partsOf(
    pieces.filter((each) => !ticks.taken.has(each)),
    before,
  );
  const values = valuesOn(parts).filter(({ label }) => !label.label.fields.some((field) => ticked.has(field)));
  const isFilled = isFilledPage(values);
  const labelled = values.flatMap((each) => valueReadings(each, parts, where, isFilled));
  const known = new Set(labelled.map((each) => each.field));
  const signed = known.has('signedOn') ? undefined : signingDay(parts, where);
  return { section: parts.section, readings: [...answered, ...labelled, ...(signed === undefined ? [] : [signed])] };
}

/** The parts of a page, once lines that run from a label into its value are cut too. */
function partsOf(pieces: readonly Piece[], before: SectionName | undefined): PageParts {
  const parts = pageParts(pieces, before);
  const cut = cutRunOnLabels(pieces, parts, [...neighbours(parts).beside.keys()]);
  return cut.length === pieces.length ? parts : pageParts(cut, before);
}

/** « Fait à Lyon, le 3 juin 2026 »: a date that no label announces. */
function signingDay(parts: PageParts, where: Where): Reading | undefined {
  for (const piece of parts.words) {
    if (!/\bfait\s+[àa]\b/i.test(piece.text)) continue;
    const line = parts.words.filter((each) => isSameRow(each, piece) && each.x >= piece.x);
    const text = line.map((each) => each.text).join(' ');
    const date = /\ble\s*:?\s+(.{6,40})$/i.exec(text)?.[1];
    if (date === undefined || parseValue('signedOn', date) === undefined) continue;
    return reading('signedOn', date, { ...where, place: placeOf(line) });
  }
  return undefined;
}
