import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { TruthFields } from './truth.ts';

const day = (iso: string) => iso as CivilDate;

/** One import written in a table: counts are in the unit of the table, columns left out are empty. */
export interface EntryTruth {
  readonly operationNo: number;
  readonly operationDate: CivilDate;
  readonly quantityImported: number;
  readonly quantityRemaining: number;
  readonly customsDeclaration: string;
  readonly customsOffice: string;
  readonly batchNo: string;
  readonly comment?: string;
}

/** An imputation table: the values around it and its operations. */
export interface TableTruth {
  readonly id: string;
  readonly unit: string;
  readonly fields: TruthFields;
  readonly entries: readonly EntryTruth[];
}

/** Three imputation tables; every number, medicine and customs office in them is invented. */
export const tables: readonly TableTruth[] = [
  {
    id: 't1',
    unit: 'boîte',
    fields: {
      importAuthorisationNumber: 'AI-2026-00412',
      authorisedOn: ['12/01/2026', day('2026-01-12')],
      validUntil: ['11/01/2027', day('2027-01-11')],
      importerName: 'Laboratoires Brévenne-Durançon SAS',
      brandName: 'Cardiovéline 2,5 mg, comprimé pelliculé sécable',
      authorisedQuantity: ['50 000 boîtes', { count: 50_000, unit: 'boîte' }],
      authorisedOperations: ['4', 4],
    },
    entries: [
      entry([1, '2026-02-03', 12_500, 37_500, '26FR00199900011234', 'Fontgrise-Port (FR001999)', 'CV2511']),
      entry([
        2,
        '2026-03-15',
        12_500,
        25_000,
        '26FR00199900023456',
        'Fontgrise-Port (FR001999)',
        'CV2602',
        'Deux palettes endommagées',
      ]),
      entry([3, '2026-06-30', 9_999, 15_001, '26FR00199900034567', 'Fontgrise-Port (FR001999)', 'CV2605, CV2606']),
    ],
  },
  {
    id: 't2',
    unit: 'flacon',
    fields: {
      importAuthorisationNumber: '2025/1187-H',
      authorisedOn: ['03/11/2025', day('2025-11-03')],
      validUntil: ['02/11/2026', day('2026-11-02')],
      importerName: 'Centre hospitalier de Notre-Dame-de-l’Étang',
      brandName: 'Valdocef 1 g, poudre pour solution injectable',
      authorisedQuantity: ['1 250 flacons', { count: 1250, unit: 'flacon' }],
      authorisedOperations: ['6', 6],
    },
    entries: [
      entry([1, '2025-12-01', 200, 1050, '25FRA1B2C3D4E5F6G7', 'Valmont aéroport', 'VD-77A']),
      entry([
        2,
        '2026-01-19',
        250,
        800,
        '26FRA1B2C3D4E5F6G8',
        'Valmont aéroport',
        'VD-77B',
        'Température relevée : 4 °C',
      ]),
      entry([3, '2026-02-28', 300, 500, '26FRA1B2C3D4E5F6G9', 'Valmont aéroport', 'VD-78A']),
      entry([4, '2026-05-11', 500, 0, '26FRA1B2C3D4E5F6H1', 'Valmont aéroport', 'VD-79', 'Solde de l’autorisation']),
    ],
  },
  {
    id: 't3',
    unit: 'kg',
    fields: {
      importAuthorisationNumber: 'AI 25-0933',
      authorisedOn: ['15/09/2025', day('2025-09-15')],
      validUntil: ['14/09/2026', day('2026-09-14')],
      importerName: 'Chimie fine du Val d’Aÿ',
      brandName: 'Ibupranol micronisé (vrac)',
      authorisedQuantity: ['2 500,5 kg', { count: 2500.5, unit: 'kg' }],
      authorisedOperations: ['5', 5],
    },
    entries: [
      entry([1, '2025-10-06', 1250.5, 1250, '25FR00510000067890', 'Aÿ-le-Vieux', 'IB/25/101']),
      entry([2, '2026-01-08', 400.25, 849.75, '26FR00510000078901', 'Aÿ-le-Vieux', 'IB/25/118']),
    ],
  },
];

type Cells = readonly [
  no: number,
  date: string,
  imported: number,
  remaining: number,
  declaration: string,
  office: string,
  batch: string,
  comment?: string,
];

function entry([
  no,
  date,
  imported,
  remaining,
  customsDeclaration,
  customsOffice,
  batchNo,
  comment,
]: Cells): EntryTruth {
  return {
    operationNo: no,
    operationDate: day(date),
    quantityImported: imported,
    quantityRemaining: remaining,
    customsDeclaration,
    customsOffice,
    batchNo,
    ...(comment === undefined ? {} : { comment }),
  };
}
