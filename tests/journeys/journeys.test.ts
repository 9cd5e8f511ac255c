import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import { fold } from '../../worker/domain/transition.ts';
import { faultsOf } from '../builders/letter-law.ts';
import { intentNames } from '../../templates/intent-names.ts';
import { stateNames } from '../../templates/case-report.ts';
import { playJourney, type Played } from './play-journey.ts';
import { wishes, wishesOf } from './wishes.ts';

const root = join(import.meta.dirname, 'mails');
const names = readdirSync(root).sort();
const update = process.env['UPDATE'] === '1';

describe('a journey', () => {
  const played = new Map<string, Played>();

  beforeAll(async () => {
    for (const name of names) played.set(name, await playJourney(join(root, name)));
  }, 120_000);

  it.each(names)('%s', (name) => {
    const { outcome, events } = played.get(name) ?? expect.fail('not played');
    const golden = join(root, name, 'outcome.txt');
    if (update) writeFileSync(golden, outcome);
    expect(outcome).toBe(readFileSync(golden, 'utf8'));
    // A case is nothing but what its events tell, byte for byte.
    for (const each of events.values()) {
      const replayed = JSON.parse(JSON.stringify(each)) as typeof each;
      expect(JSON.stringify(fold(replayed))).toBe(JSON.stringify(fold(each)));
    }
  });

  it.each(names)('%s: its letters are lawful and well formed', (name) => {
    const { letters } = played.get(name) ?? expect.fail('not played');
    expect(
      letters.flatMap((each) => faultsOf(each).map((fault) => `${each.kind} ${each.caseReference}: ${fault}`)),
    ).toEqual([]);
  });

  it('leaves out nothing that a mail can want, no state and no event of a case', () => {
    const all = [...played.values()];
    const lacking = (every: readonly string[], of: (journey: Played) => readonly string[]) =>
      every.filter((each) => !all.some((journey) => of(journey).includes(each)));
    expect(lacking(Object.keys(intentNames), ({ intents }) => intents)).toEqual([]);
    expect(lacking(Object.keys(stateNames), ({ states }) => states)).toEqual([]);
    expect(lacking(Object.keys(eventKinds), ({ happenings }) => happenings)).toEqual([]);
    expect(
      lacking(
        wishes.map(({ name }) => name),
        wishesOf,
      ),
    ).toEqual([]);
  });

  it('tells with every date that is due the article that makes it so', () => {
    let count = 0;
    for (const { outcome } of played.values()) {
      const due = [...outcome.matchAll(/^ {2}(?:[^ ⚠].*? – .*|⚠ .*(?:refus implicite|Accusé|éléments demandés).*)$/gm)]
        .map(([line]) => line)
        .filter((line) => /\d{4}/.test(line) && / – |⚠/.test(line) && !/valeur\(s\)|par un/.test(line));
      for (const line of due) expect(line).toMatch(/(?:CSP|CRPA|CJA), art/);
      count += due.length;
    }
    expect(count).toBeGreaterThan(played.size);
  });

  it('covers what the table says', () => {
    const table = coverage(played);
    const file = join(import.meta.dirname, 'COVERAGE.md');
    if (update) writeFileSync(file, table);
    expect(table).toBe(readFileSync(file, 'utf8'));
  });
});

/**
 * Every event that a case can hold; the compiler names the one that is forgotten. What people do in the mailbox itself
 * is played in tests/worker/trays.test.ts, with a mailbox, and what a failing server does in dispatch.test.ts, with one.
 */
const eventKinds = {
  ...{
    submissionReceived: 0,
    copyReceived: 0,
    letterQueued: 0,
    letterAccepted: 0,
    letterRejected: 0,
    letterBounced: 0,
  },
  ...{ limitPassed: 0, refusalNear: 0, refusalBorn: 0, registrationAtRisk: 0, registrationMissed: 0 },
  ...{ acknowledgementAtRisk: 0, acknowledgementMissed: 0, decided: 0, reopened: 0, complementRequired: 0 },
  ...{ itemSatisfied: 0, valueCorrected: 0, absorbed: 0, detached: 0, related: 0, letterResent: 0, cleared: 0 },
  transferred: 0,
} as const satisfies Record<
  Exclude<CaseEvent['kind'], 'reread' | 'setAside' | 'letterUncertain' | 'letterAbandoned'>,
  0
>;

/** Which journey covers which intent, state, event and transition. */
function coverage(played: ReadonlyMap<string, Played>): string {
  const rows = (title: string, of: (journey: Played) => readonly string[], order: readonly string[] = []) => {
    const by = new Map<string, string[]>();
    for (const [name, journey] of [...played].sort(([a], [b]) => a.localeCompare(b))) {
      for (const each of of(journey)) by.set(each, [...(by.get(each) ?? []), name]);
    }
    const lines = [...by]
      .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b) || a.localeCompare(b))
      .map(([what, names_]) => `| ${what} | ${names_.join(', ')} |`);
    return [`## ${title}`, '', `| ${title} | Journeys |`, '| --- | --- |', ...lines, ''];
  };
  return [
    '# What the journeys cover',
    '',
    `Written by \`UPDATE=1 npx vitest run tests/journeys\`; ${played.size} journeys.`,
    '',
    ...rows(
      'Wish',
      wishesOf,
      wishes.map(({ name }) => name),
    ),
    ...rows('Intent', ({ intents }) => intents),
    ...rows('State', ({ states }) => states),
    ...rows('Event', ({ happenings }) => happenings),
    ...rows('Transition', ({ transitions }) => transitions),
  ].join('\n');
}
