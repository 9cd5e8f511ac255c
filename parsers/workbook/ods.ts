import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { civilDate } from '../../worker/domain/deadline.ts';
import type { DocumentNote } from '../../worker/domain/submission.ts';
import { limits } from '../limits.ts';
import type { ZipEntry } from '../zip.ts';
import { numberCell } from './cell-values.ts';
import { collectCells, longestText, type Collection } from './collect.ts';
import { inflateParts } from './package-parts.ts';
import type { CellValue, UnreadableWorkbook, Workbook } from './workbook.ts';

const wanted = /^(?:content\.xml|META-INF\/manifest\.xml)$/;

/** What lies over cells, or beside what they say: comments, drawings, forms, text of phonetic guides. */
const aside = /^(?:office:annotation|draw:|table:shapes$|office:forms$|text:ruby-text$)/;

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads an OpenDocument spreadsheet (.ods, ODF 1.3 part 3 §9). By hand, since SheetJS writes out every repeated cell
 * (a file of 5 kB may ask for seventeen thousand million) and does not tell which sheets are hidden.
 */
export function readOds(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  notes: readonly DocumentNote[],
): Workbook | UnreadableWorkbook {
  const parts = inflateParts(bytes, entries, wanted);
  if ('unreadable' in parts) return parts;
  if (parts.get('META-INF/manifest.xml')?.includes('encryption-data')) return { unreadable: 'encrypted' };
  const content = parts.get('content.xml');
  if (content === undefined) return { unreadable: 'corrupt' };
  try {
    return readContent(content.toString('utf8'), notes);
  } catch (problem) {
    return { unreadable: problem instanceof TooMuch ? 'tooLarge' : 'corrupt' };
  }
}

/** Stops the parser once a cap is reached. */
class TooMuch extends Error {}

/** A row being read; the same cells may stand for many rows. */
interface OpenRow {
  readonly times: number;
  readonly cells: { readonly column: number; readonly times: number; readonly value: CellValue }[];
  width: number;
}

/** What the parser has open. */
interface Reading {
  readonly collection: Collection;
  readonly hiddenStyles: Set<string>;
  style: string;
  rows: number;
  row: OpenRow | undefined;
  cell: Attributes | undefined;
  paragraphs: string[];
  /** How deep it is in something that is no text of a cell. */
  aside: number;
  depth: number;
  date1904: boolean;
  /** The sheet is a copy of one of another file, kept for its formulas (§9.3.1). */
  isCopy: boolean;
  isLinked: boolean;
}

function readContent(xml: string, notes: readonly DocumentNote[]): Workbook | UnreadableWorkbook {
  const reading: Reading = {
    collection: collectCells(),
    hiddenStyles: new Set(),
    style: '',
    rows: 0,
    row: undefined,
    cell: undefined,
    paragraphs: [],
    aside: 0,
    depth: 0,
    date1904: false,
    isCopy: false,
    isLinked: false,
  };
  // Names of elements are compared with the prefixes that every producer uses (ODF 1.3 part 3 §1.4).
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (problem) => {
    throw problem;
  });
  parser.on('opentag', (tag) => openTag(tag, reading));
  parser.on('closetag', ({ name }) => closeTag(name, reading));
  parser.on('text', (text) => addText(text, reading));
  parser.write(xml).close();
  const { collection, date1904, isLinked } = reading;
  return collection.finish(date1904, isLinked ? [...notes, 'externalLinks'] : notes);
}

function openTag({ name, attributes }: SaxesTagPlain, reading: Reading): void {
  if (++reading.depth > limits.xmlDepth) throw new TooMuch();
  if (reading.aside > 0 || aside.test(name)) {
    reading.aside++;
    return;
  }
  openers[name]?.(attributes, reading);
}

