import type { AuthorisationLedger } from '../worker/domain/authorisation.ts';
import type { Understood } from '../worker/domain/submission.ts';
import type { ImputationEntry, ImputationValues } from './forms/imputation-values.ts';
import { remarkNames } from './ledger-report.ts';
import { shownValue } from './value.ts';

/** A ledger as the values of the project's imputation workbook: the last version of each row, its remarks as a comment. */
export function ledgerValues({ authorisation, imputations }: AuthorisationLedger): ImputationValues {
  const { number, holder, product, quantity, operations, validFrom, validUntil } = authorisation;
  let left = quantity.count;
  const entries = imputations.map(({ versions, remarks }, index): ImputationEntry => {
    const cells = versions.at(-1)?.entry.cells ?? {};
    const count = parsed(cells.quantityImported)?.count;
    const counts = count !== undefined && !remarks.includes('otherUnit');
    left -= counts ? count : 0;
    const texts = {
      customsDeclaration: cells.customsDeclaration,
      customsOffice: cells.customsOffice,
      batchNo: cells.batchNo,
    };
    return {
      operationNo: index + 1,
      ...present({ operationDate: parsed(cells.operationDate), quantityImported: count }),
      ...present(Object.fromEntries(Object.entries(texts).map(([name, cell]) => [name, cell?.raw]))),
      ...(counts ? { quantityRemaining: left } : {}),
      ...(remarks.length === 0 ? {} : { comment: remarks.map((each) => remarkNames[each]).join(' ; ') }),
    };
  });
  return {
    importAuthorisationNumber: number,
    importerName: holder,
    brandName: product,
    authorisedOn: validFrom,
    validUntil,
    authorisedQuantity: shownValue(quantity, 'quantity'),
    ...(operations === undefined ? {} : { authorisedOperations: operations }),
    entries,
  };
}

function parsed<T>(cell: Understood<T> | undefined): T | undefined {
  return cell?.state === 'parsed' ? cell.value : undefined;
}

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof present<T>
  >;
}
