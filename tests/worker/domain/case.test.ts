import { describe, expect, it } from 'vitest';
import { clockOf, type Case } from '../../../worker/domain/case.ts';
import type { CaseEvent } from '../../../worker/domain/case-event.ts';
import { fold, transition } from '../../../worker/domain/transition.ts';
import type { Instant, Sha256 } from '../../../worker/domain/message.ts';
import { anAssessment, aVerdict, received } from '../../builders/case-events.ts';

const missing = anAssessment(aVerdict('legal', 'missing'));
const at = '2026-06-02T07:00:00.000Z' as Instant;
const mail = { message: 'a'.repeat(64) as Sha256, mailbox: 'import', receivedAt: at } as const;

/** The case after its events, with the refusal date that letters print; the last letter called for. */
function after(...events: CaseEvent[]) {
  let current: Case | undefined;
  let letter: string | undefined;
  for (const event of events) ({ next: current, letter } = transition(current, event));
  if (current === undefined) throw new Error('no event');
  const clock = clockOf(current);
  return { current: { ...current, implicitRefusalOn: clock?.printed, suspendedDays: clock?.suspendedDays }, letter };
}

describe('a request', () => {
  it('in which nothing is missing is for review, acknowledged, with the refusal date of its reception', () => {
    const { current, letter } = after(received('2026-06-01'));
    expect(current).toMatchObject({ state: 'forReview', completeOn: '2026-06-01', implicitRefusalOn: '2026-07-16' });
    expect(letter).toBe('acknowledgement');
  });

  it('in which a legal item is missing awaits the applicant, and is asked for it', () => {
    const { current, letter } = after(received('2026-06-01', { assessment: missing, limit: '2026-06-16' }));
    expect(current).toMatchObject({
      state: 'awaitingApplicant',
      request: { rules: ['AI-03'], sentOn: '2026-06-01', limitOn: '2026-06-16' },
      // R4 of the agency's vectors: nothing comes, the clock stood still for the fifteen days.
      implicitRefusalOn: '2026-07-31',
    });
    expect(letter).toBe('requestForInformation');
  });

  it.each(['agency', 'notice'] as const)(
    'in which only an item of severity %s is noted stays for review',
    (severity) => {
      expect(
        after(received('2026-06-01', { assessment: anAssessment(aVerdict(severity, 'missing')) })).current.state,
      ).toBe('forReview');
    },
  );

  it.each([
    ['a legal item cannot be told', anAssessment(aVerdict('legal', 'cannotTell'))],
    ['a file must be sent again', anAssessment(aVerdict('technical', 'raised'))],
    ['documents disagree', anAssessment(aVerdict('inconsistency', 'contradictory'))],
    ['staff must know something', anAssessment(aVerdict('staff', 'raised'))],
    [
      'a document was not read',
      { verdicts: [], unread: [{ file: 'a.pdf', reason: 'scanNotRead', format: 'PDF' } as const] },
    ],
  ])('in which %s is for a person to look at, and still acknowledged', (_, assessment) => {
    const { current, letter } = after(received('2026-06-01', { assessment }));
    expect(current).toMatchObject({ state: 'staffReview', implicitRefusalOn: '2026-07-16' });
    expect(letter).toBe('acknowledgement');
  });
});

