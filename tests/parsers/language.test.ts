import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInEnglish } from '../../parsers/language.ts';
import { readMessage } from '../../parsers/read.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import { buildMail } from '../builders/mail.ts';

const english = 'Dear Sir or Madam,\n\nPlease find attached our request for the import of Doloxal.\n\nKind regards';

describe('the language of a mail', () => {
  it.each([
    ['an ordinary request', english],
    [
      'one that names French things',
      `${english}\nLaboratoires de l’Aubraie, 14 allée des Peupliers, Aubraie-sur-Loire`,
    ],
    ['a short answer', 'Hello, the route is oral and the country is India. Regards'],
  ])('is English in %s', (_, text) => {
    expect(isInEnglish(text)).toBe(true);
  });

  it.each([
    [
      'a French request',
      'Bonjour,\n\nVeuillez trouver ci-joint notre demande d’importation de Doloxal.\n\nCordialement',
    ],
    [
      'French above an English signature',
      'Merci de votre retour sur la demande.\nThis email is for the person to whom it is sent.',
    ],
    [
      'both, one above the other',
      `${english}\n\nBonjour, vous trouverez ci-joint la demande de notre client pour le Doloxal.`,
    ],
    ['values alone', 'Doloxal 150 mg\nOral use\nIndia\n1 500 boxes'],
    ['another language', 'Guten Tag, anbei der Antrag für die Einfuhr. Mit freundlichen Grüßen in Erwartung an Sie'],
    ['nothing', ''],
  ])('is not said to be English in %s', (_, text) => {
    expect(isInEnglish(text)).toBe(false);
  });

  it('is told for any text, however long', () => {
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => typeof isInEnglish(text) === 'boolean'));
    expect(isInEnglish('the of and to '.repeat(100_000))).toBe(true);
  });

  it('is part of what is read of a mail, and absent from the others', async () => {
    const read = async (text: string, subject: string) => {
      const bytes = buildMail({ text, subject });
      const request = { bytes, sha256: 'a'.repeat(64) as Sha256, ownAddresses: [], headersOnly: undefined, skip: [] };
      return (await readMessage(request)).submission;
    };
    expect((await read(english, 'Import request')).language).toBe('en');
    // Our letter below the answer is French; it is not the applicant's.
    const quoting = `${english}\n\nOn 1 June 2026, Agence wrote:\n> Votre envoi électronique a été reçu le 1er juin 2026`;
    expect((await read(quoting, 'Re: votre envoi')).language).toBe('en');
    expect(await read('Bonjour, voici notre demande pour le Doloxal.', 'Demande')).not.toHaveProperty('language');
  });
});
