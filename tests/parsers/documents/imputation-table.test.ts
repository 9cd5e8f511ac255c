import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImputationTables, type ImputationTables } from '../../../parsers/documents/imputation-table.ts';
import { readWorkbook } from '../../../parsers/workbook/read-workbook.ts';
import type { CivilDate } from '../../../worker/domain/deadline.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Entry, EntryColumn, Understood } from '../../../worker/domain/submission.ts';
import { imputationWorkbook } from '../../../templates/forms/imputation-workbook.ts';
import { completeImputationTable } from '../../builders/documents.ts';
import { xlsxOf, xlsxOfRows } from '../../builders/xlsx.ts';

type Rows = readonly (readonly ExcelJS.CellValue[])[];

const where = { message: 'a'.repeat(64) as Sha256, part: '2', file: 'tableau.xlsx' };
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const header = ['N°', 'Date', 'Quantité importée (boîtes)', 'Solde'];

async function tablesOf(bytes: Uint8Array): Promise<ImputationTables | undefined> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) throw new Error(workbook.unreadable);
  return readImputationTables(workbook, where);
}

async function found(rows: Rows): Promise<ImputationTables> {
  const tables = await tablesOf(await xlsxOfRows(rows));
  if (tables === undefined) throw new Error('no table');
  return tables;
}

const fixture = (name: string) => readFile(join(import.meta.dirname, '../../fixtures/workbooks', name));

/** The value of a reading, or its text marked with a question mark when it was not understood. */
const told = (read: Understood<unknown>) => (read.state === 'parsed' ? read.value : `? ${read.raw}`);
const values = ({ cells }: Entry) =>
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, told(cell)]));
const rowsOf = ({ tables }: ImputationTables) => tables.flatMap(({ entries }) => entries.map(({ row }) => row));
const readingsOf = ({ readings }: ImputationTables) =>
  readings.map((each) => [each.field, told(each), each.source.place.kind === 'cell' ? each.source.place.cell : '']);

async function columnsOf(headings: readonly string[]): Promise<readonly EntryColumn[] | undefined> {
  return (await tablesOf(await xlsxOfRows([headings])))?.tables[0]?.columns;
}

describe('a table that runs across', () => {
  const across: Rows = [
    ['Tableau d’imputation'],
    ['AI n°', 'IMP-2026-0417'],
    ['Date de l’opération', '12/01/2026', day('2026-03-03'), 'Total'],
    ['Quantité importée (boîtes)', 1250, '500', 1750],
    ['Solde', 3750, 3250],
    ['N° de lot', 'A1', 'B2'],
  ];

  it('is read by its columns, with what stands around it', async () => {
    const tables = await found(across);
    expect(tables.tables.flatMap(({ entries }) => entries.map(values))).toEqual([
      {
        operationDate: '2026-01-12',
        quantityImported: { count: 1250, unit: 'boîte' },
        quantityRemaining: { count: 3750 },
        batchNo: 'A1',
      },
      {
        operationDate: '2026-03-03',
        quantityImported: { count: 500, unit: 'boîte' },
        quantityRemaining: { count: 3250 },
        batchNo: 'B2',
      },
    ]);
    expect(tables.tables[0]?.entries[0]?.cells.batchNo?.at).toBe('B6');
    expect(readingsOf(tables)).toEqual([['importAuthorisationNumber', 'IMP-2026-0417', 'B2']]);
  });

  it.each<[string, Rows]>([
    [
      'a form',
      [
        ['Date', '12/01/2026'],
        ['Quantité', '100 boîtes'],
        ['Dosage', '5 mg'],
      ],
    ],
    [
      'a form of two columns',
      [
        ['Date', '12/01/2026', 'Dosage', '5 mg'],
        ['Quantité', '100 boîtes', 'Voie', 'orale'],
      ],
    ],
    [
      'a single operation',
      [
        ['Date', '12/01/2026', ''],
        ['Quantité importée', 100, ''],
        ['Solde', 900, 800],
      ],
    ],
  ])('is not made of %s', async (_, rows) => {
    expect(await tablesOf(await xlsxOfRows(rows))).toBeUndefined();
  });
});

