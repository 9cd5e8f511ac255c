import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFile as readDocument } from '../../../parsers/documents/read-file.ts';
import { fileType } from '../../../parsers/file-type.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';
import type { Document, Entry, Understood } from '../../../worker/domain/submission.ts';

/**
 * The workbooks of tests/fixtures/make-tables.py against what was meant when they were written. `null` is a value that
 * nobody can tell: right when it is kept as written.
 */
interface Truth {
  readonly readings: readonly { readonly field: string; readonly value: unknown }[];
  readonly tables: readonly {
    readonly sheet: string;
    readonly hidden: boolean;
    readonly entries: readonly { readonly row: number; readonly cells: Readonly<Record<string, unknown>> }[];
  }[];
}

interface Found {
  readonly entries: readonly Entry[];
}

interface Score {
  cells: number;
  exact: number;
  readonly wrong: string[];
}

const folder = join(import.meta.dirname, '../../fixtures/workbooks/tables');
const files = (await readdir(folder)).filter((name) => name !== 'truth.json');
const truths = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Readonly<Record<string, Truth>>;
const scores = new Map<string, Score>();

async function read(file: string): Promise<Document> {
  const bytes = await readFile(join(folder, file));
  // The name tells nothing: the content has to.
  const type = await fileType(bytes, 'application/octet-stream');
  const attachment = {
    message: 'a'.repeat(64) as Sha256,
    part: '2',
    file: 'x',
    size: 1,
    sha256: 'b'.repeat(64) as Sha256,
  };
  const [document] = await readDocument(bytes, attachment, type, {});
  if (document === undefined) throw new Error('no document');
  return document;
}

/** A value of the truth and one that was read, as texts to compare; what was kept as written counts as untold. */
function told(read: Understood<unknown> | undefined): string {
  if (read === undefined) return 'absent';
  return read.state === 'parsed' ? written(read.value) : 'null';
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => each ?? null);
}

function compare(score: Score, name: string, expected: string, found: string): void {
  score.cells++;
  if (expected === found) score.exact++;
  else score.wrong.push(`${name}: ${found} instead of ${expected}`);
}

/** A text file does not say from which day its numbers count, and windows-1252 has no narrow space. */
const isLost = (column: string, read: Understood<unknown> | undefined) =>
  (column === 'operationDate' && /^\d+$/.test(read?.raw ?? '')) || /\d\?\d/.test(read?.raw ?? '');

function compareEntries(score: Score, truth: Truth, tables: readonly Found[], isText: boolean) {
  const expected = truth.tables.flatMap(({ entries }) => entries);
  const found = tables.flatMap(({ entries }) => entries);
  compare(score, 'rows', String(expected.map(({ row }) => row)), String(found.map(({ row }) => row)));
  for (const [index, { row, cells }] of expected.entries()) {
    const entry: Readonly<Record<string, Understood<unknown>>> = found[index]?.cells ?? {};
    for (const column of new Set([...Object.keys(cells), ...Object.keys(entry)])) {
      const meant = column in cells ? written(cells[column]) : 'absent';
      compare(score, `${row} ${column}`, isText && isLost(column, entry[column]) ? 'null' : meant, told(entry[column]));
    }
  }
}

describe('tables written by other programs', () => {
  it.each(files)('%s is read as it was meant', async (file) => {
    const [name = '', producer = '', kind = ''] = file.split('.');
    const isText = kind === 'csv';
    const truth = truths[name];
    if (truth === undefined) throw new Error(`no truth for ${file}`);
    const score = scores.get(`${kind} ${producer}`) ?? { cells: 0, exact: 0, wrong: [] };
    scores.set(`${kind} ${producer}`, score);
    const known = score.wrong.length;
    const document = await read(file);
    const tables = document.kind === 'imputationTable' ? document.tables : [];
    // A text holds the first sheet alone.
    const first = truth.tables[0]?.sheet;
    const seen = isText ? { ...truth, tables: truth.tables.filter(({ sheet }) => sheet === first) } : truth;
    compareEntries(score, seen, tables, isText);
    const readings = isText && name === 'plusieurs' ? seen.readings.slice(0, -1) : seen.readings;
    compare(
      score,
      'fields',
      readings.map(({ field }) => field).join(),
      document.readings.map(({ field }) => field).join(),
    );
    for (const [index, { field, value }] of readings.entries()) {
      const read = document.readings[index];
      compare(score, field, isText && isLost(field, read) ? 'null' : written(value), told(read));
    }
    if (!isText) expect(tables.map(({ hidden }) => hidden)).toEqual(truth.tables.map(({ hidden }) => hidden));
    expect(score.wrong.slice(known)).toEqual([]);
    expect(score.exact / score.cells).toBeGreaterThan(0.99);
  });

  afterAll(() => {
    const lines = [...scores].sort().map(([kind, { cells, exact }]) => {
      const share = ((100 * exact) / cells).toFixed(1);
      return `${kind.padEnd(22)} ${String(cells).padStart(5)} values, ${share} % exact`;
    });
    console.info(lines.join('\n'));
  });
});
