import type { Borders, Cell, Fill, Font } from 'exceljs';
import type { CivilDate } from '../../worker/domain/deadline.ts';

/** Number format of days, as French staff write them. */
export const DATE = 'dd/mm/yyyy';

/** The colours of the table, those of the PDF forms. */
export const inputFill = solid('FFF4F7FC');
export const headerFill = solid('FF1A386B');
export const noticeFill = solid('FFFFF4D6');

const thin = { style: 'thin', color: { argb: 'FF9EABBF' } } as const;

/** A thin line all around a cell. */
export const framed: Partial<Borders> = { top: thin, left: thin, bottom: thin, right: thin };

/** The one typeface of the table; `size` in points, `argb` a colour with its opacity. */
export function font(size: number, argb = 'FF171C29'): Partial<Font> {
  return { name: 'Arial', size, color: { argb } };
}

/** Makes a cell look like a box to fill. */
export function input(cell: Cell, format: string | undefined, horizontal: 'left' | 'center' | 'right'): void {
  cell.font = font(10);
  cell.fill = inputFill;
  cell.border = framed;
  cell.alignment = { vertical: 'middle', horizontal, ...(horizontal === 'center' ? {} : { indent: 1 }) };
  if (format !== undefined) cell.numFmt = format;
}

/** A day as Excel keeps it: midnight UTC, which exceljs writes as a whole number. */
export function day(date: CivilDate | undefined): Date | undefined {
  return date === undefined ? undefined : new Date(`${date}T00:00:00Z`);
}

function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
