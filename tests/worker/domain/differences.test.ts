import { describe, expect, it } from 'vitest';
import { differences } from '../../../worker/domain/differences.ts';
import { aSubmission, type MailDescription, type RowDescription } from '../../builders/case-file.ts';

const between = (...mails: MailDescription[]) => {
  const all = mails.map(aSubmission);
  return differences(all.slice(0, -1), all.at(-1) ?? aSubmission({}));
};
const table = (...rows: RowDescription[]) =>
  ({ documents: [{ kind: 'imputationTable', tables: [{ rows }] }] }) as const;
const boxes = (count: number) => ({ count, unit: 'boîte' });

describe('what a later mail says otherwise', () => {
  it('is told field by field; what is repeated or left out is no difference', () => {
    const first = { fields: { strength: '5 mg', route: 'orale' } };
    expect(
      between(first, { fields: { strength: '25 mg', route: 'orale', pharmaceuticalForm: 'gélule' } }).fields,
    ).toEqual([
      { field: 'pharmaceuticalForm', before: undefined, after: 'gélule' },
      { field: 'strength', before: '5 mg', after: '25 mg' },
    ]);
    expect(between(first, {}).fields).toEqual([]);
  });

  it('is told row by row in a table sent again', () => {
    const before = table({ date: '2026-01-05', quantity: boxes(10) }, { date: '2026-02-05', quantity: boxes(20) });
    const after = table(
      { date: '2026-01-05', quantity: boxes(10) },
      { date: '2026-02-05', quantity: boxes(25) },
      { date: '2026-03-05', quantity: boxes(30) },
    );
    expect(
      between(before, after).rows.map(({ row, kind, cells }) => [row, kind, cells.map((each) => each.column)]),
    ).toEqual([
      [2, 'changed', ['quantityImported']],
      [3, 'added', ['operationDate', 'quantityImported']],
    ]);
    expect(between(after, before).rows.map(({ row, kind }) => [row, kind])).toEqual([
      [2, 'changed'],
      [3, 'removed'],
    ]);
  });

  it('is nothing when no table came again', () => {
    expect(between(table({ date: '2026-01-05', quantity: boxes(10) }), {}).rows).toEqual([]);
  });
});
