import ExcelJS from 'exceljs';
import { drawEntries } from './imputation-entries.ts';
import { drawHeading, drawTitle, shapePage } from './imputation-heading.ts';
import type { ImputationValues } from './imputation-values.ts';
import { withoutZipDates } from './zip-dates.ts';

/** The day written in the workbook, so that the same values always give the same bytes. */
const MODEL_DATE = new Date(Date.UTC(2026, 5, 1));

/** The project's imputation table as an .xlsx file; the same values always give the same bytes. */
export async function imputationWorkbook(values: ImputationValues = {}): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = 'Tableau d’imputation';
  workbook.creator = 'Projet Guichet';
  workbook.lastModifiedBy = 'Projet Guichet';
  workbook.created = MODEL_DATE;
  workbook.modified = MODEL_DATE;
  const sheet = workbook.addWorksheet('Imputation');
  shapePage(sheet);
  drawTitle(sheet);
  drawHeading(sheet, values);
  drawEntries(sheet, values.entries ?? []);
  return withoutZipDates(new Uint8Array(await workbook.xlsx.writeBuffer()));
}
