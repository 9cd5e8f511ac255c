import { describe, expect, it } from 'vitest';
import { ActRefused, actsOf } from '../../worker/acts.ts';
import { clockOf } from '../../worker/domain/case.ts';
import { parsed, caseFile } from '../../worker/domain/case-file.ts';
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

  it('cannot act on a case that does not exist, nor half act', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    const unknown = 'AI-2026-000999-A' as CaseReference;
    expect(() => actsOf(desk).merge(reference, actor, unknown)).toThrow(ActRefused);
    expect(desk.register.cases.find(reference)?.submissions).toHaveLength(1);
  });
});

describe('the calendar', () => {
  it('is applied once, to every case it concerns', () => {
    const desk = aDesk();
    const reference = send(desk, completeRequest);
    desk.at('2026-07-15');
    expect(tick(desk)).toBe(0);
    desk.at('2026-07-24');
    expect(tick(desk)).toBe(1);
    expect(tick(desk)).toBe(0);
    expect(desk.register.cases.find(reference)).toMatchObject({ state: 'refusalBorn', bornOn: '2026-07-16' });
    expect(desk.register.outbox.ofCase(reference)).toHaveLength(1);
  });
});