const openers: Readonly<Record<string, (attributes: Attributes, reading: Reading) => void>> = {
  'style:style': (attributes, reading) => {
    reading.style = attributes['style:name'] ?? '';
  },
  'style:table-properties': (attributes, reading) => {
    if (attributes['table:display'] === 'false') reading.hiddenStyles.add(reading.style);
  },
  'table:null-date': (attributes, reading) => {
    reading.date1904 = attributes['table:date-value']?.startsWith('1904') === true;
  },
  'table:table': (attributes, reading) => {
    reading.rows = 0;
    reading.isCopy = false;
    reading.collection.begin(
      attributes['table:name'] ?? '',
      reading.hiddenStyles.has(attributes['table:style-name'] ?? ''),
    );
  },
  'table:table-source': (_, reading) => {
    reading.isLinked = true;
    reading.isCopy = true;
  },
  'table:cell-range-source': (_, reading) => {
    reading.isLinked = true;
  },
  'table:dde-link': (_, reading) => {
    reading.isLinked = true;
  },
  'table:table-row': (attributes, reading) => {
    const times = count(attributes['table:number-rows-repeated']);
    reading.row = reading.isCopy ? undefined : { times, cells: [], width: 0 };
  },
  'table:table-cell': openCell,
  'table:covered-table-cell': openCell,
  'text:p': (_, reading) => {
    reading.paragraphs.push('');
  },
  'text:s': (attributes, reading) => addText(' '.repeat(Math.min(count(attributes['text:c']), 100)), reading),
  'text:tab': (_, reading) => addText('\t', reading),
  'text:line-break': (_, reading) => addText('\n', reading),
};

function openCell(attributes: Attributes, reading: Reading): void {
  reading.cell = attributes;
  reading.paragraphs = [];
}

function addText(text: string, reading: Reading): void {
  const last = reading.paragraphs.length - 1;
  const before = reading.paragraphs[last];
  if (reading.aside > 0 || reading.cell === undefined || before === undefined || before.length > longestText) return;
  reading.paragraphs[last] = before + text;
}

function closeTag(name: string, reading: Reading): void {
  reading.depth--;
  if (reading.aside > 0) reading.aside--;
  else if (name === 'table:table-cell' || name === 'table:covered-table-cell') closeCell(reading);
  else if (name === 'table:table-row') closeRow(reading);
}

function closeCell(reading: Reading): void {
  const { cell, row, paragraphs } = reading;
  reading.cell = undefined;
  if (cell === undefined || row === undefined) return;
  const times = count(cell['table:number-columns-repeated']);
  const value = valueOf(cell, paragraphs.join('\n'));
  if (value !== undefined && value !== '') row.cells.push({ column: row.width + 1, times, value });
  row.width += times;
}

function closeRow(reading: Reading): void {
  const { row, rows, collection } = reading;
  if (row === undefined) return;
  reading.rows += row.times;
  if (row.cells.length === 0) return;
  for (let index = 1; index <= row.times; index++) {
    for (const { column, times, value } of row.cells) {
      for (let at = column; at < column + times && at <= limits.columns; at++) {
        if (!collection.add(rows + index, at, value)) throw new TooMuch();
      }
    }
  }
}

/** The value by its type (§19.389); a date carries its own, whatever the format of its cell. */
function valueOf(cell: Attributes, text: string): CellValue | undefined {
  // An error stands for a text or for a zero, as the producer likes.
  if (cell['calcext:value-type'] === 'error' || /^(?:#[A-Z]|Err:\d)/.test(text)) return text;
  switch (cell['office:value-type']) {
    case 'float':
    case 'currency':
    case 'percentage':
      return numberCell(Number(cell['office:value']), undefined, false);
    case 'date':
      return dayOf(cell['office:date-value'] ?? '') ?? text;
    case 'boolean':
      return cell['office:boolean-value'] === 'true';
    case 'string':
      return cell['office:string-value'] ?? text;
    default:
      return text;
  }
}

function dayOf(value: string): CellValue | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:T|$)/.exec(value) ?? [];
  const date = year === undefined ? undefined : civilDate(Number(year), Number(month), Number(day));
  return date === undefined ? undefined : { date };
}

/** How many times something is there; 1 when nothing is said. */
function count(attribute: string | undefined): number {
  const times = Number(attribute ?? '1');
  return Number.isInteger(times) && times > 0 ? times : 1;
}
