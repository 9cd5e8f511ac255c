import { describe, expect, it } from 'vitest';
import { actsOf } from '../../worker/acts.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission, type MailDescription } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk } from '../builders/desk.ts';
import { without } from '../builders/documents.ts';

const incomplete = { ...completeRequest, fields: without(completeRequest.fields, 'route', 'provenanceCountry') };
const actor = { by: 'C. Marchal', why: 'examen du dossier' };

/** A case whose first mail came on 1 June 2026; each later mail answers the last letter. */
function conversation(first: MailDescription) {
  const desk = aDesk();
  let mails = 0;
  const letters = () => {
    const [found] = desk.register.cases.list();
    return found === undefined ? [] : desk.register.outbox.ofCase(found.reference);
  };
  const last = () => (letters().at(-1)?.draft.text ?? '').replace(/\s+/g, ' ');
  const send = (mail: MailDescription) => {
    mails += 1;
    const submission = aSubmission({ intent: 'importRequest', ...mail }, mails);
    const inReplyTo = letters().map(({ draft }) => draft.messageId);
    desk.takeIn({ ...submission, headers: { ...submission.headers, inReplyTo } });
    return last();
  };
  send(first);
  const [{ reference } = expect.fail('no case')] = desk.register.cases.list();
  return { desk, reference, send, last };
}

describe('the dates of a letter', () => {
  it('of a first request for information are 45 days from reception, and from the limit', () => {
    const text = conversation(incomplete).last();
    expect(text).toContain('elle sera réputée rejetée le 16 juillet 2026');
    expect(text).toContain('suppose un dossier complet le 1er juin 2026');
    expect(text).toContain('votre demande sera réputée rejetée le 31 juillet 2026, à défaut');
  });

  it('of a second one are counted as if the mail that it answers had completed the file: no date is past', () => {
    const { desk, send } = conversation(incomplete);
    desk.at('2026-07-20');
    const text = send({ fields: { route: 'voie orale' } });
    expect(text).toContain('Indiquez le pays de provenance');
    expect(text).toContain('elle sera réputée rejetée le 3 septembre 2026');
    expect(text).toContain('suppose un dossier complet le 20 juillet 2026');
    expect(text).not.toContain('16 juillet 2026');
  });

  it('of a completed file tell the day that completed it', () => {
    const { desk, send } = conversation(incomplete);
    desk.at('2026-06-10');
    const text = send({ fields: { route: 'voie orale', provenanceCountry: 'CH' } });
    expect(text).toContain('Il est joint au dossier de votre demande, reçue le 1er juin 2026.');
    expect(text).toContain('Le dernier des éléments que nous vous avions demandés a été reçu le 10 juin 2026.');
    expect(text).toContain('elle sera réputée rejetée le 25 juillet 2026');
  });

  it('tell the fifteen days that the agency added', () => {
    const { desk, reference, send, last } = conversation(completeRequest);
    desk.at('2026-06-15');
    actsOf(desk).require(reference, actor, 'Précisez le numéro de lot.');
    expect(last()).toContain('elle sera réputée rejetée le 31 juillet 2026');
    desk.at('2026-06-20');
    const text = send({ subject: 'Lot' });
    expect(text).toContain('elle sera réputée rejetée le 31 juillet 2026');
    expect(text).toContain('complets, prolongés de quinze jours par la demande du 15 juin 2026)');
  });

  it('are not told again once the refusal is born, and nothing more is asked', () => {
    const { desk, send } = conversation({ ...completeRequest, documents: ['requestLetter'] });
    desk.at('2026-07-18');
    tick(desk);
    const text = send({ subject: 'Relance' });
    expect(text).toContain('Il est joint au dossier de votre demande, reçue le 1er juin 2026.');
    expect(text).not.toMatch(/réputée|rejet|Joignez/);
  });
});

describe('a later mail that says something of the request', () => {
  it.each([
    ['withdrawal', 'Votre message semble retirer votre demande ; un agent va le vérifier'],
    ['statusQuery', 'Un agent va prendre connaissance de votre question'],
  ] as const)('(%s) is heard, and changes no date', (intent, words) => {
    const { desk, send } = conversation(completeRequest);
    desk.at('2026-06-10');
    const text = send({ subject: 'Dossier', intent });
    expect(text).toContain(words);
    expect(text).toContain('elle sera réputée rejetée le 16 juillet 2026');
  });
});

describe('what is asked', () => {
  it('agrees in number', () => {
    const one = conversation({ ...completeRequest, fields: without(completeRequest.fields, 'route') }).last();
    expect(one).toContain('L’élément suivant, exigé par le code de la santé publique (CSP), n’a été trouvé ni');
    expect(one).toContain('de nous l’adresser au plus tard');
    expect(conversation(incomplete).last()).toContain('Les éléments suivants, exigés');
  });

  it('begins with the attachments that were announced and never came', () => {
    const text = conversation({ subject: 'Demande', announcesAttachments: true }).last();
    const forgotten = 'Votre message annonce des pièces jointes ; aucune n’a été reçue. Joignez-les en réponse';
    expect(text.indexOf(forgotten)).toBeGreaterThan(0);
    expect(text.indexOf(forgotten)).toBeLessThan(text.indexOf('PIÈCES ET INFORMATIONS MANQUANTES'));
    expect(text.split('aucune n’a été reçue')).toHaveLength(2);
  });

  it('tells a damaged mail, whatever it asked', () => {
    const damage = 'la structure du message n’a pas pu être lue';
    expect(conversation({ ...completeRequest, damage }).last()).toContain(
      `n’a pas pu être ouvert en entier (${damage})`,
    );
  });
});
