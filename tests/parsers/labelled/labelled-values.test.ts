import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelledValues } from '../../../parsers/labelled/labelled-values.ts';
import type { FormField, Segment } from '../../../parsers/page-content.ts';
import { printed, rawByField, where, words } from '../../builders/printed-page.ts';

const read = (...segments: Segment[]) => rawByField(labelledValues(printed(segments), where));

describe('a value is read', () => {
  it('beside its label, with or without a colon', () => {
    expect(
      read(words(50, 700, 'Dosage :'), words(150, 700, '25 mg'), words(50, 680, 'Voie'), words(150, 680, 'orale')),
    ).toEqual({
      strength: '25 mg',
      route: 'orale',
    });
  });

  it('behind the colon of its label, in one stretch of words', () => {
    expect(read(words(50, 700, 'Dosage : 25 mg'))).toEqual({ strength: '25 mg' });
  });

  it('at the end of the dots that lead to it', () => {
    expect(read(words(50, 700, 'Dosage ................ 25 mg'))).toEqual({ strength: '25 mg' });
  });

  it('under its label', () => {
    expect(read(words(50, 700, 'Dosage', { size: 8 }), words(52, 686, '25 mg'))).toEqual({ strength: '25 mg' });
  });

  it('under an explanation of its label', () => {
    const help = words(50, 691, '(exemple : 5 mg/ml)', { size: 7 });
    expect(read(words(50, 700, 'Dosage'), help, words(50, 680, '25 mg'))).toEqual({ strength: '25 mg' });
  });

  it('under each of several labels in a row', () => {
    const labels = [words(50, 700, 'Dosage'), words(150, 700, 'Forme pharmaceutique'), words(300, 700, 'Voie')];
    const values = [words(50, 687, '25 mg'), words(150, 687, 'Gélule'), words(300, 687, 'orale')];
    expect(read(...labels, ...values)).toEqual({ strength: '25 mg', pharmaceuticalForm: 'Gélule', route: 'orale' });
  });

  it('in two columns of labels and values', () => {
    const left = [words(50, 700, 'Dosage :'), words(120, 700, '25 mg')];
    const right = [words(300, 700, 'Voie :'), words(360, 700, 'orale')];
    expect(read(...left, ...right)).toEqual({ strength: '25 mg', route: 'orale' });
  });

  it('several to one stretch of words', () => {
    expect(read(words(50, 700, 'Dosage : 25 mg, voie : orale'))).toEqual({ strength: '25 mg', route: 'orale' });
  });

  it('over several lines, until the next label', () => {
    const address = [words(250, 700, '14 allée des Peupliers'), words(250, 688, '45999 Aubraie-sur-Loire')];
    const next = [words(50, 676, 'Dosage'), words(250, 676, '25 mg')];
    expect(read(words(50, 700, 'Adresse de l’importateur'), ...address, ...next)).toEqual({
      importerAddress: '14 allée des Peupliers\n45999 Aubraie-sur-Loire',
      strength: '25 mg',
    });
  });

  it('of which the label takes two lines', () => {
    const label = [words(50, 700, 'Nom du médicament ou numéro de'), words(50, 688, 'code')];
    expect(read(...label, words(250, 700, 'Fluvoxadine'))).toEqual({ nameOrCode: 'Fluvoxadine' });
  });

  it('higher than its label, where that stands in the middle of the cell', () => {
    const lines = [
      words(250, 706, 'paracétamol 150 mg'),
      words(250, 694, 'caféine 50 mg'),
      words(250, 682, 'codéine 5 mg'),
    ];
    expect(read(words(50, 694, 'Composition'), ...lines)).toEqual({
      composition: 'paracétamol 150 mg\ncaféine 50 mg\ncodéine 5 mg',
    });
  });

  it('with the box where it stands', () => {
    const [reading] = labelledValues(printed([words(50, 700, 'Dosage'), words(150, 700, '25 mg', { page: 1 })]), where);
    expect(reading?.source).toEqual({
      ...where,
      place: { kind: 'box', page: 1, x: 150, y: 697.5, width: 25, height: 10 },
    });
  });

  it('for the name and for the address that one label announces', () => {
    expect(
      read(words(50, 700, 'Nom et adresse de l’importateur : Aubraie SA, 3 place du Marché, 45999 Aubraie')),
    ).toEqual({
      importerName: 'Aubraie SA',
      importerAddress: '3 place du Marché, 45999 Aubraie',
    });
  });

  it('as written, for a person to look at, when it cannot be understood', () => {
    const [reading] = labelledValues(printed([words(50, 700, 'Pays de provenance : Syldavie')]), where);
    expect(reading).toMatchObject({ field: 'provenanceCountry', raw: 'Syldavie', state: 'unparsed' });
  });

  it('for the day of signing, where no label announces it', () => {
    expect(read(words(50, 100, 'Fait à Aubraie, le 3 juin 2026'))).toEqual({ signedOn: '3 juin 2026' });
    expect(read(words(50, 100, 'Fait à : Aubraie'), words(250, 100, 'le : 3 juin 2026'))).toEqual({
      signedOn: '3 juin 2026',
    });
  });
});

