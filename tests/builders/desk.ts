import { createHash } from 'node:crypto';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Desk, Settings } from '../../worker/desk.ts';
import type { Instant, Sha256 } from '../../worker/domain/message.ts';
import type { Submission } from '../../worker/domain/submission.ts';
import { casesOfLetter } from '../../worker/letter-cases.ts';
import { record } from '../../worker/record.ts';
import { service } from './letters.ts';

/** Settings of an invented agency. */
export const testSettings: Settings = {
  rules: { imputationTable: 'series' },
  folders: {
    forReview: 'À instruire',
    awaitingApplicant: 'En attente de pièces',
    staffReview: 'À vérifier',
    refusalBorn: 'Refus implicites',
    closed: 'Clos',
    automatic: 'Messages automatiques',
    quarantine: 'Quarantaine',
    outOfScope: 'Hors périmètre',
  },
  daysToAnswer: 15,
  lettersPerDay: 20,
  addresses: { import: 'importation@agence.example', export: 'exportation@agence.example' },
  returnAddress: undefined,
  services: { import: service, export: service },
};

/** A desk on an empty register in memory, whose clock is set by hand. */
export interface TestDesk extends Desk {
  /** Sets the clock: `2026-06-01`, or an instant. */
  at(when: string): void;
  /** Takes in a mail as it was read, now; its reference, or undefined when it opened no case. */
  takeIn(submission: Submission): string;
  /** The server of the mail accepts every letter that is due. */
  deliver(): void;
}

export function aDesk(when = '2026-06-01'): TestDesk {
  let now = instant(when);
  let uid = 0;
  const desk: Desk = { settings: testSettings, register: register(openConnection(':memory:')), now: () => now };
  return {
    ...desk,
    at: (next) => (now = instant(next)),
    deliver: () => {
      const { outbox, cases } = desk.register;
      for (const letter of outbox.due(now, 100)) {
        outbox.settle(letter.draft.messageId, { state: 'accepted', reply: '250 OK' }, now);
        const told = { kind: 'letterAccepted', at: now, messageId: letter.draft.messageId, reply: '250 OK' } as const;
        for (const { reference } of casesOfLetter(letter, desk.register)) {
          cases.append(reference, { ...told, letter: letter.kind });
        }
      }
    },
    takeIn: (submission) => {
      uid += 1;
      const sha256 = createHash('sha256').update(`${uid}`).digest('hex') as Sha256;
      const raw = { uid, receivedAt: now, size: 1 };
      const read = { submission: { ...submission, message: sha256 } };
      const identity = { sha256, fingerprint: sha256 };
      const arrival = { source: 'import', mailboxes: ['import'] as const, validity: '1', raw, ...identity, read };
      return desk.register.transaction(() => record(arrival, desk));
    },
  };
}

function instant(when: string): Instant {
  return (when.length === 10 ? `${when}T07:00:00.000Z` : when) as Instant;
}
