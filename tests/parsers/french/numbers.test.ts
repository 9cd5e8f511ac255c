import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
    ['1,250', 1.25],
    ['1,250.50', 1250.5],
    ['1,250,000', 1_250_000],
    [' 12 ', 12],
    ['-50', -50],
    ['−50', -50],
    ['un', 1],
    ['une', 1],
    ['Deux', 2],
    ['douze', 12],
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
    'vingt',
    '12 mois',
    '9'.repeat(16),
    '٣',
    'constructor',
  ])('« %s » is no number', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  it('a number written in French is read back', () => {
    const french = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 3 });
    const number = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((each) => each / 1000);
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
  ])('« %s » is %d', (text, value) => {
    expect(readCount(text)).toBe(value);
  });

  it.each(['0', '2,5', '-3', 'plusieurs', 'cinq (4)', '4 ou 5', 'néant', 'N/A', '–', '…', 'à compléter'])(
    '« %s » is no count',
    (text) => {
      expect(readCount(text)).toBeUndefined();
    },
  );
});
