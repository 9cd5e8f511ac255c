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
    ['plusieurs importations', 'series'],
    ['en 4 fois', 'series'],
    ['12 livraisons', 'series'],
    ['dix-huit envois', 'series'],
    ['50 000 boîtes en 4 opérations', 'series'],
    ['1 opération', 'single'],
    ['importation ponctuelle', 'single'],
    ['Single', 'single'],
    ['series of operations', 'series'],
    ['✔ Opération unique', 'single'],
    ['Série d’opérations ✔', 'series'],
    ['4 opérations', 'series'],
    ['quatre opérations', 'series'],
    ['☐ Opération unique ☒ Série d’opérations', 'series'],
    ['[ ] Opération unique [x] Série d’opérations', 'series'],
    ['Opération unique ☐ Série d’opérations ☒', 'series'],
  ])('« %s » is %s', (text, scope) => {
    expect(readScope(text)).toBe(scope);
  });

  it.each([
    '',
    'une opération par mois',
    'une importation chaque trimestre',
    'non unique',
    'opération unique ou série',
    '☒ unique ☒ série',
    '☐ unique ☐ série',
    'à voir',
  ])('« %s » is neither', (text) => {
    expect(readScope(text)).toBeUndefined();
  });
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
    ['ESSAIS CLINIQUES', ['humanResearch']],
    ['étude clinique de phase II', ['humanResearch']],
    ['Clinical trial', ['humanResearch']],
    ['médicament expérimental', ['humanResearch']],
    ['recherche biomédicale', ['humanResearch']],
    ['étude pharmacologique', ['analyticalStudy']],
    ['essais analytiques', ['analyticalStudy']],
    ['substances de référence', ['analyticalStudy']],
    ['contrôle qualité', ['analyticalStudy']],
    ['analyses', ['analyticalStudy']],
    ['je suis un particulier', ['privateIndividual']],
    ['pour mon traitement', ['privateIndividual']],
    ['colis à la douane', ['privateIndividual']],
    ['tensions d’approvisionnement', ['other']],
    ['pénurie', ['other']],
    ['arrêt de commercialisation', ['other']],
    ['stock de sécurité', ['other']],
    ['shortage', ['other']],
    ['produit semi-fini', ['other']],
    ['congrès médical', ['other']],
    ['réexportation', ['other']],
    ['Autre', ['other']],
  ])('« %s » is %j', (text, purposes) => {
    expect(readPurposes(text)).toEqual(purposes);
  });

  it.each([
    'hors essai clinique',
    'il ne s’agit pas d’un essai clinique',
    'classe pharmacologique : antalgique',
    'traitement de l’hypertension, de la tension artérielle',
    'sans rupture de la chaîne du froid',
    'un contexte particulier',
    '',
    'besoin, en particulier pour les patients',
    '☐ Essai clinique ☐ Autre',
    'à compléter',
  ])('« %s » gives no cue', (text) => {
    expect(readPurposes(text)).toBeUndefined();
  });
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
    ['Laboratoire exploitant', 'pharmaceuticalEstablishment'],
    ['importateur', 'pharmaceuticalEstablishment'],
    ['dépositaire', 'pharmaceuticalEstablishment'],
    ['Grossiste-répartiteur', 'pharmaceuticalEstablishment'],
    ['CHU', 'hospitalPharmacy'],
    ['Centre hospitalier', 'hospitalPharmacy'],
    ['établissement de santé', 'hospitalPharmacy'],
    ['Particulier (personne physique)', 'privateIndividual'],
    ['université', 'other'],
    ['ambassade', 'other'],
    ['☐ Établissement pharmaceutique ☒ PUI ☐ Particulier', 'hospitalPharmacy'],
    ['Particulier ou PUI', undefined],
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

  it.each([
    'peut-être',
    'non applicable',
    'Onze',
    'Non-applicable',
    'non renseigné',
    'oui non',
    'OUI/NON',
    'O',
    '☒ Oui ☒ Non',
  ])('« %s » is neither', (text) => {
    expect(readYesNo(text)).toBeUndefined();
  });
});
