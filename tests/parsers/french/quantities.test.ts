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
    ['12 BT de 30', each(12, 'boîte', 30)],
    ['12 bts de 30 cps', each(12, 'boîte', 30, 'comprimé')],
    ['12 bt x 30 cp', each(12, 'boîte', 30, 'comprimé')],
    ['12 boîtes x 30 comprimés', each(12, 'boîte', 30, 'comprimé')],
    ['30 comprimés x 12 boîtes', each(12, 'boîte', 30, 'comprimé')],
    ['BT 30 x 12', each(12, 'boîte', 30)],
    ['1 boite/30', each(1, 'boîte', 30)],
    ['boîte de 30 : 12', each(12, 'boîte', 30)],
    ['15 boîtes de 25', each(15, 'boîte', 25)],
    ['15 boîtes contenant 25 gélules', each(15, 'boîte', 25, 'gélule')],
    ['15 boîtes (de 25 gélules)', each(15, 'boîte', 25, 'gélule')],
    ['15 boîtes (boîte de 25)', each(15, 'boîte', 25)],
    ['15 boîtes (boîtes de 25 gélules)', each(15, 'boîte', 25, 'gélule')],
    ['10 boîtes (10 x 30 comprimés)', each(10, 'boîte', 30, 'comprimé')],
    ['12 boîtes de 3 plaquettes de 10 comprimés', each(12, 'boîte', 30, 'comprimé')],
    ['12 boîtes de 2 x 14 comprimés', each(12, 'boîte', 28, 'comprimé')],
    ['20 cartons de 24 boîtes', each(20, 'carton', 24, 'boîte')],
    ['20 étuis de 1 stylo', each(20, 'étui', 1, 'stylo')],
    ['3 fûts de 25 kg', each(3, 'fût', 25, 'kg')],
    ['10 flacons de 5 ml', each(10, 'flacon', 5, 'ml')],
    ['10 flacons de 5 ml de Testamol 2 mg/ml', each(10, 'flacon', 5, 'ml')],
    ['5 amp. de 10 ml', each(5, 'ampoule', 10, 'ml')],
    ['12 boîtes de 500 mg', plain(12, 'boîte')],
    ['15 boîtes de comprimés', plain(15, 'boîte')],
    ['15 boîtes de 25 gélules à 500 mg', each(15, 'boîte', 25, 'gélule')],
    ['250 boîtes de 30 comprimés de Doloxal 150 mg (paracétamol)', each(250, 'boîte', 30, 'comprimé')],
    ['500 boîtes (stock de sécurité)', plain(500, 'boîte')],
    ['250 boîtes de 30 comprimés (soit 7 500 comprimés)', each(250, 'boîte', 30, 'comprimé')],
    ['250 boîtes de 30 comprimés, soit 7 500 comprimés', each(250, 'boîte', 30, 'comprimé')],
    ['7 500 comprimés (250 boîtes de 30)', plain(7500, 'comprimé')],
    ['7 500 comprimés, soit 250 boîtes de 30 comprimés', plain(7500, 'comprimé')],
    ['250 boîtes de 30 comprimés (7 500 comprimés)', each(250, 'boîte', 30, 'comprimé')],
    ['12 BT/30 de Testamol 150 mg/ml', each(12, 'boîte', 30)],
    ['2 x 10 boîtes', plain(20, 'boîte')],
    ['12 x 30 comprimés', plain(360, 'comprimé')],
    ['deux flacons', plain(2, 'flacon')],
    ['vingt-quatre boîtes', plain(24, 'boîte')],
    ['cinq cents boîtes', plain(500, 'boîte')],
    ['cinq cents (500) boîtes', plain(500, 'boîte')],
    ['500 (cinq cents) boîtes', plain(500, 'boîte')],
    ['five hundred (500) boxes', plain(500, 'boîte')],
    ['mille deux cent cinquante boîtes', plain(1250, 'boîte')],
    ['dix boîtes de trente comprimés', each(10, 'boîte', 30, 'comprimé')],
    ['15 mille boîtes', plain(15_000, 'boîte')],
    ['1,5 million de comprimés', plain(1_500_000, 'comprimé')],
    ['1 250 boîtes', plain(1250, 'boîte')],
    ['1.250 boîtes', plain(1250, 'boîte')],
    ['1\u202f250,5 kg', plain(1250.5, 'kg')],
    ['1250,5 kg', plain(1250.5, 'kg')],
    ['1,5 kg', plain(1.5, 'kg')],
    ['0,250 kg', plain(0.25, 'kg')],
    ['2 500 L', plain(2500, 'l')],
    ['250 kg de vrac', plain(250, 'kg')],
    ['250 kg (vrac)', plain(250, 'kg')],
    ['250 kg de principe actif', plain(250, 'kg')],
    ['Vrac : 120 kg', plain(120, 'kg')],
    ['3 000 000 UI', plain(3_000_000, 'UI')],
    ['50.000 UI', plain(50_000, 'UI')],
    ['5 GBq', plain(5, 'GBq')],
    ['500 000 doses', plain(500_000, 'dose')],
    ['500 patchs', plain(500, 'patch')],
    ['100 fl.', plain(100, 'flacon')],
    ['1 500 bt.', plain(1500, 'boîte')],
    ['10 ser. préremplies', plain(10, 'seringue')],
    ['env. 200', plain(200)],
    ['env. 200 boîtes', plain(200, 'boîte')],
    ['maximum 500 boîtes', plain(500, 'boîte')],
    ['500 boîtes (maximum)', plain(500, 'boîte')],
    ['500 boîtes maxi', plain(500, 'boîte')],
    ['jusqu’à 500 boîtes', plain(500, 'boîte')],
    ['Total : 500 boîtes', plain(500, 'boîte')],
    ['Nombre de boîtes : 12', plain(12, 'boîte')],
    ['Nombre d’unités : 500 boîtes', plain(500, 'boîte')],
    ['soit 500 boîtes', plain(500, 'boîte')],
    ['12 boîtes pour 90 jours de traitement', plain(12, 'boîte')],
  ])('« %s » is read for what it is', (text, quantity) => {
    expect(readQuantity(text)).toEqual(quantity);
  });

  it.each([
    ['50 000 boîtes, réparties en 4 livraisons sur un an', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes (en 4 opérations)', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['4 opérations de 12 500 boîtes', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['50000 en quatre opérations et sur une période de 6 mois', { ...plain(50_000), operations: 4, months: 6 }],
    ['4 livraisons de 12 500 boîtes', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['4 livraisons de 12 500 boîtes chacune', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['4 livraisons de 12 500 boîtes sur 12 mois', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes / 4 opérations / 12 mois', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes, 4 opérations, 12 mois', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes en 4 fois', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['50 000 boîtes en 4 fois sur un an', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['50 000 boîtes en une seule opération', { ...plain(50_000, 'boîte'), operations: 1 }],
    ['50 000 boîtes en 4 opérations d’importation', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['50 000 boîtes en quatre (4) opérations', { ...plain(50_000, 'boîte'), operations: 4 }],
    ['50 000 boîtes étalées sur 6 mois', { ...plain(50_000, 'boîte'), months: 6 }],
    ['50 000 boîtes pour douze mois', { ...plain(50_000, 'boîte'), months: 12 }],
    ['50 000 boîtes sur deux trimestres', { ...plain(50_000, 'boîte'), months: 6 }],
    [
      '50 000 boîtes en 2 envois dans un délai de 12 mois (un an)',
      { ...plain(50_000, 'boîte'), operations: 2, months: 12 },
    ],
    ['50 000 boîtes en plusieurs opérations', plain(50_000, 'boîte')],
    ['50,000 boxes in 4 shipments over 12 months', undefined],
    ['50 000 boxes in 4 shipments over 12 months', { ...plain(50_000, 'boîte'), operations: 4, months: 12 }],
    ['120 kg en 3 opérations', { ...plain(120, 'kg'), operations: 3 }],
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
    '10 – 20 boîtes',
    '200 à 300',
    '200 à 300 boîtes',
    'entre 200 et 300 boîtes',
    '200 ou 300 boîtes',
    '200/300 boîtes',
    '10 + 10',
    '10 + 10 boîtes',
    '500 boîtes par an',
    '500 boîtes/an',
    '500 boîtes par trimestre',
    '500 boîtes annuelles ou plus',
    '500 boîtes (par patient)',
    '500 boîtes de Testamol par patient',
    '12 500 boîtes par opération',
    '2 comprimés par jour',
    '2 comprimés matin et soir',
    'au moins 500 boîtes',
    'minimum 500 boîtes',
    'plus de 500 boîtes',
    '> 500 boîtes',
    '≥ 500 boîtes',
    '< 500 boîtes',
    '500 boîtes ± 10 %',
    '500 boîtes ?',
    '-5 boîtes',
    '−5 boîtes',
    '500 boîtes dont 20 échantillons',
    '500 boîtes sauf 20',
    '500 boîtes sans notice',
    '500 boîtes de Testamol ou de Placébol',
    '500 boîtes puis 300',
    '2 lots de 500 boîtes',
    'une centaine de boîtes',
    'quelques boîtes',
    'plusieurs boîtes',
    'cinq cents (50) boîtes',
    '1,250',
    '1,250 kg',
    '1.250 kg',
    '12,5 boîtes',
    '10 kg 500 g',
    '15 comprimés de 2 boîtes',
    '15 boîtes de 30 boîtes',
    '250 boîtes de 30 comprimés (soit 8 000 comprimés)',
    '7 000 comprimés (250 boîtes de 30)',
    '10 boîtes (12 x 30 comprimés)',
    'boîte de 30',
    'boîte de 30 comprimés',
    'flacon de 10 ml',
    '12 boîtes de sirop enfant de 6 mois à 3 ans',
    'B12',
    '500 mg/5 ml',
    '50 %',
    'voir annexe',
    'idem',
    'x',
    '12 boîtes 30 comprimés 10 flacons',
    '4 opérations de 0 boîte en 0 mois',
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

  it('what the boxes hold is read back in every usual writing', () => {
    const writing = fc.constantFrom(
      (n: string, per: string) => `${n} boîtes de ${per} comprimés`,
      (n: string, per: string) => `${n} BT x ${per} cp`,
      (n: string, per: string) => `boîte de ${per} comprimés x ${n}`,
      (n: string, per: string) => `${per} comprimés x ${n} boîtes`,
      (n: string, per: string) => `${n} boîtes (de ${per} comprimés)`,
      (n: string, per: string) => `Quantité : ${n} boîtes/${per} comprimés`,
      (n: string, per: string) => `${n} boîtes de ${per} comprimés pelliculés de Testamol 500 mg`,
    );
    const grouped = fc.constantFrom(
      (value: number) => String(value),
      (value: number) => new Intl.NumberFormat('fr-FR').format(value),
      (value: number) => new Intl.NumberFormat('de-DE').format(value),
      (value: number) => new Intl.NumberFormat('fr-FR').format(value).replaceAll('\u202f', ' '),
    );
    const count = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(writing, grouped, count, fc.integer({ min: 1, max: 999 }), (write, group, boxes, per) => {
        expect(readQuantity(write(group(boxes), String(per)))).toEqual(each(boxes, 'boîte', per, 'comprimé'));
      }),
    );
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
