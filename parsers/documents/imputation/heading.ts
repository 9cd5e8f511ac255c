import { fields, type FieldName, type FieldTypes } from '../../../worker/domain/fields.ts';
import { remember } from '../../../worker/domain/remember.ts';
import type { Reading, Source } from '../../../worker/domain/submission.ts';
import { isBlank, parseValue } from '../../french.ts';
import { readDate } from '../../french/dates.ts';
import { readUnit } from '../../french/units.ts';
import { serialDate } from '../../workbook/cell-values.ts';
import type { Cell } from '../../workbook/workbook.ts';
import { cellText } from './cell-text.ts';
import { unitIn, type Row } from './columns.ts';
import type { Setting } from './entries.ts';
import { labelNamed, type HeadingField } from './words.ts';
import { inFrench } from './writing.ts';

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
  /** « Validité du »: what follows is the first day, the last one comes later. */
  readonly isStart?: boolean;
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
    if (found === undefined || (label.isStart && !/ au /.test(found.raw))) return [];
    return readingsOf(label, found, setting);
  });
}

function labelOf({ value }: Cell): Label | undefined {
  if (typeof value !== 'string' || value.length > 300 || code.test(value)) return undefined;
  return labelIn(value);
}

/** One word with a figure: the number of a batch, of an invoice, a date. */
const code = /^[^\s:([]*\d[^\s:([]*$/;

/** The words of a table come back line after line. */
const labelIn = remember(findLabel);

function findLabel(value: string): Label | undefined {
  const [, before = value, rest = ''] = /^([^:]{1,80}):([^]*)$/.exec(value) ?? [];
  const unit = unitIn(before);
  const names = [before, unit?.rest ?? '', before.replace(/\([^)]*\)/g, ' ')];
  const field = names.map((name) => labelNamed(name)).find((each) => each !== undefined);
  if (field === undefined) return numberWithoutColon(value);
  const isStart = field === 'validUntil' && /\s(?:du|dès le|à (?:compter|partir) du)\s*$/i.test(before);
  return { field, rest, unit: unit?.unit, isStart };
}

/** « Autorisation d’importation n° X » without a colon. */
function numberWithoutColon(text: string): Label | undefined {
  if (!/\d/.test(text) || !/n[°º]|num[ée]ro|r[ée]f[ée]rence/i.test(text)) return undefined;
  const words = text.split(/\s+/);
  for (let size = 1; size < Math.min(words.length, 8); size++) {
    const rest = words.slice(size).join(' ');
    const label = words.slice(0, size).join(' ');
    const isNumber = labelNamed(label) === 'importAuthorisationNumber' && /n[°º]|numéro|référence/i.test(label);
    // « Autorisation d’importation n° AI 25-0933 »: the label is whole before « AI ».
    const [next = '', after = ''] = words.slice(size);
    const begins = /\d/.test(next) || (next === 'AI' && /\d/.test(after));
    if (isNumber && begins) return { field: 'importAuthorisationNumber', rest, unit: undefined };
  }
  return undefined;
}

/** The nearest filled cell, unless it is a label itself; an amount may have its unit in the next one. */
function onTheRight(field: HeadingField, { column }: Cell, { row, labels }: Lines): readonly Candidate[] {
  const cells = row.filter((each) => each.column > column);
  const [value, next] = cells;
  if (value === undefined || labels.get(value) !== undefined) return [];
  if (field === 'validUntil') return [period(value, cells)];
  const unit = next?.column === value.column + 1 && typeof next.value === 'string' ? readUnit(next.value) : undefined;
  const joined = fields[field].kind === 'quantity' && unit !== undefined ? ` ${unit.name}` : '';
  return [{ raw: cellText(value.value) + joined, cell: value }];
}

/** « 01/06/2026 », « au », « 31/05/2027 » in three cells, or two: the days of a period, however many there are. */
function period(first: Cell, cells: readonly Cell[]): Candidate {
  const texts = cells.map(({ value }) => cellText(value).trim());
  const isDay = (text: string) => readDate(text) !== undefined;
  const end = texts.findIndex((text) => !isDay(text) && !/^(?:au|à|-|–|→|et|jusqu['’]au)$/i.test(text));
  const days = texts.slice(0, end === -1 ? texts.length : end);
  return { raw: days.length > 1 ? days.join(' ') : cellText(first.value), cell: first };
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
  if (label.field === 'importAuthorisationNumber') return numberReadings(found.raw.trim(), source);
  return [reading(label.field, found.raw.trim(), valueOf(label.field, found, label.unit, setting), source)];
}

/** « 2026/123 du 12 janvier 2026, valable jusqu’au 11/01/2027 »: the number, and the days that follow it. */
function numberReadings(raw: string, source: Source): readonly Reading[] {
  const cut =
    /\s*\(|,?\s+(?:du|en date|délivrée?|accordée?|valable|valide|expir\p{L}*|jusqu|pour|relative)(?![\p{L}-])/iu.exec(
      raw,
    );
  const number = raw.slice(0, cut?.index);
  const rest = raw.slice(number.length);
  if (!/\d/.test(number))
    return [reading('importAuthorisationNumber', raw, parseValue('importAuthorisationNumber', raw), source)];
  const day = String.raw`(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:er)? \p{L}+ \d{4})`;
  const given = new RegExp(
    String.raw`^,? +(?:en date du|du|délivrée? le|accordée? le) ${day}(?! *(?:au|-))`,
    'iu',
  ).exec(rest)?.[1];
  const last = new RegExp(String.raw`(?:jusqu['’]au|expir\p{L}* le| au) ${day}`, 'iu').exec(rest)?.[1];
  return [
    reading('importAuthorisationNumber', number, parseValue('importAuthorisationNumber', number), source),
    ...(given === undefined ? [] : [reading('authorisedOn', given, parseValue('authorisedOn', given), source)]),
    ...(last === undefined ? [] : [reading('validUntil', last, parseValue('validUntil', last), source)]),
  ];
}

function valueOf(field: HeadingField, { raw, cell }: Candidate, unit: string | undefined, setting: Setting) {
  const { date1904, writing } = setting;
  if (fields[field].kind === 'date') {
    if (typeof cell.value === 'number' && raw === cellText(cell.value)) return serialDate(cell.value, date1904);
    // « du 01/06/2026 au 31/05/2027 »: it is valid until the last day
    return parseValue(field, raw.trim()) ?? parseValue(field, raw.trim().replace(/^.{4,40} (?:au|à) /i, ''));
  }
  if (fields[field].kind !== 'quantity') return parseValue(field, raw);
  const text = inFrench(raw, writing);
  if (text === undefined) return undefined;
  return parseValue(field, unit !== undefined && /^[\d\s.,'’]+$/.test(text) ? `${text} ${unit}` : text);
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
