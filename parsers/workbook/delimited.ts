import { collectCells } from './collect.ts';
import type { UnreadableWorkbook, Workbook } from './workbook.ts';

/** Signs that separate values, the likeliest first in France: a comma may be a decimal one. */
const delimiters = [';', '\t', '|', ','] as const;

type Delimiter = (typeof delimiters)[number];

/** Lines that decide on the delimiter, and the most that they may hold. */
const SAMPLE = 200;
const SAMPLE_CHARACTERS = 100_000;

/** What a reader of cells calls a text that has no sheets. */
const SHEET = 'CSV';

/**
 * The tables that a text may be (CSV, RFC 4180, and its French kin with semicolons), the likeliest first; none when
 * nothing separates its lines into columns. Every cell is the text as it is written.
 */
export function* readDelimited(text: string): Generator<Workbook | UnreadableWorkbook> {
  const [, announced] = /^\uFEFF?sep=([;,|\t])\r?\n/i.exec(text) ?? [];
  if (announced !== undefined) {
    // The line is none of the sheet for Excel, which wrote it.
    yield workbookOf(text.slice(text.indexOf('\n') + 1), announced as Delimiter);
    return;
  }
  const sample = text.slice(0, SAMPLE_CHARACTERS).split('\n', SAMPLE).join('\n');
  const likely = delimiters
    .map((delimiter) => ({ delimiter, columns: consistency(sample, delimiter) }))
    .filter(({ columns }) => columns > 0)
    // Sorting keeps the order of the list where two are alike.
    .sort((a, b) => b.columns - a.columns);
  for (const { delimiter } of likely) yield workbookOf(text, delimiter);
}

/** How many cells a delimiter parts on the lines that agree with each other; 0 when it parts less than half of the lines. */
function consistency(sample: string, delimiter: Delimiter): number {
  const lines = new Map<number, number>();
  let [all, parted] = [0, 0];
  for (const fields of records(sample, delimiter)) {
    if (fields.every((field) => field.trim() === '')) continue;
    all++;
    if (fields.length > 1) parted++;
    lines.set(fields.length, (lines.get(fields.length) ?? 0) + 1);
  }
  return parted * 2 < all ? 0 : Math.max(0, ...[...lines].map(([length, times]) => (length - 1) * times));
}

function workbookOf(text: string, delimiter: Delimiter): Workbook | UnreadableWorkbook {
  const collection = collectCells();
  collection.begin(SHEET, false);
  let row = 0;
  for (const fields of records(text, delimiter)) {
    row++;
    if (!fields.every((field, index) => collection.add(row, index + 1, field))) break;
  }
  return collection.finish(false, []);
}

/** The lines of a text, each as its fields. A quoted field may hold delimiters, line ends and doubled quotes. */
function* records(text: string, delimiter: Delimiter): Generator<readonly string[]> {
  let fields: string[] = [];
  // Where the last quote of the text is: one that is never closed is a sign like any other.
  const lastQuote = text.lastIndexOf('"');
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const isQuoted = text[at] === '"' && at < lastQuote;
    const quoted = isQuoted ? unquoted(text, at + 1) : { field: '', end: at };
    const end = endOfField(text, quoted.end, delimiter);
    fields.push(quoted.field + text.slice(quoted.end, end).replace(/\r$/, ''));
    if (text[end] !== delimiter) {
      yield fields;
      fields = [];
    } else if (end + 1 === text.length) {
      yield [...fields, ''];
    }
    at = end + 1;
  }
}

function unquoted(text: string, start: number): { readonly field: string; readonly end: number } {
  const pieces: string[] = [];
  for (let at = start; ;) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    pieces.push(text.slice(at, end));
    if (text[end + 1] !== '"') return { field: pieces.join('"'), end: Math.min(text.length, end + 1) };
    at = end + 2;
  }
}

function endOfField(text: string, start: number, delimiter: Delimiter): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === delimiter || text[at] === '\n') return at;
  }
  return text.length;
}
