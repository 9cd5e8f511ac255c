import { fields, type FieldName, type FieldTypes } from '../../../worker/domain/fields.ts';
import type { Reading, Source } from '../../../worker/domain/submission.ts';
import { isBlank, parseValue } from '../../french.ts';
import { readDate } from '../../french/dates.ts';
import { readUnit, unitWithin } from '../../french/units.ts';
import { serialDate } from '../../workbook-values.ts';
import type { Cell } from '../../workbook.ts';
import { cellText } from './cell-text.ts';
import type { Row } from './columns.ts';
import type { Setting } from './entries.ts';
import { labelNamed, type HeadingField } from './words.ts';

/** More rows than any heading has. */
const MOST_ROWS = 200;

/** The values written around a table: « N° d’AI : … » in one cell, the value to the right of its label, or below it. */
export function readHeading(rows: readonly Row[], setting: Setting): readonly Reading[] {
  const first = rows.slice(0, MOST_ROWS);
  const labels = new Map(first.flat().map((cell) => [cell, labelOf(cell)]));
  const byNumber = new Map(first.map((row) => [row[0].row, row]));
  return first.flatMap((row) => readRow({ row, next: byNumber.get(row[0].row + 1) ?? [], labels }, setting));
}

/** Says that a row holds a label of the heading, so that it is no line of the table. */
export function isHeading(row: Row): boolean {
  return row.some((cell) => labelOf(cell) !== undefined);
}

interface Label {
  readonly field: HeadingField;
  /** What follows the label in its own cell. */
  readonly rest: string;
  readonly unit: string | undefined;
}

/** A text with the cell it begins in. */
interface Candidate {
  readonly raw: string;
  readonly cell: Cell;
}

/** A row of the heading with the row right under it, and the labels in both. */
interface Lines {
  readonly row: Row;
  readonly next: readonly Cell[];
  readonly labels: ReadonlyMap<Cell, Label | undefined>;
}

/** Two labels or more in a row, with values right under them: what is beside one is no value of it. */
function readRow(lines: Lines, setting: Setting): readonly Reading[] {
  const labelled = lines.row.filter((cell) => lines.labels.get(cell) !== undefined);
  const above = labelled.filter((cell) => below(cell, lines).length > 0).length > 1;
  return labelled.flatMap((cell) => {
    const label = lines.labels.get(cell);
    if (label === undefined) return [];
    const around = [...onTheRight(label.field, cell, lines), ...below(cell, lines)];
    if (above) around.reverse();
    const candidates = [{ raw: label.rest, cell }, ...around].filter(({ raw }) => !isBlank(raw));
    const found = candidates.find((each) => isPlausible(label, each, setting)) ?? candidates[0];
    return found === undefined ? [] : readingsOf(label, found, setting);
  });
}

function labelOf({ value }: Cell): Label | undefined {
  if (typeof value !== 'string' || value.length > 300) return undefined;
  const [, before = value, rest = ''] = /^([^:]{1,80}):([^]*)$/.exec(value) ?? [];
  const unit = unitWithin(before);
  const field = labelNamed(before) ?? (unit === undefined ? undefined : labelNamed(unit.rest));
  return field === undefined ? numberWithoutColon(value) : { field, rest, unit: unit?.unit.name };
}

/** « Autorisation d’importation n° X » without a colon. */
function numberWithoutColon(text: string): Label | undefined {
  if (!/\d/.test(text) || !/n[°º]|num[ée]ro|r[ée]f[ée]rence/i.test(text)) return undefined;
  const words = text.split(/\s+/);
  for (let size = 1; size < Math.min(words.length, 8); size++) {
    const rest = words.slice(size).join(' ');
    const label = words.slice(0, size).join(' ');
    const isNumber = labelNamed(label) === 'importAuthorisationNumber' && /n[°º]|numéro|référence/i.test(label);
    if (isNumber && /\d/.test(words[size] ?? '')) return { field: 'importAuthorisationNumber', rest, unit: undefined };
  }
  return undefined;
}

/** The nearest filled cell, unless it is a label itself; an amount may have its unit in the next one. */
function onTheRight(field: HeadingField, { column }: Cell, { row, labels }: Lines): readonly Candidate[] {
  const [value, next] = row.filter((each) => each.column > column);
  if (value === undefined || labels.get(value) !== undefined) return [];
  const unit = next?.column === value.column + 1 && typeof next.value === 'string' ? readUnit(next.value) : undefined;
  const joined = fields[field].kind === 'quantity' && unit !== undefined ? ` ${unit.name}` : '';
  return [{ raw: cellText(value.value) + joined, cell: value }];
}

function below({ column }: Cell, { next, labels }: Lines): readonly Candidate[] {
  const cell = next.find((each) => each.column === column);
  return cell === undefined || labels.get(cell) !== undefined ? [] : [{ raw: cellText(cell.value), cell }];
}

/** The neighbour of a label may be something else: a number of authorisation has a figure, a date is one. */
function isPlausible(label: Label, found: Candidate, setting: Setting): boolean {
  if (label.field === 'importAuthorisationNumber') return /\d/.test(found.raw);
  return valueOf(label.field, found, label.unit, setting) !== undefined;
}

function readingsOf(label: Label, found: Candidate, setting: Setting): readonly Reading[] {
  const source = setting.sourceOf(found.cell);
  const dated = /^(.+?),? (?:en date )?(?:du|délivrée le) (\S.*)$/i.exec(found.raw.trim());
  const [, number = '', date = ''] = dated ?? [];
  if (label.field === 'importAuthorisationNumber' && readDate(date) !== undefined) {
    return [
      reading('importAuthorisationNumber', number, parseValue('importAuthorisationNumber', number), source),
      reading('authorisedOn', date, parseValue('authorisedOn', date), source),
    ];
  }
  return [reading(label.field, found.raw.trim(), valueOf(label.field, found, label.unit, setting), source)];
}

function valueOf(field: HeadingField, { raw, cell }: Candidate, unit: string | undefined, { date1904 }: Setting) {
  if (fields[field].kind === 'date') {
    if (typeof cell.value === 'number') return serialDate(cell.value, date1904);
    // « du 01/06/2026 au 31/05/2027 »: it is valid until the last day
    return parseValue(field, raw.trim()) ?? parseValue(field, raw.trim().replace(/^du .* au /i, ''));
  }
  return parseValue(field, unit !== undefined && /^[\d\s.,'’]+$/.test(raw) ? `${raw} ${unit}` : raw);
}

function reading<F extends FieldName>(
  field: F,
  raw: string,
  value: FieldTypes[F] | undefined,
  source: Source,
): Reading {
  // One member of the union for each field: the compiler cannot follow the pairing through `F`.
  return (value === undefined
    ? { field, raw, source, state: 'unparsed' }
    : { field, raw, source, state: 'parsed', value }) as unknown as Reading;
}
