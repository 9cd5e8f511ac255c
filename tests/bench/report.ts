import type { CorpusCost } from './corpus-costs.ts';
import type { DocumentCost } from './document-costs.ts';
import type { Lane } from './race.ts';
import type { SingleRuns } from './single-runs.ts';
import type { Stage } from './stopwatch.ts';
import { median, spread } from './statistics.ts';

/** Everything that was measured; `undefined` where it was not asked for. */
export interface Results {
  readonly node: string;
  readonly processors: number;
  readonly messages: number;
  readonly megabytes: number;
  readonly roundTrip: number;
  readonly lanes: readonly Lane[];
  /** What to install for the script to run, if it did not. */
  readonly pythonLacks: string | undefined;
  readonly singleRuns: SingleRuns | undefined;
  readonly stages: readonly Stage[] | undefined;
  readonly documents: readonly DocumentCost[] | undefined;
  readonly corpus: readonly CorpusCost[] | undefined;
}

/** Median messages a second of Guichet over the script's; undefined when the script did not run. */
export function ratio({ lanes }: Pick<Results, 'lanes'>): number | undefined {
  const [own, other] = ['guichet', 'python'].map((name) => lanes.find(({ contender }) => contender === name));
  return own === undefined || other === undefined ? undefined : speed(own) / speed(other);
}

/** The results as a page of text. */
export function report(results: Results): string {
  const sections = [
    heading(results),
    race(results),
    verdicts(results.lanes),
    ...(results.singleRuns === undefined ? [] : [singles(results.singleRuns)]),
    ...(results.stages === undefined ? [] : [stageTable(results.stages)]),
    ...(results.documents === undefined ? [] : [documentTable(results.documents)]),
    ...(results.corpus === undefined ? [] : [corpusTable(results.corpus)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function heading({ node, processors, messages, megabytes, roundTrip }: Results): string {
  const distance = roundTrip === 0 ? 'on loopback' : `with a round trip of ${roundTrip} ms`;
  const machine = `Node ${node}, ${processors} processors`;
  return `${messages} messages, ${megabytes.toFixed(0)} MB, ${distance}, scans not recognised; ${machine}`;
}

/** What each contender took. */
export function raceTable(lanes: readonly Lane[], messages: number): string {
  const rows = lanes.map(({ contender, runs }) => [
    contender,
    spread(runs.map((each) => each.messagesPerSecond)),
    spread(runs.map((each) => (each.cpuSeconds * 1000) / messages)),
    spread(
      runs.map((each) => each.peakMegabytes),
      0,
    ),
  ]);
  return table(['min – median – max', 'messages/s', 'CPU ms/message', 'peak MiB'], rows);
}

function race(results: Results): string {
  const times = ratio(results);
  const words =
    times === undefined
      ? `The Python script did not run. To compare: ${results.pythonLacks ?? ''}`
      : `Guichet ÷ Python, medians: ${times.toFixed(2)}`;
  return [raceTable(results.lanes, results.messages), words, ...results.lanes.flatMap(ownStages)].join('\n');
}

/** What a contender measured itself, in its last run. */
function ownStages({ contender, runs }: Lane): string[] {
  const stages = Object.entries(runs.at(-1)?.stages ?? {});
  const told = stages.map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(1)}`);
  return told.length === 0 ? [] : [`${contender} by stages, ms/message: ${told.join(', ')}`];
}

/** Where a contender is not of the generator's opinion. */
export function verdicts(lanes: readonly Lane[]): string {
  const lines = lanes.map(({ contender, disagreements, lettersAstray }) => {
    const some = disagreements.slice(0, 5).map((each) => {
      return `  ${each.messageId}\n    expected ${each.expected}\n    found    ${each.found}`;
    });
    return [`${contender}: ${disagreements.length} disagreements, ${lettersAstray} letters astray`, ...some].join('\n');
  });
  return ['Verdicts against what the generator put into the mails', ...lines].join('\n');
}

function singles(runs: SingleRuns): string {
  const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
  const mebibytes = (value: number) => `${value.toFixed(0)} MiB`;
  const growth = `+${mebibytes(runs.peakLarge - runs.peakOrdinary)} over one ordinary mail`;
  return table(
    ['guichet once, cold', 'time', 'peak', ''],
    [
      [
        'empty mailbox',
        milliseconds(runs.emptyMailbox),
        mebibytes(runs.peakEmpty),
        `node -e 0: ${milliseconds(runs.emptyNode)}`,
      ],
      ['one form and table', milliseconds(runs.ordinary), mebibytes(runs.peakOrdinary), ''],
      ['one scan of 25 MB', milliseconds(runs.large), mebibytes(runs.peakLarge), growth],
    ],
  );
}

function stageTable(stages: readonly Stage[]): string {
  const whole = stages.filter(({ within }) => within === undefined);
  const sum = (figure: (each: Stage) => number) => whole.reduce((total, each) => total + figure(each), 0);
  const total = sum((each) => each.millisecondsPerMail);
  const row = ({ name, within, millisecondsPerMail, cpuMillisecondsPerMail }: Stage) => [
    within === undefined ? name : `  ${name}`,
    millisecondsPerMail.toFixed(2),
    cpuMillisecondsPerMail.toFixed(2),
    `${((millisecondsPerMail / total) * 100).toFixed(0)} %`,
  ];
  const ordered = whole.flatMap((each) => [each, ...stages.filter(({ within }) => within === each.name)]);
  const last = ['total', total.toFixed(2), sum((each) => each.cpuMillisecondsPerMail).toFixed(2), ''];
  const head = ['Guichet by stages, nothing overlapping', 'ms/message', 'CPU ms/message', 'share of time'];
  return table(head, [...ordered.map(row), last]);
}

function documentTable(documents: readonly DocumentCost[]): string {
  return table(
    ['one document, warm', 'CPU ms'],
    documents.map(({ kind, milliseconds }) => [kind, milliseconds.toFixed(1)]),
  );
}

function corpusTable(costs: readonly CorpusCost[]): string {
  const head = [
    'documents of the corpus, each in a mail',
    'documents',
    'CPU ms',
    'peak MiB',
    's/page',
    'exact',
    'wrong as certain',
  ];
  const lines = costs.map((each) => [
    each.kind,
    String(each.documents),
    each.milliseconds.toFixed(1),
    each.peakMegabytes.toFixed(0),
    each.pages === 0 ? '' : each.secondsPerPage.toFixed(2),
    `${(each.exact * 100).toFixed(1)} %`,
    String(each.wrongAsCertain),
  ]);
  return table(head, lines);
}

/** First column to the left, the others to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('───'), ...rows.map(line)].join('\n');
}

function speed({ runs }: Lane): number {
  return median(runs.map((each) => each.messagesPerSecond));
}
