import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../worker/domain/case-event.ts';
import { dueOn, nextDay } from '../../../worker/domain/case-calendar.ts';
import { clockOf, type Case } from '../../../worker/domain/case.ts';
import { acknowledgementLimits } from '../../../worker/domain/clock.ts';
import { addDays, parisDate, type CivilDate } from '../../../worker/domain/deadline.ts';
import type { Instant } from '../../../worker/domain/message.ts';
import { fold, transition } from '../../../worker/domain/transition.ts';
import { received } from '../../builders/case-events.ts';

const day = (text: string) => text as CivilDate;
const at = (on: string) => `${on}T08:00:00.000Z` as Instant;
const messageId = '<un@agence.example>';
const queued = (on: string): CaseEvent => ({ kind: 'letterQueued', at: at(on), messageId, letter: 'acknowledgement' });
const accepted = (on: string): CaseEvent => ({
  ...{ kind: 'letterAccepted', at: at(on), messageId },
  ...{ letter: 'acknowledgement', reply: '250 OK' },
});

function after(...events: CaseEvent[]): Case {
  return fold(events) ?? expect.fail('no event');
}

/** What each day brings of the acknowledgement, from the reception on, told once. */
function told(start: Case, days: number): string[] {
  let current = start;
  return Array.from({ length: days }, (_, index) => addDays(start.receivedOn, index)).flatMap((today) =>
    dueOn(current, today).flatMap((due) => {
      current = transition(current, { ...due, at: at(today) }).next;
      return /^(registration|acknowledgement)/.test(due.kind) ? [`${today} ${due.kind} ${due.on}`] : [];
    }),
  );
}

describe('an acknowledgement that the server of the mail has not accepted', () => {
  it('is at risk the next day, missed after one working day, and so again at ten', () => {
    expect(told(after(received('2026-06-01'), queued('2026-06-01')), 20)).toEqual([
      '2026-06-02 registrationAtRisk 2026-06-02',
      '2026-06-03 registrationMissed 2026-06-02',
      '2026-06-12 acknowledgementAtRisk 2026-06-15',
      '2026-06-16 acknowledgementMissed 2026-06-15',
    ]);
  });

  it('is told before Whit Monday, on which offices disagree', () => {
    expect(told(after(received('2026-05-22'), queued('2026-05-22')), 30)).toEqual([
      '2026-05-23 registrationAtRisk 2026-05-26',
      '2026-05-27 registrationMissed 2026-05-26',
      '2026-06-05 acknowledgementAtRisk 2026-06-08',
      '2026-06-09 acknowledgementMissed 2026-06-08',
    ]);
  });

  it('that was missed while nobody looked is told as missed, not as at risk', () => {
    const current = after(received('2026-06-01'), queued('2026-06-08'));
    const kinds = (today: string) => dueOn(current, day(today)).map(({ kind }) => kind);
    expect(kinds('2026-06-08')).toEqual(['registrationMissed']);
    expect(kinds('2026-06-16')).toEqual(['registrationMissed', 'acknowledgementMissed']);
  });

  it.each([
    ['accepted in time', [queued('2026-06-01'), accepted('2026-06-01')]],
    ['accepted at last', [queued('2026-06-01'), accepted('2026-06-20')]],
    ['not due: the case told at once why nobody is answered', []],
  ] as const)('is nothing to tell once it is %s', (_what, events) => {
    expect(told(after(received('2026-06-01'), ...events), 20)).toEqual([]);
  });

  it('is still lacking when only a letter of a person was accepted', () => {
    const letter: CaseEvent = { ...accepted('2026-06-01'), letter: 'complementRequirement' } as CaseEvent;
    expect(after(received('2026-06-01'), queued('2026-06-01'), letter).acknowledgedOn).toBeUndefined();
  });

  it('is looked for on the first day that brings something', () => {
    expect(nextDay(after(received('2026-06-01'), queued('2026-06-01')))).toBe('2026-06-02');
    expect(nextDay(after(received('2026-06-01'), queued('2026-06-01'), accepted('2026-06-01')))).toBe('2026-07-16');
  });
});

describe('a request that another authority received first (vector 10.4)', () => {
  const transfer: CaseEvent = {
    ...{ kind: 'transferred', at: at('2026-06-10'), by: 'agent', why: 'essai' },
    ...{ from: 'Préfecture d’exemple', on: day('2026-06-01') },
  };

  it('is refused by silence from that day, and acknowledged from the agency’s own reception', () => {
    const current = after(received('2026-06-09'), transfer);
    expect(clockOf(current)).toMatchObject({ printed: '2026-07-16', earliest: '2026-07-16' });
    expect(acknowledgementLimits(current.receivedOn).acknowledgement).toBe('2026-06-23');
    expect(clockOf(after(received('2026-06-09')))?.printed).toBe('2026-07-24');
  });
});

describe('a copy moved back, or to the other mailbox (vector 10.4)', () => {
  it('leaves the day of the first reception', () => {
    const copy: CaseEvent = {
      ...{ kind: 'copyReceived', at: at('2026-06-04') },
      received: { message: 'a'.repeat(64) as never, mailbox: 'import', receivedAt: at('2026-06-04') },
    };
    const current = after(received('2026-06-01', { mailbox: 'export' }), copy);
    expect(current).toMatchObject({ receivedOn: '2026-06-01', mailbox: 'export' });
    expect(clockOf(current)?.printed).toBe('2026-07-16');
    expect(parisDate(current.receivedAt)).toBe('2026-06-01');
  });
});
