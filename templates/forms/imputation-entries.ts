import type { DataValidation, Worksheet } from 'exceljs';
import type { ImputationEntry } from './imputation-values.ts';
import { DATE, day, font, framed, headerFill, input } from './sheet-style.ts';

interface Column {
  readonly key: keyof ImputationEntry;
  readonly header: string;
  readonly width: number;
  readonly format: string;
  readonly align: 'left' | 'center' | 'right';
  readonly validation?: DataValidation;
}

/** Rows ready for input; validations stop there, because one over a whole column makes exceljs unusable. */
const ENTRY_ROWS = 20;
const HEADER_ROW = 13;
const NUMBER = '#,##0';

const realDay: DataValidation = {
  type: 'date',
  operator: 'between',
  formulae: [new Date(Date.UTC(2000, 0, 1)), new Date(Date.UTC(2099, 11, 31))],
  allowBlank: true,
  showErrorMessage: true,
  errorTitle: 'Date d’importation',
  error: 'Saisissez une date, par exemple 15/06/2026.',
};

const quantity: DataValidation = {
  type: 'decimal',
  operator: 'greaterThanOrEqual',
  formulae: [0],
  allowBlank: true,
  showErrorMessage: true,
  errorTitle: 'Quantité',
  error: 'Saisissez un nombre, sans unité.',
};

const columns: readonly Column[] = [
  { key: 'operationNo', header: 'N° d’opération', width: 12, format: '0', align: 'center' },
  {
    key: 'operationDate',
    header: 'Date d’importation',
    width: 15,
    format: DATE,
    align: 'center',
    validation: realDay,
  },
  {
    key: 'quantityImported',
    header: 'Quantité importée',
    width: 14,
    format: NUMBER,
    align: 'right',
    validation: quantity,
  },
  { key: 'quantityRemaining', header: 'Solde', width: 14, format: NUMBER, align: 'right', validation: quantity },
  { key: 'customsDeclaration', header: 'N° de déclaration en douane', width: 25, format: '@', align: 'left' },
  { key: 'customsOffice', header: 'Bureau de douane', width: 25, format: '@', align: 'left' },
  { key: 'batchNo', header: 'N° de lot', width: 16, format: '@', align: 'left' },
  { key: 'comment', header: 'Observations', width: 32, format: '@', align: 'left' },
];

/** The table: frozen header, one row an import, empty rows to go on, and the total imported. */
export function drawEntries(sheet: Worksheet, entries: readonly ImputationEntry[]): void {
  sheet.columns = columns.map(({ width }) => ({ width }));
  sheet.views = [{ state: 'frozen', ySplit: HEADER_ROW, showGridLines: false }];
  drawHeader(sheet);
  const last = HEADER_ROW + Math.max(ENTRY_ROWS, entries.length);
  for (let row = HEADER_ROW + 1; row <= last; row += 1) drawEntry(sheet, row, entries[row - HEADER_ROW - 1] ?? {});
  drawTotal(sheet, last, entries);
  sheet.pageSetup.printArea = `A1:H${last + 1}`;
}

function drawHeader(sheet: Worksheet): void {
  sheet.getRow(HEADER_ROW).height = 30;
  columns.forEach(({ header }, index) => {
    const cell = sheet.getCell(HEADER_ROW, index + 1);
    cell.value = header;
    cell.font = { ...font(9, 'FFFFFFFF'), bold: true };
    cell.fill = headerFill;
    cell.border = framed;
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
}

function drawEntry(sheet: Worksheet, row: number, entry: ImputationEntry): void {
  sheet.getRow(row).height = 20;
  columns.forEach(({ key, format, align, validation }, index) => {
    const cell = sheet.getCell(row, index + 1);
    input(cell, format, align);
    if (validation !== undefined) cell.dataValidation = validation;
    const value = key === 'operationDate' ? day(entry[key]) : entry[key];
    if (value !== undefined) cell.value = value;
  });
}

function drawTotal(sheet: Worksheet, last: number, entries: readonly ImputationEntry[]): void {
  const row = last + 1;
  sheet.mergeCells(row, 1, row, 2);
  sheet.getRow(row).height = 22;
  const label = sheet.getCell(row, 1);
  label.value = 'Total importé';
  label.alignment = { vertical: 'middle', horizontal: 'left', indent: 1 };
  const total = sheet.getCell(row, 3);
  const result = entries.reduce((sum, entry) => sum + (entry.quantityImported ?? 0), 0);
  total.value = { formula: `SUM(C${HEADER_ROW + 1}:C${last})`, result };
  total.numFmt = NUMBER;
  total.alignment = { vertical: 'middle', horizontal: 'right', indent: 1 };
  for (const cell of [label, total]) {
    cell.font = { ...font(10), bold: true };
    cell.border = framed;
  }
}
