import ExcelJS from 'exceljs';

/** A workbook with one sheet named « Feuille », filled by `fill`, as the bytes of an .xlsx file. */
export async function xlsxOf(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('Feuille'));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A workbook of one sheet made of rows of values; `undefined` leaves a cell empty. */
export async function xlsxOfRows(rows: readonly (readonly ExcelJS.CellValue[])[]): Promise<Uint8Array> {
  return xlsxOf((sheet) => {
    for (const row of rows) sheet.addRow([...row]);
  });
}
