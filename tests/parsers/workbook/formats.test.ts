import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../parsers/workbook/read-workbook.ts';
import type { Workbook } from '../../../parsers/workbook/workbook.ts';
import { odsOf, odsRow, odsTable } from '../../builders/ods.ts';
import {
  compound,
  formulaRecord,
  numberRecord,
  textData,
  xlsOf,
  xlsStream,
  type XlsRecord,
} from '../../builders/xls.ts';
import { sheetXlsx } from '../../builders/xlsx-parts.ts';

const fixture = (name: string) => readFile(join(import.meta.dirname, '../../fixtures/workbooks', name));

async function read(bytes: Uint8Array): Promise<Workbook> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) throw new Error(`unreadable: ${workbook.unreadable}`);
  return workbook;
}

const valuesOf = ({ sheets }: Workbook) =>
  Object.fromEntries(sheets.flatMap(({ cells }) => cells.map(({ address, value }) => [address, value])));

const sheetOf = (...records: readonly XlsRecord[]) => xlsOf([{ name: 'Feuille', records }]);

describe('formats of workbooks', () => {
  it.each(['xls', 'ods'])('the same workbook says the same as .%s and as .xlsx', async (format) => {
    expect(await read(await fixture(`libreoffice.${format}`))).toEqual(await read(await fixture('libreoffice.xlsx')));
  });

  it('an .xlsx whose elements have a prefix is read', async () => {
    const plain = sheetXlsx('<row r="1"><c r="A1"><v>7</v></c></row>', {
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    expect(valuesOf(await read(plain))).toEqual({ A1: 7 });
  });

  it('a calendar of 1904 is seen however it is written', async () => {
    const rows = '<row r="1"><c r="A1"><v>44269</v></c></row>';
    for (const value of ['1', 'true']) {
      const properties = { names: `<workbookPr date1904="${value}"/>` };
      expect(await read(sheetXlsx(rows, {}, undefined, properties))).toMatchObject({ date1904: true });
    }
  });

  it('an .xlsx without its texts is corrupt, not one of blank cells', async () => {
    const bytes = sheetXlsx('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>');
    expect(await readWorkbook(bytes)).toEqual({ unreadable: 'corrupt' });
  });
});

describe('what workbooks hold besides cells', () => {
  const cell = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const table = odsTable(odsRow('a'));

  it.each([
    ['.xlsm with a project', () => sheetXlsx(cell, { 'xl/vbaProject.bin': 'x' }), ['macros']],
    ['.xlsx with old macro sheets', () => sheetXlsx(cell, { 'xl/macrosheets/sheet1.xml': 'x' }), ['macros']],
    ['.xlsx with links', () => sheetXlsx(cell, { 'xl/externalLinks/externalLink1.xml': 'x' }), ['externalLinks']],
    ['plain .xlsx', () => sheetXlsx(cell), []],
    ['.ods with a module', () => odsOf(table, { 'Basic/Standard/Module1.xml': 'x' }), ['macros']],
    ['.ods with an empty library', () => odsOf(table, { 'Basic/Standard/script-lb.xml': 'x' }), []],
    [
      '.ods with a copy of another file',
      () => odsOf(odsTable('<table:table-source/>', 'x') + table),
      ['externalLinks'],
    ],
    [
      '.xls with a macro sheet',
      () =>
        xlsOf([
          { name: 'F', records: [] },
          { name: 'M', kind: 1, records: [] },
        ]),
      ['macros'],
    ],
    [
      '.xls with links',
      () => xlsOf([{ name: 'F', records: [] }], [{ type: 0x01ae, data: Buffer.from([1, 0, 9, 0, 0]) }]),
      ['externalLinks'],
    ],
    [
      '.xls that looks into itself',
      () => xlsOf([{ name: 'F', records: [] }], [{ type: 0x01ae, data: Buffer.from([1, 0, 1, 4]) }]),
      [],
    ],
    ['.xls with a project', () => xlsOf([{ name: 'F', records: [] }], [], ['/_VBA_PROJECT_CUR/VBA/dir']), ['macros']],
  ])('%s', async (_, bytes, notes) => {
    expect((await read(bytes())).notes).toEqual(notes);
  });

  it('the copies that an .ods keeps of other files are no sheets of it', async () => {
    const copy = odsTable(`<table:table-source/>${odsRow('999')}`, 'file:///autre.ods');
    expect(valuesOf(await read(odsOf(odsTable(odsRow('a')) + copy)))).toEqual({ A1: 'a' });
  });
});

describe('workbooks with a password', () => {
  it('an .xls is encrypted when it says so', async () => {
    const bytes = xlsOf([{ name: 'F', records: [] }], [{ type: 0x002f, data: Buffer.from([1, 0, 1, 0, 1, 0]) }]);
    expect(await readWorkbook(bytes)).toEqual({ unreadable: 'encrypted' });
  });

  it('an .ods is encrypted when its manifest says so', async () => {
    const manifest = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>';
    const bytes = odsOf(odsTable(odsRow('a')), { 'META-INF/manifest.xml': manifest, 'content.xml': '\x01\x02' });
    expect(await readWorkbook(bytes)).toEqual({ unreadable: 'encrypted' });
  });
});

describe('cells of an old workbook', () => {
  it('formulas are their results: numbers, texts, truths, errors and blanks', async () => {
    const bytes = sheetOf(
      formulaRecord(0, 0, 0),
      formulaRecord(1, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
      { type: 0x0207, data: textData('solde épuisé') },
      formulaRecord(2, 0, [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
      formulaRecord(3, 0, [2, 0, 7, 0, 0, 0, 0xff, 0xff]),
      formulaRecord(4, 0, [3, 0, 0, 0, 0, 0, 0xff, 0xff]),
    );
    expect(valuesOf(await read(bytes))).toEqual({ A1: 0, A2: 'solde épuisé', A3: true, A4: '#DIV/0!' });
  });

  it('a hidden sheet is marked, and a chart inside a sheet is none of its cells', async () => {
    const nested = [{ type: 0x0809, data: Buffer.from([0, 6, 0x20, 0]) }, numberRecord(0, 0, 99), { type: 0x000a }];
    const records = [...nested, numberRecord(1, 1, 5)];
    const { sheets } = await read(
      xlsOf([
        { name: 'A', records },
        { name: 'B', hidden: true, records: [numberRecord(0, 0, 1)] },
      ]),
    );
    expect(sheets.map(({ name, hidden, cells }) => [name, hidden, cells.map(({ value }) => value)])).toEqual([
      ['A', false, [5]],
      ['B', true, [1]],
    ]);
  });

  it('the formats of one workbook change nothing in the next one', async () => {
    const format = Buffer.concat([Buffer.from([0, 0]), textData('dd/mm/yyyy')]);
    await read(xlsOf([{ name: 'F', records: [numberRecord(0, 0, 46_096)] }], [{ type: 0x041e, data: format }]));
    expect(valuesOf(await read(sheetOf(numberRecord(0, 0, 46_096))))).toEqual({ A1: 46_096 });
  });

  it.each([
    ['without a sheet', () => xlsOf([])],
    ['whose sheet never ends', () => xlsOf([{ name: 'F', records: [{ type: 0x0203, length: 0xffff }] }])],
    [
      'whose list of sheets points into nothing',
      () =>
        compound(
          Buffer.from('09081000000605000000000000000000060000008500090000ffff0f000001000046' + '0a000000', 'hex'),
        ),
    ],
    [
      'cut before the end of its sheet',
      () => compound(xlsStream([{ name: 'F', records: [numberRecord(0, 0, 1)] }]).subarray(0, -4)),
    ],
    ['that is empty', () => compound(Buffer.alloc(0))],
  ])('one %s is corrupt', async (_, bytes) => {
    expect(await readWorkbook(bytes())).toEqual({ unreadable: 'corrupt' });
  });

  it('a compound file without a workbook is of another format', async () => {
    const bytes = Buffer.from(
      compound(Buffer.from('x')).toString('latin1').replaceAll('W\0o\0r\0k\0', 'P\0a\0r\0k\0'),
      'latin1',
    );
    expect(await readWorkbook(bytes)).toEqual({ unreadable: 'formatNotRead' });
  });
});

describe('cells of an OpenDocument spreadsheet', () => {
  const cellOf = (attributes: string, text = '') =>
    `<table:table-row><table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell></table:table-row>`;

  it('values are those of their types, whatever is shown', async () => {
    const rows = [
      cellOf('office:value-type="float" office:value="1250.5"', '1 250,50 kg'),
      cellOf('office:value-type="date" office:date-value="2026-03-15T10:00:00"', '15 mars'),
      cellOf('office:value-type="boolean" office:boolean-value="true"', 'VRAI'),
      cellOf('office:value-type="percentage" office:value="0.5"', '50 %'),
      cellOf('office:value-type="string" calcext:value-type="error"', '#DIV/0!'),
      cellOf('office:value-type="float" office:value="0"', 'Err:502'),
      cellOf('office:value-type="time" office:time-value="PT1H"', '01:00'),
      cellOf(
        'office:value-type="string"',
        'deux<text:s text:c="2"/>mots<text:line-break/>et <text:span>un</text:span></text:p><text:p>fin',
      ),
    ];
    expect(valuesOf(await read(odsOf(odsTable(rows.join('')))))).toEqual({
      A1: 1250.5,
      A2: { date: '2026-03-15' },
      A3: true,
      A4: 0.5,
      A5: '#DIV/0!',
      A6: 'Err:502',
      A7: '01:00',
      A8: 'deux  mots\net un\nfin',
    });
  });

  it('a comment on a cell is no text of it', async () => {
    const note = '<office:annotation><text:p>à vérifier</text:p></office:annotation>';
    const row = `<table:table-row><table:table-cell office:value-type="string">${note}<text:p>12</text:p></table:table-cell></table:table-row>`;
    expect(valuesOf(await read(odsOf(odsTable(row))))).toEqual({ A1: '12' });
  });

  it('repeated cells and rows stand where they would be written out', async () => {
    const rows = `<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="4" table:number-columns-repeated="2"/></table:table-row>`;
    expect(valuesOf(await read(odsOf(odsTable(rows))))).toEqual({ C4: 4, D4: 4, C5: 4, D5: 4 });
  });

  it('a sheet that is not displayed is hidden', async () => {
    const styles =
      '<style:style style:name="s" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const { sheets } = await read(
      odsOf(odsTable(odsRow('a'), 'A', ' table:style-name="s"') + odsTable(odsRow('b'), 'B'), {}, styles),
    );
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['A', true],
      ['B', false],
    ]);
  });
});
