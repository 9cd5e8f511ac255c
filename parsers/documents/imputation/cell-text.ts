import type { CivilDate } from '../../../worker/domain/deadline.ts';
import type { CellValue } from '../../workbook/workbook.ts';

/** A cell as a French reader sees it: `1250,5`, `15/03/2026`, `VRAI`. */
export function cellText(value: CellValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'VRAI' : 'FAUX';
  return slashed(value.date);
}

function slashed(date: CivilDate): string {
  return date.split('-').reverse().join('/');
}
