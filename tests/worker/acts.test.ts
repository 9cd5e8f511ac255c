import { describe, expect, it } from 'vitest';
import { ActRefused, actsOf } from '../../worker/acts.ts';
import { clockOf } from '../../worker/domain/case.ts';
import { parsed, caseFile } from '../../worker/domain/case-file.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { without } from '../builders/documents.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const actor = { by: 'C. Marchal', why: 'vu au dossier' };
const intent = { kind: 'importRequest', evidence: [] } as const;
let mails = 0;

function send(desk: TestDesk, mail: MailDescription): CaseReference {
  const before = new Set(desk.register.cases.list().map((each) => each.reference));
  mails += 1;
  desk.takeIn({ ...aSubmission(mail, mails), intent });
  const fresh = desk.register.cases.list().find((each) => !before.has(each.reference));
  if (fresh === undefined) throw new Error('no new case');
  return fresh.reference;
}

const otherFields = without(completeRequest.fields, 'provenanceCountry');
const incomplete: MailDescription = { ...completeRequest, fields: otherFields };

describe('staff', () => {
  it('grant a request: the case ends, with who and why, and nobody is written to', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    const letters = desk.register.outbox.ofCase(reference).length;
    actsOf(desk).decide(reference, actor, { kind: 'granted', number: 'AI-EXEMPLE-7' });
    expect(desk.register.cases.find(reference)).toMatchObject({
      state: 'closed',
      outcome: { kind: 'granted', number: 'AI-EXEMPLE-7' },
    });
    expect(desk.register.cases.events(reference).at(-1)).toMatchObject({ kind: 'decided', ...actor });
    expect(desk.register.outbox.ofCase(reference)).toHaveLength(letters);
    expect(() => actsOf(desk).decide(reference, actor, { kind: 'refused' })).toThrow(ActRefused);
  });

  it('require complementary information: a letter with their words, fifteen days more', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    desk.at('2026-06-20');
    actsOf(desk).require(reference, actor, 'Précisez le numéro\nde lot.');
    const [, letter] = desk.register.outbox.ofCase(reference);
    expect(letter?.draft.text).toContain('Précisez le numéro de lot.');
    expect(letter?.draft.text.replace(/\s+/g, ' ')).toContain('réputée rejetée le 31 juillet 2026');
    expect(letter?.draft.references).toContain('1@mail.example'.replace('1', String(mails)));
  });

  it('find a missing item held: the request is answered, the clock counts from that day', () => {
    const desk = aDesk();
    const reference = send(desk, incomplete);
    expect(desk.register.cases.find(reference)?.state).toBe('awaitingApplicant');
    desk.at('2026-06-09');
    const held = actsOf(desk).satisfy(reference, actor, 'AI-03');
    expect(held).toMatchObject({ completeOn: '2026-06-09', satisfied: [{ rule: 'AI-03', by: actor.by }] });
    expect(clockOf(held)?.printed).toBe('2026-07-24');
  });

  it('correct a value: it is understood as an applicant’s would be, or refused', () => {
    const desk = aDesk();
    const reference = send(desk, incomplete);
    const corrected = actsOf(desk).correct(reference, actor, 'provenanceCountry', 'Belgique');
    expect(parsed(caseFile(corrected.submissions, corrected), 'provenanceCountry')).toBe('BE');
    expect(() => actsOf(desk).correct(reference, actor, 'provenanceCountry', 'quelque part')).toThrow(/pas compris/);
  });

  it('merge two cases and split a mail off again: nothing is lost on the way', () => {
    const desk = aDesk();
    const first = send(desk, incomplete);
    desk.at('2026-06-03');
    const second = send(desk, { ...completeRequest, subject: 'Complément' });
    const whole = actsOf(desk).merge(first, actor, second);
    expect(whole.submissions).toHaveLength(2);
    expect(desk.register.cases.find(second)).toMatchObject({
      state: 'closed',
      outcome: { kind: 'mergedInto', reference: first },
    });
    const message = whole.submissions[1]?.message ?? ('' as never);
    const third = actsOf(desk).split(first, actor, message);
    expect(desk.register.cases.find(first)?.submissions).toHaveLength(1);
    expect(desk.register.cases.find(third)).toMatchObject({
      receivedOn: '2026-06-03',
      procedure: 'importAuthorisation',
    });
    expect(desk.register.outbox.ofCase(third)).toEqual([]);
  });

  it('hand a mail to another authority: the sender is told, without any date of refusal', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    actsOf(desk).decide(reference, actor, { kind: 'rerouted', to: 'Agence vétérinaire d’exemple' });
    const letter = desk.register.outbox.ofCase(reference).at(-1);
    expect(letter?.kind).toBe('rerouteNotice');
    expect(letter?.draft.text).toContain('Agence vétérinaire d’exemple');
    expect(letter?.draft.text).not.toMatch(/rejet|quarante-cinq/);
  });

  it('move a mail to the case that it belongs to: the request that it had answered is open again', () => {
    const desk = aDesk();
    const first = send(desk, incomplete);
    const second = send(desk, { ...completeRequest, subject: 'Autre demande' });
    const asked = desk.register.outbox.ofCase(first)[0]?.draft.messageId ?? '';
    desk.at('2026-06-09');
    mails += 1;
    const reply = aSubmission({ fields: { provenanceCountry: 'BE' } }, mails);
    desk.takeIn({ ...reply, headers: { ...reply.headers, inReplyTo: [asked] } });
    const answered = desk.register.cases.find(first) ?? expect.fail('no case');
    expect(answered.requests).toMatchObject([{ answeredOn: '2026-06-09', closed: [{ rule: 'AI-03' }] }]);
    const message = answered.submissions[1]?.message ?? expect.fail('no mail');

    const moved = actsOf(desk).relink(first, actor, message, second);
    expect(moved.submissions.map((each) => each.message)).toContain(message);
    expect(desk.register.cases.find(first)).toMatchObject({
      state: 'awaitingApplicant',
      request: { sentOn: '2026-06-01', limitOn: '2026-06-16', answeredOn: undefined, closed: [] },
      requests: [],
      completeOn: undefined,
    });
    expect(() => actsOf(desk).relink(second, actor, message, second)).toThrow(/déjà dans ce dossier/);
    expect(() => actsOf(desk).relink(first, actor, message, second)).toThrow(/pas de ce dossier|que ce message/);
  });

  it('join what another case brought as of the day it came, not as of the day somebody joined it', () => {
    const desk = aDesk();
    const first = send(desk, incomplete);
    desk.at('2026-06-04');
    const second = send(desk, { ...completeRequest, subject: 'Complément' });
    desk.at('2026-06-20');
    expect(actsOf(desk).merge(first, actor, second)).toMatchObject({ completeOn: '2026-06-04' });
  });

  it('say that another authority had it first: only of a request, only of a day before, and while it is time', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    const told = actsOf(desk).transferred(reference, actor, 'Préfecture d’exemple', '2026-05-20' as CivilDate);
    expect(clockOf(told)).toMatchObject({ printed: '2026-07-04', earliest: '2026-07-04' });
    const day = '2026-06-01' as CivilDate;
    expect(() => actsOf(desk).transferred(reference, actor, 'Préfecture', day)).toThrow(/avant elle/);
    desk.at('2026-07-05');
    tick(desk);
    expect(() => actsOf(desk).transferred(reference, actor, 'Préfecture', '2026-05-01' as CivilDate)).toThrow(
      /trop tard/,
    );
    mails += 1;
    desk.takeIn(aSubmission({ subject: 'Question', intent: 'question' }, mails));
    const letter = desk.register.cases.list().find(({ procedure }) => procedure === 'correspondence');
    expect(() => actsOf(desk).transferred(letter?.reference ?? reference, actor, 'Préfecture', day)).toThrow(
      /seule une/,
    );
  });

  it('neither grant nor refuse what awaits no decision', () => {
    const desk = aDesk();
    for (const [intent_, reason] of [
      ['exportDeclaration', /ni accordée ni refusée/],
      ['imputationReturn', /aucune décision/],
    ] as const) {
      mails += 1;
      const before = desk.register.cases.list().length;
      desk.takeIn(aSubmission({ intent: intent_ }, mails));
      const reference = desk.register.cases.list()[before]?.reference ?? expect.fail('no case');
      for (const outcome of [{ kind: 'granted', number: 'X' }, { kind: 'refused' }, { kind: 'notRequired' }] as const) {
        expect(() => actsOf(desk).decide(reference, actor, outcome)).toThrow(reason);
      }
      expect(actsOf(desk).decide(reference, actor, { kind: 'filed' }).state).toBe('closed');
    }
  });

  it('do not find held what cannot be: before the reception, or in days to come', () => {
    const desk = aDesk();
    const reference = send(desk, incomplete);
    for (const on of ['2026-05-31', '2026-06-02'] as CivilDate[]) {
      expect(() => actsOf(desk).satisfy(reference, actor, 'AI-03', on)).toThrow(/ni avant la réception, ni à venir/);
    }
  });

  it('reopen a case whose refusal was born: it is still born, and no event says so twice', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    desk.at('2026-07-17');
    tick(desk);
    actsOf(desk).decide(reference, actor, { kind: 'refused' });
    expect(actsOf(desk).reopen(reference, actor)).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-16' });
    expect(tick(desk)).toBe(0);
  });

  it('do not link a case to itself', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    expect(() => actsOf(desk).relate(reference, actor, reference)).toThrow(/à lui-même/);
  });

  it('cannot act on a case that does not exist, nor half act', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    const unknown = 'AI-2026-000999-A' as CaseReference;
    expect(() => actsOf(desk).merge(reference, actor, unknown)).toThrow(ActRefused);
    expect(desk.register.cases.find(reference)?.submissions).toHaveLength(1);
  });
});

describe('the calendar', () => {
  it('is applied to every other case where one of them fails', () => {
    const desk = aDesk();
    const [broken, whole] = [send(desk, completeRequest), send(desk, completeRequest)];
    desk.deliver();
    // No event that is written so can be applied.
    desk.register.cases.append(broken, { kind: 'absorbed', at: desk.now() } as never);
    desk.at('2026-07-24');
    const failed: string[] = [];
    expect(tick(desk, (reference) => failed.push(reference))).toBe(1);
    expect(failed).toEqual([broken]);
    expect(desk.register.cases.find(whole)?.state).toBe('refusalBorn');
    expect(() => tick(desk)).toThrow();
  });

  it('is applied once, to every case it concerns', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    desk.deliver();
    desk.at('2026-07-15');
    expect(tick(desk)).toBe(0);
    desk.at('2026-07-24');
    expect(tick(desk)).toBe(1);
    expect(tick(desk)).toBe(0);
    expect(desk.register.cases.find(reference)).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-16' });
    expect(desk.register.outbox.ofCase(reference)).toHaveLength(1);
  });
});
