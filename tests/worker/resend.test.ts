import { describe, expect, it } from 'vitest';
import { ActRefused } from '../../worker/acts.ts';
import { groupCommits } from '../../worker/commits.ts';
import { startOutgoing } from '../../worker/dispatch.ts';
import type { CaseReference } from '../../worker/domain/reference.ts';
import type { OutgoingMail, Postman } from '../../worker/domain/ports.ts';
import { resend } from '../../worker/resend.ts';
import { smtpPostman } from '../../worker/smtp.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk, type TestDesk } from '../builders/desk.ts';

const actor = { by: 'C. Marchal', why: 'lettre revenue' };
const intent = { kind: 'importRequest', evidence: [] } as const;

/** Real letters to a server that takes everything. */
function outgoing(desk: TestDesk) {
  const sent: OutgoingMail[] = [];
  const real = smtpPostman({ host: '127.0.0.1', port: 1, security: 'none' });
  const postman: Postman = {
    compose: (draft) => real.compose(draft),
    send: (mail) => {
      sent.push(mail);
      return Promise.resolve('250 OK');
    },
    close: () => undefined,
  };
  const { register, now } = desk;
  const commits = groupCommits(register.transaction);
  return { sent, ...startOutgoing({ register, commits, log: () => undefined, now }, postman) };
}

function opened(desk: TestDesk, mail: MailDescription = completeRequest): CaseReference {
  desk.takeIn({ ...aSubmission(mail, 700), intent });
  return desk.register.cases.list()[0]?.reference ?? expect.fail('no case');
}

describe('a letter sent again', () => {
  it('is the same letter: same bytes, same Message-ID, and the case tells who and why', async () => {
    const desk = aDesk();
    const reference = opened(desk);
    const server = outgoing(desk);
    const { sent } = server;
    await server.drain();
    desk.at('2026-06-04');
    resend(desk, reference, actor, {});
    await server.drain();
    expect(sent).toHaveLength(2);
    expect(Buffer.from(sent[1]?.bytes ?? [])).toEqual(Buffer.from(sent[0]?.bytes ?? []));
    expect(sent[1]?.recipient).toBe(sent[0]?.recipient);
    const events = desk.register.cases.events(reference);
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['submissionReceived', 'letterQueued', 'letterAccepted', 'letterResent', 'letterAccepted'],
    ]);
    expect(events[3]).toMatchObject({ ...actor, recipient: 'pharmacie@aubraie.example' });
    expect(desk.register.cases.find(reference)?.letters).toHaveLength(1);
  });

  it('to another address has the same words under its own Message-ID; the first stays as it went', async () => {
    const desk = aDesk();
    const reference = opened(desk);
    const server = outgoing(desk);
    const { sent } = server;
    await server.drain();
    const current = resend(desk, reference, actor, { to: 'Autre@aubraie.example' });
    await server.drain();
    expect(sent.map(({ recipient }) => recipient)).toEqual(['pharmacie@aubraie.example', 'autre@aubraie.example']);
    const [first, second] = desk.register.outbox.ofCase(reference);
    expect(second?.draft).toMatchObject({ subject: first?.draft.subject, text: first?.draft.text });
    expect(current.letters).toEqual([first?.draft.messageId, second?.draft.messageId]);
    expect(new Set(current.letters).size).toBe(2);
    expect(first?.state).toBe('accepted');
    resend(desk, reference, actor, { messageId: first?.draft.messageId, to: 'tiers@aubraie.example' });
    expect(desk.register.outbox.ofCase(reference)).toHaveLength(3);
  });

  it('about several demands is told in each of their cases', async () => {
    const desk = aDesk();
    const form = (brandName: string) =>
      ({ kind: 'importForm', fields: { ...completeRequest.fields, brandName } }) as const;
    const reference = opened(desk, { documents: [form('Doloxal'), form('Nervadine')] });
    const server = outgoing(desk);
    await server.drain();
    resend(desk, reference, actor, { to: 'autre@aubraie.example' });
    for (const each of desk.register.cases.list()) {
      expect(desk.register.cases.find(each.reference)?.letters).toHaveLength(2);
      expect(desk.register.cases.events(each.reference).at(-1)?.kind).toBe('letterResent');
    }
  });

  it.each([
    ['on a case without a letter', /aucune lettre/, {}],
    ['that is not of the case', /pas une lettre de ce dossier/, { messageId: 'autre@agence.example' }],
    ['to what is no address', /pas une adresse/, { to: 'Paul <paul@aubraie.example>' }],
    ['to one of our mailboxes', /nos boîtes/, { to: 'EXPORTATION@agence.example' }],
    ['before it went', /attend le serveur/, {}],
  ] as const)('%s is refused, and nothing is written', (what, reason, asked) => {
    const desk = aDesk();
    desk.takeIn({
      ...aSubmission(completeRequest, 701),
      intent,
      ...(what.includes('without') && { automatic: { kind: 'autoReply' } as const }),
    });
    const reference = desk.register.cases.list()[0]?.reference ?? expect.fail('no case');
    const before = desk.register.cases.events(reference).length;
    expect(() => resend(desk, reference, actor, asked)).toThrow(reason);
    expect(desk.register.cases.events(reference)).toHaveLength(before);
  });

  it('needs a case that exists', () => {
    expect(() => resend(aDesk(), 'AI-2026-000999-A' as CaseReference, actor, {})).toThrow(ActRefused);
  });
});
