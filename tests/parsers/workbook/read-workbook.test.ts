import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../parsers/workbook/read-workbook.ts';
import type { Workbook } from '../../../parsers/workbook/workbook.ts';
import { sheetXlsx, zipOf } from '../../builders/xlsx-parts.ts';
import { xlsxOf } from '../../builders/xlsx.ts';

const fixture = async (name: string) =>
  new Uint8Array(await readFile(join(import.meta.dirname, '../../fixtures/workbooks', name)));

async function read(bytes: Uint8Array): Promise<Workbook> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) throw new Error(`unreadable: ${workbook.unreadable}`);
  return workbook;
}

const valuesOf = ({ sheets }: Workbook) =>
  Object.fromEntries(sheets.flatMap(({ cells }) => cells.map(({ address, value }) => [address, value])));

describe('the values of a workbook', () => {
  it('texts, numbers, booleans and days are told apart', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = 'Testamol';
      sheet.getCell('B1').value = 1250.5;
      sheet.getCell('C1').value = true;
      sheet.getCell('D1').value = new Date(Date.UTC(2026, 2, 15, 13, 45));
    });
    expect(valuesOf(await read(bytes))).toEqual({ A1: 'Testamol', B1: 1250.5, C1: true, D1: { date: '2026-03-15' } });
  });

  it('a formula gives its stored result, an error its name, rich text its words, a link its text', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = { formula: '2+2', result: 4, date1904: false };
      sheet.getCell('A2').value = { formula: '1/0', result: { error: '#DIV/0!' }, date1904: false };
      sheet.getCell('A3').value = { error: '#REF!' };
      sheet.getCell('A4').value = { richText: [{ text: 'Quantité ' }, { font: { bold: true }, text: 'importée' }] };
      sheet.getCell('A5').value = { text: 'la notice', hyperlink: 'https://notice.example/' };
      sheet.getCell('A6').value = { formula: 'IF(B6="","",1)', date1904: false };
    });
    expect(valuesOf(await read(bytes))).toEqual({
      A1: 4,
      A2: '#DIV/0!',
      A3: '#REF!',
      A4: 'Quantité importée',
      A5: 'la notice',
    });
  });

  it('a number whose format spells out a unit stays a number', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = 1250;
      sheet.getCell('A1').numFmt = '0\\ \\b\\d';
      sheet.getCell('A2').value = 0.5;
      sheet.getCell('A2').numFmt = 'hh:mm';
    });
    expect(valuesOf(await read(bytes))).toEqual({ A1: 1250, A2: 0.5 });
  });

  it('a workbook that counts days from 1904 says so and gives the right days', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.workbook.properties.date1904 = true;
      sheet.getCell('A1').value = new Date(Date.UTC(2026, 2, 15));
      sheet.getCell('A1').numFmt = 'dd/mm/yyyy';
    });
    const workbook = await read(bytes);
    expect([workbook.date1904, valuesOf(workbook)]).toEqual([true, { A1: { date: '2026-03-15' } }]);
  });

  it('a hidden sheet is read and marked', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = 1;
      sheet.workbook.addWorksheet('Caché', { state: 'veryHidden' }).getCell('B2').value = 2;
    });
    const { sheets } = await read(bytes);
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Feuille', false],
      ['Caché', true],
    ]);
  });

  it('a file of openpyxl with comments, lost names and a validation of the whole sheet is read', async () => {
    const { sheets } = await read(await fixture('openpyxl.xlsx'));
    expect(sheets.map(({ name, hidden, cells }) => [name, hidden, cells.length])).toEqual([
      ["Tableau d'imputation", false, 41],
      ['Ancien', true, 4],
    ]);
  });

  it('a file of LibreOffice gives the results of its formulas', async () => {
    const values = valuesOf(await read(await fixture('libreoffice.xlsx')));
    expect([values.E8, values.E9, values.E10, values.D11]).toEqual([850, 0, undefined, 1250.5]);
  });
});

