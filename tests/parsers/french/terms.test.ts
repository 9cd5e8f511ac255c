import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formAbbreviations, formSynonyms } from '../../../data/reference/form-spellings.ts';
import { pharmaceuticalForms } from '../../../data/reference/pharmaceutical-forms.ts';
import { routes, routeSynonyms } from '../../../data/reference/routes.ts';
import { readStrength } from '../../../parsers/french/strengths.ts';
import { formsWithin, isRoute, readForm, readRoute } from '../../../parsers/french/terms.ts';
import { fold } from '../../../worker/domain/fold.ts';

describe('pharmaceutical forms', () => {
  it.each([
    ['cp', 'comprimé'],
    ['cp.', 'comprimé'],
    ['cp pell.', 'comprimé pelliculé'],
    ['Cp. pelliculé', 'comprimé pelliculé'],
    ['cp LP', 'comprimé à libération prolongée'],
    ['cp pell. LP', 'comprimé pelliculé à libération prolongée'],
    ['cp eff.', 'comprimé effervescent'],
    ['cp orodisp.', 'comprimé orodispersible'],
    ['cp séc.', 'comprimé sécable'],
    ['gél.', 'gélule'],
    ['gél. LP', 'gélule à libération prolongée'],
    ['sol. inj.', 'solution injectable'],
    ['Sol inj', 'solution injectable'],
    ['sol. buv.', 'solution buvable'],
    ['sol. inj. en ser. prér.', 'solution injectable en seringue préremplie'],
    ['sol. inj. en seringue préremplie', 'solution injectable en seringue préremplie'],
    ['sol. p. perf.', 'solution pour perfusion'],
    ['susp. buv.', 'suspension buvable'],
    ['susp. inj.', 'suspension injectable'],
    ['pdre p. sol. inj.', 'poudre pour solution injectable'],
    ['pdre et solv. p. sol. inj.', 'poudre et solvant pour solution injectable'],
    ['pdre p. sol. buv.', 'poudre pour solution buvable'],
    ['suppo', 'suppositoire'],
    ['pom. ophtalmique', 'pommade ophtalmique'],
    ['tablet', 'comprimé'],
    ['Film-coated tablets', 'comprimé pelliculé'],
    ['hard capsules', 'gélule'],
    ['Solution for injection', 'solution injectable'],
    ['Powder for solution for infusion', 'poudre pour solution pour perfusion'],
    ['patch transdermique', 'dispositif transdermique'],
  ])('« %s » is the standard term « %s »', (text, term) => {
    expect(readForm(text)).toBe(term);
  });

  it.each([
    'Comprimé pelliculé',
    'COMPRIMES PELLICULES',
    'gel',
    'GEL',
    'gélules',
    'poudre lyophilisée',
    'sol. quelconque',
    'comprimé ou gélule',
    'constructor',
  ])('« %s » stays as written', (text) => {
    expect(readForm(text)).toBe(text);
  });

  it('are found in a sentence, the longest ones', () => {
    expect(formsWithin('du Testamol, Poudre pour solution injectable, et 30 comprimés pelliculés')).toEqual([
      'Poudre pour solution injectable',
      'comprimés pelliculés',
    ]);
    expect(formsWithin('aucune forme ici')).toEqual([]);
  });

  it('every standard term is read as it is, and found in a sentence', () => {
    expect(pharmaceuticalForms.filter((each) => readForm(each) !== each)).toEqual([]);
    expect(pharmaceuticalForms.filter((each) => formsWithin(`la forme ${each} est demandée`)[0] !== each)).toEqual([]);
  });

  it('every English term leads to a standard one, and is folded', () => {
    const terms = new Set<string>(pharmaceuticalForms);
    expect(Object.entries(formSynonyms).filter(([key, term]) => fold(key) !== key || !terms.has(term))).toEqual([]);
    expect(Object.keys(formAbbreviations).filter((each) => each !== each.toLowerCase())).toEqual([]);
  });
});