describe('a short label is read under its heading', () => {
  it('and of two side by side under the nearer one', () => {
    const rows = [words(50, 700, 'Exportateur'), words(300, 700, 'Fournisseur')];
    const names = [words(50, 680, 'Nom : Aubraie SA'), words(300, 680, 'Nom : Beispiel GmbH')];
    expect(read(...rows, ...names)).toEqual({ exporterName: 'Aubraie SA' });
  });

  it('its parts making one address', () => {
    const rows = [
      words(50, 700, 'Importateur'),
      words(50, 680, 'Adresse : 3 place du Marché'),
      words(50, 660, 'Code postal : 45999'),
      words(50, 640, 'Ville : Aubraie'),
    ];
    expect(read(...rows)).toEqual({ importerAddress: '3 place du Marché, 45999, Aubraie' });
  });

  it('that the page before ended with', () => {
    const first = words(50, 100, 'Importateur');
    expect(read(first, words(50, 800, 'Nom : Aubraie SA', { page: 2 }))).toEqual({ importerName: 'Aubraie SA' });
  });
});

describe('an answer is read by its tick', () => {
  const question = words(50, 700, 'Type d’opération');

  it.each([
    ['before it', '☐ Opération unique  ☒ Série d’opérations'],
    ['behind it', 'Opération unique ☐  Série d’opérations ☑'],
    ['in brackets', '[ ] Opération unique  [x] Série d’opérations'],
    ['in round brackets', '( ) Opération unique  (X) Série d’opérations'],
    ['in the letters of a symbol font', '\uf0a8 Opération unique  \uf0fe Série d’opérations'],
  ])('%s', (_, line) => {
    expect(read(question, words(50, 680, line))).toEqual({ scope: 'Série d’opérations' });
  });

  it('that is a cross in the next column', () => {
    const rows = [words(50, 680, 'Opération unique'), words(50, 660, 'Série d’opérations'), words(300, 660, 'X')];
    expect(read(question, ...rows)).toEqual({ scope: 'Série d’opérations' });
  });

  it('that is drawn as lines in its box', () => {
    const answers = [words(70, 680, 'Opération unique'), words(70, 660, 'Série d’opérations')];
    const shapes = [box(55, 679, 9), box(55, 659, 9), box(57, 661, 5)];
    expect(rawByField(labelledValues({ ...printed([question, ...answers]), shapes }, where))).toEqual({
      scope: 'Série d’opérations',
    });
  });

  it('without a question, where the words fit one only', () => {
    expect(read(words(50, 680, '☒ Pharmacie à usage intérieur  ☐ Particulier'))).toEqual({
      applicantCategory: 'Pharmacie à usage intérieur',
    });
  });

  it('more than once where several are allowed', () => {
    const purposes = [
      '☒ Recherche impliquant la personne humaine',
      '☒ Étude analytique',
      '☐ Usage personnel d’un particulier',
    ];
    const [reading] = labelledValues(printed(purposes.map((text, index) => words(50, 700 - index * 15, text))), where);
    expect(reading).toMatchObject({ field: 'purpose', value: ['humanResearch', 'analyticalStudy'] });
  });

  it('as « oui » for a box that says the origin differs', () => {
    expect(read(words(50, 680, '☒ Origine distincte de la provenance'))).toEqual({ originDiffers: 'Oui' });
  });

  it('but a square that is a bullet is none', () => {
    expect(read(words(50, 700, '■ Dosage : 25 mg'), words(50, 680, '■ Voie : orale'))).toEqual({
      strength: '25 mg',
      route: 'orale',
    });
  });

  it('and when no tick can be seen on a filled form, a person must look', () => {
    const filled = [
      ['Importateur', 'Aubraie SA'],
      ['Dosage', '25 mg'],
      ['Voie', 'orale'],
      ['Pays de provenance', 'Suisse'],
      ['Composition', 'fluvoxadine 25 mg'],
    ].flatMap(([label = '', value = ''], index) => [
      words(50, 600 - index * 20, label),
      words(200, 600 - index * 20, value),
    ]);
    const answers = [words(200, 700, 'Opération unique'), words(330, 700, 'Série d’opérations')];
    const readings = labelledValues(printed([question, ...answers, ...filled]), where);
    expect(readings.find((each) => each.field === 'scope')).toMatchObject({ state: 'unparsed' });
    expect(read(question, ...answers)).toEqual({});
  });
});

