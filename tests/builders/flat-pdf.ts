import { drawnPdf, MARGIN, write } from './pdf-page.ts';
import type { Page } from './pdf-page.ts';

/** A label and what stands against it. */
export type Pair = readonly [label: string, value: string];

/** How a printed form sets its labels. */
export interface Layout {
  readonly layout: 'labelLeft' | 'labelAbove' | 'twoColumns';
  readonly title: string;
  readonly pairs: readonly Pair[];
}

/** A page of text without fields: plain lines, or labelled values in one of the layouts met in forms. */
export function flatPdf(content: readonly string[] | Layout): Promise<Uint8Array> {
  if (!('layout' in content)) {
    return drawnPdf(content[0] ?? 'Document', (page) => {
      for (const line of content) write(page, line);
    });
  }
  return drawnPdf(content.title, (page) => {
    write(page, content.title, { size: 14, bold: true });
    page.y -= 16;
    layouts[content.layout](page, content.pairs);
  });
}

const layouts = { labelLeft, labelAbove, twoColumns } as const;

function labelLeft(page: Page, pairs: readonly Pair[]): void {
  for (const [label, value] of pairs) beside(page, label, value, MARGIN, 190, 280);
}

function labelAbove(page: Page, pairs: readonly Pair[]): void {
  for (const [label, value] of pairs) above(page, label, value, MARGIN, 465);
}

/** Labels above their values, two to a row, as dense forms are set. */
function twoColumns(page: Page, pairs: readonly Pair[]): void {
  for (let index = 0; index < pairs.length; index += 2) {
    const top = page.y;
    let lowest = top;
    pairs.slice(index, index + 2).forEach(([label, value], column) => {
      page.y = top;
      above(page, label, value, MARGIN + column * 245, 220);
      lowest = Math.min(lowest, page.y);
    });
    page.y = lowest;
  }
}

/** Label and value share their first line; each wraps in its own column. */
function beside(page: Page, label: string, value: string, x: number, labelWidth: number, width: number): void {
  const top = page.y;
  write(page, `${label} :`, { x, width: labelWidth - 10, size: 9, bold: true });
  const underLabel = page.y;
  page.y = top;
  write(page, value, { x: x + labelWidth, width, size: 10 });
  page.y = Math.min(underLabel, page.y) - 5;
}

function above(page: Page, label: string, value: string, x: number, width: number): void {
  write(page, label, { x, width, size: 8, bold: true });
  page.y -= 2;
  write(page, value, { x: x + 4, width, size: 10 });
  page.y -= 7;
}
