import type { FieldName } from '../../worker/domain/fields.ts';
import { colours } from './colours.ts';
import { drawItem, itemHeight } from './draw-item.ts';
import type { FormDescription, FormValues, Item, Section } from './form-description.ts';
import type { Sheet } from './sheet.ts';

const MARGIN = 42;
const GUTTER = 9;
const ROW_GAP = 4.5;
const SECTION_GAP = 8;
/** Lifts a tick beside text boxes to the middle of their line. */
const TICK_RISE = 3.2;

/** Draws a whole form on an empty A4 page and fills its boxes. */
export function drawForm<F extends FieldName>(sheet: Sheet, form: FormDescription<F>, values: FormValues<F>): void {
  let top = drawHead(sheet, form);
  let number = 0;
  for (const section of form.sections) {
    if (section.setApart !== true) number += 1;
    top = drawSection(sheet, section, values, top, number);
  }
  drawFoot(sheet, form.footer);
}

function drawHead<F extends FieldName>(sheet: Sheet, form: FormDescription<F>): number {
  const { page, fonts } = sheet;
  const top = page.getHeight() - 27;
  const width = contentWidth(sheet);
  page.drawRectangle({ x: MARGIN, y: top - 16, width, height: 16, color: colours.notice });
  page.drawRectangle({ x: MARGIN, y: top - 16, width: 3, height: 16, color: colours.noticeMark });
  page.drawText(form.notice, { x: MARGIN + 11, y: top - 11, size: 8, font: fonts.bold, color: colours.noticeText });
  page.drawText(form.title, { x: MARGIN, y: top - 42, size: 16, font: fonts.bold, color: colours.ink });
  page.drawText(form.subtitle, { x: MARGIN, y: top - 55, size: 8, font: fonts.regular, color: colours.quiet });
  return top - 55 - SECTION_GAP - 3;
}

function drawSection<F extends FieldName>(
  sheet: Sheet,
  section: Section<F>,
  values: FormValues<F>,
  top: number,
  number: number,
): number {
  const heights = section.rows.map((row) => Math.max(...row.map(itemHeight)));
  const height = heights.reduce((sum, each) => sum + each + ROW_GAP, 0);
  if (section.setApart === true) drawBackground(sheet, top, height + 24);
  let y = drawHeading(sheet, section, section.setApart === true ? top - 5 : top, number);
  section.rows.forEach((row, index) => {
    drawRow(sheet, row, values, y);
    y -= (heights[index] ?? 0) + ROW_GAP;
  });
  return y - SECTION_GAP + ROW_GAP;
}

function drawBackground(sheet: Sheet, top: number, height: number): void {
  sheet.page.drawRectangle({
    x: MARGIN - 8,
    y: top - height,
    width: contentWidth(sheet) + 16,
    height,
    color: colours.apart,
    borderColor: colours.line,
    borderWidth: 0.6,
    borderDashArray: [3, 2],
  });
}

function drawHeading<F extends FieldName>(sheet: Sheet, section: Section<F>, top: number, number: number): number {
  const { page, fonts } = sheet;
  const right = MARGIN + contentWidth(sheet);
  const y = top - 11;
  let x = MARGIN;
  if (section.setApart !== true) {
    page.drawRectangle({ x, y: y - 3, width: 13, height: 13, color: colours.accent });
    const digit = String(number);
    const indent = (13 - fonts.bold.widthOfTextAtSize(digit, 9)) / 2;
    page.drawText(digit, { x: x + indent, y: y + 0.4, size: 9, font: fonts.bold, color: colours.paper });
    x += 19;
  }
  page.drawText(section.title, { x, y, size: 10, font: fonts.bold, color: colours.accent });
  x += fonts.bold.widthOfTextAtSize(section.title, 10) + 6;
  if (section.hint !== undefined) {
    page.drawText(section.hint, { x, y, size: 7, font: fonts.italic, color: colours.quiet });
  }
  if (section.law !== undefined) {
    const width = fonts.regular.widthOfTextAtSize(section.law, 6.5);
    page.drawText(section.law, { x: right - width, y, size: 6.5, font: fonts.regular, color: colours.faint });
  }
  if (section.setApart !== true) {
    page.drawLine({
      start: { x: MARGIN, y: y - 3 },
      end: { x: right, y: y - 3 },
      thickness: 0.8,
      color: colours.accent,
    });
  }
  return y - 8;
}

function drawRow<F extends FieldName>(sheet: Sheet, row: readonly Item<F>[], values: FormValues<F>, top: number): void {
  const column = (contentWidth(sheet) + GUTTER) / 12;
  const tallest = Math.max(...row.map(itemHeight));
  let x = MARGIN;
  for (const item of row) {
    const height = itemHeight(item);
    const y = item.kind === 'check' && height < tallest ? top - tallest + TICK_RISE : top - height;
    drawItem(sheet, item, values, { x, y, width: item.span * column - GUTTER, height });
    x += item.span * column;
  }
}

function drawFoot(sheet: Sheet, lines: readonly string[]): void {
  const { page, fonts } = sheet;
  let y = 26 + (lines.length - 1) * 8.5;
  for (const line of lines) {
    page.drawText(line, { x: MARGIN, y, size: 6.5, font: fonts.regular, color: colours.quiet });
    y -= 8.5;
  }
}

function contentWidth({ page }: Sheet): number {
  return page.getWidth() - 2 * MARGIN;
}
