import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerOf, sameNumber, type Authorisation, type ReturnedTable } from '../../../worker/domain/authorisation.ts';
import type { CivilDate } from '../../../worker/domain/deadline.ts';
import type { Quantity } from '../../../worker/domain/fields.ts';
import type { Instant, Sha256 } from '../../../worker/domain/message.ts';
import type { CaseReference } from '../../../worker/domain/reference.ts';
import type { Entry } from '../../../worker/domain/submission.ts';

const day = (text: string) => text as CivilDate;
const authorisation: Authorisation = {
  number: 'AI-EXEMPLE-12',
  holder: 'Laboratoires Aubraie',
  product: 'Doloxal',
  quantity: { count: 100, unit: 'boîte' },
  operations: 3,
  validFrom: day('2026-01-01'),
  validUntil: day('2026-12-31'),
};

interface Row {
  readonly no?: number;
  readonly date?: string;
  readonly count?: number;
  readonly unit?: string;
  readonly customs?: string;
}

function entry({ no, date, count, unit = 'boîte', customs }: Row, row: number): Entry {
  const source = {
    message: 'a'.repeat(64) as Sha256,
    part: '2',
    file: 't.xlsx',
    place: { kind: 'line', line: row },
  } as const;
  const cell = (value: unknown) =>
    value === undefined ? undefined : { state: 'parsed', raw: JSON.stringify(value), value, source };
  const quantity: Quantity | undefined = count === undefined ? undefined : { count, unit };
  const cells = {
    operationNo: cell(no),
    operationDate: cell(date),
    quantityImported: cell(quantity),
    customsDeclaration: customs === undefined ? undefined : { state: 'parsed', raw: customs, value: customs, source },
  };
  return { row, cells: Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined)) };
}

function returned(...rows: Row[]): ReturnedTable {
  return {
    reference: 'TI-2026-000001-A' as CaseReference,
    message: 'a'.repeat(64) as Sha256,
    receivedAt: '2026-06-01T07:00:00.000Z' as Instant,
    table: { sheet: 'Imputation', hidden: false, columns: [], entries: rows.map(entry) },
  };
}

const jan = { no: 1, date: '2026-01-10', count: 40, customs: '26FR001' };
const feb = { no: 2, date: '2026-02-10', count: 30, customs: '26FR002' };
const remarks = (...tables: ReturnedTable[]) => ledgerOf(authorisation, tables).imputations.map((each) => each.remarks);

describe('the ledger of an authorisation', () => {
  it('adds up what came back: authorised, imputed, balance', () => {
    expect(ledgerOf(authorisation, [returned(jan, feb)])).toMatchObject({ imputed: 70, balance: 30, remarks: [] });
  });

  it('counts an operation once, in however many tables it comes back', () => {
    const ledger = ledgerOf(authorisation, [returned(jan), returned(jan, feb)]);
    expect(ledger).toMatchObject({ imputed: 70, balance: 30 });
    expect(ledger.imputations.map(({ versions }) => versions.length)).toEqual([2, 1]);
  });

  it('keeps both versions of a row that says something else, and tells', () => {
    const ledger = ledgerOf(authorisation, [returned(jan), returned({ ...jan, count: 45 })]);
    expect(ledger.imputed).toBe(45);
    expect(ledger.imputations[0]?.versions).toHaveLength(2);
    expect(ledger.imputations[0]?.remarks).toEqual(['rewritten']);
  });

  it('keeps a row that a later table leaves out, and tells', () => {
    expect(remarks(returned(jan, feb), returned(feb))).toEqual([['gone'], []]);
    expect(ledgerOf(authorisation, [returned(jan, feb), returned(feb)]).imputed).toBe(70);
  });

  it('tells one customs entry written twice, a date out of the period, another unit, a row not read', () => {
    expect(remarks(returned(jan, { ...feb, customs: '26 FR 001' }))).toEqual([
      ['sameCustomsEntry'],
      ['sameCustomsEntry'],
    ]);
    expect(remarks(returned({ ...jan, date: '2027-01-02' }))).toEqual([['outOfPeriod']]);
    expect(remarks(returned({ ...jan, unit: 'flacon' }))).toEqual([['otherUnit']]);
    expect(remarks(returned({ no: 1, date: '2026-01-10' }))).toEqual([['notRead']]);
  });

  it('tells an overdraft, and more operations than allowed', () => {
    const many = [1, 2, 3, 4].map((no) => ({ no, date: '2026-03-01', count: 30, customs: `C${no}` }));
    expect(ledgerOf(authorisation, [returned(...many)])).toMatchObject({
      balance: -20,
      remarks: ['overdraft', 'tooManyOperations'],
    });
  });

  it('is the same however often the same table comes', () => {
    const row = fc.record({
      no: fc.integer({ min: 1, max: 5 }),
      date: fc.constantFrom('2026-01-10', '2026-05-01', '2027-05-01'),
      count: fc.integer({ min: 1, max: 60 }),
    });
    const table = fc.uniqueArray(row, { maxLength: 5, selector: ({ no }) => no });
    fc.assert(
      fc.property(table, (rows) => {
        const once = ledgerOf(authorisation, [returned(...rows)]);
        const twice = ledgerOf(authorisation, [returned(...rows), returned(...rows)]);
        expect([twice.imputed, twice.balance, twice.remarks]).toEqual([once.imputed, once.balance, once.remarks]);
        expect(twice.imputations.map((each) => each.remarks)).toEqual(once.imputations.map((each) => each.remarks));
      }),
    );
  });
});

describe('the number of an authorisation', () => {
  it('is the same however it is spaced', () => {
    expect(sameNumber('AI 2026-123', 'ai2026.123')).toBe(true);
    expect(sameNumber('2026-123', 'AI 2026-123')).toBe(true);
    expect(sameNumber('2026-123', '2026-124')).toBe(false);
    expect(sameNumber('', '')).toBe(false);
  });
});
