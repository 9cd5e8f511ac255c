import { PDFHexString, PDFName } from 'pdf-lib';
import type { PDFField } from 'pdf-lib';
import type { FieldName } from '../../worker/domain/fields.ts';
import { colours } from './colours.ts';
import type { Box, FormValues, Item, ItemBase } from './form-description.ts';
import type { Sheet } from './sheet.ts';

const LABEL = 10;
const ONE_LINE = 16;
const TICK_BOX = 9.5;
/** Height of a place for a signature or a stamp. */
const BLANK = 29;
/** Between the border that is printed and the text: the widget itself has no border. */
const INSET = 3;
const TEXT_SIZE = 9;

/** The height that an item needs, label included. */
export function itemHeight<F extends FieldName>(item: Item<F>): number {
  switch (item.kind) {
    case 'text':
      return LABEL + (item.lines === undefined ? ONE_LINE : item.lines * 11.5 + 6);
    case 'dropDown':
      return LABEL + ONE_LINE;
    case 'radio':
      return LABEL + TICK_BOX + 3;
    case 'check':
      return TICK_BOX + 1;
    case 'blank':
      return LABEL + BLANK;
    default:
      return item satisfies never;
  }
}

/** Draws one item with its label, and fills its box. Throws on a text with signs outside Windows-1252. */
export function drawItem<F extends FieldName>(sheet: Sheet, item: Item<F>, values: FormValues<F>, box: Box): void {
  switch (item.kind) {
    case 'text':
      drawText(sheet, item, text(values[item.field]), box);
      break;
    case 'dropDown':
      drawDropDown(sheet, item, text(values[item.field]), box);
      break;
    case 'radio':
      drawRadio(sheet, item, text(values[item.field]), box);
      break;
    case 'check':
      drawCheck(sheet, item, isTicked(values[item.field], item.value), box);
      break;
    case 'blank':
      drawBlank(sheet, item.label, box);
      break;
    default:
      item satisfies never;
  }
}

type Captioned = Pick<ItemBase, 'label' | 'help' | 'law'>;

type Kind<F extends FieldName, K extends Item<F>['kind']> = Extract<Item<F>, { kind: K }>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isTicked(value: unknown, choice: string): boolean {
  return value === true || (Array.isArray(value) && value.includes(choice));
}

function drawText<F extends FieldName>(sheet: Sheet, item: Kind<F, 'text'>, value: string | undefined, box: Box): void {
  const field = sheet.document.getForm().createTextField(item.name);
  if (item.lines !== undefined) field.enableMultiline();
  const at = frame(sheet, item, box);
  field.addToPage(sheet.page, { ...look(sheet), ...at });
  field.setFontSize(item.lines === undefined ? fittingSize(sheet, value, at.width) : TEXT_SIZE);
  if (value !== undefined) field.setText(value);
  describe(field, item.tooltip ?? item.label);
}

function drawDropDown<F extends FieldName>(
  sheet: Sheet,
  item: Kind<F, 'dropDown'>,
  value: string | undefined,
  box: Box,
): void {
  const field = sheet.document.getForm().createDropdown(item.name);
  field.addOptions([...item.options]);
  field.enableEditing();
  field.addToPage(sheet.page, { ...look(sheet), ...frame(sheet, item, box) });
  field.setFontSize(TEXT_SIZE);
  if (value !== undefined) field.select(value);
  describe(field, item.tooltip ?? item.label);
}

function drawRadio<F extends FieldName>(
  sheet: Sheet,
  item: Kind<F, 'radio'>,
  value: string | undefined,
  box: Box,
): void {
  const field = sheet.document.getForm().createRadioGroup(item.name);
  const at = below(sheet, item, box);
  let { x } = at;
  for (const choice of item.choices) {
    const tick = { x, y: at.y + 1, width: TICK_BOX, height: TICK_BOX };
    field.addOptionToPage(choice.label, sheet.page, { ...tickLook(), ...tick });
    sheet.page.drawText(choice.label, { ...caption(sheet), x: x + TICK_BOX + 4, y: at.y + 3.4 });
    x += TICK_BOX + 4 + sheet.fonts.regular.widthOfTextAtSize(choice.label, 8) + 16;
  }
  const chosen = item.choices.find((choice) => choice.value === value);
  if (chosen !== undefined) field.select(chosen.label);
  describe(field, item.tooltip ?? item.label);
}

function drawCheck<F extends FieldName>(sheet: Sheet, item: Kind<F, 'check'>, ticked: boolean, box: Box): void {
  const field = sheet.document.getForm().createCheckBox(item.name);
  field.addToPage(sheet.page, { ...tickLook(), x: box.x, y: box.y, width: TICK_BOX, height: TICK_BOX });
  sheet.page.drawText(item.label, { ...caption(sheet), x: box.x + TICK_BOX + 4, y: box.y + 2.4 });
  if (ticked) field.check();
  describe(field, item.tooltip ?? item.label);
}

function drawBlank(sheet: Sheet, label: string, box: Box): void {
  const at = below(sheet, { label }, box);
  sheet.page.drawRectangle({ ...at, color: colours.paper, borderColor: colours.line, borderWidth: 0.6 });
}

/** Prints label and border; returns the place of the widget inside. */
function frame(sheet: Sheet, item: Captioned, box: Box): Box {
  const at = below(sheet, item, box);
  sheet.page.drawRectangle({ ...at, color: colours.field, borderColor: colours.line, borderWidth: 0.6 });
  return { x: at.x + INSET, y: at.y + 1, width: at.width - 2 * INSET, height: at.height - 2 };
}

/** Prints the label over the box; returns what is left under it. */
function below(sheet: Sheet, item: Captioned, box: Box): Box {
  const { page, fonts } = sheet;
  const y = box.y + box.height - 7;
  page.drawText(item.label, { x: box.x, y, size: 7.5, font: fonts.bold, color: colours.ink });
  if (item.help !== undefined) {
    const x = box.x + fonts.bold.widthOfTextAtSize(item.label, 7.5) + 4;
    page.drawText(item.help, { x, y, size: 6.5, font: fonts.italic, color: colours.quiet });
  }
  if (item.law !== undefined) {
    const x = box.x + box.width - fonts.regular.widthOfTextAtSize(item.law, 6);
    page.drawText(item.law, { x, y, size: 6, font: fonts.regular, color: colours.faint });
  }
  return { ...box, height: box.height - LABEL };
}

/** Long answers shrink rather than leave the box; 6 points is the smallest that can be read on paper. */
function fittingSize(sheet: Sheet, value: string | undefined, width: number): number {
  if (value === undefined) return TEXT_SIZE;
  const wanted = sheet.fonts.regular.widthOfTextAtSize(value, TEXT_SIZE);
  return wanted <= width - 2 ? TEXT_SIZE : Math.max(6, Math.floor((TEXT_SIZE * 10 * (width - 2)) / wanted) / 10);
}

function describe(field: PDFField, tooltip: string): void {
  field.acroField.dict.set(PDFName.of('TU'), PDFHexString.fromText(tooltip));
}

function caption({ fonts }: Sheet) {
  return { size: 8, font: fonts.regular, color: colours.ink };
}

function look({ fonts }: Sheet) {
  return { font: fonts.regular, textColor: colours.ink, backgroundColor: colours.field, borderWidth: 0 };
}

function tickLook() {
  return { textColor: colours.ink, backgroundColor: colours.paper, borderColor: colours.quiet, borderWidth: 0.7 };
}