describe('the header of the table', () => {
  it.each<[string, EntryColumn]>([
    ['N° d’opération', 'operationNo'],
    ['Rang', 'operationNo'],
    ['Qté restante', 'quantityRemaining'],
    ['Solde après importation', 'quantityRemaining'],
    ['RELIQUAT', 'quantityRemaining'],
    ['Quantité disponible', 'quantityRemaining'],
    ['Cumul', 'quantityCumulative'],
    ['Total importé', 'quantityCumulative'],
    ['Quantités importées cumulées', 'quantityCumulative'],
    ['N° de déclaration', 'customsDeclaration'],
    ['Déclaration en douane', 'customsDeclaration'],
    ['N° et date de la déclaration en douane', 'customsDeclaration'],
    ['DAU', 'customsDeclaration'],
    ['MRN', 'customsDeclaration'],
    ['N° DELTA', 'customsDeclaration'],
    ['Document douanier', 'customsDeclaration'],
    ['Bureau de douane', 'customsOffice'],
    ['Visa de la douane', 'customsVisa'],
    ['Cachet et signature', 'customsVisa'],
    ['Lots', 'batchNo'],
    ['Numéro de lot', 'batchNo'],
    ['N° de facture', 'invoice'],
    ['LTA / AWB', 'invoice'],
    ['Pays de provenance', 'origin'],
    ['Fournisseur', 'origin'],
    ['Observations éventuelles', 'comment'],
  ])('« %s » is the column %s', async (heading, column) => {
    expect(await columnsOf(['Date', 'Quantité', heading])).toEqual(['operationDate', 'quantityImported', column]);
  });

  it.each([
    'Date d’importation',
    'DATE DE L’OPERATION',
    'Date d’entrée',
    'Arrivée (date)',
    'Date de dédouanement',
    'date de déclaration',
    'Importation : date',
  ])('« %s » is the date of the operation', async (heading) => {
    const expected = heading.includes(':') ? undefined : ['operationDate', 'batchNo'];
    expect(await columnsOf([heading, 'Lot'])).toEqual(expected);
  });

  it.each([
    'Quantité',
    'Qté',
    'QTES IMPORTEES',
    'Quantité imputée',
    'Nb d’unités',
    'Nombre de boîtes',
    'Nbre de flacons',
  ])('« %s » is the quantity imported', async (heading) => {
    expect(await columnsOf(['N°', heading])).toEqual(['operationNo', 'quantityImported']);
  });

  it.each([
    ['Nbre de boîtes restantes', 'quantityRemaining', 'boîte'],
    ['Qté rest.', 'quantityRemaining', undefined],
    ['Solde (en boîtes de 30)', 'quantityRemaining', 'boîte'],
    ['Flacons restants', 'quantityRemaining', 'flacon'],
    ['Boîtes importées', 'quantityImported', 'boîte'],
    ['Quantité (flacons de 10 ml)', 'quantityImported', 'flacon'],
    ['Poids net (kg)', 'quantityImported', 'kg'],
  ])('« %s » is the column %s in %s', async (heading, column, unit) => {
    const { tables } = await found([
      ['Date', heading],
      ['03/04/2026', 12],
    ]);
    const [entry] = tables[0]?.entries ?? [];
    expect(entry === undefined ? undefined : values(entry)).toEqual({
      operationDate: '2026-04-03',
      [column]: { count: 12, unit },
    });
  });

  it.each([
    'Date de péremption',
    'Date de facture',
    'Date de commande',
    'Quantité commandée',
    'Quantité disponible avant importation',
    'Stock du dépôt',
  ])('« %s » is none of the columns', async (heading) => {
    expect(await columnsOf(['Date', 'Quantité', heading])).toEqual(['operationDate', 'quantityImported']);
    expect(await columnsOf([heading, 'Date d’importation', 'Quantité importée'])).toEqual([
      'operationDate',
      'quantityImported',
    ]);
  });

  it('of two headings for one column the more precise one is meant', async () => {
    const { tables } = await found([
      ['N°', 'Date d’expédition', 'Date d’arrivée', 'Quantité'],
      [1, '01/02/2026', '03/02/2026', 5],
    ]);
    expect(tables[0]?.entries.map((entry) => values(entry).operationDate)).toEqual(['2026-02-03']);
  });

  it('a list of orders or of stocks is no imputation table', async () => {
    expect(await columnsOf(['Produit', 'Quantité commandée', 'Prix', 'Date de commande'])).toBeUndefined();
    expect(await columnsOf(['Article', 'Stock disponible', 'Date'])).toBeUndefined();
  });

  it('a second row may hold the units, a first one the groups', async () => {
    const units = await found([
      ['N°', 'Date', 'Quantité', 'Solde'],
      [undefined, 'jj/mm/aaaa', 'boîtes', '(flacons)'],
      [1, '03/04/2026', 5, 6],
    ]);
    expect(units.tables[0]?.entries.map(values)).toMatchObject([
      { quantityImported: { count: 5, unit: 'boîte' }, quantityRemaining: { count: 6, unit: 'flacon' } },
    ]);
    const groups = await found([
      ['Opération', undefined, 'Quantités', undefined, 'Douane'],
      [undefined, undefined, 'en boîtes'],
      ['n°', 'date', 'importée', 'restante', 'bureau'],
      [1, '03/04/2026', 5, 6],
    ]);
    expect(groups.tables.map(({ columns }) => columns)).toEqual([
      ['operationNo', 'operationDate', 'quantityImported', 'quantityRemaining', 'customsOffice'],
    ]);
  });

  it('two columns of which none is a date or a quantity are no table', async () => {
    expect(await columnsOf(['N°', 'Lot'])).toBeUndefined();
  });

  it('a line of labels with their values is no header', async () => {
    expect(
      await columnsOf(['Quantité autorisée', '50 000 boîtes', 'Date de l’autorisation', '01/06/2026']),
    ).toBeUndefined();
  });

  it('a header over two rows names its columns by both', async () => {
    const tables = await tablesOf(await fixture('libreoffice.xlsx'));
    expect(tables?.tables[0]?.columns).toEqual([
      'operationNo',
      'operationDate',
      'quantityImported',
      'quantityRemaining',
      'customsOffice',
      'customsDeclaration',
    ]);
  });
});

