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
    ['Paracétamol 500 mg, excipients q.s.p. un comprimé', [one('Paracétamol', 500, 'mg')]],
    ['Paracétamol 500 mg (excipients : lactose, amidon)', [one('Paracétamol', 500, 'mg')]],
    ['paracétamol 500 mg\nExcipients :\nlactose\namidon', [one('paracétamol', 500, 'mg')]],
    ['Par comprimé : paracétamol 500 mg', [one('paracétamol', 500, 'mg')]],
    ['Pour un comprimé :\nparacétamol 500 mg', [one('paracétamol', 500, 'mg')]],
    ['Chaque comprimé contient 500 mg de paracétamol', [one('paracétamol', 500, 'mg')]],
    ['Un flacon contient : fluvoxadine 50 mg', [one('fluvoxadine', 50, 'mg')]],
    ['Paracétamol ........ 500 mg', [one('Paracétamol', 500, 'mg')]],
    ['Paracétamol | 500 mg', [one('Paracétamol', 500, 'mg')]],
    ['Paracétamol\t500 mg', [one('Paracétamol', 500, 'mg')]],
    ['Paracétamol (500 mg)', [one('Paracétamol', 500, 'mg')]],
    ['paracétamol 500 mg (DCI)', [one('paracétamol', 500, 'mg')]],
    ['paracétamol 500 mg par gélule', [one('paracétamol', 500, 'mg')]],
    ['paracétamol 500 mg/comprimé', [one('paracétamol', 500, 'mg/comprimé')]],
    ['paracétamol 500 mg comprimé pelliculé', [one('paracétamol', 500, 'mg')]],
    ['PARACETAMOL 500MG', [one('PARACETAMOL', 500, 'mg')]],
    ['paracétamol 0,5 g', [one('paracétamol', 0.5, 'g')]],
    ['paracétamol 1000 mg', [one('paracétamol', 1000, 'mg')]],
    ['paracétamol 1 000 mg', [one('paracétamol', 1000, 'mg')]],
    ['Amoxicilline trihydratée équivalant à amoxicilline 500 mg', [one('amoxicilline', 500, 'mg')]],
    ['clavulanate de potassium équivalant à 62,5 mg d’acide clavulanique', [one('acide clavulanique', 62.5, 'mg')]],
    [
      'Chlorhydrate de metformine 500 mg (équivalant à 390 mg de metformine base)',
      [one('Chlorhydrate de metformine', 500, 'mg')],
    ],
    ['500 mg de metformine, soit 390 mg de metformine base', [one('metformine', 500, 'mg')]],
    ['500 mg de metformine (sous forme de chlorhydrate)', [one('metformine', 500, 'mg')]],
    ['Metformine (sous forme de chlorhydrate) 500 mg', [one('Metformine (sous forme de chlorhydrate)', 500, 'mg')]],
    ['tramadol 37,5 mg sous forme de chlorhydrate', [one('tramadol', 37.5, 'mg')]],
    ['ibuprofène 2 % p/v', [one('ibuprofène', 2, '%')]],
    ['chlorure de sodium 0,9 % (m/v)', [one('chlorure de sodium', 0.9, '%')]],
    ['lidocaïne 2 % (20 mg/ml)', [one('lidocaïne', 2, '%')]],
    ['insuline 100 U/mL (3,5 mg/mL)', [one('insuline', 100, 'unité/ml')]],
    ['chlorure de sodium 9 g pour 1000 ml', [one('chlorure de sodium', 9, 'g')]],
    ['oxalentine 5 mg/ml, soit 50 mg par flacon de 10 ml', [one('oxalentine', 5, 'mg/ml')]],
    ['immunoglobuline humaine 100 g/l', [one('immunoglobuline humaine', 100, 'g/l')]],
    ['toxine botulique de type A 100 unités', [one('toxine botulique de type A', 100, 'unité')]],
    ['interféron alfa-2b 5 MUI', [one('interféron alfa-2b', 5, 'MUI')]],
    ['fentanyl 25 µg/h', [one('fentanyl', 25, 'µg/h')]],
    ['fluvoxadine 10 mg/jour', [one('fluvoxadine', 10, 'mg/jour')]],
    ['iode-131 3,7 GBq', [one('iode-131', 3.7, 'GBq')]],
    ['pertechnétate (99mTc) de sodium 10 GBq', [one('pertechnétate (99mTc) de sodium', 10, 'GBq')]],
    ['gadotérate 0,5 mmol/ml', [one('gadotérate', 0.5, 'mmol/ml')]],
    ['5-fluorouracile 50 mg/ml', [one('5-fluorouracile', 50, 'mg/ml')]],
    ['vitamine B12 1 mg', [one('vitamine B12', 1, 'mg')]],
    ['vitamine B12', [bare('vitamine B12')]],
    ['iode 131', [bare('iode 131')]],
    ['acide folique', [bare('acide folique')]],
    [
      'vitamine A 1 000 UI, vitamine D3 400 UI et vitamine E 10 mg',
      [one('vitamine A', 1000, 'UI'), one('vitamine D3', 400, 'UI'), one('vitamine E', 10, 'mg')],
    ],
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
    'paracétamol 500mg+codéine 30mg',
    'paracétamol 500 mg / codéine 30 mg',
    'paracétamol 500mg/codéine 30mg',
    'paracétamol 500 mg - codéine 30 mg',
    'paracétamol (500 mg), codéine (30 mg)',
    'paracétamol : 500 mg ; codéine : 30 mg ; excipients q.s.p. 1 comprimé',
    'paracétamol 500 mg\n+ codéine 30 mg',
    'paracétamol\t500 mg\ncodéine\t30 mg',
    '| paracétamol | 500 mg |\n| codéine | 30 mg |',
    'Principes actifs : paracétamol 500 mg, codéine 30 mg',
    'Chaque comprimé contient 500 mg de paracétamol et 30 mg de codéine',
    'Par gélule :\n• paracétamol 500 mg\n• codéine 30 mg',
    'paracétamol 500 mg, codéine 30 mg, excipients : lactose, amidon',
    'paracétamol 500 mg and codéine 30 mg',
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
    'paracétamol 500',
    'paracétamol 500 mg codéine',
    'paracétamol 1,000 mg',
    'paracétamol 1.250 mg',
    'technétium (99mTc) 2 à 20 GBq',
    'fluvoxadine 5-10 mg',
    'fluvoxadine 5 ou 10 mg',
    'adrénaline 1:1000',
    'virus vivant atténué 10^5,5 DICC50',
    'eau pour préparations injectables q.s.p. 1 ml',
    'Excipients : lactose, amidon',
    'Excipients :\nlactose\namidon',
    'par voie orale',
    'N/A',
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
