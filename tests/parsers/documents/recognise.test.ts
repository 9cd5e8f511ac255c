import { describe, expect, it } from 'vitest';
import { readLabelledLines } from '../../../parsers/labelled/labelled-lines.ts';
import { recognise } from '../../../parsers/documents/recognise.ts';
import { where } from '../../builders/printed-page.ts';

const kindOf = (text: string, fileName = '') => recognise({ fileName, text, readings: [], hasFields: false }).kind;

const values = (text: string) =>
  readLabelledLines(
    text.split('\n').map((each, line) => ({ line, text: each })),
    where,
  );

const letter = `Laboratoires Aubraie
Objet : demande d’autorisation d’importation de médicament
Madame, Monsieur,
Nous sollicitons une autorisation d’importation pour Néravoxa 25 mg.
Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`;

describe('a document is recognised by its title', () => {
  it.each([
    ['importForm', 'Autorisation d’importation de médicament – Formulaire\nDénomination'],
    ['importForm', 'DEMANDE D’AUTORISATION D’IMPORTATION DE MEDICAMENT'],
    ['exportForm', 'Déclaration d’exportation de médicament\nDonnées de qualité : Module 3'],
    ['prescription', 'Docteur Anne Exemple\nORDONNANCE\nTestamol 5 mg'],
    ['undertaking', 'Engagement de ne pas distribuer\nJe soussigné'],
    ['qualityData', 'Module 3 – Qualité'],
    ['pharmacologicalData', 'Module 4 – Rapports non cliniques'],
  ])('%s: « %s »', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('and says so in French, with the words as they stand', () => {
    const { by } = recognise({ fileName: '', text: 'ORDONNANCE\nTestamol', readings: [], hasFields: false });
    expect(by).toBe('titre «\u00a0ORDONNANCE\u00a0»');
  });

  it.each([
    ['the help sheet of the form', 'Aide au remplissage du formulaire d’autorisation d’importation de médicament'],
    [
      'the table of imports',
      'Autorisation d’importation de médicament – Tableau d’imputation à remplir par l’importateur',
    ],
    ['a sentence with the same words', 'et les pièces suivantes :\nordonnance.\nMerci'],
  ])('but not %s', (_, text) => {
    expect(kindOf(text)).toBe('other');
  });
});

describe('a document is recognised by its words', () => {
  it.each([
    ['requestLetter', letter],
    [
      'issuedAuthorisation',
      'Vu le code de la santé publique\nLa société Aubraie est autorisée à importer 1 500 boîtes.',
    ],
    [
      'trialAcknowledgement',
      'Accusé de réception\nde votre demande d’autorisation d’essai clinique EudraCT 2026-000123-12',
    ],
    ['undertaking', 'Je m’engage à ne pas distribuer le médicament avant l’autorisation de la recherche.'],
  ])('%s', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('a decision that bears the title of the form is the decision', () => {
    const decision =
      'Autorisation d’importation de médicament\nVu le code de la santé publique\nest autorisée à importer\nPour le directeur général';
    expect(kindOf(decision)).toBe('issuedAuthorisation');
  });

  it('a request letter that names its annexes is still the letter', () => {
    const annexes = `${letter}\nPJ : accusé de réception de la demande d’autorisation d’essai clinique EudraCT, ordonnance`;
    expect(kindOf(annexes)).toBe('requestLetter');
  });

  it('a letter about something else is not a request', () => {
    expect(
      kindOf('Madame, Monsieur,\nNous vous adressons nos vœux.\nVeuillez agréer nos salutations distinguées.'),
    ).toBe('other');
  });
});

describe('a document is recognised by what was read in it', () => {
  const readings = values(
    'Importateur : Aubraie SA\nDosage : 25 mg\nVoie : orale\nPays de provenance : Suisse\nQuantité : 3 boîtes',
  );

  it('when four fields or more are those of a form', () => {
    const { kind, by } = recognise({ fileName: '', text: '', readings, hasFields: true });
    expect(kind).toBe('importForm');
    expect(by).toBe('5 champs de formulaire reconnus');
  });

  it('but not when they could be of either form', () => {
    const either = values('Dosage : 25 mg\nVoie : orale\nComposition : x 5 mg\nPersonne à contacter : Mme X');
    expect(recognise({ fileName: '', text: '', readings: either, hasFields: true }).kind).toBe('other');
  });

  it('its prose counts before them', () => {
    expect(recognise({ fileName: '', text: letter, readings, hasFields: false }).kind).toBe('requestLetter');
  });
});

describe('a file name is the weakest evidence', () => {
  it('that tells where nothing else does', () => {
    const { kind, by } = recognise({
      fileName: 'ordonnance_dupond.pdf',
      text: 'Testamol',
      readings: [],
      hasFields: false,
    });
    expect({ kind, by }).toEqual({ kind: 'prescription', by: 'nom de fichier' });
  });

  it('and yields to the text', () => {
    expect(kindOf(letter, 'ordonnance.pdf')).toBe('requestLetter');
  });

  it('and never makes a form', () => {
    expect(kindOf('page blanche', 'formulaire autorisation importation.pdf')).toBe('other');
  });
});

it('a document without evidence is not guessed', () => {
  expect(kindOf('Bonjour, voici la brochure de notre société.')).toBe('other');
  expect(kindOf('')).toBe('other');
});