describe('the operations of the table', () => {
  it('days, texts and serial numbers are dates; what is none stays as written', async () => {
    const dates = [day('2026-02-03'), '15/03/2026', '3 avril 2026', 46096, '31/02/2026', 'en mai'];
    const { tables } = await found([header, ...dates.map((date, index) => [index + 1, date, 10])]);
    expect(tables[0]?.entries.map((entry) => values(entry).operationDate)).toEqual([
      '2026-02-03',
      '2026-03-15',
      '2026-04-03',
      '2026-03-15',
      '? 31/02/2026',
      '? en mai',
    ]);
  });

  it('a quantity has the unit of its cell, else that of its heading', async () => {
    const quantities = [12, '12 500', '1.250', '3 flacons', 'douze', '0,5', 'une partie'];
    const { tables } = await found([header, ...quantities.map((each) => [1, '03/04/2026', each])]);
    expect(tables[0]?.entries.map((entry) => values(entry).quantityImported)).toEqual([
      { count: 12, unit: 'boîte' },
      { count: 12_500, unit: 'boîte' },
      { count: 1_250, unit: 'boîte' },
      { count: 3, unit: 'flacon' },
      { count: 12, unit: 'boîte' },
      { count: 0.5, unit: 'boîte' },
      '? une partie',
    ]);
  });

  const counts = async (quantities: readonly ExcelJS.CellValue[], heading = 'Quantité importée') => {
    const { tables } = await found([['Date', heading], ...quantities.map((each) => ['03/04/2026', each])]);
    return tables[0]?.entries.map((entry) => {
      const { quantityImported: cell } = entry.cells;
      return cell?.state === 'parsed' ? cell.value.count : `? ${cell?.raw ?? ''}`;
    });
  };

  it('1,250 is read only where other numbers tell what a comma is', async () => {
    expect(await counts(['1,250', '2,500'])).toEqual(['? 1,250', '? 2,500']);
    expect(await counts(['1,250', '2,5'])).toEqual([1.25, 2.5]);
    expect(await counts(['1,250', '2 000,125'])).toEqual([1.25, 2000.125]);
    expect(await counts(['1,250', '2,500.5'])).toEqual([1250, 2500.5]);
    expect(await counts(['1,250', '1,000,000'])).toEqual([1250, 1_000_000]);
    expect(await counts(['1,250', '12.5'])).toEqual([1250, 12.5]);
    expect(await counts(['1,250', '12.5', '12,5'])).toEqual(['? 1,250', 12.5, 12.5]);
  });

  it('1.250 is 1250 as in French, unless other numbers have a point before decimals', async () => {
    expect(await counts(['1.250', '12'])).toEqual([1250, 12]);
    expect(await counts(['1.250', '12.5'])).toEqual([1.25, 12.5]);
  });

  it('nobody imports half a box: twice 12,500 boxes are thousands, once is not enough', async () => {
    expect(await counts(['12,500', '7,250', '120,000'], 'Quantité (boîtes)')).toEqual([12_500, 7250, 120_000]);
    expect(await counts(['12,500', '120,000'], 'Quantité (boîtes)')).toEqual(['? 12,500', '? 120,000']);
    expect(await counts(['12,500', '7,250'], 'Quantité (kg)')).toEqual(['? 12,500', '? 7,250']);
  });

  it('a date is not read where another one has its month first', async () => {
    const dates = ['04/15/2026', '04/03/2026', '2026-04-03'];
    const { tables } = await found([header, ...dates.map((date, index) => [index + 1, date, 10])]);
    expect(tables[0]?.entries.map((entry) => values(entry).operationDate)).toEqual([
      '? 04/15/2026',
      '? 04/03/2026',
      '2026-04-03',
    ]);
  });

  it('the unit may stand in a column of its own; one that nobody knows makes the quantity unclear', async () => {
    const { tables } = await found([
      ['Date', 'Quantité', 'Unité'],
      ['03/04/2026', 5, 'flacons'],
      ['04/04/2026', 6, 'bidules'],
      ['05/04/2026', 7],
    ]);
    expect(tables[0]?.entries.map((entry) => values(entry).quantityImported)).toEqual([
      { count: 5, unit: 'flacon' },
      '? 6',
      { count: 7, unit: undefined },
    ]);
  });

  it('the sum of the lines above, alone on its line, is no operation', async () => {
    const rows: Rows = [header, [1, '03/04/2026', 10, 90], [2, '04/04/2026', 20, 70], [undefined, undefined, 30]];
    expect(rowsOf(await found(rows))).toEqual([2, 3]);
    const other: Rows = [header, [1, '03/04/2026', 10, 90], [2, '04/04/2026', 20, 70], [undefined, undefined, 31]];
    expect(rowsOf(await found(other))).toEqual([2, 3, 4]);
  });

  it('a balance may be zero or below', async () => {
    const { tables } = await found([
      header,
      [1, '03/04/2026', 10, 0],
      [2, '04/04/2026', 10, -10],
      [3, '05/04/2026', 1, '-11'],
    ]);
    expect(tables[0]?.entries.map((entry) => values(entry).quantityRemaining)).toEqual([
      { count: 0, unit: undefined },
      { count: -10, unit: undefined },
      { count: -11, unit: undefined },
    ]);
  });

  it('a row with only some cells is an operation', async () => {
    expect(rowsOf(await found([header, [1, '03/04/2026'], [2, undefined, 10], [undefined, '05/04/2026', 1]]))).toEqual([
      2, 3, 4,
    ]);
  });

  it('blank rows, rows only numbered and rows with a balance only are no operations', async () => {
    const rows: Rows = [
      header,
      [1, '03/04/2026', 10, 90],
      [2],
      [],
      [3, undefined, undefined, 90],
      [4, '…', '-', '____'],
    ];
    expect(rowsOf(await found(rows))).toEqual([2]);
  });

  it.each(['Total', 'TOTAL GENERAL', 'Cumul', 'Solde final', 'Sous-total', 'Report'])(
    'a row that begins with « %s » is no operation',
    async (text) => {
      expect(rowsOf(await found([header, [1, '03/04/2026', 10, 90], [text, undefined, 10, 90]]))).toEqual([2]);
    },
  );

  it('an operation with a date stays one when its remark speaks of a total', async () => {
    const rows: Rows = [
      [...header, 'Observations'],
      [1, day('2026-04-03'), 10, 90, 'total reçu'],
    ];
    expect(rowsOf(await found(rows))).toEqual([2]);
  });

  it.each([
    [['Fait à Lyon-sur-Essai', 'le 3 juin 2026']],
    [['Signature du pharmacien responsable']],
    [['* quantités exprimées dans l’unité de l’autorisation']],
  ])('the line %j under the table is no operation', async (line) => {
    expect(rowsOf(await found([header, [1, '03/04/2026', 10, 90], [], line]))).toEqual([2]);
  });

  it('every value says in which cell of which sheet it was read', async () => {
    const { tables } = await found([[], header, [1, '03/04/2026', 10]]);
    expect(tables[0]?.sheet).toBe('Feuille');
    expect(tables[0]?.entries[0]?.cells.quantityImported?.at).toBe('C3');
  });
});

