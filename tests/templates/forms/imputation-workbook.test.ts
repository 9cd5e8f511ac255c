import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { imputationWorkbook } from '../../../templates/forms/imputation-workbook.ts';
import type { ImputationValues } from '../../../templates/forms/imputation-values.ts';
import { completeImputationTable } from '../../builders/documents.ts';

async function sheetOf(values: ImputationValues) {
  const workbook = new ExcelJS.Workbook();
  const bytes = await imputationWorkbook(values);
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

describe('the imputation workbook', () => {
  it('gives each heading a label in A and its value in C', async () => {
    const sheet = await sheetOf(completeImputationTable());
    const heading = [5, 6, 7, 8, 9, 10, 11].map((row) => [sheet.getCell(row, 1).value, sheet.getCell(row, 3).value]);
    expect(heading).toEqual([
      ['N° d’autorisation d’importation (AI)', 'AI 2026-04518'],
      ['Date de l’autorisation', new Date('2026-02-12T00:00:00Z')],
      ['Titulaire', 'Laboratoires Aubraie'],
      ['Médicament', 'Néravoxa 25 mg, gélule'],
      ['Quantité autorisée', '50 000 boîtes'],
      ['Nombre d’opérations autorisées', 4],
      ['Fin de validité', new Date('2027-02-11T00:00:00Z')],
    ]);
  });

  it('writes days as dates and quantities as numbers', async () => {
    const row = (await sheetOf(completeImputationTable())).getRow(14);
    expect([2, 3, 4].map((column) => row.getCell(column).value)).toEqual([
      new Date('2026-03-03T00:00:00Z'),
      12_000,
      38_000,
    ]);
  });

  it('adds up what was imported', async () => {
    const total = (await sheetOf(completeImputationTable())).getCell('C34');
    expect(total.value).toMatchObject({ formula: 'SUM(C14:C33)', result: 24_500 });
  });

  it('keeps the total under a table longer than a page of the blank one', async () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({ operationNo: index + 1, quantityImported: 10 }));
    const sheet = await sheetOf({ entries });
    expect(sheet.getCell('C44').value).toMatchObject({ formula: 'SUM(C14:C43)', result: 300 });
    expect(sheet.pageSetup.printArea).toBe('A1:H44');
  });

  it('prints on one A4 page in landscape under a frozen header', async () => {
    const sheet = await sheetOf({});
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 1 });
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 13 });
  });

  it('is the same bytes for the same values', async () => {
    const [first, second] = [
      await imputationWorkbook(completeImputationTable()),
      await imputationWorkbook(completeImputationTable()),
    ];
    expect(Buffer.compare(first, second)).toBe(0);
  });
});
