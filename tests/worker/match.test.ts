import { describe, expect, it } from 'vitest';
import { intentCues } from '../../data/reference/intents.ts';
import { procedureOf } from '../../worker/match.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { actsOf } from '../../worker/acts.ts';
import { record } from '../../worker/record.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission, type Fields } from '../builders/case-file.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const opening: Partial<Record<IntentKind, string>> = {
  importRequest: 'importAuthorisation',
  individualRequest: 'importAuthorisation',
  renewal: 'importAuthorisation',
  exportDeclaration: 'exportDeclaration',
  complementaryDeclaration: 'exportDeclaration',
  imputationReturn: 'imputation',
};
const kinds = [...Object.keys(intentCues), 'unclear'] as IntentKind[];

describe('the procedure that a mail opens', () => {
  it.each(kinds)('%s: its own, else correspondence', (intent) => {
    expect(procedureOf(aSubmission({ intent }))).toBe(opening[intent] ?? 'correspondence');
  });
});

describe('a mail that answers a mere exchange of letters', () => {
  it.each([
    ['question', 1],
    ['statusQuery', 1],
    ['parallelImport', 1],
    ['unclear', 1],
    ['importRequest', 2],
    ['individualRequest', 2],
    ['imputationReturn', 2],
  ] as const)('%s: %i case(s) in all', (intent, count) => {
    const desk = aDesk();
    desk.takeIn(aSubmission({ subject: 'Question', intent: 'question' }, 1));
    const receipt = desk.register.outbox.due(desk.now(), 1)[0]?.draft.messageId ?? '';
    const answer = aSubmission({ subject: 'RE: Question', intent }, 2);
    desk.takeIn({ ...answer, headers: { ...answer.headers, inReplyTo: [receipt] } });
    expect(desk.register.cases.list()).toHaveLength(count);
  });
});

describe('a mail that is sent again', () => {
  const request = { fields: { brandName: 'Doloxal' }, intent: 'importRequest' } as const;
  let uid = 0;
  const send = (desk: TestDesk, content: string, from = 'pharmacie@aubraie.example') => {
    uid += 1;
    const mail = aSubmission(request, uid);
    const submission = { ...mail, headers: { ...mail.headers, from: { address: from, name: '' } } };
    const read = { submission, content };
    const raw = { uid, receivedAt: desk.now(), size: 1 };
    const arrival = {
      source: 'import',
      mailboxes: ['import'] as const,
      validity: '1',
      raw,
      sha256: mail.message,
      fingerprint: mail.message,
      read,
    };
    desk.register.transaction(() => record(arrival, desk));
    return desk.register.cases.list();
  };

  it('by the same applicant is one case, under the first reception, however often it comes', () => {
    const desk = aDesk();
    send(desk, 'same');
    desk.at('2026-06-05');
    send(desk, 'same', 'Pharmacie@Aubraie.example');
    const all = send(desk, 'same');
    expect(all.map(({ receivedOn }) => receivedOn)).toEqual(['2026-06-01']);
    expect(desk.register.cases.find(all[0]?.reference ?? expect.fail('no case'))?.messages).toHaveLength(3);
  });

  it.each([
    ['by somebody else', (desk: TestDesk) => send(desk, 'same', 'autre@ailleurs.example')],
    ['with anything changed', (desk: TestDesk) => send(desk, 'other')],
    [
      'once the first case is closed',
      (desk: TestDesk) => {
        const [first = expect.fail('no case')] = desk.register.cases.list();
        actsOf(desk).decide(first.reference, { by: 'agent', why: 'essai' }, { kind: 'refused' });
        return send(desk, 'same');
      },
    ],
    [
      'once its refusal is born',
      (desk: TestDesk) => {
        desk.at('2026-09-17');
        tick(desk);
        return send(desk, 'same');
      },
    ],
  ])('%s is another case', (_what, again) => {
    const desk = aDesk();
    send(desk, 'same');
    expect(again(desk)).toHaveLength(2);
  });
});

describe('a form on top of our letters', () => {
  const form = (fields: Fields, kind: 'importForm' | 'exportForm' = 'importForm') => ({
    documents: [{ kind, fields }],
  });
  const known = { brandName: 'Néravoxa', nameOrCode: 'fluvoxadine' };

  it.each([
    ['about the same medicine', form(known), 1],
    ['about it with its strength in the name', form({ brandName: 'NERAVOXA 25 mg' }), 1],
    ['that names it by its common name alone', form({ nameOrCode: 'Fluvoxadine' }), 1],
    ['with a letter wrong', form({ brandName: 'Neravoxe' }), 1],
    ['that names no medicine', form({ provenanceCountry: 'BE' }), 1],
    ['about another medicine', form({ brandName: 'Doloxal', nameOrCode: 'paracétamol' }), 2],
    ['of the other procedure', form(known, 'exportForm'), 2],
    [
      'beside one about the same',
      { documents: [...form(known).documents, ...form({ brandName: 'Doloxal' }).documents] },
      1,
    ],
  ] as const)('%s: %i case(s)', (_what, mail, count) => {
    const desk = aDesk();
    desk.takeIn(aSubmission({ ...form(known), intent: 'importRequest' }, 1));
    const sent = desk.register.outbox.due(desk.now(), 1)[0]?.draft.messageId ?? '';
    const answer = aSubmission({ ...mail, intent: 'importRequest' }, 2);
    desk.takeIn({ ...answer, headers: { ...answer.headers, inReplyTo: [sent] } });
    const [first, second] = desk.register.cases.list();
    expect(desk.register.cases.list()).toHaveLength(count);
    if (second === undefined) return;
    expect(desk.register.cases.find(second.reference)?.related).toEqual([first?.reference]);
  });
});

describe('an answer on top of a thread that is not ours', () => {
  it('is a letter of its own, beside the case that awaits something of its sender', () => {
    const desk = aDesk();
    desk.takeIn(aSubmission({ fields: { brandName: 'Doloxal' }, intent: 'importRequest' }, 1));
    const [asked] = desk.register.cases.list();
    expect(asked?.state).toBe('awaitingApplicant');
    const lost = aSubmission({ intent: 'replyToRequest' }, 2);
    desk.takeIn({ ...lost, headers: { ...lost.headers, inReplyTo: ['<vieux@mail.example>'] } });
    const [, letter] = desk.register.cases.list();
    expect(desk.register.cases.find(letter?.reference ?? expect.fail('no case'))?.related).toEqual([asked?.reference]);
  });
});
