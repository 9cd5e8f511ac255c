import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formLabels, jointLabels, otherLabels } from '../../../data/reference/form-labels.ts';
import { formSections, type SectionName } from '../../../data/reference/form-sections.ts';
import { labelKey } from '../../../parsers/labelled/label-key.ts';
import { fieldOfLabel, isHelp, isLabelTalk, labelOf, sectionOfHeading } from '../../../parsers/labelled/labels.ts';
import { exportFormDescription } from '../../../templates/forms/export-form.ts';
import { items } from '../../../templates/forms/form-description.ts';
import { importFormDescription } from '../../../templates/forms/import-form.ts';
import type { FieldName } from '../../../worker/domain/fields.ts';

const fieldNames = Object.keys(formLabels) as FieldName[];
const sectionNames = Object.keys(formSections) as SectionName[];

describe('the table of labels', () => {
  it('gives every label to its own field', () => {
    const astray = fieldNames.flatMap((field) => formLabels[field].filter((label) => fieldOfLabel(label) !== field));
    expect(astray).toEqual([]);
  });

  it('gives no label two meanings', () => {
    const meanings = [
      ...fieldNames.flatMap((field) => formLabels[field].map((label) => [labelKey(label), field] as const)),
      ...jointLabels.flatMap(({ labels, fields }) =>
        labels.map((label) => [labelKey(label), fields.join('+')] as const),
      ),
      ...otherLabels.map((label) => [labelKey(label), 'other'] as const),
    ];
    const twice = meanings.filter(([key, field]) => meanings.some(([other, its]) => other === key && its !== field));
    expect(twice).toEqual([]);
  });

  it('knows the labels, tooltips and names of the project’s own forms', () => {
    const own = [...items(importFormDescription), ...items(exportFormDescription)];
    const unknown = own.flatMap((item) => {
      if (item.kind === 'blank' || item.kind === 'check') return [];
      return [item.label, item.name, item.tooltip ?? item.label].filter((text) => fieldOfLabel(text) !== item.field);
    });
    expect(unknown).toEqual([]);
  });

  it('knows the headings of the project’s own forms under which labels are short', () => {
    const titles = importFormDescription.sections.map((section) => sectionOfHeading(section.title));
    expect(titles).toEqual(['importer', 'product', 'operation', undefined, 'contact', 'signatory', 'agency']);
  });
});

describe('a label is known', () => {
  it.each([
    ['VOIE D’ADMINISTRATION', 'route'],
    ['voie d’administration :', 'route'],
    ['Administration (voie d’)', 'route'],
    ['3. Pays de provenance *', 'provenanceCountry'],
    ['2° Pays de provenance (1)', 'provenanceCountry'],
    ['IV – Pays de provenance', 'provenanceCountry'],
    ['Pays d’origine (s’il est distinct)', 'originCountry'],
    ['Pays d’origine, s’il est distinct du pays de provenance', 'originCountry'],
    ['Objectif(s) de l’importation', 'purpose'],
    ['Quantités importées', 'quantity'],
    ['DENOMINATION – Nom de marque', 'brandName'],
    ['QUANTITES IMPORTEES – quantité globale envisagée', 'globalQuantity'],
    ['N° d’autorisation', 'importAuthorisationNumber'],
    ['Numéro de l’autorisation', 'importAuthorisationNumber'],
    ['Dosage / Strength', 'strength'],
    ['Raison sociale de l’exportateur', 'exporterName'],
    ['Adresse complète du demandeur', 'importerAddress'],
    ['Téléphone de la personne à contacter', 'contact'],
  ] as const)('as « %s »', (label, field) => {
    expect(fieldOfLabel(label)).toBe(field);
  });

  it.each([
    ['importateur_nom', 'importerName'],
    ['paysDeProvenance', 'provenanceCountry'],
    ['form1[0].Page1[0].Nom_de_marque[0]', 'brandName'],
    ['importateur.adresse.ville', 'importerAddress'],
    ['importateur.identite.nom', 'importerName'],
    ['Dosage_2', 'strength'],
    ['Champ12', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ] as const)('by the name of a form field: %s', (name, field) => {
    expect(fieldOfLabel(name)).toBe(field);
  });
});

describe('a short label', () => {
  it.each([
    ['Nom', 'importer', 'importerName'],
    ['Nom', 'exporter', 'exporterName'],
    ['Nom', 'product', 'nameOrCode'],
    ['Nom', 'signatory', 'signatoryName'],
    ['Qualité', 'signatory', 'signatoryTitle'],
    ['Qualité', 'importer', 'applicantCategory'],
    ['Date', 'signatory', 'signedOn'],
    ['Code postal', 'importer', 'importerAddress'],
    ['Téléphone', 'contact', 'contact'],
    ['N°', 'agency', 'reservedForAgency'],
  ] as const)('« %s » under the heading %s is %s', (label, section, field) => {
    expect(fieldOfLabel(label, section)).toBe(field);
  });

  it.each(['Nom', 'Adresse', 'Téléphone', 'Date', 'Qualité'])('« %s » under no heading is nobody’s', (label) => {
    expect(fieldOfLabel(label)).toBeUndefined();
    expect(labelOf(label)).toBeDefined();
  });

  it.each(['Nom', 'Adresse', 'Raison sociale', 'SIRET'])(
    '« %s » under a supplier’s heading is not the importer’s',
    (label) => {
      expect(fieldOfLabel(label, 'otherParty')).toBeUndefined();
    },
  );

  it('that names the importer is the importer’s even under a supplier’s heading', () => {
    expect(fieldOfLabel('Adresse de l’importateur', 'otherParty')).toBe('importerAddress');
  });
});

describe('what is no label', () => {
  it.each(['Comprimé pelliculé', '500 mg', 'Suisse', 'Laboratoires Aubraie', '', '–', 'Madame, Monsieur,'])(
    '« %s » is none',
    (text) => {
      expect(labelOf(text)).toBeUndefined();
    },
  );

  it.each(['(exemple : gélule)', 'Indiquer la substance active', 'R5121-111 3°', 'terme EDQM – exemple : gélule'])(
    '« %s » is an explanation',
    (text) => {
      expect(isHelp(text)).toBe(true);
    },
  );

  it('words of labels only are no answer, a name or a number is one', () => {
    expect(isLabelTalk('qualitative et quantitative en substances actives')).toBe(true);
    expect(isLabelTalk('numéro et rue, code postal, ville, pays')).toBe(true);
    expect(isLabelTalk('paracétamol 150 mg')).toBe(false);
    expect(isLabelTalk('12 mois')).toBe(false);
  });

  it('any text may be asked about', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom(...formLabels.nameOrCode));
    fc.assert(
      fc.property(text, fc.option(fc.constantFrom(...sectionNames), { nil: undefined }), (label, section) => {
        const field = fieldOfLabel(label, section);
        expect(field === undefined || fieldNames.includes(field)).toBe(true);
      }),
    );
  });
});
