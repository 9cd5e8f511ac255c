import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readComposition } from '../../../parsers/french/composition.ts';

const one = (name: string, count: number, unit: string) => ({ name, amount: { count, unit } });
const bare = (name: string) => ({ name, amount: undefined });

describe('a composition', () => {
  it.each([
    ['paracétamol 150 mg', [one('paracétamol', 150, 'mg')]],
    ['Paracétamol : 150mg', [one('Paracétamol', 150, 'mg')]],
    ['lidocaïne 2 %', [one('lidocaïne', 2, '%')]],
    ['ibuprofène 20 mg/ml', [one('ibuprofène', 20, 'mg/ml')]],
    ['amoxicilline 62,5 mg/5 ml', [one('amoxicilline', 62.5, 'mg/5 ml')]],
    ['héparine 5 000 U.I./ml', [one('héparine', 5000, 'UI/ml')]],
    ['insuline 100 U/mL', [one('insuline', 100, 'unité/ml')]],
    ['vitamine D3 800 UI', [one('vitamine D3', 800, 'UI')]],
    ['lévothyroxine 100 mcg', [one('lévothyroxine', 100, 'µg')]],
    ['estradiol 50 µg/24 h', [one('estradiol', 50, 'µg/24 h')]],
    ['fludésoxyglucose (18F) 185 MBq/ml', [one('fludésoxyglucose (18F)', 185, 'MBq/ml')]],
    ['iode 131 : 37 kBq', [one('iode 131', 37, 'kBq')]],
    ['500 mg de paracétamol', [one('paracétamol', 500, 'mg')]],
    ['paracétamol à raison de 500 mg par comprimé', [one('paracétamol', 500, 'mg')]],
    ['lévothyroxine 100 µg (équivalent à 97 µg de base)', [one('lévothyroxine', 100, 'µg')]],
    ['Principe actif : paracétamol 1 g ; excipients q.s.p. un comprimé', [one('paracétamol', 1, 'g')]],
    ['paracétamol', [bare('paracétamol')]],
    ['paracétamol, codéine', [bare('paracétamol'), bare('codéine')]],
  ])('« %s » is read substance by substance', (text, substances) => {
    expect(readComposition(text)).toEqual(substances);
  });

  it.each([
    'paracétamol 500 mg + codéine 30 mg',
    'paracétamol 500 mg ; codéine 30 mg',
    'paracétamol 500 mg\ncodéine 30 mg',
    '- paracétamol : 500 mg\n- codéine : 30 mg',
    'paracétamol 500 mg, codéine 30 mg',
    'paracétamol 500 mg et codéine 30 mg par gélule',
    '500 mg de paracétamol et 30 mg de codéine',
    'paracétamol/codéine 500 mg/30 mg',
  ])('« %s » holds two substances', (text) => {
    expect(readComposition(text)).toEqual([one('paracétamol', 500, 'mg'), one('codéine', 30, 'mg')]);
  });

  it('a salt in parentheses stays with its substance', () => {
    expect(readComposition('amoxicilline (trihydratée) 500 mg + acide clavulanique 62,5 mg')).toEqual([
      one('amoxicilline (trihydratée)', 500, 'mg'),
      one('acide clavulanique', 62.5, 'mg'),
    ]);
  });

  it.each([
    '',
    '…',
    'néant',
    'voir annexe',
    'cf. RCP',
    'excipients q.s.p. 1 comprimé',
    '500 mg',
    'a/b/c 5 mg/2 mg',
    '+',
  ])('« %s » names no substance for sure', (text) => {
    expect(readComposition(text)).toBeUndefined();
  });

  it('substances and amounts written line by line are read back', () => {
    const name = fc.stringMatching(/^[bcdfg][aeiou][lmnr][aeiou](?:line|mide|zole)$/);
    const amount = fc.record({
      count: fc.integer({ min: 1, max: 9_999_999 }).map((each) => each / 100),
      unit: fc.constantFrom('mg', 'g', 'µg', 'UI', '%', 'ml', 'MBq', 'kBq', 'mg/ml'),
    });
    const french = new Intl.NumberFormat('fr-FR');
    fc.assert(
      fc.property(fc.array(fc.record({ name, amount }), { minLength: 1, maxLength: 5 }), (substances) => {
        const lines = substances.map((each) => `${each.name} ${french.format(each.amount.count)} ${each.amount.unit}`);
        expect(readComposition(lines.join('\n'))).toEqual(substances);
      }),
    );
  });
});
