import type { HostileFile } from './hostile-file.ts';
import { compound, loopingCompound } from './raw-compound.ts';
import { deflatedBomb, entryOf, rawZip, type Bomb, type RawEntry } from './raw-zip.ts';

const workbook = (name: string, bytes: HostileFile['bytes'], file = 'tableau.xlsx', says?: string[]): HostileFile => ({
  family: 'workbook',
  name,
  file,
  bytes,
  ...(says && { says }),
});

/** Workbooks of a few kilobytes that ask for minutes or gigabytes. */
export const hostileWorkbooks: readonly HostileFile[] = [
  workbook('xlsx: list validation of the whole sheet', () =>
    xlsx({ after: '<dataValidations count="1"><dataValidation type="list" sqref="N1:XFD1048576"/></dataValidations>' }),
  ),
  workbook('xlsx: whole sheet merged', () =>
    xlsx({ after: '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>' }),
  ),
  workbook('xlsx: 100,000 merges', () =>
    xlsx({ after: `<mergeCells>${'<mergeCell ref="A1:ZZ99999"/>'.repeat(100_000)}</mergeCells>` }),
  ),
  workbook('xlsx: conditional formats and links of whole columns', () =>
    xlsx({
      after:
        '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="cellIs" priority="1"/></conditionalFormatting>' +
        '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>',
    }),
  ),
  workbook('xlsx: name over A14:T1048576', () =>
    xlsx({ names: '<definedNames><definedName name="Zone">Feuille!$A$14:$T$1048576</definedName></definedNames>' }),
  ),
  workbook('xlsx: shared text of 300 MB', () => xlsx({ shared: sharedBomb(300) })),
  workbook('xlsx: shared text of 30 MB', () => xlsx({ shared: sharedBomb(30) })),
  workbook('xlsx: a text of 30,000 letters in 50,000 cells', () =>
    xlsx({
      rows: rowsOf(5_000, '<c t="s"><v>0</v></c>'.repeat(10)),
      shared: { piece: 'x', times: 30_000, before: '<si><t>', after: '</t></si>' },
    }),
  ),
  workbook('xlsx: 1,000,000 rows', () => xlsx({ rows: rowsOf(1_000_000, '<c><v>1</v></c>') })),
  workbook('xlsx: 16,384 columns in 150 rows', () => xlsx({ rows: rowsOf(150, '<c><v>1</v></c>'.repeat(16_384)) })),
  workbook('xlsx: one cell at XFD1048576', () =>
    xlsx({ rows: { piece: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', times: 1 } }),
  ),
  workbook('xlsx: row 4,000,000,000', () =>
    xlsx({ rows: { piece: '<row r="4000000000"><c r="ZZZZZZ4000000000"><v>1</v></c></row>', times: 1 } }),
  ),
  workbook('xlsx: sheet of 200 MB that declares 100 bytes', () =>
    xlsx({ rows: rowsOf(8_000_000, '<c><v>1</v></c>'), declared: 100 }),
  ),
  workbook('xlsx: 1,000 sheets', () => xlsx({ sheets: 1_000 })),
  workbook('xlsx: 200,000 styles', () => xlsx({ styles: stylesOf(200_000) })),
  workbook('xlsx: nested 200,000 deep', () => xlsx({ rows: { piece: '<row>', times: 200_000 } })),
  workbook(
    'ods: one cell repeated over the sheet',
    () => ods('table:number-columns-repeated="16384"', 1_048_576),
    'tableau.ods',
  ),
  workbook('ods: one row repeated 50,000,000 times', () => ods('', 50_000_000), 'tableau.ods'),
  workbook('csv: 3,000,000 separators on a line', () => Buffer.from(`${';'.repeat(3_000_000)}\n`), 'tableau.csv'),
  workbook('csv: one quote, never closed, 5 MB', () => Buffer.from(`a;b\n"${'x;\n'.repeat(1_700_000)}`), 'tableau.csv'),
  workbook('csv: 1,000,000 lines', () => Buffer.from('1;2;3\n'.repeat(1_000_000)), 'tableau.csv'),
  workbook(
    'xls: records that lie',
    () => compound('Workbook', Buffer.from('0908ffff0006'.repeat(800), 'hex')),
    'a.xls',
  ),
  workbook('xls: a directory that leads to itself', () => loopingCompound('Workbook'), 'boucle.xls'),
];

interface Parts {
  readonly rows?: Bomb;
  /** Size of the first sheet, when it lies. */
  readonly declared?: number;
  readonly after?: string;
  readonly names?: string;
  readonly shared?: Bomb;
  readonly styles?: string;
  readonly sheets?: number;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const one: Bomb = { piece: '<row r="1"><c r="A1"><v>1</v></c></row>', times: 1 };

/** A workbook written by hand, rows and shared texts perhaps far larger than what they take. */
export function xlsx(parts: Parts, more: readonly RawEntry[] = []): Buffer {
  const { rows = one, declared, after = '', names = '', shared, styles, sheets = 1 } = parts;
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const sheetOf = (content: Bomb, name: string) =>
    around(name, `<worksheet xmlns="${main}"><sheetData>`, content, `</sheetData>${after}</worksheet>`);
  const first = sheetOf(rows, 'xl/worksheets/sheet1.xml');
  const sheetList = numbers.map((each) => `<sheet name="F${each}" sheetId="${each}" r:id="r${each}"/>`).join('');
  const extra = [...(shared ? ['sharedStrings'] : []), ...(styles === undefined ? [] : ['styles'])];
  const targets = [
    ...numbers.map((each) => ['worksheet', `worksheets/sheet${each}.xml`] as const),
    ...extra.map((each) => [each, `${each}.xml`] as const),
  ];
  return rawZip([
    entryOf('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    entryOf(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheetList}</sheets>${names}</workbook>`,
    ),
    entryOf('xl/_rels/workbook.xml.rels', relations(targets)),
    { ...first, size: declared ?? first.size },
    ...numbers.slice(1).map((each) => sheetOf(one, `xl/worksheets/sheet${each}.xml`)),
    ...(shared ? [around('xl/sharedStrings.xml', `<sst xmlns="${main}">`, shared, '</sst>')] : []),
    ...(styles === undefined ? [] : [entryOf('xl/styles.xml', styles)]),
    ...more,
  ]);
}

function around(name: string, open: string, bomb: Bomb, close: string): RawEntry {
  return { name, ...deflatedBomb({ ...bomb, before: open + (bomb.before ?? ''), after: (bomb.after ?? '') + close }) };
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([kind, target], index) => `<Relationship Id="r${index + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

function rowsOf(times: number, cells: string): Bomb {
  return { piece: `<row>${cells}</row>`, times };
}

function sharedBomb(megabytes: number): Bomb {
  return { piece: 'x', times: megabytes * 2 ** 20, before: '<si><t>', after: '</t></si>' };
}

function stylesOf(count: number): string {
  const formats = Array.from({ length: count }, (_, index) => `<xf numFmtId="${index % 400}" fontId="${index}"/>`);
  return `<styleSheet xmlns="${main}"><cellXfs count="${count}">${formats.join('')}</cellXfs></styleSheet>`;
}

/** An OpenDocument sheet of one cell that says how often it stands there (ODF 1.3 part 3 §19.675, §19.680). */
function ods(columns: string, rows: number): Buffer {
  const cell = `<table:table-cell ${columns} office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>`;
  return odf(
    'spreadsheet',
    `<office:spreadsheet><table:table table:name="F"><table:table-row table:number-rows-repeated="${rows}">${cell}</table:table-row></table:table></office:spreadsheet>`,
  );
}

/** An OpenDocument file of this body; `prologue` stands before the root. */
export function odf(kind: 'spreadsheet' | 'text', body: string, prologue = ''): Buffer {
  const spaces = ['office', 'table', 'text', 'form']
    .map((each) => `xmlns:${each}="urn:oasis:names:tc:opendocument:xmlns:${each}:1.0"`)
    .join(' ');
  const type = `application/vnd.oasis.opendocument.${kind}`;
  return rawZip([
    { ...entryOf('mimetype', type), packed: Buffer.from(type), method: 0 },
    entryOf(
      'content.xml',
      `${prologue}<office:document-content ${spaces}><office:body>${body}</office:body></office:document-content>`,
    ),
  ]);
}
