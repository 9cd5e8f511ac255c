import type { IdleCost } from './idle-cost.ts';
import type { KillOutcome } from './kill-midway.ts';
import type { LoadedRace, LoadResults } from './load.ts';
import type { MemoryOverTime } from './memory-over-time.ts';
import { raceTable, ratio, verdicts } from './report.ts';
import type { SingleRuns } from './single-runs.ts';
import { median, spread } from './statistics.ts';

/** A figure beside what it should be. */
interface Aimed {
  readonly what: string;
  readonly found: string;
  readonly aim: string;
  /** Undefined where it is only told, or could not be measured. */
  readonly isMet: boolean | undefined;
}

/** Whether something was lost, doubled or misread: what no aim of speed excuses. */
export function isUnsound({ races, kill, memory }: LoadResults): boolean {
  const lanes = races.flatMap((each) => each.lanes);
  const isWrong = lanes.some((each) => each.disagreements.length > 0 || each.lettersAstray > 0);
  const isLost = kill !== undefined && (kill.lost > 0 || kill.secondAnswers > 0 || !kill.isProved);
  return isWrong || isLost || (memory !== undefined && memory.datesLost + memory.lettersAstray > 0);
}

/** The measure under load as a page of text: first what was found, then each figure beside its aim. */
export function loadReport(results: LoadResults): string {
  const { races, kill, idle, memory, attachment } = results;
  const aims = [
    ...races.map(raceAim),
    ...(kill === undefined ? [] : killAims(kill)),
    ...(idle === undefined ? [] : idleAims(idle)),
    ...(memory === undefined ? [] : memoryAims(memory)),
    ...(attachment === undefined ? [] : [attachmentAim(attachment)]),
  ];
  const width = (figure: (each: Aimed) => string) => Math.max(0, ...aims.map((each) => figure(each).length));
  const [what, found] = [width((each) => each.what), width((each) => each.found)];
  const lines = aims.map(
    (each) => `${mark(each)} ${each.what.padEnd(what)}   ${each.found.padStart(found)}   aim: ${each.aim}`,
  );
  return [...races.map(raceSection), ...lines, ''].join('\n');
}

function mark({ isMet }: Aimed): string {
  if (isMet === undefined) return ' ';
  return isMet ? '✓' : '✗';
}

function raceSection({ messages, roundTrip, lanes }: LoadedRace): string {
  const distance = roundTrip === 0 ? 'on loopback' : `with a round trip of ${roundTrip} ms`;
  return [`${messages} messages ${distance}`, raceTable(lanes, messages), verdicts(lanes), ''].join('\n');
}

function raceAim({ messages, roundTrip, aim, lanes }: LoadedRace): Aimed {
  const times = ratio({ lanes });
  return {
    what: `Guichet ÷ Python, ${messages} messages, ${roundTrip} ms`,
    found: times === undefined ? 'no script' : `${times.toFixed(2)} times`,
    aim: `at least ${aim} times`,
    isMet: times === undefined ? undefined : times >= aim,
  };
}

function killAims(kill: KillOutcome): Aimed[] {
  const { mails, lettersAtKill, lost, unanswered, repeats, secondAnswers, isProved } = kill;
  const none = (what: string, count: number, aim = 'none'): Aimed => ({
    what,
    found: String(count),
    aim,
    isMet: count === 0,
  });
  return [
    none(`mails lost, of ${mails}, killed after ${lettersAtKill} letters`, lost),
    none('second answers under another Message-ID', secondAnswers),
    // Eight letters are on their way at one time: those alone may be in doubt.
    { what: 'answers still in doubt', found: String(unanswered), aim: 'at most 8', isMet: unanswered <= 8 },
    { what: 'repeats under the same Message-ID', found: String(repeats), aim: 'at most 8', isMet: repeats <= 8 },
    { what: 'guichet verify afterwards', found: isProved ? 'clean' : 'not clean', aim: 'clean', isMet: isProved },
  ];
}

function idleAims(idle: readonly IdleCost[]): Aimed[] {
  const [few, many] = idle;
  if (few === undefined || many === undefined) return [];
  const times = median(many.milliseconds) / median(few.milliseconds);
  const more = many.bytes - few.bytes;
  const told = idle.map(({ filed, milliseconds, bytes }) => ({
    what: `idle pass, ${filed} mails filed: ms (min – median – max), bytes`,
    found: `${spread(milliseconds, 0)}, ${bytes}`,
    aim: 'none of its own',
    isMet: undefined,
  }));
  return [
    ...told,
    { what: 'idle pass, many ÷ few: time', found: times.toFixed(2), aim: 'at most 1.5', isMet: times <= 1.5 },
    { what: 'idle pass, many − few: bytes', found: String(more), aim: 'at most 500', isMet: more <= 500 },
  ];
}

function memoryAims(memory: MemoryOverTime): Aimed[] {
  const { mails, seconds, peakMegabytes, megabytesPerThousandMails, datesLost, lettersAstray, files } = memory;
  return [
    {
      what: `peak over ${mails} mails at once, taken in within ${seconds.toFixed(0)} s`,
      found: `${peakMegabytes.toFixed(0)} MiB`,
      aim: 'below 400 MiB',
      isMet: peakMegabytes < 400,
    },
    {
      what: `growth in the second half (${files.join(', ')})`,
      found: `${megabytesPerThousandMails.toFixed(1)} MiB per 1000 mails`,
      aim: 'flat: at most 5',
      isMet: megabytesPerThousandMails <= 5,
    },
    { what: 'reception dates not kept', found: String(datesLost), aim: 'none', isMet: datesLost === 0 },
    { what: 'letters astray', found: String(lettersAstray), aim: 'none', isMet: lettersAstray === 0 },
  ];
}

function attachmentAim({ peakLarge, peakOrdinary }: SingleRuns): Aimed {
  const more = peakLarge - peakOrdinary;
  return {
    what: 'peak with an attachment of 25 MB over an ordinary mail',
    found: `+${more.toFixed(0)} MiB`,
    aim: 'at most 130 MB',
    isMet: more * 1.048_576 <= 130,
  };
}
