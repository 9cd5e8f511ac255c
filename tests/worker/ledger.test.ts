import { describe, expect, it } from 'vitest';
import { ledgerReport } from '../../templates/ledger-report.ts';
import { ledgerValues } from '../../templates/ledger-values.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import { ledger } from '../../worker/ledger.ts';
import { aSubmission, type RowDescription } from '../builders/case-file.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const intent = { kind: 'imputationReturn', evidence: [] } as const;
const boxes = (count: number) => ({ count, unit: 'boîte' });
let mails = 0;

function sendTable(desk: TestDesk, number: string, ...rows: RowDescription[]): void {
  mails += 1;
  const table = { kind: 'imputationTable', fields: { importAuthorisationNumber: number }, tables: [{ rows }] } as const;
  desk.takeIn({ ...aSubmission({ documents: [table] }, mails), intent });
}

function recordAuthorisation({ register, now }: TestDesk): void {
  register.authorisations.record({
    number: 'EX-2026/12',
    holder: 'Laboratoires Aubraie',
    product: 'Doloxal',
    quantity: boxes(100),
    operations: 2,
    validFrom: '2026-01-01' as CivilDate,
    validUntil: '2026-12-31' as CivilDate,
    by: 'C. Marchal',
    why: 'délivrée',
    at: now(),
  });
}

describe('an authorisation and the tables that come back', () => {
  it('are matched by the number, however it is spaced, over every case', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    sendTable(desk, 'EX 2026 12', { date: '2026-02-01', quantity: boxes(40) });
    desk.at('2026-06-20');
    sendTable(
      desk,
      'ex-2026/12',
      { date: '2026-02-01', quantity: boxes(40) },
      { date: '2026-03-01', quantity: boxes(70) },
    );
    sendTable(desk, 'EX-2026/13', { date: '2026-02-01', quantity: boxes(40) });
    const found = ledger('EX-2026/12', desk.register);
    expect(found).toMatchObject({ imputed: 110, balance: -10, remarks: ['overdraft'] });
    expect(found?.imputations.map(({ versions }) => versions.length)).toEqual([2, 1]);
    expect(ledger('EX-2026/99', desk.register)).toBeUndefined();
  });

  it('are shown to staff, and written as the table that holders use', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    sendTable(desk, 'EX-2026/12', { date: '2027-02-01', quantity: boxes(40) });
    const found = ledger('EX-2026/12', desk.register) ?? expect.fail('no ledger');
    const report = ledgerReport(found).replaceAll('\u00a0', ' ');
    expect(report).toContain('Solde : 60 boîtes');
    expect(report).toContain('⚠ hors de la période de validité');
    expect(ledgerValues(found)).toMatchObject({
      importAuthorisationNumber: 'EX-2026/12',
      entries: [{ operationDate: '2027-02-01', quantityImported: 40, quantityRemaining: 60 }],
    });
  });

  it('are looked at by a person when the number is not in the register (IM-02)', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    sendTable(desk, 'EX-2026/12', { date: '2026-02-01', quantity: boxes(40) });
    sendTable(desk, 'EX-2026/13', { date: '2026-02-01', quantity: boxes(40) });
    const verdicts = desk.register.cases.list().map(({ reference }) => {
      const assessment = desk.register.cases.find(reference)?.assessment;
      return assessment?.verdicts.find(({ rule }) => rule === 'IM-02')?.outcome;
    });
    expect(verdicts).toEqual(['satisfied', 'raised']);
  });

  it('recorded again, the later record stands and the earlier stays', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    const first = desk.register.authorisations.find('EX-2026/12') ?? expect.fail('no record');
    desk.register.authorisations.record({ ...first, quantity: boxes(200), why: 'modifiée' });
    expect(desk.register.authorisations.find('ex 2026-12')?.quantity.count).toBe(200);
    expect(desk.register.authorisations.list()).toHaveLength(1);
  });
});
