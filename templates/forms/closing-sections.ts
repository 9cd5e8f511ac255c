import type { Section } from './form-description.ts';
import { blank, text } from './items.ts';

/** The fields that close both forms: whom to call, who signs, what the agency adds. */
export type ClosingField = 'contact' | 'signatoryName' | 'signatoryTitle' | 'signedOn' | 'reservedForAgency';

/** Whom the agency calls. */
export const contactSection: Section<ClosingField> = {
  title: 'Personne à contacter',
  rows: [[text('contact', 'personne_a_contacter', 12, 'Personne à contacter', { help: 'nom, téléphone et courriel' })]],
};

/** Who signs; `hint` says who may. */
export function signatorySection(hint: string): Section<ClosingField> {
  return {
    title: 'Signataire',
    hint,
    rows: [
      [
        text('signatoryName', 'signataire_nom', 3, 'Nom du signataire'),
        text('signatoryTitle', 'signataire_qualite', 3, 'Qualité du signataire'),
        text('signedOn', 'date_signature', 2, 'Date de signature'),
        blank(4, 'Signature et cachet'),
      ],
    ],
  };
}

/** The agency's own block: an applicant leaves it empty. */
export const agencySection: Section<ClosingField> = {
  title: 'Réservé à l’agence',
  hint: 'ne rien inscrire dans ce cadre',
  setApart: true,
  rows: [
    [
      text('reservedForAgency', 'reserve_agence', 8, 'Numéro, date et observations', {
        lines: 2,
        tooltip: 'Réservé à l’agence – numéro, date et observations',
      }),
      blank(4, 'Visa'),
    ],
  ],
};
