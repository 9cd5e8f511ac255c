import type { Item } from './form-description.ts';
import { dropDown, text } from './items.ts';

/** The fields that name a medicine, alike on the import and the export form. */
export type MedicineField =
  | 'brandName'
  | 'nameOrCode'
  | 'composition'
  | 'pharmaceuticalForm'
  | 'strength'
  | 'route'
  | 'presentation'
  | 'presentationCode';

/** Offered in the drop-down; another route can be typed (EDQM standard terms, in French). */
const routes = [
  'Voie orale',
  'Voie sublinguale',
  'Voie intraveineuse',
  'Voie intramusculaire',
  'Voie sous-cutanée',
  'Voie intrathécale',
  'Voie inhalée',
  'Voie nasale',
  'Voie ophtalmique',
  'Voie cutanée',
  'Voie transdermique',
  'Voie rectale',
  'Voie vaginale',
];

/** The rows that describe the medicine; labels are those of the help sheet JUREG-IMEM-DOC03 where it gives them. */
export const medicineRows: readonly (readonly Item<MedicineField>[])[] = [
  [
    text('brandName', 'nom_de_marque', 4, 'DENOMINATION – Nom de marque'),
    text(
      'nameOrCode',
      'nom_ou_code',
      8,
      'DENOMINATION – Nom du médicament ou numéro de code identifiant le médicament',
    ),
  ],
  [
    text('composition', 'composition', 12, 'COMPOSITION', {
      lines: 2,
      help: 'qualitative et quantitative en substances actives – exemple\u00a0: paracétamol 150 mg',
      tooltip: 'COMPOSITION qualitative et quantitative en substances actives',
    }),
  ],
  [
    text('pharmaceuticalForm', 'forme_pharmaceutique', 5, 'FORME PHARMACEUTIQUE', {
      help: 'terme EDQM – exemple\u00a0: gélule',
    }),
    text('strength', 'dosage', 3, 'DOSAGE', { help: 'exemple\u00a0: 5 mg/ml' }),
    dropDown('route', 'voie_administration', 4, 'VOIE D’ADMINISTRATION', routes),
  ],
  [
    text('presentation', 'presentation', 8, 'PRESENTATION', {
      help: 'conditionnement – exemple\u00a0: boîte de 30 gélules sous plaquette',
    }),
    text('presentationCode', 'code_cip', 4, 'CODE CIP', {
      help: 's’il en existe un',
      tooltip: 'CODE CIP de la présentation, s’il en existe un',
    }),
  ],
];
