import { describe, expect, it } from 'vitest';
import { countryAliases } from '../../../data/reference/country-aliases.ts';
import { countryCodes } from '../../../data/reference/country-codes.ts';
import { readCountries, readCountry } from '../../../parsers/french/countries.ts';

describe('a country', () => {
  it.each([
    ['Suisse', 'CH'],
    ['SUISSE', 'CH'],
    ['CH', 'CH'],
    ['CHE', 'CH'],
    ['Suisse (CH)', 'CH'],
    ['CH - Suisse', 'CH'],
    ['Suisse – Bâle', 'CH'],
    ['Bâle, Suisse', 'CH'],
    ['Bâle (Suisse)', 'CH'],
    ['Confédération helvétique', 'CH'],
    ['de la Suisse', 'CH'],
    ['Origine : Suisse', 'CH'],
    ['allemande', 'DE'],
    ['RFA', 'DE'],
    ['Germany', 'DE'],
    ['République tchèque', 'CZ'],
    ['Etats-Unis', 'US'],
    ['États-Unis d’Amérique', 'US'],
    ["des États-Unis d'Amérique", 'US'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['RU', 'GB'],
    ['UK', 'GB'],
    ['Royaume-Uni (RU)', 'GB'],
    ['Russie (RU)', 'RU'],
    ['Écosse', 'GB'],
    ['Pays-Bas', 'NL'],
    ['Inde', 'IN'],
    ['IN', 'IN'],
    ['Cote d Ivoire', 'CI'],
    ['République de Corée', 'KR'],
    ['Türkiye', 'TR'],
  ])('« %s » is %s', (text, code) => {
    expect(readCountry(text)).toBe(code);
  });

  it.each([
    'ch',
    'in',
    'usa',
    'UE',
    'Union européenne',
    'EU',
    'ZZ',
    'Corée',
    'Congo',
    'Suisse et Allemagne',
    'Suisse / France',
    'Suisse (FR)',
    'Atlantide',
    'N/A',
    '…',
    '',
  ])('« %s » is not surely one country', (text) => {
    expect(readCountry(text)).toBeUndefined();
  });

  it('every country is read by its French name, its English name and its codes', () => {
    const languages = ['fr', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region' }));
    const wrong = countryCodes.flatMap(({ alpha2, alpha3 }) => {
      const texts = [...languages.map((language) => language.of(alpha2) ?? ''), alpha2, alpha3];
      return texts.filter((text) => readCountry(text) !== alpha2).map((text) => `${text} is not ${alpha2}`);
    });
    // Alone, « NA » says « non applicable », and « RU » is how the French shorten « Royaume-Uni ».
    expect(wrong).toEqual(['NA is not NA', 'RU is not RU']);
  });

  it('every alias is read for its country, and for no other', () => {
    const aliases = Object.entries(countryAliases).flatMap(([code, names]) => names.map((name) => ({ code, name })));
    expect(aliases.filter(({ code, name }) => readCountry(name) !== code)).toEqual([]);
    expect(Object.keys(countryAliases).filter((code) => !countryCodes.some(({ alpha2 }) => alpha2 === code))).toEqual(
      [],
    );
  });
});

describe('a list of countries', () => {
  it.each([
    ['Maroc, Tunisie et Algérie', ['MA', 'TN', 'DZ']],
    ['Maroc ; Tunisie / Algérie\nSénégal', ['MA', 'TN', 'DZ', 'SN']],
    ['- Maroc\n- Tunisie', ['MA', 'TN']],
    ['Maroc - Tunisie', ['MA', 'TN']],
    ['MA, TN', ['MA', 'TN']],
    ['Morocco and Tunisia', ['MA', 'TN']],
    ['Maroc, MAROC', ['MA']],
    ['Bosnie et Herzégovine et Serbie', ['BA', 'RS']],
    ['Trinité-et-Tobago', ['TT']],
    ['Suisse (Bâle, Zurich), Maroc', ['CH', 'MA']],
    ['Sénégal', ['SN']],
  ])('« %s » is %j', (text, codes) => {
    expect(readCountries(text)).toEqual(codes);
  });

  it.each(['Maroc, Atlantide', 'tous pays', 'pays tiers', 'UE', 'néant', '', ',,,'])('« %s » is no list', (text) => {
    expect(readCountries(text)).toBeUndefined();
  });
});
