import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../data/register/open.ts';
import { register } from '../../../data/register/register.ts';
import type { Instant } from '../../../worker/domain/message.ts';
import { aSubmission } from '../../builders/case-file.ts';
import { completeRequest } from '../../builders/complete-files.ts';
import { aDesk } from '../../builders/desk.ts';

const at = '2026-06-02T08:00:00.000Z' as Instant;

describe('a case that was met a moment ago', () => {
  const copy = (mailbox: 'import' | 'export') =>
    ({ kind: 'copyReceived', at, received: { message: aSubmission({}, 9).message, mailbox, receivedAt: at } }) as const;

  it('is what its events tell, whatever was undone or written by others since', () => {
    const desk = aDesk();
    desk.takeIn(aSubmission(completeRequest));
    const { cases, transaction } = desk.register;
    const [reference] = cases.list().map((each) => each.reference);
    if (reference === undefined) return expect.fail('no case');
    const mailboxes = () => cases.find(reference)?.messages.map(({ mailbox }) => mailbox);
    expect(mailboxes()).toEqual(['import']);
    const undone = () =>
      transaction(() => {
        cases.append(reference, copy('import'));
        const current = cases.find(reference);
        if (current !== undefined) cases.save(current);
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    // It gets the very number that was given back.
    cases.append(reference, copy('export'));
    expect(mailboxes()).toEqual(['import', 'export']);
  });

  it('is the same for a run that has never met it', () => {
    const desk = aDesk();
    desk.takeIn(aSubmission(completeRequest));
    const events = desk.register.cases.list().map(({ reference }) => ({
      reference,
      events: desk.register.cases.events(reference),
      met: desk.register.cases.find(reference),
    }));
    const stranger = register(openConnection(':memory:'));
    for (const { reference, events: told, met } of events) {
      for (const each of told) stranger.cases.append(reference, each);
      expect(stranger.cases.find(reference)).toEqual(met);
    }
    expect(events).toHaveLength(1);
  });
});
