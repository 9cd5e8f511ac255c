import { describe, expect, it } from 'vitest';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { ledgerReport } from '../../templates/ledger-report.ts';
import { ledgerValues } from '../../templates/ledger-values.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Desk } from '../../worker/desk.ts';
import { ledger } from '../../worker/ledger.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission, type Fields, type RowDescription } from '../builders/case-file.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';
import { aStorage } from '../builders/storage.ts';

const intent = { kind: 'imputationReturn', evidence: [] } as const;
const boxes = (count: number) => ({ count, unit: 'boîte' });
let mails = 0;

function sendTable(desk: TestDesk, number: string, ...rows: RowDescription[]): void {
  send(desk, { importAuthorisationNumber: number }, rows);
}

function send(desk: TestDesk, fields: Fields, rows: readonly RowDescription[]): void {
  mails += 1;
  const table = { kind: 'imputationTable', fields, tables: [{ rows }] } as const;
  desk.takeIn({ ...aSubmission({ documents: [table] }, mails), intent });
}

function recordAuthorisation({ register, now }: Desk, number = 'EX-2026/12'): void {
  register.authorisations.record({
    number,
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

  it('are matched by holder and medicine where the table gives no number, and that is told', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    const fields = { importerName: 'LABORATOIRES AUBRAIE', brandName: 'Doloxal 150 mg' };
    send(desk, fields, [{ date: '2026-02-01', quantity: boxes(40) }]);
    send(desk, { ...fields, brandName: 'Néravoxa' }, [{ date: '2026-02-01', quantity: boxes(7) }]);
    const found = ledger('EX-2026/12', desk.register);
    expect(found).toMatchObject({ imputed: 40, imputations: [{ remarks: ['byNames'] }] });
    // Two authorisations of one holder for one medicine: only the number tells which is meant.
    recordAuthorisation(desk, 'EX-2026/44');
    for (const number of ['EX-2026/12', 'EX-2026/44']) expect(ledger(number, desk.register)?.imputed).toBe(0);
  });

  it('count wherever the table came: with the request that renews the authorisation too', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    const table = {
      kind: 'imputationTable',
      fields: { importAuthorisationNumber: 'EX-2026/12' },
      tables: [{ rows: [{ date: '2026-02-01', quantity: boxes(40) }] }],
    } as const;
    desk.takeIn(aSubmission({ documents: ['importForm', table], intent: 'renewal' }, 990));
    expect(desk.register.cases.list().map(({ procedure }) => procedure)).toEqual(['importAuthorisation']);
    expect(ledger('EX-2026/12', desk.register)?.imputed).toBe(40);
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

describe('the end of an authorisation', () => {
  const days = (desk: TestDesk) => desk.register.authorisations.days('EX-2026/12').map(({ kind }) => kind);
  const report = (desk: TestDesk) => {
    const found = ledger('EX-2026/12', desk.register) ?? expect.fail('no ledger');
    return ledgerReport(found, desk.register.authorisations.days('EX-2026/12')).replaceAll('\u00a0', ' ');
  };

  it('is told as long before as a renewal takes, and once more when it has come with something left', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    sendTable(desk, 'EX-2026/12', { date: '2026-02-01', quantity: boxes(40) });
    desk.at('2026-11-15');
    tick(desk);
    expect(days(desk)).toEqual([]);
    desk.at('2026-11-16');
    tick(desk);
    tick(desk);
    expect(days(desk)).toEqual(['expiresSoon']);
    expect(report(desk)).toContain('⚠ expire le 31 décembre 2026 ; solde : 60 boîtes');
    desk.at('2026-12-31');
    tick(desk);
    expect(days(desk)).toEqual(['expiresSoon']);
    desk.at('2027-01-08');
    tick(desk);
    expect(days(desk)).toEqual(['expired', 'expiresSoon']);
    expect(report(desk)).toContain('⚠ expirée depuis le 31 décembre 2026 avec un solde de 60 boîtes');
  });

  it('is told once by two runs at once: what is due is looked at where the other cannot write', () => {
    const { desk, at, paths, close } = aStorage();
    recordAuthorisation(desk);
    at('2027-01-08');
    const other = register(openConnection(paths.register));
    const late: Desk = {
      ...desk,
      register: {
        ...desk.register,
        transaction: (work) => {
          tick({ ...desk, register: other });
          return desk.register.transaction(work);
        },
      },
    };
    tick(late);
    expect(desk.register.authorisations.days('EX-2026/12').map(({ kind }) => kind)).toEqual(['expired', 'expiresSoon']);
    other.close();
    close();
  });

  it('is nothing to look at once all is imported', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    sendTable(desk, 'EX-2026/12', { date: '2026-02-01', quantity: boxes(100) });
    desk.at('2027-01-08');
    tick(desk);
    expect(report(desk)).not.toMatch(/expire/);
  });

  it('is the one that staff recorded, a longer one than usual being remarked', () => {
    const desk = aDesk();
    recordAuthorisation(desk);
    const record = { ...(desk.register.authorisations.find('EX-2026/12') ?? expect.fail('none')), operations: 1 };
    desk.register.authorisations.record({ ...record, validUntil: '2027-06-30' as CivilDate });
    desk.at('2027-01-08');
    tick(desk);
    expect(days(desk)).toEqual([]);
    expect(report(desk)).toContain('validité enregistrée de plus de trois mois pour une opération (usage de l’agence)');
  });
});
