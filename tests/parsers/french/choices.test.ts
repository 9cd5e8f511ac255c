import { describe, expect, it } from 'vitest';
import {
  readApplicantCategory,
  readDeclarationType,
  readPurposes,
  readScope,
  readYesNo,
} from '../../../parsers/french/choices.ts';

describe('scope', () => {
  it.each([
    ['Opération unique', 'single'],
    ['une opération', 'single'],
    ['une seule importation', 'single'],
    ['☒ Opération unique ☐ Série d’opérations', 'single'],
    ['Série d’opérations', 'series'],
    ['SERIE D’OPERATIONS', 'series'],
    ['plusieurs opérations', 'series'],
    ['4 opérations', 'series'],
    ['quatre opérations', 'series'],
    ['☐ Opération unique ☒ Série d’opérations', 'series'],
    ['[ ] Opération unique [x] Série d’opérations', 'series'],
    ['Opération unique ☐ Série d’opérations ☒', 'series'],
  ])('« %s » is %s', (text, scope) => {
    expect(readScope(text)).toBe(scope);
  });

  it.each(['', 'opération unique ou série', '☒ unique ☒ série', '☐ unique ☐ série', 'à voir'])(
    '« %s » is neither',
    (text) => {
      expect(readScope(text)).toBeUndefined();
    },
  );
});

describe('purpose', () => {
  it.each([
    ['Essai clinique de phase III', ['humanResearch']],
    ['recherche impliquant la personne humaine (RIPH 1)', ['humanResearch']],
    ['EudraCT 2026-000001-11', ['humanResearch']],
    ['étude analytique', ['analyticalStudy']],
    ['comparateur pour contrôle qualité', ['analyticalStudy']],
    ['comparateur pour un essai clinique', ['humanResearch']],
    ['pour un particulier', ['privateIndividual']],
    ['USAGE PERSONNEL', ['privateIndividual']],
    ['rupture de stock d’un MITM', ['other']],
    ['importation de vrac pour conditionnement', ['other']],
    ['☐ Essai clinique ☒ Autre', ['other']],
    ['essai clinique et étude toxicologique', ['humanResearch', 'analyticalStudy']],
  ])('« %s » is %j', (text, purposes) => {
    expect(readPurposes(text)).toEqual(purposes);
  });

  it.each(['', 'besoin, en particulier pour les patients', '☐ Essai clinique ☐ Autre', 'à compléter'])(
    '« %s » gives no cue',
    (text) => {
      expect(readPurposes(text)).toBeUndefined();
    },
  );
});

describe('applicant and declaration', () => {
  it.each([
    ['Établissement pharmaceutique', 'pharmaceuticalEstablishment'],
    ['Exploitant', 'pharmaceuticalEstablishment'],
    ['PUI', 'hospitalPharmacy'],
    ['Pharmacie à usage intérieur', 'hospitalPharmacy'],
    ['particulier', 'privateIndividual'],
    ['Autre', 'other'],
    ['Autre : PUI d’un hôpital militaire', 'hospitalPharmacy'],
    ['PUI et établissement pharmaceutique', undefined],
    ['', undefined],
  ])('« %s » is the category %s', (text, category) => {
    expect(readApplicantCategory(text)).toBe(category);
  });

  it.each([
    ['DEI', 'initial'],
    ['Déclaration initiale (DEI)', 'initial'],
    ['DEC', 'complementary'],
    ['déclaration complémentaire', 'complementary'],
    ['☐ DEI ☒ DEC', 'complementary'],
    ['DEI / DEC', undefined],
    ['déc. 2026', undefined],
    ['', undefined],
  ])('« %s » is the declaration %s', (text, type) => {
    expect(readDeclarationType(text)).toBe(type);
  });
});

describe('yes or no', () => {
  it.each([
    'Oui',
    'OUI.',
    'Yes',
    '/Yes',
    'On',
    'X',
    'x',
    '☒',
    '☑',
    '✔',
    '\uf0fe',
    '☒ Oui ☐ Non',
    'Oui ☒ Non ☐',
    'Oui, Inde',
    '1',
    'true',
  ])('« %s » is yes', (text) => {
    expect(readYesNo(text)).toBe(true);
  });

  it.each(['Non', 'NO', 'Off', '/Off', '☐', '\uf06f', '', ' ', '____', '☐ Oui ☒ Non', 'Non – identique', '0', 'false'])(
    '« %s » is no',
    (text) => {
      expect(readYesNo(text)).toBe(false);
    },
  );

  it.each(['peut-être', 'non applicable', 'Onze', '☒ Oui ☒ Non'])('« %s » is neither', (text) => {
    expect(readYesNo(text)).toBeUndefined();
  });
});