describe('the values around the table', () => {
  const under = (...rows: Rows): Rows => [...rows, [], header, [1, '03/04/2026', 10, 90]];

  it('a label and its value stand in one cell, side by side, or one above the other', async () => {
    const beside = under(['N° d’AI : AI-2026-0457'], ['Titulaire', undefined, 'Laboratoires Fictifs SA']);
    expect(readingsOf(await found(beside))).toEqual([
      ['importAuthorisationNumber', 'AI-2026-0457', 'A1'],
      ['importerName', 'Laboratoires Fictifs SA', 'C2'],
    ]);
    const above = under(
      ['N° AI', 'Importateur', 'Pays', 'Validité'],
      ['2026/77', 'Pharmacie Imaginaire', 'Suisse', '31/12/2026'],
    );
    expect(readingsOf(await found(above))).toEqual([
      ['importAuthorisationNumber', '2026/77', 'A2'],
      ['importerName', 'Pharmacie Imaginaire', 'B2'],
      ['validUntil', '2026-12-31', 'D2'],
    ]);
  });

  it('the number and the day of the authorisation may share a cell', async () => {
    expect(readingsOf(await found(under(['Autorisation d’importation n° 2026/123 du 12 janvier 2026'])))).toEqual([
      ['importAuthorisationNumber', '2026/123', 'A1'],
      ['authorisedOn', '2026-01-12', 'A1'],
    ]);
  });

  it('a period of validity gives its last day', async () => {
    expect(readingsOf(await found(under(['Validité : du 01/06/2026 au 31/05/2027'])))).toEqual([
      ['validUntil', '2027-05-31', 'A1'],
    ]);
  });

  it('a period in several cells gives its last day; a first day alone gives none', async () => {
    const rows = (...cells: readonly ExcelJS.CellValue[]) => under(['Validité du', ...cells]);
    const [first, last] = [day('2026-06-01'), day('2027-05-31')];
    expect(readingsOf(await found(rows(first, 'au', last)))).toEqual([['validUntil', '2027-05-31', 'B1']]);
    expect(readingsOf(await found(rows('01/06/2026 au 31/05/2027')))).toEqual([['validUntil', '2027-05-31', 'B1']]);
    expect(readingsOf(await found(rows(first)))).toEqual([]);
    expect(readingsOf(await found(under(['Validité', first, 'au', last])))).toEqual([
      ['validUntil', '2027-05-31', 'B1'],
    ]);
    expect(readingsOf(await found(under(['Validité', first, last])))).toEqual([
      ['validUntil', '? 01/06/2026 31/05/2027', 'B1'],
    ]);
  });

  it('what follows a number of authorisation is no part of it', async () => {
    const text = 'AI n° 2026-123 du 12 janvier 2026, valable jusqu’au 11/01/2027';
    expect(readingsOf(await found(under([text])))).toEqual([
      ['importAuthorisationNumber', '2026-123', 'A1'],
      ['authorisedOn', '2026-01-12', 'A1'],
      ['validUntil', '2027-01-11', 'A1'],
    ]);
  });

  it('an ambiguous authorised quantity is kept as written', async () => {
    expect(readingsOf(await found(under(['Quantité autorisée', '120,000 boîtes'])))).toEqual([
      ['authorisedQuantity', '? 120,000 boîtes', 'B1'],
    ]);
  });

  it('an authorised quantity takes its unit from its cell, the next one or its label', async () => {
    const rows = under(
      ['Quantité autorisée', '50 000 boîtes'],
      ['Quantité globale :', 50_000, 'boîtes'],
      ['Quantité autorisée (flacons)', 400],
      ['Nombre d’opérations autorisées', 4],
    );
    const boxes = { count: 50_000, unit: 'boîte' };
    expect(readingsOf(await found(rows))).toEqual([
      ['authorisedQuantity', boxes, 'B1'],
      ['authorisedQuantity', boxes, 'B2'],
      ['authorisedQuantity', { count: 400, unit: 'flacon' }, 'B3'],
      ['authorisedOperations', 4, 'B4'],
    ]);
  });

  it('a label without a value gives nothing', async () => {
    const rows = under(['N° d’AI :', '……'], ['Titulaire'], ['Validité', '____']);
    expect(readingsOf(await found(rows))).toEqual([]);
  });

  it('a value that is not understood is kept as written', async () => {
    expect(readingsOf(await found(under(['Date de l’autorisation', 'au printemps'])))).toEqual([
      ['authorisedOn', '? au printemps', 'B1'],
    ]);
  });
});

