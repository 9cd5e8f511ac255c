import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveCaps, limits } from '../../../parsers/limits.ts';
import { readWorkbook } from '../../../parsers/workbook/read-workbook.ts';
import type { UnreadableWorkbook, Workbook } from '../../../parsers/workbook/workbook.ts';
import { packedBytes, readZipDirectory } from '../../../parsers/zip.ts';
import { odsOf, odsRow, odsTable } from '../../builders/ods.ts';
import { numberRecord, textData, xlsOf } from '../../builders/xls.ts';
import { sheetXlsx, zipOf } from '../../builders/xlsx-parts.ts';

const folder = join(import.meta.dirname, '../../fixtures/workbooks/tables');

const cellsOf = (workbook: Workbook | UnreadableWorkbook) =>
  'unreadable' in workbook
    ? workbook.unreadable
    : workbook.sheets.flatMap(({ cells }) => cells.map(({ address, value }) => [address, value]));

const cell = '<row r="1"><c r="A1"><v>1</v></c></row>';
const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'.charAt(index)} "${`&${'abcdefghi'.charAt(index)};`.repeat(10)}">`).join('')}]>`;

describe('files made to hurt', () => {
  it.each([
    ['a link over every cell', { after: '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>' }],
    ['a condition over every cell', { after: '<conditionalFormatting sqref="A1:XFD1048576"/>' }],
  ])('%s of an .xlsx costs nothing', async (_, around) => {
    expect(cellsOf(await readWorkbook(sheetXlsx(cell, {}, undefined, around)))).toEqual([['A1', 1]]);
  });

  it('cells that are only formatted are left out before anything counts them', async () => {
    const blank = Array.from({ length: 200_000 }, (_, index) => `<c r="A${index + 2}" s="1"/>`).join('');
    expect(cellsOf(await readWorkbook(sheetXlsx(`${cell}<row r="2">${blank}</row>`)))).toEqual([['A1', 1]]);
  });

  it('more cells than any table has are too large before a library sees them', async () => {
    const many = Array.from({ length: 110_000 }, (_, index) => `<c r="A${index + 1}"><v>1</v></c>`).join('');
    expect(await readWorkbook(sheetXlsx(`<row r="1">${many}</row>`))).toEqual({ unreadable: 'tooLarge' });
  });

  it('parts that inflate to more than the cap are too large, whatever they declare', async () => {
    const long = 'x'.repeat(limits.workbookBytes + 1);
    expect(await readWorkbook(sheetXlsx(cell, { 'xl/sharedStrings.xml': long }))).toEqual({ unreadable: 'tooLarge' });
    expect(await readWorkbook(sheetXlsx(cell, { 'xl/sharedStrings.xml': { declared: 9, text: long } }))).toEqual({
      unreadable: 'corrupt',
    });
    expect(await readWorkbook(odsOf('', { 'content.xml': long }))).toEqual({ unreadable: 'tooLarge' });
    const binary = zipOf({ 'xl/workbook.bin': 'x', 'xl/worksheets/sheet1.bin': long });
    expect(await readWorkbook(binary)).toEqual({ unreadable: 'tooLarge' });
  });

  it('a bit changed in a packed part is corrupt, even where it still inflates', async () => {
    const bytes = Buffer.from(sheetXlsx(cell));
    const wrong = Buffer.from(bytes);
    // The checksum of the directory stands for any difference between what was packed and what comes out.
    const record = wrong.indexOf('xl/worksheets/sheet1.xml', wrong.indexOf('PK\x01\x02', 0, 'latin1')) - 30;
    wrong.writeUInt8(wrong.readUInt8(record) ^ 1, record);
    expect(await readWorkbook(bytes)).toHaveProperty('sheets');
    expect(await readWorkbook(wrong)).toEqual({ unreadable: 'corrupt' });
  });

  it('entities that grow are never written out', async () => {
    const ods = odsOf(odsTable(odsRow('&j;')), {}, '', laughs);
    expect(await readWorkbook(ods)).toEqual({ unreadable: 'corrupt' });
    const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&amp;j;</t></is></c></row>';
    const sheet = { 'xl/sharedStrings.xml': `${laughs}<sst><si><t>&j;</t></si></sst>` };
    const values = cellsOf(await readWorkbook(sheetXlsx(rows, sheet)));
    expect(JSON.stringify(values).length).toBeLessThan(100);
  });

  it('an .ods that repeats a cell over a whole sheet is too large', async () => {
    const all = `<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>`;
    expect(await readWorkbook(odsOf(odsTable(all)))).toEqual({ unreadable: 'tooLarge' });
    const empty = `<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
    expect(cellsOf(await readWorkbook(odsOf(odsTable(empty + odsRow('a')))))).toEqual([['A1048576', 'a']]);
  });

  it('a list of sheets by the thousand is too large, one that names a sheet twice is corrupt', async () => {
    const sheets = (count: number) => ({ after: '', names: '<sheet name="x" r:id="r1"/>'.repeat(count) });
    expect(await readWorkbook(sheetXlsx(cell, {}, undefined, sheets(1_000)))).toEqual({ unreadable: 'tooLarge' });
    const relation = (id: string, target: string) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"/>`;
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('r1', 'worksheets/sheet1.xml')}${relation('r2', '/xl/worksheets/sheet1.xml')}</Relationships>`;
    expect(await readWorkbook(sheetXlsx(cell, { 'xl/_rels/workbook.xml.rels': relations }))).toEqual({
      unreadable: 'corrupt',
    });
  });

  it('formats and texts by the million are too large', async () => {
    const styles = `<styleSheet><cellXfs>${'<xf/>'.repeat(700_000)}</cellXfs></styleSheet>`;
    expect(await readWorkbook(sheetXlsx(cell, { 'xl/styles.xml': styles }))).toEqual({ unreadable: 'tooLarge' });
    const table = { type: 0x00fc, data: Buffer.from([0, 0, 0, 0, 255, 255, 255, 127]) };
    expect(await readWorkbook(xlsOf([{ name: 'F', records: [] }], [table]))).toEqual({ unreadable: 'tooLarge' });
    const formats = Array.from({ length: 210_000 }, () => ({ type: 0x00e0, data: Buffer.alloc(20) }));
    expect(await readWorkbook(xlsOf([{ name: 'F', records: [] }], formats))).toEqual({ unreadable: 'tooLarge' });
  });

  it('a text that goes on for ever in an .ods is cut', async () => {
    const long = odsOf(odsTable(odsRow('<text:s text:c="100"/>'.repeat(100_000) + 'x')));
    expect(cellsOf(await readWorkbook(long))).toEqual([]);
  });

  it('an .ods nested deeper than any is too large', async () => {
    const deep = '<text:span>'.repeat(100_000);
    expect(await readWorkbook(odsOf(odsTable(deep)))).toEqual({ unreadable: 'tooLarge' });
  });

  it('a link over every cell of an .xls, and columns by the thousand, cost nothing', async () => {
    const link = Buffer.alloc(40);
    link.writeUInt16LE(0xffff, 2);
    link.writeUInt16LE(0x00ff, 6);
    const columns = { type: 0x007d, data: Buffer.from([0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]) };
    const records = [
      numberRecord(0, 0, 1),
      { type: 0x01b8, data: link },
      ...Array.from({ length: 1_000 }, () => columns),
    ];
    expect(cellsOf(await readWorkbook(xlsOf([{ name: 'F', records }])))).toEqual([['A1', 1]]);
  });

  it.each([
    [
      'a text longer than its record',
      { type: 0x0204, data: Buffer.concat([Buffer.alloc(6), Buffer.from([255, 255, 0, 65])]) },
    ],
    ['a text that is not in the table', { type: 0x00fd, data: Buffer.from([0, 0, 0, 0, 0, 0, 9, 0, 0, 0]) }],
    ['several numbers cut in the middle', { type: 0x00bd, data: Buffer.from([0, 0, 0, 0, 1, 2, 3]) }],
    ['a record without its bytes', { type: 0x0203, data: Buffer.alloc(0) }],
    ['a length beyond the file', { type: 0x0203, data: Buffer.alloc(14), length: 0xffff }],
  ])('an .xls with %s gives no value that was not written', async (_, record) => {
    const workbook = await readWorkbook(xlsOf([{ name: 'F', records: [record] }]));
    const values =
      'unreadable' in workbook ? [] : workbook.sheets.flatMap(({ cells }) => cells.map(({ value }) => value));
    expect(values.filter((value) => value !== 'A')).toEqual([]);
  });

  it('sheets by the thousand, and texts by the million, are too large', async () => {
    const sheets = Array.from({ length: 1_000 }, (_, index) => ({ name: `F${index}`, records: [] }));
    expect(await readWorkbook(xlsOf(sheets))).toEqual({ unreadable: 'tooLarge' });
    const long = { type: 0x0204, data: Buffer.concat([Buffer.alloc(6), textData('x'.repeat(4_000))]) };
    const records = Array.from({ length: 600 }, (_, index) => {
      const data = Buffer.from(long.data);
      data.writeUInt16LE(index, 0);
      return { type: long.type, data };
    });
    expect(await readWorkbook(xlsOf([{ name: 'F', records }]))).toEqual({ unreadable: 'tooLarge' });
  });
});

describe('any file', () => {
  const starts = ['PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '', '\x09\x08'].map((each) =>
    Buffer.from(each, 'latin1'),
  );

  it('any bytes after the first ones of a format give a workbook or a reason', async () => {
    const noise = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 3_000 }));
    await fc.assert(
      fc.asyncProperty(noise, async ([start, bytes]) => {
        const workbook = await readWorkbook(Buffer.concat([start, bytes]));
        expect('unreadable' in workbook || workbook.sheets.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['lo.xls', 'lo.ods', 'lo.xlsx', 'hand.xlsb'])('a damaged %s gives a workbook or a reason', async (ending) => {
    const good = await Promise.all(
      (await readdir(folder)).filter((name) => name.endsWith(ending)).map((name) => readFile(join(folder, name))),
    );
    // What is packed is damaged inside: outside, the checksum would tell.
    const parts = good.map((bytes) => (ending === 'lo.xls' ? { '': bytes } : unpacked(bytes)));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), damages, async (whole, changes) => {
        const names = Object.keys(whole);
        const changed = { ...whole };
        for (const { part, ...damage } of changes) {
          const name = names[part % names.length] ?? '';
          changed[name] = damaged(changed[name] ?? Buffer.alloc(0), damage);
        }
        const workbook = await readWorkbook(ending === 'lo.xls' ? (changed[''] ?? Buffer.alloc(0)) : zipOf(changed));
        expect('unreadable' in workbook || workbook.sheets.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

interface Damage {
  readonly kind: string;
  readonly at: number;
  readonly size: number;
}

const damages = fc.array(
  fc.record({
    part: fc.nat(20),
    kind: fc.constantFrom('flip', 'cut', 'repeat', 'drop', 'high'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.integer({ min: 1, max: 300 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A byte changed, the end cut off, a piece written twice or left out, two bytes at their highest. */
function damaged(bytes: Buffer, { kind, at, size }: Damage): Buffer {
  const place = Math.floor(at * bytes.length);
  const [before, piece, after] = [
    bytes.subarray(0, place),
    bytes.subarray(place, place + size),
    bytes.subarray(place + size),
  ];
  switch (kind) {
    case 'flip':
      return Buffer.concat([
        before,
        piece.map((byte, index) => (index === 0 ? byte ^ (1 << (size % 8)) : byte)),
        after,
      ]);
    case 'cut':
      return before;
    case 'repeat':
      return Buffer.concat([before, piece, piece, after]);
    case 'drop':
      return Buffer.concat([before, after]);
    default:
      return Buffer.concat([before, piece.map((byte, index) => (index < 2 ? 0xff : byte)), after]);
  }
}

/** The files of an archive that this project did not write. */
function unpacked(bytes: Buffer): Record<string, Buffer> {
  const entries = readZipDirectory(bytes, archiveCaps);
  if ('unreadable' in entries) throw new Error(entries.unreadable);
  return Object.fromEntries(
    entries
      .filter(({ name, size }) => size > 0 && !name.endsWith('.png'))
      .map((entry) => {
        const packed = packedBytes(bytes, entry) ?? Buffer.alloc(0);
        return [entry.name, entry.method === 0 ? Buffer.from(packed) : inflateRawSync(packed)];
      }),
  );
}
