import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ActRefused, actsOf } from '../../worker/acts.ts';
import type { CaseEvent, LetterKind } from '../../worker/domain/case-event.ts';
import { obstacle } from '../../worker/domain/case-acts.ts';
import { dueOn } from '../../worker/domain/case-calendar.ts';
import { clockOf, type Case } from '../../worker/domain/case.ts';
import { addDays, type CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import { fold, transition } from '../../worker/domain/transition.ts';
import { hold } from '../../worker/holds.ts';
import { record } from '../../worker/record.ts';
import { resend } from '../../worker/resend.ts';
import { tick } from '../../worker/tick.ts';
import { anAssessment, aVerdict, received } from '../builders/case-events.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { without } from '../builders/documents.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const actor = { by: 'C. Marchal', why: 'essai' };
const day = (count: number) => addDays('2026-06-01' as CivilDate, count);
const incomplete = (field: keyof typeof completeRequest.fields): MailDescription => ({
  ...completeRequest,
  fields: without(completeRequest.fields, field),
});

/** Mails of people who have nothing to do with each other. */
const wishes: readonly MailDescription[] = [
  { ...completeRequest, intent: 'importRequest' },
  { ...incomplete('provenanceCountry'), intent: 'importRequest' },
  { ...incomplete('route'), intent: 'importRequest' },
  { subject: 'Question', intent: 'question' },
  { subject: 'Relance', intent: 'statusQuery' },
  { intent: 'individualRequest', documents: ['prescription'] },
  { documents: [{ kind: 'unreadable', file: 'a.pdf' }], intent: 'unclear' },
  { documents: [{ kind: 'imputationTable', tables: [] }], intent: 'imputationReturn' },
];

/** Takes in one mail of a stranger, received on a day, all processed on the same one. */
function takeIn(desk: TestDesk, index: number, receivedOn: CivilDate): void {
  const mail = aSubmission(wishes[index % wishes.length] ?? {}, index);
  const from = { address: `pharmacie@maison-${index}.example`, name: '' };
  const submission = { ...mail, headers: { ...mail.headers, from, messageId: `<${index}@mail.example>` } };
  const raw = { uid: index, receivedAt: `${receivedOn}T07:00:00.000Z` as Instant, size: 1 };
  const read = { submission, content: `content ${index}` };
  const identity = { sha256: mail.message, fingerprint: mail.message };
  const arrival = { source: 'import', mailboxes: ['import'] as const, validity: '1', raw, ...identity, read };
  desk.register.transaction(() => record(arrival, desk));
}

/** Every case and letter, but for the numbers of the cases. */
function world({ register }: TestDesk): string[] {
  const nameless = (value: unknown) => JSON.stringify(value).replace(/(AI|DE|TI|CR)-2026-\d{6}-[A-Z]/gi, '$1');
  return register.cases
    .list()
    .flatMap(({ reference }) => [
      nameless(register.cases.find(reference)),
      ...register.outbox.ofCase(reference).map(({ kind, draft }) => nameless({ kind, draft })),
    ])
    .sort();
}

describe('the order of unrelated mails', () => {
  it('changes nothing: the same cases and letters, but for their numbers', () => {
    const indexes = Array.from({ length: 8 }, (_, index) => index);
    const anyOrder = fc.shuffledSubarray(indexes, { minLength: indexes.length });
    const told = (order: readonly number[]) => {
      const desk = aDesk('2026-06-12');
      for (const index of order) takeIn(desk, index, day(index));
      desk.at('2026-07-29');
      tick(desk);
      return world(desk);
    };
    const usual = told(indexes);
    expect(usual.length).toBeGreaterThan(indexes.length);
    fc.assert(
      fc.property(anyOrder, (order) => {
        expect(told(order)).toEqual(usual);
      }),
      { numRuns: 25 },
    );
  });
});

/** What may happen, in any order: mails and answers, letters, days, acts; each with the days that pass before it. */
const happening = fc.record({
  after: fc.nat(20),
  what: fc.constantFrom(
    ...(['mail', 'answer', 'emptyAnswer', 'letter', 'tick', 'hold', 'clear', 'resend', 'grant', 'refuse'] as const),
    ...(['withdraw', 'reopen', 'require', 'satisfy', 'correct', 'merge', 'split', 'relink', 'relate'] as const),
    ...(['transferred', 'reroute'] as const),
  ),
  pick: fc.nat(7),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

let mails = 2_000;

/** Lets it happen; what the state or the law forbids is refused, and has changed nothing. */
function happen(desk: TestDesk, { what, pick }: Happening): void {
  const { register } = desk;
  const cases = register.cases.list().map(({ reference }) => reference);
  const one = cases[pick % Math.max(1, cases.length)];
  const other = cases[(pick + 1) % Math.max(1, cases.length)] ?? one;
  const before = one && JSON.stringify(register.cases.events(one));
  try {
    act(desk, what, pick, one, other);
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    expect(one && JSON.stringify(register.cases.events(one))).toBe(before);
  }
}

function act(
  desk: TestDesk,
  what: Happening['what'],
  pick: number,
  one: CaseReference | undefined,
  other: CaseReference | undefined,
): void {
  const { register } = desk;
  const acts = actsOf(desk);
  mails += 1;
  if (what === 'tick') return void tick(desk);
  if (what === 'mail') return void desk.takeIn(aSubmission(wishes[pick] ?? {}, mails));
  if (one === undefined || other === undefined) return;
  const current = register.cases.find(one) ?? expect.fail('no case');
  const message = current.messages.at(-1)?.message ?? ('' as Sha256);
  switch (what) {
    case 'answer':
    case 'emptyAnswer': {
      const mail = aSubmission(what === 'answer' ? { fields: { provenanceCountry: 'BE', route: 'orale' } } : {}, mails);
      const inReplyTo = current.letters.slice(-1);
      return void desk.takeIn({ ...mail, headers: { ...mail.headers, inReplyTo } });
    }
    case 'letter': {
      desk.deliver();
      return;
    }
    case 'hold':
      return void hold(desk, pick % 3 === 0 ? 'aubraie.example' : `maison-${pick}.example`, actor);
    case 'clear':
      return void acts.clear(one, actor);
    case 'resend':
      return void resend(desk, one, actor, pick % 2 === 0 ? {} : { to: 'autre@aubraie.example' });
    case 'grant':
      return void acts.decide(one, actor, { kind: 'granted', number: 'EX-1' });
    case 'refuse':
      return void acts.decide(one, actor, { kind: 'refused' });
    case 'withdraw':
      return void acts.decide(one, actor, { kind: 'withdrawn' });
    case 'reroute':
      return void acts.decide(one, actor, { kind: 'rerouted', to: 'Autorité d’exemple' });
    case 'reopen':
      return void acts.reopen(one, actor);
    case 'require':
      return void acts.require(one, actor, 'Précisez le lot.');
    case 'satisfy':
      return void acts.satisfy(one, actor, pick % 2 === 0 ? 'AI-03' : 'AI-11');
    case 'correct':
      return void acts.correct(one, actor, 'provenanceCountry', pick % 2 === 0 ? 'Belgique' : 'quelque part');
    case 'merge':
      return void acts.merge(one, actor, other);
    case 'split':
      return void acts.split(one, actor, message);
    case 'relink':
      return void acts.relink(one, actor, message, other);
    case 'relate':
      return void acts.relate(one, actor, other);
    case 'transferred':
      return void acts.transferred(one, actor, 'Préfecture d’exemple', addDays(current.receivedOn, -pick));
    default:
      return what satisfies never;
  }
}

/** A desk after any life. */
function lived(life: readonly Happening[]): TestDesk {
  const desk = aDesk();
  let today = 0;
  for (const each of life) {
    today += each.after;
    desk.at(day(today));
    happen(desk, each);
  }
  return desk;
}

describe('any life of any cases', () => {
  const life = fc.array(happening, { minLength: 1, maxLength: 25 });

  it('is told by its events alone: replayed from their text, every case and every list is the same, byte for byte', () => {
    fc.assert(
      fc.property(life, (all) => {
        const { register } = lived(all);
        const listed = JSON.stringify(register.cases.list());
        for (const { reference } of register.cases.list()) {
          const events = register.cases.events(reference);
          const replayed = fold(JSON.parse(JSON.stringify(events)) as CaseEvent[]) ?? expect.fail('no case');
          expect(JSON.stringify(replayed)).toBe(JSON.stringify(fold(events)));
          register.cases.save(replayed);
        }
        expect(JSON.stringify(register.cases.list())).toBe(listed);
      }),
      { numRuns: 60 },
    );
  });

  it('writes no letter on a case that is closed, whatever happens, until a person reopens it', () => {
    fc.assert(
      fc.property(life, (all) => {
        const { register } = lived(all);
        for (const { reference } of register.cases.list()) {
          let current: Case | undefined;
          let called: LetterKind | undefined;
          for (const event of register.cases.events(reference)) {
            const { next, letter } = transition(current, event);
            // The notice of a transfer is called for by the act that closes the case.
            if (event.kind === 'letterQueued') expect(called).toBeDefined();
            called = letter;
            if (current?.state === 'closed' && event.kind !== 'reopened') {
              expect([letter, next.state]).toEqual([undefined, 'closed']);
            }
            current = next;
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is brought nothing twice by the calendar', () => {
    fc.assert(
      fc.property(life, fc.nat(400), (all, later) => {
        const desk = lived(all);
        desk.at(addDays(desk.now().slice(0, 10) as CivilDate, later));
        tick(desk);
        const before = JSON.stringify(desk.register.cases.list());
        expect(tick(desk)).toBe(0);
        expect(JSON.stringify(desk.register.cases.list())).toBe(before);
        const today = desk.now().slice(0, 10) as CivilDate;
        for (const { reference } of desk.register.cases.list()) {
          expect(dueOn(desk.register.cases.find(reference) ?? expect.fail('no case'), today)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a closed case', () => {
  const messageId = '<un@agence.example>';
  const closed = fold([
    received('2026-06-01'),
    {
      ...{ kind: 'decided', at: '2026-06-02T07:00:00.000Z' as Instant, ...actor },
      ...{ on: '2026-06-02' as CivilDate, outcome: { kind: 'refused' } },
    },
  ]);

  it('stays closed and writes nothing, whatever event comes that no obstacle stops', () => {
    const at = '2026-06-10T07:00:00.000Z' as Instant;
    const on = '2026-06-10' as CivilDate;
    const assessment = anAssessment(aVerdict('legal', 'missing'));
    const message = { message: '1'.repeat(64) as Sha256, mailbox: 'import', receivedAt: at } as const;
    const to = 'AI-2026-000002-R' as CaseReference;
    const events: readonly CaseEvent[] = [
      received('2026-06-10', { assessment }),
      { kind: 'copyReceived', at, received: message },
      { kind: 'letterAccepted', at, messageId, letter: 'acknowledgement', reply: '' },
      { kind: 'letterRejected', at, messageId, reply: '' },
      { kind: 'letterBounced', at, messageId, permanent: true, received: message },
      { kind: 'limitPassed', at, on },
      { kind: 'refusalNear', at, on },
      { kind: 'refusalBorn', at, on },
      { kind: 'registrationMissed', at, on },
      { kind: 'acknowledgementMissed', at, on },
      { kind: 'decided', at, ...actor, on, outcome: { kind: 'rerouted', to: 'ailleurs' } },
      { kind: 'complementRequired', at, ...actor, on, question: 'Quel lot ?' },
      { kind: 'itemSatisfied', at, ...actor, on, rule: 'AI-03', assessment },
      { kind: 'absorbed', at, ...actor, from: to, submissions: [], messages: [], assessment },
      { kind: 'detached', at, ...actor, message: message.message, to, assessment },
      { kind: 'related', at, ...actor, to },
      { kind: 'cleared', at, ...actor, limitOn: on },
      { kind: 'transferred', at, ...actor, from: 'ailleurs', on },
      { kind: 'letterResent', at, ...actor, letter: 'receipt', copyOf: messageId, messageId, recipient: 'a@b.example' },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 12 }), (all) => {
        let current = closed ?? expect.fail('no case');
        for (const event of all) {
          if ('by' in event && obstacle(current, event) !== undefined) continue;
          const { next, letter } = transition(current, event);
          expect([letter, next.state]).toEqual([undefined, 'closed']);
          current = next;
        }
      }),
    );
  });
});

describe('one more request for information', () => {
  const rules = ['AI-03', 'AI-11', 'AI-12', 'AI-18', 'AI-06'];

  it('never shortens a delay, by either reading, whenever it is sent and answered', () => {
    const round = fc.record({ given: fc.integer({ min: 1, max: 30 }), answered: fc.nat(40), read: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 3 }), round, (rounds, more) => {
        const [before, after] = [clockAfter(rounds), clockAfter([...rounds, more])];
        expect(after.fromReception >= before.fromReception).toBe(true);
        expect(after.printed >= before.printed).toBe(true);
        expect(after.earliest >= before.earliest).toBe(true);
      }),
    );
  });

  /** Each round asks for what is still missing, and brings one item; a mail may lie unread for some days. */
  function clockAfter(rounds: readonly { given: number; answered: number; read: number }[]) {
    let today = 0;
    const events = rounds.map(({ given, answered, read }, index): CaseEvent => {
      const arrived = day(today);
      const sent = addDays(arrived, read);
      const left = rules.slice(index, rounds.length).map((rule) => aVerdict('legal', 'missing', rule));
      today += read + answered;
      return received(arrived, { processedOn: sent, assessment: anAssessment(...left), limit: addDays(sent, given) });
    });
    const whole = received(day(today), { assessment: anAssessment() });
    return clockOf(fold([...events, whole]) ?? expect.fail('no case')) ?? expect.fail('no clock');
  }
});
