import { describe, expect, it } from 'vitest';
import { ActRefused, actsOf } from '../../worker/acts.ts';
import { heldName, namesOf } from '../../worker/domain/hold.ts';
import { hold, release, standingHolds } from '../../worker/holds.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { without } from '../builders/documents.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const actor = { by: 'C. Marchal', why: 'envois répétés' };
const intent = { kind: 'importRequest', evidence: [] } as const;
const incomplete = { ...completeRequest, fields: without(completeRequest.fields, 'provenanceCountry') };
let mails = 500;

function send(desk: TestDesk, mail: MailDescription, from: string, inReplyTo: readonly string[] = []) {
  mails += 1;
  const submission = { ...aSubmission(mail, mails), intent };
  return desk.takeIn({
    ...submission,
    headers: { ...submission.headers, inReplyTo, from: { address: from, name: '' } },
  });
}

const cases = (desk: TestDesk) =>
  desk.register.cases.list().map(({ reference }) => desk.register.cases.find(reference) ?? expect.fail('no case'));

describe('a sender on hold', () => {
  it.each([
    ['pharmacie@aubraie.example', 'the address'],
    ['AUBRAIE.example', 'its domain'],
    ['example', undefined],
  ])('by %s', (name, means) => {
    const desk = aDesk();
    if (means === undefined) {
      expect(() => hold(desk, name, actor)).toThrow(ActRefused);
      return;
    }
    hold(desk, name, actor);
    expect(send(desk, completeRequest, 'Pharmacie@aubraie.example')).toBe('À vérifier');
    expect(send(desk, completeRequest, 'autre@ailleurs.example')).toBe('À instruire');
    const [held, other] = cases(desk);
    expect(held).toMatchObject({ state: 'staffReview', letters: [] });
    expect(held?.alerts.join(' ')).toContain('envois répétés');
    expect(other?.letters).toHaveLength(1);
    expect(desk.register.messages.count()).toBe(2);
  });

  it('changes no case of its own accord, however well it answers: a person decides', () => {
    const desk = aDesk();
    send(desk, incomplete, 'pharmacie@aubraie.example');
    const [first] = desk.register.outbox.due(desk.now(), 1);
    hold(desk, 'aubraie.example', actor);
    const before = JSON.stringify(cases(desk)[0]);
    send(desk, completeRequest, 'pharmacie@aubraie.example', [first?.draft.messageId ?? '']);
    const [known, held] = cases(desk);
    expect(JSON.stringify(known)).toBe(before);
    expect(held).toMatchObject({ procedure: 'correspondence', state: 'staffReview', related: [known?.reference] });
    expect(desk.register.outbox.due(desk.now(), 9)).toHaveLength(1);
  });

  it('is asked for nothing, so that no delay stands still; once cleared it is answered', () => {
    const desk = aDesk();
    hold(desk, 'aubraie.example', actor);
    send(desk, incomplete, 'pharmacie@aubraie.example');
    const [held] = cases(desk);
    expect(held).toMatchObject({ state: 'staffReview', requests: [], completeOn: undefined });
    const cleared = actsOf(desk).clear(held?.reference ?? expect.fail('no case'), actor);
    expect(cleared).toMatchObject({ state: 'awaitingApplicant', caution: undefined });
    expect(desk.register.outbox.ofCase(cleared.reference).map(({ kind }) => kind)).toEqual(['requestForInformation']);
    expect(() => actsOf(desk).clear(cleared.reference, actor)).toThrow(/rien ne retient/);
  });

  it('is held once, released once, and both stay in the register with who, when and why', () => {
    const desk = aDesk();
    hold(desk, 'aubraie.example', actor);
    expect(() => hold(desk, 'AUBRAIE.example', actor)).toThrow(/déjà en attente/);
    expect(() => release(desk, 'pharmacie@aubraie.example', actor)).toThrow(/aubraie.example l’est/);
    expect(standingHolds(desk)).toMatchObject([{ sender: 'aubraie.example', ...actor, at: desk.now() }]);
    release(desk, 'aubraie.example', actor);
    expect(() => release(desk, 'aubraie.example', actor)).toThrow(/pas en attente/);
    expect(standingHolds(desk)).toEqual([]);
    const entries = desk.register.journal.ofStream('sender:aubraie.example') as { hold: { kind: string } }[];
    expect(entries).toMatchObject([{ hold: { kind: 'held', ...actor } }, { hold: { kind: 'released', ...actor } }]);
  });

  it('is never one of our own mailboxes, nor their domain', () => {
    for (const name of ['importation@agence.example', 'agence.example']) {
      expect(() => hold(aDesk(), name, actor)).toThrow(/nos propres boîtes/);
    }
  });
});

describe('the name of a hold', () => {
  it('is an address or a domain', () => {
    expect(heldName(' Paul@Aubraie.example ')).toBe('paul@aubraie.example');
    expect(heldName('aubraie.example')).toBe('aubraie.example');
    for (const text of ['', 'aubraie', 'a b@c.example', '@', 'a@b', '*.example'])
      expect(heldName(text)).toBeUndefined();
  });

  it('may stand for an address by its domain, or one above', () => {
    expect(namesOf('Paul@Labo.aubraie.example')).toEqual([
      'paul@labo.aubraie.example',
      'labo.aubraie.example',
      'aubraie.example',
    ]);
  });
});