describe('an answer to a request for information', () => {
  const asked = received('2026-06-01', { assessment: missing, limit: '2026-06-16' });

  it('that completes the file moves the refusal date to forty-five days after it (vector R1)', () => {
    const { current, letter } = after(asked, received('2026-06-10'));
    expect(current).toMatchObject({ state: 'forReview', completeOn: '2026-06-10', implicitRefusalOn: '2026-07-25' });
    expect(current.receivedOn).toBe('2026-06-01');
    expect(letter).toBe('acknowledgement');
  });

  it('that is partial is asked again, and both suspensions count (vector R5)', () => {
    const twice = anAssessment(aVerdict('legal', 'missing', 'AI-03'), aVerdict('legal', 'missing', 'AI-11'));
    const both = received('2026-06-01', { assessment: twice, limit: '2026-06-16' });
    const partial = received('2026-06-10', { assessment: missing, limit: '2026-06-25' });
    const { current } = after(both, partial);
    expect(current).toMatchObject({
      state: 'awaitingApplicant',
      requests: [
        { rules: ['AI-03', 'AI-11'], closed: [{ rule: 'AI-11', on: '2026-06-10' }], answeredOn: '2026-06-10' },
      ],
      request: { rules: ['AI-03'], sentOn: '2026-06-10', limitOn: '2026-06-25' },
      suspendedDays: 9 + 15,
      implicitRefusalOn: '2026-08-09',
    });
    expect(after(both, partial, received('2026-06-18')).current.implicitRefusalOn).toBe('2026-08-02');
  });

  it('that brings nothing of what is asked ends no suspension: the same request goes on', () => {
    const { current, letter } = after(asked, received('2026-06-05', { assessment: missing, limit: '2026-06-20' }));
    expect(current).toMatchObject({ requests: [], request: { sentOn: '2026-06-01', limitOn: '2026-06-16' } });
    expect(letter).toBe('requestForInformation');
  });

  it('that comes late ends a suspension that ended at the limit (vector R3, model B)', () => {
    expect(after(asked, received('2026-06-22')).current.suspendedDays).toBe(15);
  });
});

describe('a later mail', () => {
  it('on a file already complete does not start the clock again', () => {
    const { current } = after(received('2026-06-01'), received('2026-06-20'));
    expect(current).toMatchObject({ completeOn: '2026-06-01', implicitRefusalOn: '2026-07-16' });
  });

  it('processed after a long downtime still counts from its reception', () => {
    const { current } = after(received('2026-06-01', { processedOn: '2026-06-08' }));
    expect(current.implicitRefusalOn).toBe('2026-07-16');
  });
});

describe('procedures without a decision', () => {
  it.each(['exportDeclaration', 'imputation', 'correspondence'] as const)('%s has no refusal date', (procedure) => {
    expect(after(received('2026-06-01', { procedure })).current.implicitRefusalOn).toBeUndefined();
    expect(after(received('2026-06-01', { procedure, assessment: missing })).current.implicitRefusalOn).toBeUndefined();
  });

  it.each([
    ['exportDeclaration', 'acknowledgement'],
    ['imputation', 'receipt'],
    ['correspondence', 'receipt'],
  ] as const)('%s is answered with %s', (procedure, letter) => {
    expect(after(received('2026-06-01', { procedure })).letter).toBe(letter);
  });
});

describe('silence', () => {
  it('is kept for an automatic mail, and staff are told why', () => {
    const { current, letter } = after(received('2026-06-01', { silence: 'message envoyé par un automate' }));
    expect(letter).toBeUndefined();
    expect(current.alerts).toEqual(['Aucune réponse envoyée : message envoyé par un automate']);
  });

  it('follows every event but a submission: nothing is answered twice', () => {
    const messageId = '<1@agence.example>';
    const events: CaseEvent[] = [
      { kind: 'copyReceived', at, received: mail },
      { kind: 'letterQueued', at, messageId, letter: 'acknowledgement' },
      { kind: 'letterAccepted', at, messageId, letter: 'acknowledgement', reply: '250 OK' },
      { kind: 'letterRejected', at, messageId, reply: '550 no' },
      { kind: 'letterBounced', at, messageId, permanent: true, received: mail },
    ];
    for (const event of events) expect(after(received('2026-06-01'), event).letter).toBeUndefined();
  });
});

describe('a bounce', () => {
  it('is an alert on the case, which does not change state', () => {
    const bounced: CaseEvent = {
      kind: 'letterBounced',
      at,
      messageId: '<1@agence.example>',
      permanent: true,
      received: mail,
    };
    const { current } = after(received('2026-06-01'), bounced);
    expect(current.state).toBe('forReview');
    expect(current.alerts).toEqual(['Lettre non distribuée (échec définitif)']);
  });
});

describe('a case', () => {
  it('is the fold of its events', () => {
    const events = [received('2026-06-01', { assessment: missing }), received('2026-06-10')];
    expect(after(...events).current).toMatchObject(fold(events) ?? {});
  });

  it('cannot begin with anything but a submission', () => {
    expect(() => transition(undefined, { kind: 'copyReceived', at, received: mail })).toThrow(/cannot begin/);
  });
});
