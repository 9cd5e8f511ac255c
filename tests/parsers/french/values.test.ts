import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlank, parseValue } from '../../../parsers/french.ts';
import { fields, type FieldName } from '../../../worker/domain/fields.ts';

const names = Object.keys(fields) as FieldName[];

describe('the value of a field', () => {
  it('is read as its kind says', () => {
    expect(parseValue('signedOn', '3 avril 2026')).toBe('2026-04-03');
    expect(parseValue('provenanceCountry', 'Suisse')).toBe('CH');
    expect(parseValue('destinationCountries', 'Maroc et Tunisie')).toEqual(['MA', 'TN']);
    expect(parseValue('quantity', 'une boîte')).toEqual({ count: 1, unit: 'boîte' });
    expect(parseValue('plannedOperations', 'quatre')).toBe(4);
    expect(parseValue('periodMonths', 'un an')).toBe(12);
    expect(parseValue('composition', 'paracétamol')).toEqual([{ name: 'paracétamol', amount: undefined }]);
    expect(parseValue('scope', 'série')).toBe('series');
    expect(parseValue('purpose', 'essai clinique')).toEqual(['humanResearch']);
    expect(parseValue('applicantCategory', 'PUI')).toBe('hospitalPharmacy');
    expect(parseValue('declarationType', 'DEI')).toBe('initial');
    expect(parseValue('originDiffers', 'Off')).toBe(false);
    expect(parseValue('pharmaceuticalForm', 'sol. inj.')).toBe('solution injectable');
    expect(parseValue('route', 'IV')).toBe('intraveineuse');
    expect(parseValue('strength', '500mg')).toBe('500 mg');
  });

  it('a text is one line without spare spaces or invisible signs', () => {
    expect(parseValue('brandName', '  Testamol\u00a0 500\r\n mg\u200b ')).toBe('Testamol 500 mg');
    expect(parseValue('brandName', 'Te\u0301stamol')).toBe('Téstamol');
  });

  it('the lines of an address are parted by commas', () => {
    expect(parseValue('importerAddress', '12 rue des Essais,\n\n69000 Lyon-sur-Essai')).toBe(
      '12 rue des Essais, 69000 Lyon-sur-Essai',
    );
  });

  it('« néant » and « sans objet » are answers in a text, and nothing else', () => {
    for (const text of ['néant', 'Sans objet', 'N/A']) {
      expect(parseValue('changes', text)).toBe(text);
      expect(parseValue('quantity', text)).toBeUndefined();
    }
  });

  it.each(['', ' ', '.....', '____', '…', '–', '- -', 'à compléter', 'A COMPLETER', 'xxx'])(
    '« %s » is no text',
    (text) => {
      expect(parseValue('brandName', text)).toBeUndefined();
    },
  );

  it('any text gives a value or none', () => {
    const pieces = fc.constantFrom(
      '12',
      ' ',
      'boîtes',
      'de',
      '(',
      ')',
      'x',
      '/',
      'mois',
      '1.500',
      'mg',
      '+',
      '☒',
      'Suisse',
      '\n',
      ',',
      'é',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, raw) => {
        expect(() => parseValue(name, raw)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['1 ', '1,', '(', '.', '☒', 'a et ', 'Suisse - ', '12 mois ', '5 mg/', "1'", '\u200b', 'é\u0301', '[x]'])(
    'a hundred thousand times « %s » is answered at once',
    (piece) => {
      for (const name of names) expect(() => parseValue(name, piece.repeat(100_000))).not.toThrow();
    },
  );
});

describe('blank texts', () => {
  it.each(['', ' \n\t', '......', '______', '… … …', '. _ .', '\u200b\u00a0'])('« %s » holds no value', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(['0', '–', 'néant', 'x', '☐'])('« %s » holds something', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
