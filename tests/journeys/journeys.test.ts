import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../worker/domain/transition.ts';
import { playJourney, type Played } from './play-journey.ts';

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

  it('covers what the table says', () => {
    const table = coverage(played);
    const file = join(import.meta.dirname, 'COVERAGE.md');
    if (update) writeFileSync(file, table);
    expect(table).toBe(readFileSync(file, 'utf8'));
  });
});

/** Which journey covers which intent, state, event and transition. */
function coverage(played: ReadonlyMap<string, Played>): string {
  const rows = (title: string, of: (journey: Played) => readonly string[]) => {
    const by = new Map<string, string[]>();
    for (const [name, journey] of [...played].sort(([a], [b]) => a.localeCompare(b))) {
      for (const each of of(journey)) by.set(each, [...(by.get(each) ?? []), name]);
    }
    const lines = [...by]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, names_]) => `| ${what} | ${names_.join(', ')} |`);
    return [`## ${title}`, '', `| ${title} | Journeys |`, '| --- | --- |', ...lines, ''];
  };
  return [
    '# What the journeys cover',
    '',
    `Written by \`UPDATE=1 npx vitest run tests/journeys\`; ${played.size} journeys.`,
    '',
    ...rows('Intent', ({ intents }) => intents),
    ...rows('State', ({ states }) => states),
    ...rows('Event', ({ happenings }) => happenings),
    ...rows('Transition', ({ transitions }) => transitions),
  ].join('\n');
}