describe('whole workbooks', () => {
  it('the table that openpyxl wrote is read', async () => {
    const tables = await tablesOf(await fixture('openpyxl.xlsx'));
    expect(tables?.tables.map(({ sheet, hidden, entries }) => [sheet, hidden, entries.map(({ row }) => row)])).toEqual([
      ["Tableau d'imputation", false, [10, 11, 12]],
      ['Ancien', true, [2]],
    ]);
    expect(tables === undefined ? [] : readingsOf(tables)).toEqual([
      ['importAuthorisationNumber', 'AI-2026-0457', 'A3'],
      ['authorisedOn', '2026-01-12', 'A3'],
      ['importerName', 'Laboratoires Fictifs SA', 'C4'],
      ['brandName', 'Testamol 500 mg, comprimé', 'C5'],
      ['authorisedQuantity', { count: 50_000, unit: 'boîte' }, 'C6'],
      ['validUntil', '2027-01-11', 'C7'],
    ]);
  });

  it('the table that LibreOffice wrote is read, formulas included', async () => {
    const tables = await tablesOf(await fixture('libreoffice.xlsx'));
    expect(tables?.tables[0]?.entries.map(values)).toMatchObject([
      {
        operationDate: '2026-03-15',
        quantityImported: { count: 400.5, unit: 'kg' },
        quantityRemaining: { count: 850 },
      },
      { operationDate: '2026-04-18', quantityRemaining: { count: 0 }, customsDeclaration: '123456' },
    ]);
    expect(tables === undefined ? [] : readingsOf(tables)).toEqual([
      ['importAuthorisationNumber', '2026/77', 'B4'],
      ['importerName', 'Pharmacie Imaginaire', 'C4'],
      ['authorisedQuantity', { count: 1250.5, unit: 'kg' }, 'D4'],
      ['validUntil', '2026-12-31', 'E4'],
    ]);
  });

  it('the project’s own model is read back', async () => {
    const filled = completeImputationTable();
    const tables = await tablesOf(await imputationWorkbook(filled));
    expect(tables?.tables[0]?.entries.map((entry) => values(entry).operationDate)).toEqual(
      filled.entries?.map((each) => each.operationDate),
    );
    expect(tables?.readings.map(({ field }) => field)).toEqual([
      'importAuthorisationNumber',
      'authorisedOn',
      'importerName',
      'brandName',
      'authorisedQuantity',
      'authorisedOperations',
      'validUntil',
    ]);
    expect(tables?.readings[0]).toMatchObject({ value: 'AI 2026-04518' });
  });

  it('the model left blank is a table without operations and without values', async () => {
    const tables = await tablesOf(await imputationWorkbook());
    expect([tables?.tables.map(({ entries }) => entries), tables?.readings]).toEqual([[[]], []]);
  });

  it('tables one under the other, each with its authorisation, are two; a header repeated is not', async () => {
    const first: Rows = [['N° AI : 1/2026'], header, [1, '03/04/2026', 10], header, [2, '04/04/2026', 10]];
    const { tables, readings } = await found([...first, ['N° AI : 2/2026'], header, [1, '05/04/2026', 10]]);
    expect(tables.map(({ entries }) => entries.length)).toEqual([2, 1]);
    expect(readings.map(({ raw }) => raw)).toEqual(['1/2026', '2/2026']);
  });

  it('a workbook of another kind is no imputation table', async () => {
    expect(
      await tablesOf(
        await xlsxOfRows([
          ['Produit', 'Prix'],
          ['Testamol', 12],
        ]),
      ),
    ).toBeUndefined();
    expect(await tablesOf(await xlsxOf(() => undefined))).toBeUndefined();
  });

  it('any cells give a table or none, and written dates and quantities are read back', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.integer(),
      fc.constantFrom('Date', 'Quantité', 'N° AI :', 'Total'),
    );
    const dates = fc.date({ min: day('2000-01-01'), max: day('2099-12-31'), noInvalidDate: true });
    const operation = fc.tuple(dates, fc.integer({ min: 0, max: 10_000_000 }));
    const around = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(around, fc.array(operation, { minLength: 1, maxLength: 5 }), async (noise, operations) => {
        await tablesOf(await xlsxOfRows(noise));
        const rows = operations.map(([date, count], index) => [index + 1, date.toISOString().slice(0, 10), count]);
        const { tables } = await found([header, ...rows]);
        const expected = operations.map(([date, count]) => [date.toISOString().slice(0, 10) as CivilDate, count]);
        expect(
          tables[0]?.entries.map((entry) => [
            values(entry).operationDate,
            (values(entry).quantityImported as { count: number }).count,
          ]),
        ).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
