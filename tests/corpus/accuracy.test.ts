import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOcr } from '../../parsers/ocr/engine.ts';
import { accuracyTable, rows, scoreOf } from './accuracy-table.ts';
import { compareFile, corpusFiles, smallCorpus, type Compared } from './accuracy.ts';

const ocr = startOcr();
const compared: Compared[] = [];

beforeAll(async () => {
  for (const each of corpusFiles(smallCorpus)) compared.push(...(await compareFile(smallCorpus, each, { ocr })));
}, 600_000);

afterAll(() => ocr.close());

/** What was not read as it should be, in a line each for people to see why a share is low. */
function misread(format: string, of: (each: Compared) => boolean): string[] {
  return compared
    .filter((each) => each.format === format && each.outcome !== 'exact' && of(each))
    .map(
      ({ file, what, outcome, found }) =>
        `${file}: ${what} ${outcome} ${found === undefined ? '' : JSON.stringify(found)}`,
    );
}

function expectEnough(format: string, least = 0): void {
  const { exact, values } = scoreOf(format, compared);
  if (exact < values * least) expect(misread(format, () => true)).toEqual([]);
}

function expectNothingWrong(format: string): void {
  const isWrong = ({ outcome }: Compared) => outcome === 'wrong' || outcome === 'invented';
  expect(misread(format, (each) => isWrong(each) && each.certain)).toEqual([]);
}

describe('the corpus', () => {
  it('has a row of the table for each of its files', () => {
    const formats = new Set(corpusFiles(smallCorpus).map(({ format }) => format));
    expect([...formats].filter((format) => !rows.some((row) => row.format === format))).toEqual([]);
  });

  const promised = rows.filter(({ least }) => least !== undefined);

  it.each(promised)('of $format, enough is read exactly', ({ format, least }) => expectEnough(format, least));

  it.each(rows)('of $format, nothing wrong is presented as certain', ({ format }) => expectNothingWrong(format));

  it('is told in the README as it is read (UPDATE=1 writes it anew)', async () => {
    const file = join(import.meta.dirname, '../../README.md');
    const text = await readFile(file, 'utf8');
    const [before, after] = ['<!-- accuracy:start -->\n', '\n<!-- accuracy:end -->'];
    const [head = '', rest = ''] = text.split(before);
    const [told = '', tail = ''] = rest.split(after);
    const table = accuracyTable(compared);
    if (process.env['UPDATE'] === '1') await writeFile(file, `${head}${before}${table}${after}${tail}`);
    // What recognition gives depends a little on the processor: its row is told, and not compared.
    else expect(withoutScans(told)).toBe(withoutScans(table));
  });
});

function withoutScans(table: string): string {
  return table.replace(/^\| scan .*$/m, '| scan');
}
