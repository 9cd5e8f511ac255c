import { describe, expect, it } from 'vitest';
import { letterReadings } from '../../../parsers/documents/letter.ts';
import { rawByField, where } from '../../builders/printed-page.ts';

/** Paragraphs of a letter, one line each. */
const read = (...paragraphs: string[]) =>
  letterReadings(
    paragraphs.map((text, index) => ({ text, place: { kind: 'line', line: index + 1 }, isStart: true })),
    where,
  );

const reason = 'Cette importation est justifiée par la rupture d’approvisionnement de la spécialité française.';
const closing = 'Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.';

describe('a request letter', () => {
  it('gives the paragraph that says why, with its place', () => {
    const [justification] = read('Madame, Monsieur,', 'Nous vous adressons notre demande complète.', reason, closing);
    expect(justification).toMatchObject({
      field: 'justification',
      raw: reason,
      source: { place: { kind: 'line', line: 3 } },
    });
  });

  it('gives the purpose that its reason is a cue of', () => {
    expect(read(reason, closing)).toContainEqual(expect.objectContaining({ field: 'purpose', value: ['other'] }));
  });

  it('gives no purpose for words that prove nothing by themselves', () => {
    const found = read('Ces comprimés sont destinés à des analyses dans nos laboratoires de Lyon.', closing);
    expect(found.map((each) => each.field)).toEqual(['justification']);
  });

  it('gives the title under its closing formula', () => {
    expect(rawByField(read(reason, closing, 'Hélène Marchais', 'Pharmacien responsable'))).toMatchObject({
      signatoryTitle: 'Pharmacien responsable',
    });
    expect(rawByField(read(reason, closing, 'H. Marchais, pharmacien responsable'))).toMatchObject({
      signatoryTitle: 'pharmacien responsable',
    });
  });

  it('takes the title of its addressee for no signatory', () => {
    const found = read(
      'Monsieur le Directeur général',
      'Directeur de l’agence',
      reason,
      `Veuillez agréer, Monsieur le Directeur, ${closing}`,
    );
    expect(rawByField(found)).not.toHaveProperty('signatoryTitle');
  });

  it('gives no reason when it states none', () => {
    expect(read('Madame, Monsieur,', 'Vous trouverez notre dossier en annexe de ce courrier.', closing)).toEqual([]);
  });

  it('keeps the sentences of a long reason that say why', () => {
    const long = `${'Notre établissement suit de nombreux patients. '.repeat(12)}${reason}`;
    const [justification] = read(long);
    expect(justification).toMatchObject({ state: 'unparsed', raw: reason });
  });

  it('takes one of two reasons for all of it no more than the other', () => {
    const [justification] = read(reason, reason.replace('rupture', 'pénurie'));
    expect(justification).toMatchObject({ state: 'unparsed', raw: reason });
  });

  it('keeps at most five hundred characters', () => {
    const [justification] = read(`Afin de ${'soigner nos patients et '.repeat(40)}aider.`);
    expect(justification?.raw.length).toBeLessThanOrEqual(500);
  });
});
