import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { units } from '../../../data/reference/units.ts';
import { readQuantity } from '../../../parsers/french/quantities.ts';

const plain = (count: number, unit?: string) => ({ count, unit });
const each = (count: number, unit: string, perUnit: number, innerUnit?: string) =>
  innerUnit === undefined ? { count, unit, perUnit } : { count, unit, perUnit, innerUnit };

/** The ways in which operators write quantities (domain study, « real-life variation »), and what they mean. */
const samples: readonly [string, object | undefined][] = [
  ['15 boites de 25 comprimés', each(15, 'boîte', 25, 'comprimé')],
  ['375 comprimés', plain(375, 'comprimé')],
  ['50000 boîtes en 4 opérations dans un délai de 12 mois', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
  ['50 000 boîtes', plain(50_000, 'boîte')],
  ['50\u00a0000 boîtes', plain(50_000, 'boîte')],
  ['50\u202f000 boîtes', plain(50_000, 'boîte')],
  ['50.000 boîtes', plain(50_000, 'boîte')],
  ["50'000 boîtes", plain(50_000, 'boîte')],
  ['1 500', plain(1500)],
  ['1.500', plain(1500)],
  ['2,5 kg', plain(2.5, 'kg')],
  ['200 FLACONS', plain(200, 'flacon')],
  ['2 x 10 flacons', plain(20, 'flacon')],
  ['BT/30 x 12', each(12, 'boîte', 30)],
  ['une boîte', plain(1, 'boîte')],
  ['3 mois de traitement', undefined],
  ['12 boîtes (30 gélules)', each(12, 'boîte', 30, 'gélule')],
];

describe('quantities', () => {
  it.each(samples)('« %s » is read for what it is', (text, quantity) => {
    expect(readQuantity(text)).toEqual(quantity);
  });

  it.each([
    ['12 x boîte de 30 comprimés', each(12, 'boîte', 30, 'comprimé')],
    ['2 x 10 boîtes de 30 comprimés', each(20, 'boîte', 30, 'comprimé')],
    ['boîte de 30 gélules × 12', each(12, 'boîte', 30, 'gélule')],
    ['12 BT/30', each(12, 'boîte', 30)],
    ['Boîtes : 12', plain(12, 'boîte')],
    ['15 boîtes, soit 375 comprimés', each(15, 'boîte', 25, 'comprimé')],
    ['15 boîtes de 25 comprimés de 500 mg', each(15, 'boîte', 25, 'comprimé')],
    ['20 flacons de 100 ml', each(20, 'flacon', 100, 'ml')],
    ['10 flacons de 50 000 U.I.', each(10, 'flacon', 50_000, 'UI')],
    ['1 million de comprimés', plain(1_000_000, 'comprimé')],
    ['50 milliers de doses', plain(50_000, 'dose')],
    ['1000 unités internationales', plain(1000, 'UI')],
    ['500 boîtes de Testamol 500 mg', plain(500, 'boîte')],
    ['200 seringues pré-remplies', plain(200, 'seringue')],
    ['50 comprimés pelliculés à libération prolongée', plain(50, 'comprimé')],
    ['15 boîte(s)', plain(15, 'boîte')],
    ['quinze (15) boîtes', plain(15, 'boîte')],
    ['15 (quinze) boîtes', plain(15, 'boîte')],
    ['Quantité : environ 50 boîtes au maximum', plain(50, 'boîte')],
    ['12 boîtes pour 3 mois de traitement', plain(12, 'boîte')],
    ['37 MBq', plain(37, 'MBq')],
    ['10 boxes', plain(10, 'boîte')],
  ])('« %s » is read for what it is', (text, quantity) => {
    expect(readQuantity(text)).toEqual(quantity);
  });

  it.each([
    ['50 000 boîtes, réparties en 4 livraisons sur un an', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes (en 4 opérations)', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['4 opérations de 12 500 boîtes', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['50000 en quatre opérations et sur une période de 6 mois', { ...plain(50_000), operations: 4, months: 6 }],
    ['15 boîtes de 25 comprimés en 2 opérations', { ...each(15, 'boîte', 25, 'comprimé'), operations: 2 }],
  ])('« %s » gives the operations and the period too', (text, quantity) => {
    expect(readQuantity(text)).toEqual(quantity);
  });

  it('a multiple in parentheses may be a total: only the boxes are sure', () => {
    expect(readQuantity('15 boîtes (375 comprimés)')).toEqual(plain(15, 'boîte'));
  });

  it.each([
    '',
    '…',
    'néant',
    'à compléter',
    'selon besoin',
    '100 boîtes par mois',
    '10 boîtes, 5 flacons',
    '10 boîtes + 5 flacons',
    '500 boîtes de Testamol et 3 flacons de Placébol',
    '10-20 boîtes',
    '12,500 boxes',
    '50000 boîtes en 4 opérations de 12500 boîtes',
    '3 mois',
    '4 opérations',
    '10 patients',
    '12 boîtes de 0 comprimé',
    'constructor',
  ])('« %s » is not surely one quantity', (text) => {
    expect(readQuantity(text)).toBeUndefined();
  });

  it('every spelling of every unit is read, in capitals and in the plural', () => {
    const spellings = units.flatMap(({ name, spellings }) => spellings.map((spelling) => ({ name, spelling })));
    const wrong = spellings.filter(({ name, spelling }) =>
      [spelling, spelling.toUpperCase(), `${spelling}s`].some((text) => readQuantity(`12 ${text}`)?.unit !== name),
    );
    expect(wrong).toEqual([]);
  });

  it('a quantity written in French is read back', () => {
    const french = new Intl.NumberFormat('fr-FR');
    const unit = fc.constantFrom(...units);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000_000 }),
        unit,
        fc.integer({ min: 1, max: 99 }),
        (count, { name }, operations) => {
          const text = `${french.format(count)} ${name} en ${operations} opérations dans un délai de 12 mois`;
          expect(readQuantity(text)).toEqual({ count, unit: name, operations, months: 12 });
        },
      ),
    );
  });
});
