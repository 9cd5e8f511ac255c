import ExcelJS from 'exceljs';
import { PDFDocument } from 'pdf-lib';
import type { ImportFormValues } from '../../templates/forms/import-form.ts';
import { importForm } from '../../templates/forms/import-form.ts';
import type { ImputationValues } from '../../templates/forms/imputation-values.ts';
import { imputationWorkbook } from '../../templates/forms/imputation-workbook.ts';
import { withoutZipDates } from '../../templates/forms/zip-dates.ts';
import type { Chance } from './chance.ts';

const A4: [number, number] = [595.28, 841.89];

/** Row of the column headings in the project's table; its own columns end before these two. */
const HEADER_ROW = 13;
const MORE_COLUMNS = ['N° de facture', 'Fournisseur'];

/** A filled import form as firms send it: about `bytes` long, most of it a letterhead picture. */
export async function paddedForm(values: ImportFormValues, bytes: number, chance: Chance): Promise<Uint8Array> {
  const form = await importForm(values);
  const document = await PDFDocument.load(form, { updateMetadata: false });
  const letterhead = await document.embedJpg(jpeg(900, 300, bytes - form.length, chance));
  document.getPage(0).drawImage(letterhead, { x: 490, y: 790, width: 60, height: 20 });
  return document.save({ updateFieldAppearances: false });
}

/** An imputation table as firms send it: ten columns, a logo of about 12 KB, and a second sheet of instructions. */
export async function paddedTable(values: ImputationValues, chance: Chance): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const plain = await imputationWorkbook(values);
  // exceljs declares a Buffer of its own, and takes Node's.
  await workbook.xlsx.load(plain as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const sheet = workbook.getWorksheet('Imputation');
  if (sheet === undefined) throw new Error('the imputation table has no sheet of that name');
  MORE_COLUMNS.forEach((header, index) => {
    sheet.getCell(HEADER_ROW, 9 + index).value = header;
  });
  values.entries?.forEach((_, index) => {
    const row = HEADER_ROW + 1 + index;
    sheet.getCell(row, 9).value = `F26-${String(chance.between(1000, 9999))}`;
    sheet.getCell(row, 10).value = chance.pick(['Helvia Pharma AG', 'Norrland Läkemedel AB', 'Castello Farma SpA']);
  });
  const logo = workbook.addImage({
    base64: Buffer.from(jpeg(240, 80, 12_000, chance)).toString('base64'),
    extension: 'jpeg',
  });
  sheet.addImage(logo, { tl: { col: 8, row: 0 }, ext: { width: 120, height: 40 } });
  const notice = workbook.addWorksheet('Notice');
  instructions.forEach((line) => notice.addRow([line]));
  return withoutZipDates(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/** A page that went through a scanner: a picture and no text. */
export async function scannedPdf(bytes: number, chance: Chance): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const picture = await document.embedJpg(jpeg(1654, 2339, bytes, chance));
  document.addPage(A4).drawImage(picture, { x: 0, y: 0, width: A4[0], height: A4[1] });
  return document.save();
}

/** A JPEG of that size in pixels and in bytes: sound headers over noise, which is all that anybody looks at here. */
export function jpeg(width: number, height: number, bytes: number, chance: Chance): Uint8Array {
  const size = (value: number) => [value >> 8, value & 0xff];
  const start = [0xff, 0xd8];
  const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const frame = [0xff, 0xc0, 0, 17, 8, ...size(height), ...size(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const scan = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0];
  const head = Buffer.from([...start, ...jfif, ...frame, ...scan]);
  const noise = chance.noise(Math.max(0, bytes - head.length - 2));
  return Buffer.concat([head, noise, Buffer.from([0xff, 0xd9])]);
}

const instructions = [
  'Notice',
  'Une ligne par importation réalisée, dans l’ordre des dates.',
  'Les quantités sont exprimées dans l’unité de l’autorisation.',
  'Le solde se calcule à partir de la quantité autorisée.',
  'Le tableau est adressé à l’agence à la fin de la période de validité.',
];
