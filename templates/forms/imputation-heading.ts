import type { Cell, Worksheet } from 'exceljs';
import type { ImputationValues } from './imputation-values.ts';
import { MODEL_TABLE_NOTICE } from './notice.ts';
import { DATE, day, font, input, noticeFill } from './sheet-style.ts';

const HEADING_ROW = 5;
const LAST_COLUMN = 8;

/** One printed page of A4 in landscape. */
export function shapePage(sheet: Worksheet): void {
  Object.assign(sheet.pageSetup, {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 1,
    horizontalCentered: true,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.55, header: 0.2, footer: 0.25 },
  });
  sheet.headerFooter.oddFooter = `&L&8${MODEL_TABLE_NOTICE}&R&8Page &P / &N`;
}

/** Title, the notice that this is a model, and one line of help. */
export function drawTitle(sheet: Worksheet): void {
  const notice = line(sheet, 1, MODEL_TABLE_NOTICE, 19);
  notice.font = { ...font(9, 'FF663D05'), bold: true };
  notice.fill = noticeFill;
  notice.alignment = { vertical: 'middle', horizontal: 'left', indent: 1 };
  const title = line(sheet, 2, 'Autorisation d’importation de médicament – Tableau d’imputation', 30);
  title.font = { ...font(16, 'FF171C29'), bold: true };
  const help =
    'À remplir par l’importateur\u00a0: une ligne par importation réalisée, quantités dans l’unité autorisée.';
  line(sheet, 3, help, 16).font = { ...font(9, 'FF545C6B'), italic: true };
}

/** What the table follows: one label and its value a row, label in A, value in C. */
export function drawHeading(sheet: Worksheet, values: ImputationValues): void {
  const rows: readonly (readonly [label: string, value: string | number | Date | undefined, format: string])[] = [
    ['N° d’autorisation d’importation (AI)', values.importAuthorisationNumber, '@'],
    ['Date de l’autorisation', day(values.authorisedOn), DATE],
    ['Titulaire', values.importerName, '@'],
    ['Médicament', values.brandName, '@'],
    ['Quantité autorisée', values.authorisedQuantity, '@'],
    ['Nombre d’opérations autorisées', values.authorisedOperations, '0'],
    ['Fin de validité', day(values.validUntil), DATE],
  ];
  rows.forEach(([label, value, format], index) => {
    const row = HEADING_ROW + index;
    sheet.mergeCells(row, 1, row, 2);
    sheet.mergeCells(row, 3, row, 6);
    sheet.getRow(row).height = 18;
    const name = sheet.getCell(row, 1);
    name.value = label;
    name.font = { ...font(9), bold: true };
    name.alignment = { vertical: 'middle' };
    const cell = sheet.getCell(row, 3);
    input(cell, format, 'left');
    if (value !== undefined) cell.value = value;
  });
}

function line(sheet: Worksheet, row: number, value: string, height: number): Cell {
  sheet.mergeCells(row, 1, row, LAST_COLUMN);
  sheet.getRow(row).height = height;
  const cell = sheet.getCell(row, 1);
  cell.value = value;
  cell.alignment = { vertical: 'middle' };
  return cell;
}
