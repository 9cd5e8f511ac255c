import type { Workbook as ExcelWorkbook, Worksheet } from 'exceljs';
import type { UnreadableReason } from '../worker/domain/submission.ts';
import { archiveCaps, limits } from './limits.ts';
import { lightenWorkbook } from './lighten-workbook.ts';
import { plainCell, type CellValue } from './workbook-values.ts';
import { readZipDirectory } from './zip-directory.ts';

/** A cell that holds something; `row` and `column` count from 1, `address` is `B7`. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly address: string;
  readonly value: CellValue;
}

/** A sheet: its filled cells by rows, then columns. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly Cell[];
}

/** A spreadsheet, reduced to what its cells say. */
export interface Workbook {
  /** Days are counted from 1904 instead of 1900, an old habit of Excel on Macintosh. */
  readonly date1904: boolean;
  readonly sheets: readonly Sheet[];
}

/** The last row of a sheet (ECMA-376, Excel's own limit). */
const LAST_ROW = 1_048_576;

/** Everything in a sheet but its cells: some of these take minutes to expand (exceljs#1842, #2296). */
const ignored = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'pageMargins',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
];

type Unreadable = { readonly unreadable: UnreadableReason };

/** Reads an OOXML workbook (.xlsx, .xlsm); never throws: what cannot be read says why. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook | Unreadable> {
  if (bytes.length === 0) return { unreadable: 'empty' };
  if (isCompound(bytes)) return { unreadable: holdsEncryptedPackage(bytes) ? 'encrypted' : 'formatNotRead' };
  const entries = readZipDirectory(bytes, archiveCaps);
  if ('unreadable' in entries) return entries;
  if (entries.some(({ encrypted }) => encrypted)) return { unreadable: 'encrypted' };
  if (!entries.some(({ name }) => /^\/?xl\/workbook\.xml$/.test(name))) return { unreadable: 'formatNotRead' };
  const light = lightenWorkbook(bytes, entries);
  return light === undefined ? { unreadable: 'corrupt' } : load(light);
}

async function load(bytes: Uint8Array): Promise<Workbook | Unreadable> {
  // Loaded when a workbook comes: the import costs a quarter of a second.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  try {
    // exceljs declares a Buffer of its own, and takes Node's.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0], { ignoreNodes: ignored });
    // Absent from a workbook without properties, whatever the declared type says.
    const properties = workbook.properties as { date1904?: boolean } | undefined;
    return contentOf(workbook, properties?.date1904 === true);
  } catch {
    return { unreadable: 'corrupt' };
  }
}

/** A workbook without a worksheet is of another kind: exceljs opens .ods and .xlsb files, and finds nothing. */
function contentOf({ worksheets }: ExcelWorkbook, date1904: boolean): Workbook | Unreadable {
  if (worksheets.length === 0) return { unreadable: 'formatNotRead' };
  if (worksheets.length > limits.sheets) return { unreadable: 'tooLarge' };
  if (worksheets.some(({ rowCount }) => rowCount > LAST_ROW)) return { unreadable: 'corrupt' };
  const sheets = worksheets.map((worksheet) => sheetOf(worksheet, date1904));
  const read = sheets.filter((sheet) => sheet !== undefined);
  return read.length < sheets.length || isTooMuch(read) ? { unreadable: 'tooLarge' } : { date1904, sheets: read };
}

function isTooMuch(sheets: readonly Sheet[]): boolean {
  const cells = sheets.flatMap((sheet) => sheet.cells);
  const characters = cells.reduce((sum, { value }) => sum + (typeof value === 'string' ? value.length : 0), 0);
  return cells.length > limits.cells || characters > limits.cellCharacters;
}

/** The filled cells of a sheet, or undefined beyond the cap of rows; cells far to the right are left out. */
function sheetOf(worksheet: Worksheet, date1904: boolean): Sheet | undefined {
  const cells: Cell[] = [];
  let rows = 0;
  worksheet.eachRow((row) => {
    const before = cells.length;
    if (rows > limits.rows) return;
    row.eachCell((cell, column) => {
      const value = column > limits.columns ? undefined : plainCell(cell, date1904);
      if (value !== undefined) cells.push({ row: row.number, column, address: cell.address, value });
    });
    if (cells.length > before) rows++;
  });
  return rows > limits.rows ? undefined : { name: worksheet.name, hidden: worksheet.state !== 'visible', cells };
}

/** A compound file (MS-CFB §2.2): Office before 2007, or an encrypted package. */
function isCompound(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);
}

/** A workbook with a password is a compound file with this stream (MS-OFFCRYPTO §2.3.4.4). */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('EncryptedPackage', 0, 'utf16le');
}
