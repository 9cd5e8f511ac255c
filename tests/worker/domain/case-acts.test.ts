import { describe, expect, it } from 'vitest';
import type { CaseEvent, StaffEvent } from '../../../worker/domain/case-event.ts';
import { caseFile, parsed } from '../../../worker/domain/case-file.ts';
import { obstacle } from '../../../worker/domain/case-acts.ts';
import { dueOn } from '../../../worker/domain/case-calendar.ts';
import { clockOf, type Case } from '../../../worker/domain/case.ts';
import type { CivilDate } from '../../../worker/domain/deadline.ts';
import type { Instant, Sha256 } from '../../../worker/domain/message.ts';
import type { CaseReference } from '../../../worker/domain/reference.ts';
import { fold, transition } from '../../../worker/domain/transition.ts';
import { anAssessment, aVerdict, received } from '../../builders/case-events.ts';
import { aSubmission } from '../../builders/case-file.ts';

const day = (text: string) => text as CivilDate;
const other = 'AI-2026-000002-K' as CaseReference;
const missing = anAssessment(aVerdict('legal', 'missing', 'AI-03'));
const asked = received('2026-06-01', { assessment: missing, limit: '2026-06-16' });

/** An act of staff on a day of summer 2026. */
function act<K extends StaffEvent['kind']>(
  kind: K,
  on: string,
  more: Omit<Extract<StaffEvent, { kind: K }>, 'kind' | 'at' | 'by' | 'why'>,
): StaffEvent {
  const at = `${on}T08:00:00.000Z` as Instant;
  return { kind, at, by: 'agent', why: 'essai', ...more } as unknown as StaffEvent;
}

const grant = (on: string) => act('decided', on, { on: day(on), outcome: { kind: 'granted', number: 'AI-EXEMPLE-1' } });
const complement = (on: string) => act('complementRequired', on, { on: day(on), question: 'Précisez le lot.' });

function after(...events: CaseEvent[]): Case {
  const current = fold(events);
  if (current === undefined) throw new Error('no event');
  return current;
}

/** The events of the calendar on a day, as `guichet tick` would write them. */
function ticked(current: Case, today: string): Case {
  const at = `${today}T05:00:00.000Z` as Instant;
  return dueOn(current, day(today)).reduce((next, due) => transition(next, { ...due, at }).next, current);
}

describe('the calendar', () => {
  it('tells staff at the end of the forty-fourth day, and the refusal is born when the forty-fifth is over', () => {
    const request = after(received('2026-06-01'));
    expect(dueOn(request, day('2026-07-15'))).toEqual([]);
    expect(dueOn(request, day('2026-07-16'))).toEqual([{ kind: 'refusalNear', on: '2026-07-16' }]);
    expect(ticked(request, '2026-07-16').state).toBe('forReview');
    expect(ticked(request, '2026-07-17')).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-16' });
  });

  it('brings the same dates after a week of downtime, and nothing twice', () => {
    const request = after(received('2026-06-01'));
    const late = ticked(request, '2026-07-24');
    expect(late).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-16' });
    expect(ticked(late, '2026-07-24')).toEqual(late);
    expect(late.alerts).toEqual(ticked(ticked(request, '2026-07-16'), '2026-07-17').alerts);
  });

  it('tells that nothing came by the limit, once', () => {
    const passed = ticked(after(asked), '2026-06-17');
    expect(passed.calendar).toEqual([{ kind: 'limitPassed', on: '2026-06-16' }]);
    expect(dueOn(passed, day('2026-06-18'))).toEqual([]);
  });

  it('alerts on the reading that comes first, and ends the delay on the one that letters print (vector R3)', () => {
    const late = after(asked, received('2026-06-22'));
    expect(dueOn(late, day('2026-07-31'))).toEqual([{ kind: 'refusalNear', on: '2026-07-31' }]);
    expect(ticked(late, '2026-08-06').state).toBe('forReview');
    expect(ticked(late, '2026-08-07').state).toBe('refusalBorn');
  });

  it.each(['exportDeclaration', 'imputation', 'correspondence'] as const)('brings %s nothing', (procedure) => {
    expect(dueOn(after(received('2026-06-01', { procedure })), day('2027-06-01'))).toEqual([]);
  });

  it('brings a closed case nothing', () => {
    expect(dueOn(after(received('2026-06-01'), grant('2026-06-10')), day('2027-06-01'))).toEqual([]);
  });
});

describe('a refusal that was born', () => {
  const born = ticked(after(received('2026-06-01')), '2026-07-17');

  it('leaves the case open: a mail is acknowledged plainly, staff may still grant', () => {
    const { next, letter } = transition(born, received('2026-07-20'));
    expect([next.state, letter]).toEqual(['refusalBorn', 'receipt']);
    expect(obstacle(born, grant('2026-07-20'))).toBeUndefined();
    expect(transition(born, grant('2026-07-20')).next).toMatchObject({ state: 'closed', closedOn: '2026-07-20' });
  });

  it('is taken back by a mail that had come in time and lay unread', () => {
    const waiting = ticked(after(asked), '2026-08-10');
    expect(waiting).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-31' });
    const { next, letter } = transition(waiting, received('2026-06-10', { processedOn: '2026-08-10' }));
    expect([next.state, letter]).toEqual(['forReview', 'acknowledgement']);
    expect(clockOf(next)).toEqual(clockOf(after(asked, received('2026-06-10'))));
    expect(ticked(next, '2026-08-10')).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-25' });
  });

  it('is not undone by complementary requirements', () => {
    expect(obstacle(born, complement('2026-07-20'))).toContain('trop tard');
  });
});

