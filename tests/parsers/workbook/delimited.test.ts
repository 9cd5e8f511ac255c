import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../parsers/documents/read-file.ts';
import { fileType } from '../../../parsers/file-type.ts';
import { readDelimited } from '../../../parsers/workbook/delimited.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document } from '../../../worker/domain/submission.ts';

/** The rows of the likeliest table of a text, blank cells as blank texts. */
function rowsOf(text: string): readonly (readonly string[])[] | undefined {
  const [workbook] = readDelimited(text);
  if (workbook === undefined || 'unreadable' in workbook) return undefined;
  const rows: string[][] = [];
  for (const { row, column, value } of workbook.sheets[0]?.cells ?? []) {
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1] ?? [];
    while (cells.length < column - 1) cells.push('');
    cells.push(typeof value === 'string' ? value : '?');
  }
  return rows;
}

async function documentOf(bytes: Uint8Array): Promise<Document> {
  const type = await fileType(bytes, 'application/octet-stream');
  const attachment = {
    message: 'a'.repeat(64) as Sha256,
    part: '2',
    file: 'tableau',
    size: 1,
    sha256: 'b'.repeat(64) as Sha256,
  };
  const [document] = await readFile(bytes, attachment, type, {});
  if (document === undefined) throw new Error('no document');
  return document;
}

const quantitiesOf = (document: Document) =>
  document.kind === 'imputationTable'
    ? document.tables.flatMap(({ entries }) =>
        entries.map(({ cells: { quantityImported: cell } }) =>
          cell?.state === 'parsed' ? cell.value.count : `? ${cell?.raw ?? ''}`,
        ),
      )
    : document.kind;

describe('the delimiter of a text', () => {
  it.each([
    ['semicolons', 'a;b;c\n1;2;3\n'],
    ['tabs', 'a\tb\tc\n1\t2\t3\n'],
    ['bars', 'a|b|c\n1|2|3\n'],
    ['commas', 'a,b,c\n1,2,3\n'],
    ['an announced one', 'sep=,\r\na,b,c\r\n1,2,3\r\n'],
    ['the mark of UTF-8 first', '\uFEFFa;b;c\n1;2;3'],
    ['old line ends', 'a;b;c\r\n1;2;3\r\n'],
  ])('%s', (_, text) => {
    expect(rowsOf(text)).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ]);
  });

  it('a comma in numbers is none', () => {
    const text = 'date;quantité;solde\n03/02/2026;400,5;849,5\n09/03/2026;250,25;599,25\n';
    expect(rowsOf(text)?.[1]).toEqual(['03/02/2026', '400,5', '849,5']);
  });

  it('lines of a heading that are not padded, and cells left out at the end, change nothing', () => {
    const text = 'N° AI;2026-1\nTitulaire;Labo, SA\n\nn°;date;quantité;lot\n1;03/02/2026;1,5;A\n2;04/02/2026;2,5\n';
    expect(rowsOf(text)?.[5]).toEqual(['2', '04/02/2026', '2,5']);
  });

  it('a text in sentences has no delimiter', () => {
    expect(rowsOf('Madame, Monsieur,\n\nNous importons 12 boîtes.\nCordialement.\nJeanne Fictive\n')).toBeUndefined();
  });
});

describe('the cells of a text', () => {
  it('a quoted cell may hold delimiters, line ends and quotes', () => {
    expect(rowsOf('a;"b;c";"d\ne";"dit ""oui"""\n1;2;3;4\n')?.[0]).toEqual(['a', 'b;c', 'd\ne', 'dit "oui"']);
  });

  it('a quote that is never closed is a sign like any other', () => {
    expect(rowsOf('a;b\n"1;2\n3;4\n')).toEqual([
      ['a', 'b'],
      ['"1', '2'],
      ['3', '4'],
    ]);
  });

  it('blank lines keep their place', () => {
    expect(rowsOf('a;b\n\n1;2\n')).toEqual([['a', 'b'], [], ['1', '2']]);
  });

  it('what is written by the rules is read back', () => {
    const field = fc
      .string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', ' ', '1'), maxLength: 6 })
      .map((each) => `x${each}x`);
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(';', ',', '\t'), fc.constantFrom('\n', '\r\n'), (rows, delimiter, end) => {
        const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter));
        const text = `sep=${delimiter}\r\n${quoted.join(end)}`;
        expect(rowsOf(text)).toEqual(rows);
      }),
    );
  });

  it('any text gives tables or none', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '1', ';', ',', '\t', '|', '"', '\n', '\r', ' ', '\uFEFF'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (each) => {
        expect([...readDelimited(each)].length).toBeLessThan(5);
      }),
    );
  });

  it('a text made of quotes costs what any text does', () => {
    const columns = rowsOf(`a;b\n${'";'.repeat(200_000)}\n1;2\n`);
    expect(columns === undefined || columns.length > 0).toBe(true);
  });
});

describe('a text file', () => {
  const table =
    'N° d’AI;AI-2026-5\n\nDate;Quantité importée;N° de lot\n03/02/2026;1 250,5;L1\n17/03/26;1.250;L2\n5 mai 2026;1,250;L3\n';

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${table}`)],
    ['windows-1252', Buffer.concat([Buffer.from(table.replaceAll('’', '\u0092'), 'latin1')])],
    ['UTF-16', Buffer.from(`\uFEFF${table}`, 'utf16le')],
    ['UTF-16 the other way', Buffer.from(`\uFEFF${table}`, 'utf16le').swap16()],
  ])('in %s is a table when it has the columns of one', async (_, bytes) => {
    const document = await documentOf(bytes);
    // 1 250,5 tells what a comma is, and so what a point is not.
    expect(quantitiesOf(document)).toEqual([1250.5, 1250, 1.25]);
    expect(document.readings.map(({ field, raw }) => [field, raw])).toEqual([
      ['importAuthorisationNumber', 'AI-2026-5'],
    ]);
  });

  it('a value says in which cell it is', async () => {
    const document = await documentOf(Buffer.from(table));
    const [found] = document.kind === 'imputationTable' ? document.tables : [];
    expect(found?.sheet).toBe('CSV');
    expect(found?.entries[0]?.cells.batchNo?.at).toBe('C4');
  });

  it('without such columns is a text like any other', async () => {
    const document = await documentOf(Buffer.from('Produit;Prix\nTestamol;12\nFictival;13\n'));
    expect([document.kind, document.readings]).toEqual(['other', []]);
  });

  it('with a table of more lines than are read is too large, not another text', async () => {
    const long = `Date;Quantité importée\n${'03/02/2026;12\n'.repeat(limitOfRows + 1)}`;
    expect(await documentOf(Buffer.from(long.padEnd(250_000, '\n')))).toMatchObject({
      kind: 'unreadable',
      reason: 'tooLarge',
    });
  });
});

const limitOfRows = 5_000;
