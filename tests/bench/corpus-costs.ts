import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from '../corpus/accuracy-table.ts';
import { corpusFiles, smallCorpus } from '../corpus/accuracy.ts';
import { measured } from './measured-process.ts';
import type { CorpusReading } from './read-corpus.ts';

/** What one format of the corpus costs, in a process of its own. */
export interface CorpusCost extends CorpusReading {
  readonly kind: string;
  readonly peakMegabytes: number;
}

/** Where `tests/corpus/make/make.py` leaves the scans that are too large for the repository. */
const LARGE = 'var/corpus';

/** Each format of the small corpus, then the large scans by quality where they were made. */
export async function corpusCosts(): Promise<CorpusCost[]> {
  const known = new Set(corpusFiles(smallCorpus).map(({ format }) => format));
  const costs: CorpusCost[] = [];
  for (const { format } of rows.filter((row) => known.has(row.format)))
    costs.push(await costOf(format, smallCorpus, format));
  for (const quality of qualities()) costs.push(await costOf(`scans, ${quality}`, LARGE, 'scan', `scan-${quality}`));
  return costs;
}

function qualities(): string[] {
  if (!existsSync(join(LARGE, 'manifest.json'))) return [];
  const found = corpusFiles(LARGE).map(({ file }) => /scan-(\w+)/.exec(file)?.[1] ?? '');
  return [...new Set(found)].sort();
}

async function costOf(kind: string, ...args: readonly string[]): Promise<CorpusCost> {
  const reader = join(import.meta.dirname, 'read-corpus.js');
  const { stdout, peakMegabytes } = await measured(process.execPath, [reader, ...args], process.env);
  return { kind, peakMegabytes, ...(JSON.parse(stdout) as CorpusReading) };
}