describe('routes', () => {
  it.each([
    ['IV', 'intraveineuse'],
    ['I.V.', 'intraveineuse'],
    ['i.v', 'intraveineuse'],
    ['voie IV', 'intraveineuse'],
    ['par voie IV', 'intraveineuse'],
    ['intra-veineuse', 'intraveineuse'],
    ['Voie intra veineuse', 'intraveineuse'],
    ['IM', 'intramusculaire'],
    ['SC', 'sous-cutanée'],
    ['per os', 'orale'],
    ['P.O.', 'orale'],
    ['oral use', 'orale'],
    ['intravenous use', 'intraveineuse'],
    ['SC/IV', 'sous-cutanée, intraveineuse'],
    ['IV ou SC', 'intraveineuse, sous-cutanée'],
    ['voie IV, voie IM', 'intraveineuse, intramusculaire'],
    ['intra-vitréenne', 'intravitréenne'],
    ['intra-thécale', 'intrathécale'],
  ])('« %s » is « %s »', (text, route) => {
    expect(readRoute(text)).toBe(route);
  });

  it.each([
    'orale',
    'Voie orale',
    'VOIE INTRAVEINEUSE',
    'sous cutanée',
    'intraveineuse ou sous-cutanée',
    'IT',
    'IV stricte',
    'IV ou voie inconnue',
    'toutes',
    '__proto__',
  ])('« %s » stays as written', (text) => {
    expect(readRoute(text)).toBe(text);
  });

  it('every route is one, alone and behind « voie »; a way of transport is none', () => {
    const names = [...routes, ...Object.keys(routeSynonyms)];
    expect(names.filter((each) => !isRoute(each) || !isRoute(`voie ${each}`))).toEqual([]);
    expect(['aérienne', 'maritime', 'postale', 'électronique'].filter(isRoute)).toEqual([]);
  });
});

describe('strengths', () => {
  it.each([
    ['500mg', '500 mg'],
    ['500 mg', '500 mg'],
    ['500 MG', '500 mg'],
    ['1 000 mg', '1000 mg'],
    ['1\u202f000\u00a0mg', '1000 mg'],
    ['500mg/5ml', '500 mg/5 ml'],
    ['500 mg / 5 mL', '500 mg/5 ml'],
    ['62,5mg/5ml', '62,5 mg/5 ml'],
    ['62.5 mg/5 ml', '62,5 mg/5 ml'],
    ['1 g/125 mg', '1 g/125 mg'],
    ['500mg/30mg', '500 mg/30 mg'],
    ['0,9 %', '0,9 %'],
    ['0.9%', '0,9 %'],
    ['100 UI/ml', '100 UI/ml'],
    ['100 U.I./mL', '100 UI/ml'],
    ['100 IU/ml', '100 UI/ml'],
    ['25 µg/h', '25 µg/h'],
    ['25 mcg/h', '25 µg/h'],
    ['5 mg par comprimé', '5 mg par comprimé'],
    ['5mg par comprimé', '5 mg par comprimé'],
    ['150 mg (paracétamol)', '150 mg (paracétamol)'],
    ['5 mg et 10 mg', '5 mg et 10 mg'],
    ['370 MBq/ml', '370 MBq/ml'],
    ['2 à 20 GBq', '2 à 20 GBq'],
    ['1.250 mg', '1.250 mg'],
    ['1,000 mg', '1,000 mg'],
    ['fort', 'fort'],
  ])('« %s » is written « %s »', (text, strength) => {
    expect(readStrength(text)).toBe(strength);
  });

  it('once written, a strength stays', () => {
    const amount = fc.record({
      count: fc.integer({ min: 1, max: 99_999 }).map((each) => each / 10),
      unit: fc.constantFrom('mg', 'g', 'µg', 'UI', '%', 'mg/ml', 'MBq', 'mg/5 ml'),
    });
    const spelling = fc.constantFrom(
      (count: number, unit: string) => `${count} ${unit}`,
      (count: number, unit: string) => `${String(count).replace('.', ',')}${unit.replace(' ', '')}`,
      (count: number, unit: string) =>
        `${new Intl.NumberFormat('fr-FR').format(count)}\u00a0${unit.replace('ml', 'mL')}`,
    );
    fc.assert(
      fc.property(amount, spelling, spelling, ({ count, unit }, one, other) => {
        const written = readStrength(one(count, unit));
        expect(written).toBe(readStrength(other(count, unit)));
        expect(readStrength(written ?? '')).toBe(written);
      }),
    );
  });
});
