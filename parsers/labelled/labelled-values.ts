import type { SectionName } from '../../data/reference/form-sections.ts';
import type { Reading } from '../../worker/domain/submission.ts';
import { parseValue } from '../french.ts';
import type { FormField, Segment } from '../page-content.ts';
import { drawnMarks, type Shape } from './drawn-ticks.ts';
import { valuesOn } from './find-value.ts';
import { neighbours } from './neighbours.ts';
import { pageParts, type PageParts } from './page-parts.ts';
import { styleOf, withoutUnknownLabels, type Page, type Style } from './page-style.ts';
import { inOrder, isSameRow, fieldPieces, printedPieces, type Piece } from './pieces.ts';
import { reading, withoutRepeats, type Where } from '../reading.ts';
import { cutRunOnLabels } from './run-on-labels.ts';
import { ticksOn, type Ticks } from './ticks.ts';
import { isFilledPage, placeOf, valueReadings } from './value-readings.ts';

/** Pieces of one page that are looked at: a form has a few hundred. */
const MAX_PIECES = 600;

/** Pages that are looked at for labels: a form has one or two, a letter with annexes a few more. */
const MAX_PAGES = 20;

/** What is printed on the pages of a PDF, and what its form fields add to them. */
export interface Printed {
  readonly segments: readonly Segment[];
  /** Small shapes of the pages, that may be boxes to tick. */
  readonly shapes: readonly Shape[];
  readonly fields: readonly FormField[];
  /** Filled fields that their names did not explain: their places do. */
  readonly unmatched: readonly FormField[];
}

/**
 * Reads the values that stand beside or under their labels, and the answers that are ticked. A heading, a label or an
 * explanation is never a value, and an empty form gives nothing.
 */
export function labelledValues(printed: Printed, where: Where): Reading[] {
  const words = printedPieces(printed.segments);
  const boxes = [...fieldPieces(printed.fields, printed.unmatched, words), ...drawnMarks(words, printed.shapes)];
  const read = pagesOf([...words, ...boxes]);
  const pages = withoutUnknownLabels(read.map(({ page }) => page));
  const style = styleOf(pages);
  return withoutRepeats([
    ...read.flatMap(({ ticks }) => tickReadings(ticks, where)),
    ...pages.flatMap((page, index) => pageReadings(page, style, read[index]?.ticks, where)),
  ]);
}

/** Each page with what is ticked on it, and the rest of its pieces sorted out. */
function pagesOf(pieces: readonly Piece[]): { ticks: Ticks; page: Page }[] {
  const byPage = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const page = byPage.get(piece.page);
    if (page === undefined) byPage.set(piece.page, [piece]);
    else page.push(piece);
  }
  let section: SectionName | undefined;
  return [...byPage]
    .sort(([a], [b]) => a - b)
    .slice(0, MAX_PAGES)
    .map(([, all]) => {
      const here = inOrder(all).slice(0, MAX_PIECES);
      const ticks = ticksOn(here);
      const page = pageOf(
        here.filter((each) => !ticks.taken.has(each)),
        section,
      );
      section = page.parts.section;
      return { ticks, page };
    });
}

/** The parts of a page, once lines that run from a label into its value are cut too. */
function pageOf(pieces: readonly Piece[], before: SectionName | undefined): Page {
  const parts = pageParts(pieces, before);
  const around = neighbours(parts);
  const cut = cutRunOnLabels(pieces, parts, [...around.beside.keys()]);
  if (cut.length === pieces.length) return { parts, around };
  const again = pageParts(cut, before);
  return { parts: again, around: neighbours(again) };
}

function tickReadings(ticks: Ticks, where: Where): Reading[] {
  return ticks.ticked.flatMap(({ field, raw, piece }) => {
    return reading(field, raw, { ...where, place: placeOf([piece]) }) ?? [];
  });
}

function pageReadings(page: Page, style: Style, ticks: Ticks | undefined, where: Where): Reading[] {
  const ticked = new Set(ticks?.ticked.map((each) => each.field));
  const values = valuesOn(page, style).filter(({ label }) => !label.label.fields.some((field) => ticked.has(field)));
  const isFilled = isFilledPage(values);
  const readings = values.flatMap((each) => valueReadings(each, page.parts, where, isFilled));
  if (readings.some((each) => each.field === 'signedOn')) return readings;
  return [...readings, ...signingDay(page.parts, where)];
}

/** « Fait à Lyon, le 3 juin 2026 »: a date that no label announces. */
function signingDay(parts: PageParts, where: Where): Reading[] {
  for (const piece of parts.words) {
    if (!/(?:^|\s)fait\s+[àa]\s/i.test(piece.text)) continue;
    const line = parts.words.filter((each) => isSameRow(each, piece) && each.x >= piece.x);
    const text = line.map((each) => each.text).join(' ');
    const date = /\ble\s*:?\s+(.{6,40})$/i.exec(text)?.[1];
    if (date === undefined || parseValue('signedOn', date) === undefined) continue;
    return [reading('signedOn', date, { ...where, place: placeOf(line) }) ?? []].flat();
  }
  return [];
}
