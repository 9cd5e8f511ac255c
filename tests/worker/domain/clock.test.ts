import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledgementLimits, refusalClock, type ClockFacts } from '../../../worker/domain/clock.ts';
import { addDays, parisDate, type CivilDate } from '../../../worker/domain/deadline.ts';
import type { Instant } from '../../../worker/domain/message.ts';
import { addMonths, recourseUntil } from '../../../worker/domain/recourse.ts';

const day = (text: string) => text as CivilDate;

function clock(facts: { [Name in keyof ClockFacts]?: unknown } & { receivedOn: string }) {
  return refusalClock({ requests: [], completeOn: undefined, complements: [], ...facts } as ClockFacts);
}

/** A request, or several, as « sent, limit, answered ». */
const asked = (...dates: readonly string[]) =>
  dates.map((each) => {
    const [sentOn = '', limitOn = '', answeredOn] = each.split(' ').map((part) => `2026-${part}`);
    return { sentOn, limitOn, answeredOn };
  });

describe('a request complete on reception', () => {
  // Reception; last days of registration and acknowledgement; refusal; refusal when prolonged; last days of recourse.
  it.each([
    ['2026-01-05', '2026-01-06', '2026-01-19', '2026-02-19', '2026-03-06', '2026-04-20', '2026-05-07'],
    ['2026-01-16', '2026-01-19', '2026-01-30', '2026-03-02', '2026-03-17', '2026-05-04', '2026-05-18'],
    ['2026-02-27', '2026-03-02', '2026-03-13', '2026-04-13', '2026-04-28', '2026-06-15', '2026-06-29'],
    ['2026-03-17', '2026-03-18', '2026-03-31', '2026-05-01', '2026-05-16', '2026-07-02', '2026-07-17'],
    ['2026-03-24', '2026-03-25', '2026-04-08', '2026-05-08', '2026-05-23', '2026-07-09', '2026-07-24'],
    ['2026-03-30', '2026-03-31', '2026-04-14', '2026-05-14', '2026-05-29', '2026-07-15', '2026-07-30'],
    ['2026-04-30', '2026-05-04', '2026-05-19', '2026-06-14', '2026-06-29', '2026-08-17', '2026-08-31'],
    ['2026-05-13', '2026-05-15', '2026-05-29', '2026-06-27', '2026-07-12', '2026-08-28', '2026-09-14'],
    ['2026-06-01', '2026-06-02', '2026-06-15', '2026-07-16', '2026-07-31', '2026-09-17', '2026-10-01'],
    ['2026-06-30', '2026-07-01', '2026-07-15', '2026-08-14', '2026-08-29', '2026-10-15', '2026-10-30'],
    ['2026-07-01', '2026-07-02', '2026-07-16', '2026-08-15', '2026-08-30', '2026-10-16', '2026-11-02'],
    ['2026-08-14', '2026-08-17', '2026-08-28', '2026-09-28', '2026-10-13', '2026-11-30', '2026-12-14'],
    ['2026-09-26', '2026-09-28', '2026-10-09', '2026-11-10', '2026-11-25', '2027-01-11', '2027-01-26'],
    ['2026-10-25', '2026-10-26', '2026-11-06', '2026-12-09', '2026-12-24', '2027-02-10', '2027-02-25'],
    ['2026-11-10', '2026-11-12', '2026-11-25', '2026-12-25', '2027-01-09', '2027-02-26', '2027-03-10'],
    ['2026-11-17', '2026-11-18', '2026-12-01', '2027-01-01', '2027-01-16', '2027-03-02', '2027-03-17'],
    ['2026-12-24', '2026-12-28', '2027-01-11', '2027-02-07', '2027-02-22', '2027-04-08', '2027-04-23'],
    ['2026-12-31', '2027-01-04', '2027-01-15', '2027-02-14', '2027-03-01', '2027-04-15', '2027-05-03'],
    ['2028-01-15', '2028-01-17', '2028-01-28', '2028-02-29', '2028-03-15', '2028-05-02', '2028-05-16'],
    ['2028-02-29', '2028-03-01', '2028-03-14', '2028-04-14', '2028-04-29', '2028-06-15', '2028-06-30'],
  ])('on %s', (receivedOn, registration, acknowledgement, refusal, prolonged, recourse, prolongedRecourse) => {
    const plain = clock({ receivedOn, completeOn: receivedOn });
    const longer = clock({ receivedOn, completeOn: receivedOn, complements: [receivedOn] });
    expect(acknowledgementLimits(day(receivedOn))).toEqual({ registration, acknowledgement });
    expect([plain.printed, plain.fromReception, longer.printed]).toEqual([refusal, refusal, prolonged]);
    expect([recourseUntil(plain.printed), recourseUntil(longer.printed)]).toEqual([recourse, prolongedRecourse]);
  });

  it('is counted from the day in Paris on which it reached the server', () => {
    const received = [
      ['2025-12-31T23:00:00Z', '2026-02-15', '2026-03-02'],
      ['2026-01-31T23:30:00Z', '2026-03-18', '2026-04-02'],
      ['2026-03-28T23:30:00Z', '2026-05-13', '2026-05-28'],
      ['2026-06-30T21:59:59Z', '2026-08-14', '2026-08-29'],
      ['2026-06-30T22:00:00Z', '2026-08-15', '2026-08-30'],
      ['2026-10-24T22:30:00Z', '2026-12-09', '2026-12-24'],
    ] as const;
    for (const [instant, refusal, prolonged] of received) {
      const receivedOn = parisDate(instant as Instant);
      expect(clock({ receivedOn, completeOn: receivedOn }).printed).toBe(refusal);
      expect(clock({ receivedOn, completeOn: receivedOn, complements: [receivedOn] }).printed).toBe(prolonged);
    }
  });
});

