import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from '../../../parsers/french/dates.ts';
import { readMonths } from '../../../parsers/french/periods.ts';
import { inFrench, type CivilDate } from '../../../worker/domain/deadline.ts';

describe('dates', () => {
  it.each([
    '03/04/2026',
    '3/4/2026',
    '03.04.2026',
    '3.4.26',
    '03/04/26',
    '03-04-2026',
    '03 / 04 / 2026',
    '3 avril 2026',
    '3 AVRIL 2026',
    '3 avr. 2026',
    '03-avr.-2026',
    'le 3 avril 2026',
    'vendredi 3 avril 2026',
    'jusqu’au 3 avril 2026',
    '2026-04-03',
    '2026/04/03',
    '2026-04-03T00:00:00.000Z',
    '03/04/2026 10:30',
    '3 April 2026',
    '3rd of April 2026',
    'April 3, 2026',
    'Apr 3 2026',
    '3\u00a0avril\u00a02026.',
  ])('« %s » is the third of April', (text) => {
    expect(readDate(text)).toBe('2026-04-03');
  });

  it.each([
    ['1er juin 2026', '2026-06-01'],
    ['29/02/2028', '2028-02-29'],
    ['15 août 2026', '2026-08-15'],
    ['15 AOUT 2026', '2026-08-15'],
    ['2 févr. 2026', '2026-02-02'],
    ['31 déc. 2026', '2026-12-31'],
  ])('« %s » is %s', (text, date) => {
    expect(readDate(text)).toBe(date);
  });

  it.each([
    '31/02/2026',
    '29/02/2026',
    '04/13/2026',
    '00/01/2026',
    '26-04-03',
    '03/04.2026',
    '03/04',
    'avril 2026',
    '3 brumaire 2026',
    '03042026',
    '03/04/1026',
    '03/04/2026 ou 05/04/2026',
    '46115',
    '–',
    '…',
    'N/A',
    'à compléter',
    '',
  ])('« %s » is no date', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  it('a day in words, as letters write it, is read back', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const date = day.toISOString().slice(0, 10) as CivilDate;
        const slashed = date.split('-').reverse().join('/');
        expect([inFrench(date), slashed, date].map(readDate)).toEqual([date, date, date]);
      }),
    );
  });
});

describe('periods', () => {
  it.each([
    ['12 mois', 12],
    ['un an', 12],
    ['1 an', 12],
    ['6', 6],
    ['18 mois', 18],
    ['six mois', 6],
    ['2 semestres', 12],
    ['1 trimestre', 3],
    ['90 jours', 3],
    ['365 jours', 12],
    ['6 semaines', 2],
    ['12 months', 12],
    ['dans un délai de 12 mois', 12],
    ['12 mois (un an)', 12],
    ['12 mois à compter de l’autorisation', 12],
    ['du 01/06/2026 au 31/05/2027', 12],
    ['du 01/06/2026 au 01/06/2027', 12],
    ['du 01/06/2026 au 02/06/2027', 13],
    ['du 1er juin 2026 au 15 septembre 2026', 4],
    ['du 15/01/2026 au 14/04/2026', 3],
    ['01/06/2026 - 31/08/2026', 3],
    ['de juin 2026 à mai 2027', 12],
  ])('« %s » makes %d months', (text, months) => {
    expect(readMonths(text)).toBe(months);
  });

  it.each([
    '',
    '0',
    '0 mois',
    '1,5',
    'du 31/05/2027 au 01/06/2026',
    '6 à 12 mois ou 2 ans',
    'selon besoin',
    'N/A',
    '…',
  ])('« %s » is no period', (text) => {
    expect(readMonths(text)).toBeUndefined();
  });
});
