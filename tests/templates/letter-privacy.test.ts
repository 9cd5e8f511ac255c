import { describe, expect, it } from 'vitest';
import type { MailDescription } from '../builders/case-file.ts';
import { aSubmission } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk } from '../builders/desk.ts';
import { lettersOf } from '../builders/letters.ts';

/** What a prescription, its file, its mail or a box may say of a patient. */
const secret = /Doloxal|Jeanne|Martin|migraine|paracétamol|12 boîtes|30 boîtes/i;

const mail = {
  subject: 'Doloxal pour la migraine de Jeanne Martin',
  intent: 'individualRequest',
  fields: {
    purpose: ['privateIndividual'],
    brandName: 'Doloxal',
    composition: [
      { name: 'paracétamol', amount: undefined },
      { name: 'caféine', amount: undefined },
    ],
    quantity: { count: 12, unit: 'boîte' },
    globalQuantity: { count: 30, unit: 'boîte' },
  },
} as const satisfies MailDescription;

const all = ({ subject, text, html }: { subject: string; text: string; html: string }) =>
  [subject, text, html.replaceAll('&nbsp;', ' ')].join('\n').replace(/\s+/g, ' ');

describe('the letter to a private individual', () => {
  it.each([
    ['with a prescription', [{ kind: 'prescription', file: 'Jeanne Martin migraine.pdf' }]],
    ['with a file that is protected', [{ kind: 'unreadable', file: 'Jeanne Martin.pdf', reason: 'encrypted' }]],
    ['with a file that is broken', [{ kind: 'unreadable', file: 'Jeanne Martin.pdf', reason: 'corrupt' }]],
    ['with a file of another kind', [{ kind: 'unreadable', file: 'Jeanne Martin.pages', reason: 'formatNotRead' }]],
    ['with a file that is too large', [{ kind: 'unreadable', file: 'Jeanne Martin.tif', reason: 'tooLarge' }]],
    ['with nothing', []],
  ] as const)('%s repeats nothing of the mail, its subject, its files', (_, documents) => {
    const { letter } = lettersOf('importAuthorisation', { ...mail, documents });
    expect(all(letter)).not.toMatch(secret);
    expect(letter.subject).toBe('Re: votre envoi [AI-2026-000001-Q]');
  });

  it('still says what to send again, and what to settle', () => {
    const documents = [{ kind: 'unreadable', file: 'Jeanne Martin.pdf', reason: 'encrypted' }] as const;
    const text = all(lettersOf('importAuthorisation', { ...mail, documents }).letter);
    expect(text).toContain('Une ou plusieurs pièces jointes sont protégées par un mot de passe');
    expect(text).toContain('le nombre d’unités et la quantité globale diffèrent.');
    expect(text).toContain('Précisez la quantité de chaque substance active.');
  });

  it('sends nobody to a form that is not asked of them', () => {
    const text = all(lettersOf('importAuthorisation', { ...mail, fields: { purpose: ['privateIndividual'] } }).letter);
    expect(text).toContain('Indiquez le pays de provenance');
    expect(text).toContain('Comment faire : simplement en réponse à ce message.');
    expect(text).not.toMatch(/formulaire/i);
  });

  it('names no medicine either where several are asked at once', () => {
    const desk = aDesk();
    const form = (brandName: string) =>
      ({
        kind: 'importForm',
        fields: { ...completeRequest.fields, purpose: ['privateIndividual'], brandName },
      }) as const;
    desk.takeIn(aSubmission({ ...mail, fields: {}, documents: [form('Doloxal'), form('Martinal')] }, 1));
    const [letter] = desk.register.outbox.due(desk.now(), 1);
    expect(letter?.kind).toBe('severalDemands');
    expect(letter && all(letter.draft)).not.toMatch(secret);
  });
});

describe('the letter to a hospital that sends a prescription', () => {
  it('names no file, and misses nothing that the form gives', () => {
    const documents = ['importForm', 'requestLetter', { kind: 'prescription', file: 'Jeanne Martin.pdf' }] as const;
    const { letter, current } = lettersOf('importAuthorisation', { ...completeRequest, documents, subject: 'Martin' });
    expect(all(letter)).not.toMatch(/Jeanne|Martin/);
    expect(current.state).toBe('forReview');
  });
});