describe('a request for information', () => {
  const receivedOn = '2026-06-01';

  // Requests; completion; days of complementary requirements; refusal from completion; from reception.
  it.each([
    ['R1', asked('06-01 06-16 06-10'), '2026-06-10', [], '2026-07-25', '2026-07-25'],
    ['R2', asked('06-05 06-20 06-10'), '2026-06-10', [], '2026-07-25', '2026-07-21'],
    ['R3', asked('06-01 06-16 06-22'), '2026-06-22', [], '2026-08-06', '2026-07-31'],
    ['R4', asked('06-01 06-16'), undefined, [], undefined, '2026-07-31'],
    ['R5', asked('06-01 06-16 06-10', '06-10 06-25 06-18'), '2026-06-18', [], '2026-08-02', '2026-08-02'],
    ['R6', asked('06-01 06-16 06-10'), '2026-06-10', ['2026-07-01'], '2026-08-09', '2026-08-09'],
    ['R8', asked('06-01 06-16 06-16'), '2026-06-16', [], '2026-07-31', '2026-07-31'],
    ['X1', [], '2026-06-01', ['2026-07-10'], '2026-07-31', '2026-07-31'],
    ['X2', [], '2026-06-01', ['2026-07-16'], '2026-07-31', '2026-07-31'],
    ['X3', [], '2026-06-01', ['2026-07-17'], '2026-07-16', '2026-07-16'],
    ['X4', [], '2026-06-01', ['2026-06-20', '2026-07-10'], '2026-07-31', '2026-07-31'],
    ['C1', [], '2026-06-01', [], '2026-07-16', '2026-07-16'],
  ])('%s', (_name, requests, completeOn, complements, fromCompletion, fromReception) => {
    expect(clock({ receivedOn, requests, completeOn, complements })).toMatchObject({ fromCompletion, fromReception });
  });

  it('R7, over the turn of the year', () => {
    const requests = [{ sentOn: '2026-12-21', limitOn: '2027-01-20', answeredOn: '2027-01-08' }];
    expect(clock({ receivedOn: '2026-12-18', requests, completeOn: '2027-01-08' })).toMatchObject({
      fromCompletion: '2027-02-22',
      fromReception: '2027-02-19',
      earliest: '2027-02-19',
      suspendedDays: 18,
    });
  });

  it('is answered in time until midnight in Paris', () => {
    expect(parisDate('2026-06-16T21:59:00Z' as Instant)).toBe('2026-06-16');
    expect(parisDate('2026-06-16T22:01:00Z' as Instant)).toBe('2026-06-17');
  });

  it('suspends nothing once the refusal is born', () => {
    const requests = [{ sentOn: '2026-07-20', limitOn: '2026-08-20', answeredOn: undefined }];
    expect(clock({ receivedOn, requests }).fromReception).toBe('2026-07-16');
  });

  it('tells staff of a requirement that came too late', () => {
    expect(clock({ receivedOn, completeOn: receivedOn, complements: ['2026-07-17'] }).lateComplements).toEqual([
      '2026-07-17',
    ]);
  });
});

describe('other clocks', () => {
  it('count recourse longer overseas and abroad', () => {
    expect(recourseUntil(day('2026-07-16'), 'overseas')).toBe('2026-10-19');
    expect(recourseUntil(day('2026-07-16'), 'abroad')).toBe('2026-11-17');
    expect(recourseUntil(day('2026-12-31'))).toBe('2027-03-01');
  });

  it('count months from date to date', () => {
    expect(addMonths(day('2026-07-20'), 2)).toBe('2026-09-20');
    expect(addMonths(day('2026-12-31'), 2)).toBe('2027-02-28');
    expect(addMonths(day('2026-07-31'), 1)).toBe('2026-08-31');
  });
});

describe('whatever happens', () => {
  const start = day('2026-06-01');
  const anyRequests = fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.option(fc.nat(90), { nil: undefined })), {
    maxLength: 4,
  });
  const built = (offsets: readonly [number, number, number | undefined][]) =>
    offsets.map(([sent, given, answered]) => {
      const sentOn = addDays(start, sent);
      const answeredOn = answered === undefined ? undefined : addDays(sentOn, answered);
      return { sentOn, limitOn: addDays(sentOn, given), answeredOn };
    });

  it('another suspension never shortens a delay', () => {
    fc.assert(
      fc.property(anyRequests, anyRequests, (some, more) => {
        const before = clock({ receivedOn: start, requests: built(some) });
        const after = clock({ receivedOn: start, requests: [...built(some), ...built(more)] });
        expect(after.fromReception >= before.fromReception).toBe(true);
      }),
    );
  });

  it('the count from reception is never later than the count from completion of an answered request', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(60), (sent, given, answered) => {
        const requests = built([[sent, given, answered]]);
        const completeOn = requests[0]?.answeredOn;
        const { fromCompletion = '', fromReception } = clock({ receivedOn: start, requests, completeOn });
        expect(fromReception <= fromCompletion).toBe(true);
      }),
    );
  });
});