describe('a label is told from what stands around it', () => {
  it('« Dénomination » is the medicine, once the importer is named', () => {
    const rows = [words(50, 700, 'Importateur : Aubraie SA'), words(50, 680, 'Dénomination : Fluvoxadine')];
    expect(read(...rows)).toEqual({ importerName: 'Aubraie SA', nameOrCode: 'Fluvoxadine' });
    const under = [words(50, 700, 'Importateur'), words(50, 680, 'Dénomination : Aubraie SA')];
    expect(read(...under)).toEqual({ importerName: 'Aubraie SA' });
  });

  it('a heading that is printed over each of its labels is part of them', () => {
    const label = [words(50, 700, 'QUANTITES IMPORTEES'), words(50, 688, 'quantité globale envisagée')];
    expect(read(...label, words(250, 700, '12 000 flacons'))).toEqual({ globalQuantity: '12 000 flacons' });
  });

  it('in two languages, of which the second goes on in the next line', () => {
    const label = [words(50, 700, 'Type de demandeur / Applicant'), words(50, 688, 'category')];
    expect(read(...label, words(250, 700, '[ ] PUI'), words(250, 686, '[X] Autre / Other'))).toEqual({
      applicantCategory: 'Autre / Other',
    });
  });

  it('a line of an answer that begins with the words of one is none', () => {
    const rows = ['Dosage', 'Voie', 'Importateur', 'Pays de provenance'].flatMap((label, index) => [
      words(50, 700 - index * 30, label),
      words(150, 700 - index * 30, ['25 mg', 'orale', 'Aubraie SA', 'Suisse'][index] ?? ''),
    ]);
    const long = [words(50, 500, 'Composition : fluvoxadine (sous la'), words(50, 488, 'forme de chlorhydrate) 25 mg')];
    expect(read(...rows, ...long)).not.toHaveProperty('pharmaceuticalForm');
  });

  it('small print between the lines of a label and of its value blocks nothing', () => {
    const label = [words(50, 700, 'Forme pharmaceutique'), words(50, 688, 'Cocher ou compléter', { size: 6 })];
    expect(read(...label, words(250, 700, 'Poudre pour solution'), words(250, 688, 'injectable'))).toEqual({
      pharmaceuticalForm: 'Poudre pour solution\ninjectable',
    });
  });
});