describe('what staff do', () => {
  it('fifteen days more, once, on a complete file (vectors X1, X4)', () => {
    const request = after(received('2026-06-01'));
    const { next, letter } = transition(request, complement('2026-07-10'));
    expect(letter).toBe('complementRequirement');
    expect(clockOf(next)?.printed).toBe('2026-07-31');
    expect(obstacle(next, complement('2026-07-12'))).toContain('déjà été prolongé');
    expect(obstacle(after(asked), complement('2026-06-05'))).toContain('incomplète');
    const declaration = after(received('2026-06-01', { procedure: 'exportDeclaration' }));
    expect(obstacle(declaration, complement('2026-06-05'))).toContain('seule une demande');
  });

  it('an item found to be held completes the file as of the day it came', () => {
    const satisfied = act('itemSatisfied', '2026-06-09', {
      rule: 'AI-03',
      on: day('2026-06-05'),
      assessment: anAssessment(),
    });
    expect(obstacle(after(asked), satisfied)).toBeUndefined();
    const held = after(asked, satisfied);
    expect(held).toMatchObject({ state: 'forReview', completeOn: '2026-06-05' });
    expect(held.requests).toMatchObject([{ closed: [{ rule: 'AI-03', on: '2026-06-05' }], answeredOn: '2026-06-05' }]);
    expect(clockOf(held)?.printed).toBe('2026-07-20');
    expect(obstacle(held, satisfied)).toContain('AI-03');
  });

  it('a corrected value stands beside those read, and changes no date', () => {
    const correct = (value: string) => {
      const place = { kind: 'agent', by: 'agent' } as const;
      const source = { message: 'a'.repeat(64) as Sha256, part: '', file: '', place };
      const correction = { field: 'strength', raw: value, value, state: 'parsed', source } as const;
      return act('valueCorrected', '2026-06-03', { correction, assessment: anAssessment() });
    };
    const current = after(received('2026-06-01'), correct('5 mg'), correct('25 mg'));
    expect(current.corrections).toMatchObject([{ field: 'strength', raw: '25 mg' }]);
    expect(parsed(caseFile(current.submissions, current), 'strength')).toBe('25 mg');
    expect(clockOf(current)).toEqual(clockOf(after(received('2026-06-01'))));
  });

  it('a rerouted mail is told to its sender, any other end is not: decisions are signed by people', () => {
    const request = after(received('2026-06-01'));
    const end = (outcome: Extract<StaffEvent, { kind: 'decided' }>['outcome']) =>
      transition(request, act('decided', '2026-06-02', { on: day('2026-06-02'), outcome })).letter;
    expect(end({ kind: 'rerouted', to: 'Autorité d’exemple' })).toBe('rerouteNotice');
    expect([end({ kind: 'granted', number: 'X' }), end({ kind: 'refused' }), end({ kind: 'withdrawn' })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('a closed case takes nothing but its reopening, and writes no letter', () => {
    const closed = after(received('2026-06-01'), grant('2026-06-10'));
    expect(obstacle(closed, grant('2026-06-11'))).toContain('clos');
    expect(obstacle(closed, complement('2026-06-11'))).toContain('clos');
    expect(transition(closed, received('2026-06-12')).letter).toBeUndefined();
    const reopened = act('reopened', '2026-06-12', {});
    expect(obstacle(closed, reopened)).toBeUndefined();
    expect(transition(closed, reopened).next).toMatchObject({ state: 'forReview', completeOn: '2026-06-01' });
    expect(obstacle(after(received('2026-06-01')), reopened)).toContain('n’est pas clos');
  });

  it('mails move between cases and keep their order of reception', () => {
    const [first, second] = [aSubmission({}, 1), aSubmission({}, 2)];
    const own = {
      message: second.message,
      mailbox: 'import',
      receivedAt: '2026-06-03T07:00:00.000Z' as Instant,
    } as const;
    const earlier = {
      message: first.message,
      mailbox: 'import',
      receivedAt: '2026-06-02T07:00:00.000Z' as Instant,
    } as const;
    const alone = after(received('2026-06-03', { submission: second }));
    const absorbed = act('absorbed', '2026-06-04', {
      from: other,
      submissions: [first],
      messages: [earlier],
      assessment: anAssessment(),
    });
    const whole = transition(alone, absorbed).next;
    expect(whole.submissions.map((each) => each.message)).toEqual([first.message, second.message]);
    const detached = act('detached', '2026-06-05', { message: first.message, to: other, assessment: anAssessment() });
    expect(transition(whole, detached).next.messages).toEqual([own]);
    expect(obstacle(alone, { ...detached, message: 'f'.repeat(64) as Sha256 } as StaffEvent)).toContain(
      'pas de ce dossier',
    );
    expect(obstacle(alone, { ...detached, message: second.message } as StaffEvent)).toContain('que ce message');
  });
});
