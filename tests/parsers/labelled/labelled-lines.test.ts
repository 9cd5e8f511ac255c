import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLabelledLines } from '../../../parsers/labelled/labelled-lines.ts';
import { rawByField, where } from '../../builders/printed-page.ts';

const lines = (text: string) => text.split('\n').map((each, index) => ({ line: index + 1, text: each }));
const read = (text: string) => rawByField(readLabelledLines(lines(text), where));

describe('a value in a mail is read', () => {
  it.each([
    ['behind a colon', 'Dosage : 25 mg'],
    ['behind a bullet', '- Dosage : 25 mg'],
    ['behind a number', '3. Dosage : 25 mg'],
    ['behind dots', 'Dosage ........ 25 mg'],
    ['behind a tab', 'Dosage\t25 mg'],
    ['in a table of words', '| Dosage | 25 mg |'],
    ['behind an equals sign', 'Dosage = 25 mg'],
    ['behind a dash', 'Dosage – 25 mg'],
    ['on the next line', 'Dosage :\n25 mg'],
    ['in capitals', 'DOSAGE: 25 mg'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ strength: '25 mg' });
  });

  it('over the lines that are indented under it', () => {
    expect(read('Adresse de l’importateur : 3 place du Marché\n    45999 Aubraie\nCordialement,')).toEqual({
      importerAddress: '3 place du Marché\n45999 Aubraie',
    });
  });

  it('over the line that follows a comma', () => {
    expect(read('Composition : fluvoxadine 25 mg,\nlévodolone 5 mg\nMerci')).toEqual({
      composition: 'fluvoxadine 25 mg,\nlévodolone 5 mg',
    });
  });

  it('until a blank line', () => {
    expect(read('Dosage : 25 mg,\n\nMerci de votre aide')).toEqual({ strength: '25 mg,' });
  });

  it('several to a line', () => {
    expect(read('Dosage : 25 mg ; voie : orale')).toEqual({ strength: '25 mg', route: 'orale' });
  });

  it('under the heading that gives a short label its meaning', () => {
    expect(read('Importateur :\n  Nom : Aubraie SA\n\nFournisseur :\n  Nom : Beispiel GmbH')).toEqual({
      importerName: 'Aubraie SA',
    });
  });

  it('with the number of its line', () => {
    const [reading] = readLabelledLines([{ line: 41, text: 'Dosage : 25 mg' }], where);
    expect(reading?.source).toEqual({ ...where, place: { kind: 'line', line: 41 } });
  });

  it('by the answers that are ticked', () => {
    const readings = readLabelledLines(
      lines('Type d’opération :\n[x] Opération unique\n[ ] Série d’opérations'),
      where,
    );
    expect(readings).toMatchObject([{ field: 'scope', value: 'single', source: { place: { kind: 'line', line: 2 } } }]);
  });
});

describe('nothing is read', () => {
  it.each([
    ['a sentence', 'Nous importons ce médicament : il manque en France.'],
    ['a subject', 'Objet : demande d’autorisation d’importation'],
    ['a signature', 'Claire Aubert\nTél. : 01 99 00 12 34'],
    ['an empty line of a form', 'Dosage : ..........\nVoie :'],
    ['a label that explains itself', 'Composition : qualitative et quantitative'],
    ['an instruction', 'Dosage : indiquer la valeur'],
    ['answers that are offered', 'Type d’opération :\n[ ] Opération unique\n[ ] Série d’opérations'],
    ['words', 'Bonjour,\nMerci – bonne journée'],
  ])('from %s', (_, text) => {
    expect(read(text)).toEqual({});
  });

  it('that is blank, whatever the text', () => {
    const line = fc.oneof(fc.constantFrom('Dosage :', 'Importateur', '[x] Particulier', '  Nom : x', ''), fc.string());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (texts) => {
        const readings = readLabelledLines(
          texts.map((text, index) => ({ line: index + 1, text })),
          where,
        );
        expect(readings.every((each) => each.raw.trim() !== '')).toBe(true);
      }),
    );
  });
});
