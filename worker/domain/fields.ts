import type { CivilDate } from './deadline.ts';

/** ISO 3166-1 alpha-2 code, upper case. */
export type Country = string & { readonly brand: 'Country' };

/**
 * A quantity of medicine as an operator writes it: `15 boîtes de 25 comprimés` is
 * `{ count: 15, unit: 'boîte', perUnit: 25, innerUnit: 'comprimé' }`. Units are singular French words or SI symbols;
 * `unit` is undefined when a bare number was written.
 */
export interface Quantity {
  readonly count: number;
  readonly unit: string | undefined;
  readonly perUnit?: number;
  readonly innerUnit?: string;
}

/** A quantity announced for several operations: `50000 boîtes en 4 opérations dans un délai de 12 mois`. */
export interface PlannedQuantity extends Quantity {
  readonly operations?: number;
  readonly months?: number;
}

/** One active substance; `amount` is undefined when the operator gave none. */
export interface Substance {
  readonly name: string;
  readonly amount: { readonly count: number; readonly unit: string } | undefined;
}

/** One import, or a series of them over at most a year (CSP R5121-109). */
export type Scope = 'single' | 'series';

/** Purposes that decide which supporting document the law asks for (CSP R5121-112 1° to 4°). */
export type Purpose = 'humanResearch' | 'analyticalStudy' | 'privateIndividual' | 'other';

/** Who applies; it decides who may sign (help sheet JUREG-IMEM-DOC03). */
export type ApplicantCategory = 'pharmaceuticalEstablishment' | 'hospitalPharmacy' | 'other' | 'privateIndividual';

/** First declaration of a medicine to a State, or a change to one (CSP R5121-135). */
export type DeclarationType = 'initial' | 'complementary';

/** Every value that a form, a letter, a mail or the heading of a table may give, with the type it is read as. */
export interface FieldTypes {
  // The person responsible for the import (CSP R5121-111 1°)
  importerName: string;
  importerAddress: string;
  applicantCategory: ApplicantCategory;
  siret: string;
  contact: string;
  signatoryName: string;
  signatoryTitle: string;
  signedOn: CivilDate;
  // The medicine (CSP R5121-111 3°, R5121-135 1° to 3°)
  brandName: string;
  nameOrCode: string;
  composition: readonly Substance[];
  pharmaceuticalForm: string;
  strength: string;
  route: string;
  presentation: string;
  presentationCode: string;
  // The import (CSP R5121-111 2°, 4°, 5°)
  provenanceCountry: Country;
  originCountry: Country;
  originDiffers: boolean;
  scope: Scope;
  quantity: PlannedQuantity;
  globalQuantity: PlannedQuantity;
  plannedOperations: number;
  periodMonths: number;
  purpose: readonly Purpose[];
  justification: string;
  trialNumber: string;
  reservedForAgency: string;
  // The authorisation that an imputation table follows
  importAuthorisationNumber: string;
  authorisedOn: CivilDate;
  validUntil: CivilDate;
  authorisedQuantity: PlannedQuantity;
  authorisedOperations: number;
  // The export declaration (CSP L5124-11, R5121-135)
  exporterName: string;
  exporterAddress: string;
  declarationType: DeclarationType;
  indications: string;
  destinationCountries: readonly Country[];
  reasonWithoutMarketingAuthorisation: string;
  previousDeclarationNumber: string;
  changes: string;
  pharmacologicalData: string;
  qualityData: string;
}

export type FieldName = keyof FieldTypes;

/** How a field's text becomes its value; `parsers/french.ts` holds one reader per kind. */
export type FieldKind =
  | 'text'
  | 'date'
  | 'country'
  | 'countries'
  | 'quantity'
  | 'integer'
  | 'months'
  | 'composition'
  | 'scope'
  | 'purpose'
  | 'applicantCategory'
  | 'declarationType'
  | 'yesNo';

/** The kind of each field, and its French name as letters, console and register show it. */
export const fields = {
  importerName: { kind: 'text', label: 'Importateur' },
  importerAddress: { kind: 'text', label: 'Adresse de l’importateur' },
  applicantCategory: { kind: 'applicantCategory', label: 'Qualité du demandeur' },
  siret: { kind: 'text', label: 'Numéro SIRET' },
  contact: { kind: 'text', label: 'Personne à contacter' },
  signatoryName: { kind: 'text', label: 'Signataire' },
  signatoryTitle: { kind: 'text', label: 'Qualité du signataire' },
  signedOn: { kind: 'date', label: 'Date de signature' },
  brandName: { kind: 'text', label: 'Nom de marque' },
  nameOrCode: { kind: 'text', label: 'Nom du médicament ou numéro de code' },
  composition: { kind: 'composition', label: 'Composition' },
  pharmaceuticalForm: { kind: 'text', label: 'Forme pharmaceutique' },
  strength: { kind: 'text', label: 'Dosage' },
  route: { kind: 'text', label: 'Voie d’administration' },
  presentation: { kind: 'text', label: 'Présentation' },
  presentationCode: { kind: 'text', label: 'Code CIP' },
  provenanceCountry: { kind: 'country', label: 'Pays de provenance' },
  originCountry: { kind: 'country', label: 'Pays d’origine' },
  originDiffers: { kind: 'yesNo', label: 'Origine distincte de la provenance' },
  scope: { kind: 'scope', label: 'Opération unique ou série' },
  quantity: { kind: 'quantity', label: 'Nombre d’unités' },
  globalQuantity: { kind: 'quantity', label: 'Quantité globale envisagée' },
  plannedOperations: { kind: 'integer', label: 'Nombre d’opérations' },
  periodMonths: { kind: 'months', label: 'Période' },
  purpose: { kind: 'purpose', label: 'Objectif de l’importation' },
  justification: { kind: 'text', label: 'Justification' },
  trialNumber: { kind: 'text', label: 'Numéro d’essai' },
  reservedForAgency: { kind: 'text', label: 'Cadre réservé à l’agence' },
  importAuthorisationNumber: { kind: 'text', label: 'Numéro de l’autorisation d’importation' },
  authorisedOn: { kind: 'date', label: 'Date de l’autorisation' },
  validUntil: { kind: 'date', label: 'Fin de validité' },
  authorisedQuantity: { kind: 'quantity', label: 'Quantité autorisée' },
  authorisedOperations: { kind: 'integer', label: 'Nombre d’opérations autorisées' },
  exporterName: { kind: 'text', label: 'Exportateur' },
  exporterAddress: { kind: 'text', label: 'Adresse de l’exportateur' },
  declarationType: { kind: 'declarationType', label: 'Type de déclaration' },
  indications: { kind: 'text', label: 'Indications thérapeutiques' },
  destinationCountries: { kind: 'countries', label: 'Pays de destination' },
  reasonWithoutMarketingAuthorisation: { kind: 'text', label: 'Motif de l’absence d’AMM' },
  previousDeclarationNumber: { kind: 'text', label: 'Numéro de la déclaration initiale' },
  changes: { kind: 'text', label: 'Modification déclarée' },
  pharmacologicalData: { kind: 'text', label: 'Données pharmacologiques, toxicologiques et cliniques' },
  qualityData: { kind: 'text', label: 'Données de qualité' },
} as const satisfies Record<FieldName, { kind: FieldKind; label: string }>;