describe('a value that is seen in part is left to a person', () => {
  const rows = ['Dosage', 'Voie', 'Importateur', 'Pays de provenance', 'Nom de marque'].flatMap((label, index) => [
    words(50, 700 - index * 14, label),
    words(250, 700 - index * 14, ['25 mg', 'orale', 'Aubraie SA', 'Suisse', 'Néravoxa'][index] ?? ''),
  ]);
  const states = (...segments: Segment[]) =>
    Object.fromEntries(labelledValues(printed([...rows, ...segments]), where).map((each) => [each.field, each.state]));

  it('as its letters are far too large for its label', () => {
    expect(states(words(50, 500, 'Composition'), words(250, 496, 'fluvoxadine', { size: 26 }))).toMatchObject({
      composition: 'unparsed',
      route: 'parsed',
    });
  });

  it('as it begins in the middle of a sentence', () => {
    const label = [words(50, 500, 'Numéro d’essai'), words(50, 488, 'Justification')];
    const value = [words(250, 498, 'Tension liée à la demande ;'), words(250, 488, 'constitution d’un stock.')];
    const found = states(...label, ...value);
    expect([found.justification, found.trialNumber]).not.toContain('parsed');
  });
});

describe('nothing is invented', () => {
  it.each([
    ['the next label', [words(50, 700, 'Dosage :'), words(50, 685, 'Voie : orale')], { route: 'orale' }],
    ['a heading', [words(50, 700, 'Dosage'), words(50, 686, 'Importateur')], {}],
    ['a title', [words(50, 700, 'Dosage'), words(50, 686, 'Déclaration d’exportation de médicament')], {}],
    ['an instruction', [words(50, 700, 'Dosage'), words(50, 686, 'Indiquer le dosage de chaque substance')], {}],
    [
      'an explanation without any sign of one',
      [words(50, 700, 'Composition'), words(50, 686, 'qualitative et quantitative en substances actives')],
      {},
    ],
    ['small print beside the label', [words(50, 700, 'Dosage'), words(90, 700, 'unité comprise', { size: 7 })], {}],
    ['an article of law', [words(50, 700, 'Dosage'), words(300, 700, 'CSP R5121-111 3°')], {}],
    ['dots to be filled', [words(50, 700, 'Dosage : ......................')], {}],
    [
      'the number of the next item',
      [words(50, 700, 'Dosage'), words(50, 688, '4.'), words(65, 688, 'Importateur')],
      {},
    ],
    [
      'the answers that are offered',
      [words(50, 700, 'Type d’opération :'), words(200, 700, 'Opération unique / Série d’opérations')],
      {},
    ],
    ['a label that is not known', [words(50, 700, 'Dosage :'), words(50, 688, 'Température de conservation :')], {}],
    ['the footer far below', [words(50, 700, 'Dosage'), words(50, 40, 'Page 1 sur 2')], {}],
  ] as const)('from %s', (_, segments, expected) => {
    expect(read(...segments)).toEqual(expected);
  });

  it('from an unknown label that looks as the known ones do', () => {
    const bold = { font: 'bold' };
    const rows = ['Dosage', 'Voie', 'Importateur', 'Composition', 'Présentation'].flatMap((label, index) => [
      words(50, 700 - index * 16, label, bold),
      words(200, 700 - index * 16, `valeur ${index}`),
    ]);
    const blank = [words(50, 620, 'Contexte', bold), words(50, 606, 'Température', bold), words(200, 606, '5 °C')];
    expect(read(...rows, ...blank)).not.toHaveProperty('justification');
    expect(read(...rows, ...blank)).toMatchObject({ presentation: 'valeur 4' });
  });

  it('from words of a sentence that are set in bold', () => {
    const line = [
      words(50, 700, 'Nous importons le'),
      words(140, 700, 'médicament', { font: 'bold' }),
      words(195, 700, 'Testamol en mars.'),
    ];
    expect(read(...line)).toEqual({});
  });

  it('from a line of a paragraph that is a label by chance', () => {
    const paragraph = [
      words(50, 700, 'La quantité est limitée, et nous connaissons bien ce'),
      words(50, 688, 'médicament.'),
    ];
    expect(read(...paragraph, words(50, 660, 'Nous restons à votre disposition.'))).toEqual({});
  });
});

