import type { CivilDate } from '../../worker/domain/deadline.ts';

/** One import as the holder of the authorisation notes it; quantities are in the unit of the authorisation. */
export interface ImputationEntry {
  readonly operationNo?: number;
  readonly operationDate?: CivilDate;
  readonly quantityImported?: number;
  readonly quantityRemaining?: number;
  readonly customsDeclaration?: string;
  readonly customsOffice?: string;
  readonly batchNo?: string;
  readonly comment?: string;
}

/** What the table says of the authorisation, and the imports made under it. */
export interface ImputationValues {
  readonly importAuthorisationNumber?: string;
  readonly authorisedOn?: CivilDate;
  readonly importerName?: string;
  readonly brandName?: string;
  /** As written, with its unit: `50 000 boîtes`. */
  readonly authorisedQuantity?: string;
  readonly authorisedOperations?: number;
  readonly validUntil?: CivilDate;
  readonly entries?: readonly ImputationEntry[];
}
