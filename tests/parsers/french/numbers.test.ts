import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberInWords } from '../../../parsers/french/number-words.ts';
import { readCount, readNumber } from '../../../parsers/french/numbers.ts';

describe('numbers', () => {
  it.each([
    ['1 250', 1250],
    ['1\u00a0250', 1250],
    ['1\u202f250', 1250],
    ['1\u2009250', 1250],
    ['1.250', 1250],
    ['1 250,5', 1250.5],
    ['1.250,5', 1250.5],
    ["1'250", 1250],
    ['1’250.5', 1250.5],
    ['50.000', 50_000],
    ['50000', 50_000],
    ['1.500', 1500],
    ['1.250.000', 1_250_000],
    ['0.125', 0.125],
    ['62,5', 62.5],
    ['0,250', 0.25],
    ['12,50', 12.5],
    ['1 250,500', 1250.5],
    ['3 000 000', 3_000_000],
    ["3'000'000", 3_000_000],
    ['1,250.50', 1250.5],
    ['1,250,000', 1_250_000],
    [' 12 ', 12],
    ['-50', -50],
    ['−50', -50],
    ['un', 1],
    ['une', 1],
    ['Deux', 2],
    ['douze', 12],
    ['dix-sept', 17],
    ['vingt', 20],
    ['vingt et un', 21],
    ['vingt-quatre', 24],
    ['soixante-dix', 70],
    ['soixante et onze', 71],
    ['septante-deux', 72],
    ['quatre-vingts', 80],
    ['quatre-vingt-un', 81],
    ['quatre-vingt-dix-neuf', 99],
    ['nonante-neuf', 99],
    ['cent', 100],
    ['deux cents', 200],
    ['deux cent cinquante', 250],
    ['CINQ CENTS', 500],
    ['mille', 1000],
    ['mille deux cent trente-quatre', 1234],
    ['deux mille', 2000],
    ['cinquante mille', 50_000],
    ['un million', 1_000_000],
    ['twelve', 12],
  ])('« %s » is %d', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each([
    '',
    '1.2.3',
    '12 34',
    '1 250.000,5',
    '12 345 6',
    '1e5',
    '0x10',
    '1,250',
    '12,500',
    'cent un cents',
    'vingt trente',
    'mille mille',
    'million',
    'une centaine',
    'et un',
    'zéro',
    '12 mois',
    '9'.repeat(16),
    '٣',
    'constructor',
  ])('« %s » is no number', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  it('a number written in French is read back', () => {
    const french = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
    // Three decimals behind three figures or fewer may be English thousands: they are not read.
    const number = fc.integer({ min: -100_000_000, max: 100_000_000 }).map((each) => each / 100);
    fc.assert(
      fc.property(number, (value) => {
        expect(readNumber(french.format(value))).toBe(value);
      }),
    );
  });
});

describe('counts of operations', () => {
  it.each([
    ['4', 4],
    ['quatre', 4],
    ['4 opérations', 4],
    ['1 opération', 1],
    ['quatre (4) opérations', 4],
    ['4 (quatre)', 4],
    ['12 (douze) importations', 12],
    ['15 (quinze)', 15],
    ['dix-huit', 18],
    ['vingt-quatre (24) opérations', 24],
    ['4 fois', 4],
    ['4 opérations d’importation', 4],
    ['3 shipments', 3],
    ['une livraison', 1],
  ])('« %s » is %d', (text, value) => {
    expect(readCount(text)).toBe(value);
  });

  it.each([
    '0',
    '2,5',
    '-3',
    'plusieurs',
    'cinq (4)',
    '4 ou 5',
    '4 à 5',
    '4/an',
    'vingt (24)',
    '1,250',
    'néant',
    'N/A',
    '–',
    '…',
    'à compléter',
  ])('« %s » is no count', (text) => {
    expect(readCount(text)).toBeUndefined();
  });
});

describe('numbers in words', () => {
  const small = 'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(' ');
  const tens = [
    '',
    '',
    'vingt',
    'trente',
    'quarante',
    'cinquante',
    'soixante',
    'soixante',
    'quatre-vingt',
    'quatre-vingt',
  ];

  /** Written as a French teacher would, apart from the reader's own table. */
  const belowHundred = (value: number): string => {
    if (value <= 16) return small[value - 1] ?? '';
    if (value < 20) return `dix-${belowHundred(value - 10)}`;
    const ten = tens[Math.floor(value / 10)] ?? '';
    const rest = (value % 10) + (value >= 90 || (value >= 70 && value < 80) ? 10 : 0);
    if (rest === 0) return value === 80 ? `${ten}s` : ten;
    return `${ten}${(rest === 1 || rest === 11) && value < 80 ? ' et ' : '-'}${belowHundred(rest)}`;
  };
  const belowThousand = (value: number): string => {
    const hundreds = Math.floor(value / 100);
    const rest = value % 100;
    if (hundreds === 0) return belowHundred(rest);
    const head = hundreds === 1 ? 'cent' : `${belowHundred(hundreds)} cent${rest === 0 ? 's' : ''}`;
    return rest === 0 ? head : `${head} ${belowHundred(rest)}`;
  };
  const written = (value: number): string => {
    const thousands = Math.floor(value / 1000);
    const rest = value % 1000;
    const head =
      thousands === 0
        ? ''
        : thousands === 1
          ? 'mille'
          : `${belowThousand(thousands).replace(/(cent|vingt)s$/, '$1')} mille`;
    return `${head} ${rest === 0 ? '' : belowThousand(rest)}`.trim();
  };

  it('are read back up to a thousand, each of them', () => {
    const wrong = Array.from({ length: 999 }, (_, index) => index + 1).filter(
      (each) => numberInWords(belowThousand(each)) !== each,
    );
    expect(wrong).toEqual([]);
  });

  it('are read back up to a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (value) => {
        expect(numberInWords(written(value))).toBe(value);
      }),
    );
  });
});
