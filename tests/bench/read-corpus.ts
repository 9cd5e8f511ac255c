import { performance } from 'node:perf_hooks';
import { startOcr } from '../../parsers/ocr/engine.ts';
import type { Outside } from '../../parsers/ports.ts';
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
  const known = pages;
  const found = await compareFile(folder, each, countingPages());
  if (pages > known) seconds += (performance.now() - since) / 1000;
  return found;
}

/** Pages are counted, not calls of the engine: each page is given to it several times. A file being recognised is named anew with each. */
function countingPages(): Outside {
  let part = '';
  let recognised: string | undefined;
  return {
    ocr: engine,
    working: (next) => {
      if (next === recognised) pages += 1;
      part = next;
      return true;
    },
    recognising: () => {
      recognised = part;
    },
  };
}
