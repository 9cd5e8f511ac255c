import { describe, expect, it } from 'vitest';
import type { MailVerdict } from './verdict.ts';
import { disagreements } from './verdict.ts';

const expected: MailVerdict[] = [
  { messageId: '<1@bench.example>', outcome: 'complete', missing: [], operations: 20 },
  { messageId: '<2@bench.example>', outcome: 'incomplete', missing: ['AI-03', 'AI-11'], operations: 35 },
];

describe('the comparison of verdicts', () => {
  it('finds nothing between a list and the same in another order', () => {
    expect(disagreements('script', expected, expected.toReversed())).toEqual([]);
  });

  it.each<[string, MailVerdict[]]>([
    ['a mail that was lost', expected.slice(0, 1)],
    ['a mail that nobody sent', [...expected, { ...expected[0], messageId: '<3@bench.example>' } as MailVerdict]],
    ['an item not asked for', expected.map((each) => ({ ...each, missing: each.missing.slice(0, 1) }))],
    ['an item asked for too much', expected.map((each) => ({ ...each, missing: ['AI-03', 'AI-11'] }))],
    ['another outcome', expected.map((each) => ({ ...each, outcome: 'incomplete' }))],
    ['a row that was not read', expected.map((each) => ({ ...each, operations: Math.min(each.operations, 34) }))],
  ])('tells of %s', (_what, found) => {
    expect(disagreements('script', expected, found)).toHaveLength(1);
  });
});
