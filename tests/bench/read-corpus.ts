import { performance } from 'node:perf_hooks';
import { startOcr } from '../../parsers/ocr/engine.ts';
import type { Ocr } from '../../parsers/ports.ts';
import { scoreOf } from '../corpus/accuracy-table.ts';
import { compareFile, corpusFiles, type Compared, type CorpusFile } from '../corpus/accuracy.ts';

/** What `node read-corpus.js FOLDER FORMAT [PART OF THE NAME]` prints: the files of one format, read in a process of their own. */
export interface CorpusReading {
  readonly documents: number;
  /** Processor time of one document in its mail, once warm; recognised ones are read once, cold. */
  readonly milliseconds: number;
  /** Pages that went through character recognition, and the time of one by the clock. */
  readonly pages: number;
  readonly secondsPerPage: number;
  /** Share of values that were exact, and wrong ones not marked as recognised. */
  readonly exact: number;
  readonly wrongAsCertain: number;
}

const WARM_UP = 5;
const TIMES = 15;

const [folder = '', format = '', name = ''] = process.argv.slice(2);
const files = corpusFiles(folder).filter((each) => each.format === format && each.file.includes(name));
const engine = startOcr();
let pages = 0;
let seconds = 0;
const ocr: Ocr = { recognise: timed };
const isRecognised = format === 'scan';
if (!isRecognised) await readAll(WARM_UP);
const before = process.cpuUsage();
const compared = await readAll(isRecognised ? 1 : TIMES);
const { user, system } = process.cpuUsage(before);
await engine.close();

const score = scoreOf(format, compared);
const reading: CorpusReading = {
  documents: files.length,
  milliseconds: (user + system) / 1000 / (isRecognised ? 1 : TIMES) / files.length,
  pages,
  secondsPerPage: seconds / pages,
  exact: score.exact / score.values,
  wrongAsCertain: score.wrongAsCertain,
};
process.stdout.write(JSON.stringify(reading));

async function readAll(times: number): Promise<Compared[]> {
  let last: Compared[] = [];
  for (let time = 0; time < times; time += 1) {
    last = [];
    for (const each of files) last.push(...(await read(each)));
  }
  return last;
}

/** The clock of a page runs from its file's first byte: decoding and straightening are part of it. */
async function read(each: CorpusFile): Promise<Compared[]> {
  const since = performance.now();
  const [known, found] = [pages, await compareFile(folder, each, { ocr })];
  if (pages > known) seconds += (performance.now() - since) / 1000;
  return found;
}

function timed(picture: Uint8Array): ReturnType<Ocr['recognise']> {
  pages += 1;
  return engine.recognise(picture);
}
