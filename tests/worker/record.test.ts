import { describe, expect, it } from 'vitest';
import { actsOf } from '../../worker/acts.ts';
import { aSubmission, type Fields, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const intent = { kind: 'importRequest', evidence: [] } as const;
const { provenanceCountry, ...others } = completeRequest.fields;
const form = (fields: Fields) => ({ kind: 'importForm', fields: { ...others, provenanceCountry, ...fields } }) as const;
const incomplete = (fields: Fields) => ({ kind: 'importForm', fields: { ...others, ...fields } }) as const;
const letter = { kind: 'requestLetter', file: 'lettre.pdf' } as const;
let mails = 0;

/** Takes in a mail; what it answers may be given. */
function send(
  desk: TestDesk,
  mail: MailDescription,
  inReplyTo: readonly string[] = [],
  from = 'pharmacie@aubraie.example',
) {
  mails += 1;
  const submission = { ...aSubmission(mail, mails), intent };
  const headers = { ...submission.headers, inReplyTo, from: { address: from, name: '' } };
  return desk.takeIn({ ...submission, headers });
}

const cases = (desk: TestDesk) =>
  desk.register.cases.list().map(({ reference }) => desk.register.cases.find(reference) ?? expect.fail('no case'));

describe('a mail with several demands', () => {
  const two = {
    documents: [form({ brandName: 'Doloxal' }), incomplete({ brandName: 'Nervadine' }), letter],
  };

  it('opens one case each, with the pieces that serve all, and is answered once', () => {
    const desk = aDesk();
    const folder = send(desk, two);
    const [first, second] = cases(desk);
    expect([first?.state, second?.state]).toEqual(['forReview', 'awaitingApplicant']);
    expect(first?.submissions[0]?.documents.map(({ kind }) => kind)).toEqual(['importForm', 'requestLetter']);
    expect(first?.related).toEqual([second?.reference]);
    expect(folder).toBe('En attente de pièces');
    const letters = desk.register.outbox.due(desk.now(), 10);
    expect(letters.map(({ kind }) => kind)).toEqual(['severalDemands']);
    const text = letters[0]?.draft.text.replace(/\s+/g, ' ') ?? '';
    for (const each of [first, second]) expect(text).toContain(each?.reference);
    expect(text).toMatch(/doloxal/i);
    expect(text).toMatch(/nervadine/i);
    expect(text).toContain('CSP, art. R5121-111, 2°');
    expect(text).toContain('16 juillet 2026');
    expect(text).toContain('01 00 00 00 00');
    expect(text.match(/recours gracieux/g)).toHaveLength(1);
  });

  it('is completed for the medicine that the answer names, else for whatever awaits something', () => {
    const desk = aDesk();
    send(desk, two);
    const asked = desk.register.outbox.due(desk.now(), 1)[0]?.draft.messageId ?? '';
    desk.at('2026-06-03');
    send(desk, { documents: [form({ brandName: 'Nervadine' })] }, [asked]);
    expect(cases(desk).map(({ state, messages }) => [state, messages.length])).toEqual([
      ['forReview', 1],
      ['forReview', 2],
    ]);

    const other = aDesk();
    send(other, two);
    const question = other.register.outbox.due(other.now(), 1)[0]?.draft.messageId ?? '';
    send(other, { fields: { provenanceCountry: 'BE' } }, [question]);
    expect(cases(other).map(({ messages }) => messages.length)).toEqual([1, 2]);
  });

  it('that bounces is an alert on each case', () => {
    const desk = aDesk();
    send(desk, two);
    const messageId = desk.register.outbox.due(desk.now(), 1)[0]?.draft.messageId;
    const bounce = { kind: 'bounce', letter: messageId, permanent: true } as const;
    desk.takeIn({ ...aSubmission({}, 900), automatic: bounce });
    expect(cases(desk).map(({ alerts }) => alerts.length)).toEqual([1, 1]);
  });
});

describe('which case a mail belongs to', () => {
  it('is none that is over: a new one opens, linked to it', () => {
    const desk = aDesk();
    send(desk, completeRequest);
    const [first] = desk.register.outbox.due(desk.now(), 1);
    if (first === undefined) return expect.fail('no letter');
    const reference = first.caseReference;
    actsOf(desk).decide(reference, { by: 'agent', why: 'essai' }, { kind: 'refused' });
    send(desk, completeRequest, [first.draft.messageId]);
    expect(cases(desk).map(({ state, related }) => [state, related])).toEqual([
      ['closed', []],
      ['forReview', [reference]],
    ]);
  });

  it('is a new one, linked as possible, when a stranger gives a reference', () => {
    const desk = aDesk();
    send(desk, completeRequest);
    const reference = cases(desk)[0]?.reference ?? expect.fail('no case');
    mails += 1;
    const submission = { ...aSubmission(completeRequest, mails), intent, caseReferences: [reference] };
    const headers = { ...submission.headers, from: { address: 'autre@ailleurs.example', name: '' } };
    desk.takeIn({ ...submission, headers });
    expect(cases(desk).map(({ related }) => related)).toEqual([[], [reference]]);
  });
});