describe('a form field whose name tells nothing', () => {
  const field = (value: string, x: number, y: number): FormField => ({
    name: 'Champ1',
    label: '',
    kind: 'text',
    value,
    widgets: [{ page: 1, box: { x, y, width: 150, height: 16 }, choice: undefined, ticked: false }],
  });

  it('is read by the label beside its box, and keeps its name as its place', () => {
    const filled = field('25 mg', 150, 696);
    const found = labelledValues(
      { ...printed([words(50, 700, 'Dosage')]), fields: [filled], unmatched: [filled] },
      where,
    );
    expect(found).toMatchObject([
      { field: 'strength', raw: '25 mg', source: { place: { kind: 'field', name: 'Champ1', page: 1 } } },
    ]);
  });

  it('is read by the label above its box', () => {
    const filled = field('25 mg', 50, 676);
    const found = labelledValues(
      { ...printed([words(50, 696, 'Dosage', { size: 8 })]), fields: [filled], unmatched: [filled] },
      where,
    );
    expect(rawByField(found)).toEqual({ strength: '25 mg' });
  });

  it('of two boxes to tick is read by the words behind the ticked one', () => {
    const tick: FormField = {
      name: 'Case1',
      label: '',
      kind: 'checkbox',
      value: 'B',
      widgets: [tickBox(55, 679, 'A', false), tickBox(55, 659, 'B', true)],
    };
    const answers = [words(70, 681, 'Opération unique'), words(70, 661, 'Série d’opérations')];
    const found = labelledValues({ ...printed(answers), fields: [tick], unmatched: [tick] }, where);
    expect(found).toMatchObject([
      { field: 'scope', value: 'series', source: { place: { kind: 'field', name: 'Case1' } } },
    ]);
  });

  it('keeps other words from being taken for an empty box', () => {
    const empty = field('', 100, 696);
    const found = labelledValues(
      {
        ...printed([words(50, 700, 'Dosage'), words(300, 700, 'à préciser par le médecin')]),
        fields: [empty],
        unmatched: [],
      },
      where,
    );
    expect(found).toEqual([]);
  });
});

describe('on any page', () => {
  const text = fc.oneof(
    fc.constantFrom('Dosage', 'Importateur :', 'Nom', '☒', '25 mg', '(ex : gélule)', '.....', 'X'),
    fc.string(),
  );
  const segment = fc.record({ x: fc.integer({ min: 0, max: 560 }), y: fc.integer({ min: 0, max: 840 }), text });

  it('reading ends, and no value is blank', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 60 }), (segments) => {
        const readings = labelledValues(printed(segments.map((each) => words(each.x, each.y, each.text))), where);
        expect(readings.every((each) => each.raw.trim() !== '')).toBe(true);
      }),
    );
  });

  it('reading ends, however many labels there are', () => {
    const crowd = Array.from({ length: 20_000 }, (_, index) =>
      words(50 + (index % 40) * 90, 9_000 - Math.floor(index / 40) * 12, 'Dosage'),
    );
    expect(read(...crowd)).toEqual({});
  });
});

function tickBox(x: number, y: number, choice: string, ticked: boolean) {
  return { page: 1, box: { x, y, width: 10, height: 10 }, choice, ticked };
}

function box(x: number, y: number, side: number) {
  return { page: 1, x, y, width: side, height: side };
}