describe('what is not read', () => {
  it('a workbook with a password is encrypted', async () => {
    expect(await readWorkbook(await fixture('password.xlsx'))).toEqual({ unreadable: 'encrypted' });
  });

  it('a file without a byte is empty', async () => {
    expect(await readWorkbook(new Uint8Array())).toEqual({ unreadable: 'empty' });
  });

  it('a file cut in the middle is corrupt', async () => {
    const bytes = await fixture('openpyxl.xlsx');
    expect(await readWorkbook(bytes.subarray(0, bytes.length / 2))).toEqual({ unreadable: 'corrupt' });
  });

  it('a file with a comma for a separator is corrupt, not a workbook', async () => {
    expect(await readWorkbook(Buffer.from('date,quantité\n03/04/2026,12\n'))).toEqual({ unreadable: 'corrupt' });
  });

  it('an archive that declares more than 64 MB is too large before anything is inflated', async () => {
    const bytes = sheetXlsx('<row r="1"><c r="A1"><v>1</v></c></row>', { 'xl/media/x.bin': { declared: 2 ** 26 } });
    expect(await readWorkbook(bytes)).toEqual({ unreadable: 'tooLarge' });
  });

  it('an archive of more than 2 000 files is too large', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`xl/media/${index}.png`, '']));
    expect(await readWorkbook(zipOf(many))).toEqual({ unreadable: 'tooLarge' });
  });

  it('a sheet that inflates to more than it declares is corrupt', async () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c></row>'.padEnd(1_000_000);
    expect(await readWorkbook(sheetXlsx(rows))).toHaveProperty('sheets');
    expect(await readWorkbook(sheetXlsx(rows, {}, 1_000))).toEqual({ unreadable: 'corrupt' });
  });

  it('more than 50 000 cells, or than two million characters, are too large', async () => {
    const columns = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const row = (index: number, cell: (column: string) => string) =>
      `<row r="${index}">${columns.map((column) => cell(`${column}${index}`)).join('')}</row>`;
    const rows = (count: number, cell: (address: string) => string) =>
      Array.from({ length: count }, (_, index) => row(index + 1, cell)).join('');
    const short = rows(2_000, (address) => `<c r="${address}"><v>1</v></c>`);
    expect(await readWorkbook(sheetXlsx(short))).toEqual({ unreadable: 'tooLarge' });
    const long = `<t>${'x'.repeat(4_000)}</t>`;
    const shared = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>${long}</si></sst>`;
    const text = rows(20, (address) => `<c r="${address}" t="s"><v>0</v></c>`);
    expect(await readWorkbook(sheetXlsx(text, { 'xl/sharedStrings.xml': shared }))).toEqual({ unreadable: 'tooLarge' });
  });

  it('more than 5 000 filled rows, or more than 20 sheets, are too large', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`);
    expect(await readWorkbook(sheetXlsx(rows(5_000).join('')))).toHaveProperty('sheets');
    expect(await readWorkbook(sheetXlsx(rows(5_001).join('')))).toEqual({ unreadable: 'tooLarge' });
    const sheets = await xlsxOf((sheet) => {
      for (let index = 0; index < 20; index++) sheet.workbook.addWorksheet(`Feuille ${index}`);
    });
    expect(await readWorkbook(sheets)).toEqual({ unreadable: 'tooLarge' });
  });
});

describe('files made to hurt', () => {
  const cell = '<row r="1"><c r="A1"><v>1</v></c></row>';

  it.each([
    [
      'a validation of every cell',
      {
        after:
          '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>',
      },
    ],
    ['a merge of every cell', { after: '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>' }],
    [
      'a column description of two thousand million columns',
      { before: '<cols><col min="1" max="2000000000"/></cols>' },
    ],
    [
      'a name for every cell',
      { names: '<definedNames><definedName name="n">Feuille!$A$1:$XFD$1048576</definedName></definedNames>' },
    ],
    [
      'a lost print area',
      {
        names: '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">#REF!</definedName></definedNames>',
      },
    ],
    ['a sheet numbered four thousand million', { sheetId: '4000000000' }],
  ])('%s does not keep the one cell from being read', async (_, around) => {
    expect(valuesOf(await read(sheetXlsx(cell, {}, undefined, around)))).toEqual({ A1: 1 });
  });

  it('a cell in the last column and row is left out, the others are read', async () => {
    const far = '<row r="1048576"><c r="A1048576"><v>2</v></c><c r="XFD1048576"><v>3</v></c></row>';
    expect(valuesOf(await read(sheetXlsx(`${cell}${far}`)))).toEqual({ A1: 1, A1048576: 2 });
  });

  it('a row beyond the last row of a sheet is corrupt', async () => {
    const rows = `${cell}<row r="4000000000"><c r="A4000000000"><v>2</v></c></row>`;
    expect(await readWorkbook(sheetXlsx(rows))).toEqual({ unreadable: 'corrupt' });
  });

  it('a date that no calendar has is an error value', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.getCell('A1').value = 9e15;
      sheet.getCell('A1').numFmt = 'dd/mm/yyyy';
    });
    expect(valuesOf(await read(bytes))).toEqual({ A1: '#NUM!' });
  });

  it('any bytes give a workbook or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (noise, zipped) => {
        const bytes = zipped
          ? Buffer.concat([Buffer.from('PK\x03\x04'), noise, Buffer.from('PK\x05\x06'), noise])
          : noise;
        const workbook = await readWorkbook(bytes);
        expect('unreadable' in workbook || workbook.sheets.length > 0).toBe(true);
      }),
    );
  });

  it('a good file with some bytes changed gives a workbook or a reason', async () => {
    const good = await fixture('libreoffice.xlsx');
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Uint8Array.from(good);
        for (const { at, byte } of changes) bytes[at] = byte;
        const workbook = await readWorkbook(bytes);
        expect('unreadable' in workbook || workbook.sheets.length > 0).toBe(true);
      }),
    );
  });
});
