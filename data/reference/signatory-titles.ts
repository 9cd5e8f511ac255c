/**
 * Titles under which a request letter is signed, per kind of applicant, delegates included. Source: help sheet
 * JUREG-IMEM-DOC03 (pharmacist in charge of the establishment, head of the hospital pharmacy, or their delegates; a
 * person responsible for the request elsewhere); wordings inferred, 2026-11. Partial: another title proves nothing.
 */
export const signatoryTitles = {
  pharmaceuticalEstablishment: [
    'pharmacien responsable',
    'pharmacienne responsable',
    'pharmacien délégué',
    'pharmacienne déléguée',
    'pharmacien responsable intérimaire',
    'pharmacienne responsable intérimaire',
    'pharmacien adjoint',
    'pharmacienne adjointe',
  ],
  hospitalPharmacy: [
    'pharmacien chef de service',
    'pharmacienne cheffe de service',
    'chef de service de la pharmacie',
    'cheffe de service de la pharmacie',
    'pharmacien gérant',
    'pharmacienne gérante',
    'pharmacien responsable de la PUI',
    'pharmacienne responsable de la PUI',
  ],
  other: ['responsable de la demande', 'directeur', 'directrice', 'gérant', 'gérante', 'président', 'présidente'],
} as const;
