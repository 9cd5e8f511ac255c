import { agencySection, contactSection, signatorySection } from './closing-sections.ts';
import type { ClosingField } from './closing-sections.ts';
import type { Section } from './form-description.ts';
import { radio, text } from './items.ts';
import { medicineRows } from './medicine-rows.ts';
import type { MedicineField } from './medicine-rows.ts';

/** The fields of the domain that the export form has a box for. */
export type ExportFormField =
  | MedicineField
  | ClosingField
  | 'exporterName'
  | 'exporterAddress'
  | 'siret'
  | 'declarationType'
  | 'previousDeclarationNumber'
  | 'changes'
  | 'indications'
  | 'destinationCountries'
  | 'reasonWithoutMarketingAuthorisation'
  | 'pharmacologicalData'
  | 'qualityData';

const exporter: Section<ExportFormField> = {
  title: 'Exportateur',
  hint: 'établissement pharmaceutique établi en France',
  law: 'CSP R5121-135',
  rows: [
    [
      text('exporterName', 'exportateur_nom', 8, 'Exportateur – nom ou raison sociale'),
      text('siret', 'siret', 4, 'Numéro SIRET', { help: '14 chiffres' }),
    ],
    [
      text('exporterAddress', 'exportateur_adresse', 12, 'Adresse de l’exportateur', {
        help: 'numéro et rue, code postal, ville',
      }),
    ],
  ],
};

const declaration: Section<ExportFormField> = {
  title: 'Déclaration',
  hint: 'complémentaire en cas de modification du médicament ou du dossier déjà déclarés',
  law: 'CSP R5121-135',
  rows: [
    [
      radio('declarationType', 'type_declaration', 7, 'Type de déclaration', [
        { value: 'initial', label: 'Initiale (DEI)' },
        { value: 'complementary', label: 'Complémentaire (DEC)' },
      ]),
      text('previousDeclarationNumber', 'numero_declaration_initiale', 5, 'Déclaration initiale n°', {
        help: 'déclaration complémentaire seulement',
        tooltip: 'Numéro de la déclaration initiale',
      }),
    ],
    [
      text('changes', 'modification_declaree', 12, 'Modification déclarée', {
        help: 'déclaration complémentaire seulement',
      }),
    ],
  ],
};

const medicine: Section<ExportFormField> = {
  title: 'Médicament',
  hint: 'un formulaire par médicament',
  law: 'CSP R5121-135 1° à 3°',
  rows: [
    ...medicineRows,
    [text('indications', 'indications_therapeutiques', 12, 'INDICATIONS THERAPEUTIQUES', { lines: 2 })],
  ],
};

const destination: Section<ExportFormField> = {
  title: 'Destination et motif',
  law: 'CSP L5124-11',
  rows: [
    [
      text('destinationCountries', 'pays_de_destination', 12, 'Pays de destination', {
        help: 'pays tiers à l’Union européenne – séparer par des virgules',
      }),
    ],
    [
      text(
        'reasonWithoutMarketingAuthorisation',
        'motif_absence_amm',
        12,
        'Motif de l’absence d’autorisation de mise sur le marché (AMM) en France',
        { lines: 2 },
      ),
    ],
  ],
};

const dossier: Section<ExportFormField> = {
  title: 'Dossier joint',
  hint: 'indiquer le nom des pièces jointes',
  law: 'CSP R5121-135 4° et 5°',
  rows: [
    [
      text(
        'pharmacologicalData',
        'donnees_pharmacologiques',
        6,
        'Données pharmacologiques, toxicologiques et cliniques',
      ),
      text('qualityData', 'donnees_qualite', 6, 'Données de qualité', {
        help: 'dont méthodes de fabrication et de contrôle',
      }),
    ],
  ],
};

/** The sections of the export form, in reading order. */
export const exportSections: readonly Section<ExportFormField>[] = [
  exporter,
  declaration,
  medicine,
  destination,
  dossier,
  contactSection,
  signatorySection('pharmacien responsable ou son délégué'),
  agencySection,
];
