import type { Purpose } from '../../worker/domain/fields.ts';
import { agencySection, contactSection, signatorySection } from './closing-sections.ts';
import type { ClosingField } from './closing-sections.ts';
import type { Item, Section } from './form-description.ts';
import { check, radio, text } from './items.ts';
import { medicineRows } from './medicine-rows.ts';
import type { MedicineField } from './medicine-rows.ts';

/** The fields of the domain that the import form has a box for. */
export type ImportFormField =
  | MedicineField
  | ClosingField
  | 'importerName'
  | 'importerAddress'
  | 'applicantCategory'
  | 'siret'
  | 'provenanceCountry'
  | 'originCountry'
  | 'originDiffers'
  | 'scope'
  | 'quantity'
  | 'globalQuantity'
  | 'plannedOperations'
  | 'periodMonths'
  | 'purpose'
  | 'justification'
  | 'trialNumber';

const importer: Section<ImportFormField> = {
  title: 'Importateur',
  hint: 'personne physique ou morale responsable de l’importation',
  law: 'CSP R5121-111 1°',
  rows: [
    [
      text('importerName', 'importateur_nom', 8, 'Importateur – nom ou raison sociale'),
      text('siret', 'siret', 4, 'Numéro SIRET', { help: '14 chiffres' }),
    ],
    [
      text('importerAddress', 'importateur_adresse', 12, 'Adresse de l’importateur', {
        help: 'numéro et rue, code postal, ville, pays',
      }),
    ],
    [
      radio('applicantCategory', 'qualite_demandeur', 12, 'Qualité du demandeur', [
        { value: 'pharmaceuticalEstablishment', label: 'Établissement pharmaceutique' },
        { value: 'hospitalPharmacy', label: 'Pharmacie à usage intérieur' },
        { value: 'other', label: 'Autre organisme' },
        { value: 'privateIndividual', label: 'Particulier' },
      ]),
    ],
  ],
};

const medicine: Section<ImportFormField> = {
  title: 'Médicament',
  hint: 'un formulaire par médicament\u00a0; nom de marque ou, à défaut, nom ou numéro de code',
  law: 'CSP R5121-111 3°',
  rows: medicineRows,
};

const operation: Section<ImportFormField> = {
  title: 'Opération',
  hint: 'remplir une seule des deux lignes de quantité',
  law: 'CSP R5121-111 2° et 4°, R5121-109',
  rows: [
    [
      text('provenanceCountry', 'pays_de_provenance', 4, 'Pays de provenance'),
      check('originDiffers', 'yes', 'origine_distincte', 4, 'Origine distincte de la provenance'),
      text('originCountry', 'pays_d_origine', 4, 'Pays d’origine', {
        help: 's’il est distinct',
        tooltip: 'Pays d’origine, s’il est distinct du pays de provenance',
      }),
    ],
    [
      text('quantity', 'nombre_d_unites', 12, 'QUANTITES IMPORTEES – nombre d’unités', {
        help: 'opération unique – exemple\u00a0: 15 boîtes de 25 comprimés',
      }),
    ],
    [
      text('globalQuantity', 'quantite_globale', 12, 'QUANTITES IMPORTEES – quantité globale envisagée', {
        help: 'série – exemple\u00a0: 50 000 boîtes en 4 opérations dans un délai de 12 mois',
      }),
    ],
    [
      radio(
        'scope',
        'type_operation',
        6,
        'Type d’opération',
        [
          { value: 'single', label: 'Opération unique' },
          { value: 'series', label: 'Série d’opérations' },
        ],
        { help: 'unique\u00a0: dans les trois mois\u00a0; série\u00a0: un an au plus' },
      ),
      text('plannedOperations', 'nombre_d_operations', 3, 'Nombre d’opérations', { help: 'série' }),
      text('periodMonths', 'periode', 3, 'Période', { help: 'série – en mois' }),
    ],
  ],
};

const purpose: Section<ImportFormField> = {
  title: 'Objectif',
  hint: 'plusieurs réponses possibles\u00a0; joindre la pièce justificative correspondante',
  law: 'CSP R5121-111 5°, R5121-112',
  rows: [
    [
      purposeBox('humanResearch', 'objectif_recherche', 'Recherche impliquant la personne humaine'),
      purposeBox('analyticalStudy', 'objectif_etude', 'Étude analytique, pharmacologique ou toxicologique'),
    ],
    [
      purposeBox('privateIndividual', 'objectif_particulier', 'Usage personnel d’un particulier'),
      purposeBox('other', 'objectif_autre', 'Autre (rupture d’approvisionnement, besoin hospitalier…)'),
    ],
    [
      text('justification', 'justification', 9, 'Justification de l’importation', {
        lines: 2,
        help: 'en quelques mots\u00a0; à développer dans la lettre jointe',
      }),
      text('trialNumber', 'numero_essai', 3, 'Numéro d’essai', { help: 'recherche' }),
    ],
  ],
};

/** Read aloud by itself, a purpose needs its question. */
function purposeBox(value: Purpose, name: string, label: string): Item<'purpose'> {
  return check('purpose', value, name, 6, label, { tooltip: `Objectif de l’importation – ${label}` });
}

/** The sections of the import form, in reading order. */
export const importSections: readonly Section<ImportFormField>[] = [
  importer,
  medicine,
  operation,
  purpose,
  contactSection,
  signatorySection('pharmacien responsable, pharmacien gérant de la PUI ou personne responsable de la demande'),
  agencySection,
];
