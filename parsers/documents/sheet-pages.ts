import type { Document, DocumentNote, Place, Reading } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { PageContent, Segment } from '../page-content.ts';
import type { Cell, Sheet, Workbook } from '../workbook/workbook.ts';
import type { Attachment } from './attachment.ts';
import { cellText } from './imputation/cell-text.ts';
import { pageDocuments } from './page-document.ts';

/** Rows that a page takes, the height of one, and the width of a letter; in points. */
const ROWS = 55;
const ROW = 14;
const LETTER = 5;

/** A column is at most this wide, in letters: long texts run over the cells beside them. */
const WIDEST = 60;

/** A cell with the words that it shows, where a printer would put them. */
interface Printed {
  readonly sheet: string;
  readonly address: string;
  readonly segment: Segment;
}

/**
 * The documents that a workbook without an imputation table holds: forms and letters typed into cells, read as if they
 * were printed. Hidden sheets are not; of a long list only the beginning is.
 */
export function readSheetPages({ sheets }: Workbook, attachment: Attachment): Document[] {
  const all = printAll(sheets.filter(({ hidden }) => !hidden));
  const printed = all.slice(0, limits.formCells);
  const segments = printed.map(({ segment }) => segment);
  const pages = Math.max(1, ...segments.map(({ page }) => page));
  const content: PageContent = {
    pages,
    fields: [],
    segments,
    shapes: [],
    text: textOf(segments, pages),
    scannedPages: [],
    whole: true,
  };
  const documents = pageDocuments(content, { readings: [], unmatched: [] }, attachment);
  const notes: readonly DocumentNote[] = printed.length < all.length ? ['cutShort'] : [];
  return documents.map((each) => ({
    ...each,
    readings: each.readings.map((reading) => placed(reading, printed)),
    notes: [...(each.notes ?? []), ...notes],
  }));
}

function printAll(sheets: readonly Sheet[]): readonly Printed[] {
  let page = 1;
  return sheets.flatMap((sheet) => {
    const onSheet = print(sheet, page);
    page = Math.max(page, ...onSheet.map(({ segment }) => segment.page)) + 1;
    return onSheet;
  });
}

function print({ name, cells }: Sheet, firstPage: number): readonly Printed[] {
  const edges = leftEdges(cells);
  return cells.map((cell) => {
    const text = cellText(cell.value).replace(/\s+/g, ' ').trim();
    const [page, line] = [Math.floor((cell.row - 1) / ROWS), (cell.row - 1) % ROWS];
    const box = { x: edges[cell.column - 1] ?? 0, y: ROWS * ROW - line * ROW, width: text.length * LETTER, height: 10 };
    return { sheet: name, address: cell.address, segment: { ...box, page: firstPage + page, text, font: '' } };
  });
}

/** Where each column begins: the ones before it are as wide as their texts. */
function leftEdges(cells: readonly Cell[]): readonly number[] {
  const widths: number[] = [];
  for (const { column, value } of cells) {
    const letters = Math.min(WIDEST, cellText(value).length) + 3;
    widths[column - 1] = Math.max(widths[column - 1] ?? 0, letters * LETTER);
  }
  let edge = 40;
  return Array.from({ length: widths.length }, (_, index) => {
    const left = edge;
    edge += widths[index] ?? LETTER;
    return left;
  });
}

function textOf(segments: readonly Segment[], pages: number): string {
  const lines = Array.from({ length: pages }, () => new Map<number, string[]>());
  for (const { page, y, text } of segments) {
    const onPage = lines[page - 1];
    onPage?.set(y, [...(onPage.get(y) ?? []), text]);
  }
  return lines.map((onPage) => [...onPage.values()].map((texts) => texts.join(' ')).join('\n')).join('\f');
}

/** The value with its cell for a place: its page was only laid out to read it. */
function placed(reading: Reading, printed: readonly Printed[]): Reading {
  const place = cellOf(reading.source.place, printed);
  return { ...reading, source: { ...reading.source, place } };
}

function cellOf(place: Place, printed: readonly Printed[]): Place {
  if (place.kind !== 'box') return place;
  const inRow = printed.filter(({ segment }) => segment.page === place.page && Math.abs(segment.y - place.y) < ROW / 2);
  const found = inRow.findLast(({ segment }) => segment.x <= place.x + 1) ?? inRow[0];
  return found === undefined ? place : { kind: 'cell', sheet: found.sheet, cell: found.address };
}
