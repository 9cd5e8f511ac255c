// `npm run bench -- [--messages 300] [--rounds 5] [--rtt 0] [--json] [--race-only]`: Guichet against a plain script on
// the same mailbox; or `-- --hostile [--only TEXT] [--json]`: what each hostile file costs, or those with a text in their
// name; or `-- --load [--part idle] [--rounds 5] [--mails 5000] [--smaller 10] [--json]`: the speed under load, whole or in
// part. Fails when the two do not find the same in the same mails, or something was lost or doubled; never because of a time.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { guichet, missingForPython, python } from './contenders.ts';
import { openCorpus } from './corpus.ts';
import { corpusCosts } from './corpus-costs.ts';
import { documentCosts } from './document-costs.ts';
import { hostileReport, hostileRows } from './hostile.ts';
import { race } from './race.ts';
import { isUnsound, loadReport } from './load-report.ts';
import { loadParts, measureLoad } from './load.ts';
import type { Results } from './report.ts';
import { ratio, report } from './report.ts';
import { singleRuns } from './single-runs.ts';
import { measureStages } from './stages.ts';

/** Corpora, and what a run writes: on the disk of the project, since flushing to memory would flatter everybody. */
const CACHE = 'var/bench';

const { values: given } = parseArgs({
  options: {
    messages: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
    /** Round trip in milliseconds to both servers. */
    rtt: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    'race-only': { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    load: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true },
    mails: { type: 'string', default: '5000' },
    smaller: { type: 'string', default: '1' },
  },
});

if (given.hostile) {
  const rows = await hostileRows(tell, given.only);
  process.stdout.write(given.json ? `${JSON.stringify(rows)}\n` : hostileReport(rows));
} else if (given.load) {
  const [rounds, mails, smaller] = [whole(given.rounds, 1), whole(given.mails, 1), whole(given.smaller, 1)];
  const parts = loadParts.filter((each) => given.part?.includes(each) ?? true);
  const results = await measureLoad({ parts, rounds, mails, smaller, cache: CACHE, tell });
  process.stdout.write(given.json ? `${JSON.stringify(results)}\n` : loadReport(results));
  process.exitCode = isUnsound(results) ? 1 : 0;
} else {
  const results = await measure();
  process.stdout.write(given.json ? `${JSON.stringify({ ...results, ratio: ratio(results) })}\n` : report(results));
  const isWrong = results.lanes.some((each) => each.disagreements.length > 0 || each.lettersAstray > 0);
  process.exitCode = isWrong ? 1 : 0;
}

async function measure(): Promise<Results> {
  const [messages, rounds, roundTrip] = [whole(given.messages, 1), whole(given.rounds, 1), whole(given.rtt, 0)];
  tell('corpus (generated once, then kept in var/bench)');
  const corpus = await openCorpus(messages, CACHE);
  const pythonLacks = missingForPython();
  if (pythonLacks !== undefined) tell(`the Python script cannot run here; to compare: ${pythonLacks}`);
  const contenders = pythonLacks === undefined ? [guichet, python] : [guichet];
  const lanes = await race({ corpus, contenders, rounds, roundTrip, cache: CACHE, tell });
  const more = !given['race-only'];
  if (more) tell('single runs, stages and documents');
  return {
    node: process.versions.node,
    processors: availableParallelism(),
    messages: corpus.mails.length,
    megabytes: corpus.mails.reduce((sum, each) => sum + each.bytes, 0) / 1e6,
    roundTrip,
    lanes,
    pythonLacks,
    singleRuns: more ? await singleRuns(CACHE, roundTrip) : undefined,
    // Before the documents: pdfjs-dist, once loaded here, slows down what does not need it.
    stages: more && roundTrip === 0 ? await measureStages(corpus, CACHE) : undefined,
    documents: more ? await documentCosts() : undefined,
    corpus: more ? await corpusCosts() : undefined,
  };
}

function whole(text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${text} is not a whole number from ${least} on`);
  return value;
}

/** Progress goes to standard error, so that `--json` can be piped. */
function tell(line: string): void {
  process.stderr.write(`· ${line}\n`);
}
