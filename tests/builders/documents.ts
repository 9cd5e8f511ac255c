import type { ExportFormValues } from '../../templates/forms/export-form.ts';
import type { ImportFormValues } from '../../templates/forms/import-form.ts';
import type { ImputationValues } from '../../templates/forms/imputation-values.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';

/** An import form with everything that the law and the agency ask for; `overrides` replace or add values. */
export function completeImportForm(overrides: ImportFormValues = {}): ImportFormValues {
  return {
    importerName: 'Laboratoires Aubraie',
    importerAddress: '14 allée des Peupliers, 45999 Aubraie-sur-Loire, France',
    applicantCategory: 'pharmaceuticalEstablishment',
    siret: '000 000 018 00018',
    ...medicine,
    provenanceCountry: 'Allemagne',
    originCountry: 'Inde',
    originDiffers: true,
    scope: 'single',
    quantity: '1 500 boîtes de 30 gélules',
    purpose: ['other'],
    justification: 'Rupture d’approvisionnement de la spécialité de référence, continuité des traitements en cours.',
    ...people,
    ...overrides,
  };
}

/** An export declaration (DEI) with every item of CSP R5121-135; `overrides` replace or add values. */
export function completeExportForm(overrides: ExportFormValues = {}): ExportFormValues {
  return {
    exporterName: 'Laboratoires Aubraie',
    exporterAddress: '14 allée des Peupliers, 45999 Aubraie-sur-Loire',
    siret: '000 000 018 00018',
    declarationType: 'initial',
    ...medicine,
    indications: 'Traitement de fond de la migraine de l’adulte, en seconde intention.',
    destinationCountries: 'Sénégal, Côte d’Ivoire',
    reasonWithoutMarketingAuthorisation:
      'Aucune demande d’AMM n’a été déposée en France, où des spécialités équivalentes couvrent les besoins.',
    pharmacologicalData: 'Modules 4 et 5 Neravoxa.pdf',
    qualityData: 'Module 3 Neravoxa.pdf',
    ...people,
    ...overrides,
  };
}

/** An imputation table with two imports that add up; `overrides` replace or add values. */
export function completeImputationTable(overrides: ImputationValues = {}): ImputationValues {
  return {
    importAuthorisationNumber: 'AI 2026-04518',
    authorisedOn: '2026-02-12' as CivilDate,
    importerName: 'Laboratoires Aubraie',
    brandName: 'Néravoxa 25 mg, gélule',
    authorisedQuantity: '50 000 boîtes',
    authorisedOperations: 4,
    validUntil: '2027-02-11' as CivilDate,
    entries: [
      {
        operationNo: 1,
        operationDate: '2026-03-03' as CivilDate,
        quantityImported: 12_000,
        quantityRemaining: 38_000,
        customsDeclaration: '26FR00099900012340',
        customsOffice: 'Aubraie-Port (FR000999)',
        batchNo: 'NX2601',
        comment: 'Conforme',
      },
      {
        operationNo: 2,
        operationDate: '2026-04-21' as CivilDate,
        quantityImported: 12_500,
        quantityRemaining: 25_500,
        customsDeclaration: '26FR00099900045671',
        customsOffice: 'Aubraie-Port (FR000999)',
        batchNo: 'NX2604',
      },
    ],
    ...overrides,
  };
}

/** The same values with some left blank: `without(completeImportForm(), 'strength', 'route')`. */
export function without<T extends object, K extends keyof T>(values: T, ...names: readonly K[]): Omit<T, K> {
  const kept = Object.entries(values).filter(([name]) => !names.some((each) => each === name));
  return Object.fromEntries(kept) as Omit<T, K>;
}

const medicine = {
  brandName: 'Néravoxa',
  nameOrCode: 'Fluvoxadine',
  composition: 'Fluvoxadine (sous forme de chlorhydrate) 25 mg par gélule',
  pharmaceuticalForm: 'Gélule',
  strength: '25 mg',
  route: 'Voie orale',
  presentation: 'Boîte de 30 gélules sous plaquette',
} as const;

const people = {
  contact: 'Claire Aubert, 01 99 00 12 34, claire.aubert@aubraie.example',
  signatoryName: 'Hélène Marchais',
  signatoryTitle: 'Pharmacien responsable',
  signedOn: '01/06/2026',
} as const;
