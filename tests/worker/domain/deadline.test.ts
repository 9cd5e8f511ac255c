import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  civilDate,
  daysBetween,
  implicitRefusalOn,
  inFrench,
  parisDate,
  timeInFrench,
} from '../../../worker/domain/deadline.ts';
import type { CivilDate } from '../../../worker/domain/deadline.ts';
import type { Instant } from '../../../worker/domain/message.ts';

const day = (text: string) => text as CivilDate;
const instant = (text: string) => text as Instant;

describe('the implicit refusal date (CSP R5121-113)', () => {
  it.each([
    ['2026-01-05', '2026-02-19', 'a plain case'],
    ['2026-01-16', '2026-03-02', 'over a February of 28 days'],
    ['2026-02-27', '2026-04-13', 'over the change to summer time'],
    ['2026-03-17', '2026-05-01', 'on a holiday: no extension'],
    ['2026-04-30', '2026-06-14', 'on a Sunday: no extension'],
    ['2026-06-01', '2026-07-16', 'the base case'],
    ['2026-09-26', '2026-11-10', 'received on a Saturday'],
    ['2026-10-25', '2026-12-09', 'received on the day summer time ends'],
    ['2026-11-17', '2027-01-01', 'over the end of the year'],
    ['2028-01-15', '2028-02-29', 'on a leap day'],
    ['2028-02-29', '2028-04-14', 'received on a leap day'],
  ])('of a file received on %s is %s (%s)', (received, refusal) => {
    expect(implicitRefusalOn(day(received))).toBe(refusal);
  });

  it.each([
    ['2025-12-31T23:00:00Z', '2026-01-01', '2026-02-15'],
    ['2026-03-28T23:30:00Z', '2026-03-29', '2026-05-13'],
    ['2026-06-30T21:59:59Z', '2026-06-30', '2026-08-14'],
    ['2026-06-30T22:00:00Z', '2026-07-01', '2026-08-15'],
    ['2026-10-24T22:30:00Z', '2026-10-25', '2026-12-09'],
  ])('counts from the civil day in Paris: %s is %s, refused on %s', (received, paris, refusal) => {
    expect(parisDate(instant(received))).toBe(paris);
    expect(implicitRefusalOn(parisDate(instant(received)))).toBe(refusal);
  });
});

describe('civil dates', () => {
  it('refuses a day that does not exist', () => {
    expect(civilDate(2026, 2, 29)).toBeUndefined();
    expect(civilDate(2026, 13, 1)).toBeUndefined();
    expect(civilDate(2028, 2, 29)).toBe('2028-02-29');
  });

  it('adds what it counts', () => {
    const days = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(fc.property(days, (n) => daysBetween(day('2026-06-01'), addDays(day('2026-06-01'), n)) === n));
  });

  it('are written in words', () => {
    expect(inFrench(day('2026-07-16'))).toBe('16\u00a0juillet\u00a02026');
    expect(inFrench(day('2026-06-01'))).toBe('1er\u00a0juin\u00a02026');
    expect(timeInFrench(instant('2026-06-01T07:05:00Z'))).toBe('9\u00a0h\u00a005');
  });
});
