import type { FileDescription } from './case-file.ts';

/** A request for one import of an invented medicine, with all that law and agency ask for. */
export const completeRequest = {
  documents: ['importForm', 'requestLetter'],
  fields: {
    importerName: 'Laboratoire de l’Aubraie',
    importerAddress: '12 rue des Tilleuls, 37000 Tours',
    applicantCategory: 'pharmaceuticalEstablishment',
    contact: 'Claire Aubert, 02 00 00 00 00',
    signatoryTitle: 'Pharmacien responsable',
    brandName: 'Doloxal',
    composition: [{ name: 'paracétamol', amount: { count: 150, unit: 'mg' } }],
    pharmaceuticalForm: 'gélule',
    strength: '150 mg',
    route: 'voie orale',
    provenanceCountry: 'DE',
    quantity: { count: 15, unit: 'boîte', perUnit: 25, innerUnit: 'gélule' },
    purpose: ['other'],
  },
} as const satisfies FileDescription;

/** A first declaration for an invented medicine, with all that the law asks for. */
export const completeDeclaration = {
  documents: ['exportForm', 'pharmacologicalData', 'qualityData'],
  subject: 'Déclaration d’exportation',
  fields: {
    exporterName: 'Laboratoire de l’Aubraie',
    exporterAddress: '12 rue des Tilleuls, 37000 Tours',
    declarationType: 'initial',
    brandName: 'Doloxal',
    strength: '150 mg',
    pharmaceuticalForm: 'gélule',
    indications: 'Douleur légère à modérée de l’adulte',
    presentation: 'Boîte de 25 gélules sous plaquettes',
    destinationCountries: ['MA'],
    reasonWithoutMarketingAuthorisation: 'Dosage propre au pays de destination',
  },
} as const satisfies FileDescription;

/** An imputation table that balances, returned on its own. */
export const completeImputation = {
  subject: 'Tableau d’imputation',
  documents: [
    {
      kind: 'imputationTable',
      file: 'tableau.xlsx',
      fields: {
        importAuthorisationNumber: 'A-1234',
        authorisedOn: '2026-01-10',
        validUntil: '2026-12-31',
        authorisedQuantity: { count: 100, unit: 'boîte', operations: 4 },
      },
      tables: [
        {
          rows: [
            { date: '2026-02-01', quantity: { count: 40, unit: 'boîte' }, remaining: { count: 60, unit: 'boîte' } },
            { date: '2026-03-15', quantity: { count: 25, unit: 'boîte' }, remaining: { count: 35, unit: 'boîte' } },
          ],
        },
      ],
    },
  ],
} as const satisfies FileDescription;
