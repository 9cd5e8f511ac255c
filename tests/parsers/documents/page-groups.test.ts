import { describe, expect, it } from 'vitest';
import { pageGroups } from '../../../parsers/documents/page-groups.ts';
import type { FormField, PageContent } from '../../../parsers/page-content.ts';
import { words } from '../../builders/printed-page.ts';

const title = 'Demande d’autorisation d’importation de médicament';
const rows = ['Importateur', 'Nom de marque', 'Composition', 'Dosage', 'Voie d’administration', 'Pays de provenance'];
const form = [title, ...rows.map((each) => `${each} : valeur`)];
const letter = [
  'Aubraie SA',
  'Objet : demande d’autorisation d’importation',
  'Madame, Monsieur,',
  'Nous sollicitons cette autorisation.',
];
const closing = 'Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.';

/** A file with these lines on its pages. */
function file(...pages: readonly (readonly string[])[]): PageContent {
  return {
    pages: pages.length,
    fields: [],
    segments: pages.flatMap((lines, page) =>
      lines.map((each, index) => words(50, 800 - index * 20, each, { page: page + 1 })),
    ),
    shapes: [],
    text: pages.map((lines) => lines.join('\n')).join('\f'),
    scannedPages: [],
    whole: true,
  };
}

const groups = (...pages: readonly (readonly string[])[]) => pageGroups(file(...pages));

describe('a new document begins', () => {
  it.each([
    ['with a form behind a letter', [[...letter, closing], form], [[1], [2]]],
    ['with a letter behind a form', [form, [...letter, closing]], [[1], [2]]],
    ['with a form behind a letter that ends without a known formula', [letter, form], [[1], [2]]],
    ['with a second form', [form, form], [[1], [2]]],
    ['with a second form whose title is a picture', [form.slice(1), form.slice(1)], [[1], [2]]],
    [
      'with a second letter',
      [
        [...letter, closing],
        [...letter, closing],
      ],
      [[1], [2]],
    ],
    ['with a prescription', [form, ['Ordonnance', 'Docteur Vernier']], [[1], [2]]],
    ['with the print of a table', [form, ['Tableau d’imputation', 'Date  Quantité  Solde']], [[1], [2]]],
    [
      'with each of many',
      [[...letter], ['Fin de la lettre', closing], form, ['Cadre réservé à l’agence'], form],
      [[1, 2], [3, 4], [5]],
    ],
  ])('%s', (_, pages, expected) => {
    expect(groups(...pages)).toEqual(expected);
  });

  it('with the first page that has form fields, though its title says nothing', () => {
    const field: FormField = {
      name: 'Champ1',
      label: '',
      kind: 'text',
      value: '5 mg',
      widgets: [{ page: 2, box: { x: 50, y: 700, width: 100, height: 15 }, choice: undefined, ticked: false }],
    };
    expect(pageGroups({ ...file([...letter, closing], form.slice(1)), fields: [field] })).toEqual([[1], [2]]);
  });
});

describe('a document goes on', () => {
  it.each([
    ['over the second page of a form', [form, ['Signataire : Hélène Marchais', 'Date de signature : 3 juin 2026']]],
    [
      'under a title that is repeated on each page',
      [form, [title, 'Signataire : X', 'Justification : rupture', 'SIRET : 1', 'Contact : Y', 'Période : 3 mois']],
    ],
    ['over the second page of a letter', [letter, ['En outre, la composition est connue.', closing]]],
    [
      'over a list of medicines in a letter',
      [
        [...letter, ...rows.map((each) => `${each} : a`)],
        [...rows.map((each) => `${each} : b`), closing],
      ],
    ],
    ['over an annex without title', [[...letter, closing], ['Calendrier prévisionnel : mars, juin']]],
    ['over an annex named in an open letter', [letter, ['Certificat d’analyse', 'Ordonnance', closing]]],
  ])('%s', (_, pages) => {
    expect(groups(...pages)).toEqual([[1, 2]]);
  });
});

it('pages whose text was not read stay one document', () => {
  expect(pageGroups({ ...file([]), pages: 3, text: '' })).toEqual([[1, 2, 3]]);
});
