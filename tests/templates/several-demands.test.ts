import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../templates/letter.ts';
import type { CivilDate } from '../../worker/domain/deadline.ts';
import type { Instant } from '../../worker/domain/message.ts';
import { aSubmission, type Fields, type MailDescription } from '../builders/case-file.ts';
import { completeDeclaration, completeRequest } from '../builders/complete-files.ts';
import { aDesk } from '../builders/desk.ts';
import { without } from '../builders/documents.ts';
import { service } from '../builders/letters.ts';

const importForm = (brandName: string, fields: Fields = completeRequest.fields) =>
  ({ kind: 'importForm', fields: { ...fields, brandName } }) as const;
const exportForm = (brandName: string) =>
  ({ kind: 'exportForm', fields: { ...completeDeclaration.fields, brandName } }) as const;

/** A desk that took in one mail; `last` is its last letter, on one line. */
function answered(mail: MailDescription) {
  const desk = aDesk();
  desk.takeIn(aSubmission({ intent: 'importRequest', ...mail }, 1));
  const letters = () => desk.register.cases.list().flatMap(({ reference }) => desk.register.outbox.ofCase(reference));
  const last = () => (letters().at(-1)?.draft.text ?? '').replace(/\s+/g, ' ');
  return { desk, last };
}

describe('one letter for several demands', () => {
  it('has one part each, and says once what is the same for all', () => {
    const documents = [
      importForm('Doloxal'),
      importForm('Nervadine', without(completeRequest.fields, 'route')),
      'requestLetter',
    ] as const;
    const text = answered({ documents }).last();
    expect(text).toContain('Il concerne 2 dossiers, chacun sous sa propre référence.');
    expect(text.split('Délais et voies de recours'.toUpperCase())).toHaveLength(2);
    expect(text.split('réputée rejetée le 16 juillet 2026')).toHaveLength(3);
    expect(text).toContain('rien d’ici au 16 juin 2026, cette demande sera réputée rejetée le 31 juillet 2026');
    expect(text.split('article L114-5, troisième alinéa')).toHaveLength(2);
    expect(text).toContain('ou rappelez la référence de la demande concernée');
  });

  it('about declarations alone speaks of no authorisation, no silence, no recourse', () => {
    const documents = [exportForm('Doloxal'), exportForm('Nervadine'), 'pharmacologicalData', 'qualityData'] as const;
    const text = answered({ documents, intent: 'exportDeclaration' }).last();
    expect(text).toContain('Il ne préjuge pas de l’application de l’article L5124-11');
    expect(text).not.toMatch(/autorisation|rejet|recours|R5121-113|L114-5|délais/i);
  });

  it('about both says each of its own', () => {
    const documents = [importForm('Doloxal'), exportForm('Nervadine'), 'requestLetter', 'pharmacologicalData'] as const;
    const text = answered({ documents }).last();
    expect(text).toContain('Il ne vaut pas autorisation d’importation.');
    expect(text).toContain('Il ne préjuge pas de l’application de l’article L5124-11');
    expect(text.split('décision implicite de rejet')).toHaveLength(2);
  });

  it('gives no date to the one that silence refused already', () => {
    const { desk } = answered({ documents: [importForm('Doloxal'), importForm('Nervadine'), 'requestLetter'] });
    const [first, second] = desk.register.cases.list().map(({ reference }) => desk.register.cases.find(reference));
    if (first === undefined || second === undefined) throw new Error('no cases');
    const bornOn = '2026-07-16' as CivilDate;
    const refused = { ...first, state: 'refusalBorn', bornOn, request: undefined } as const;
    const mail = { receivedAt: '2026-07-20T07:00:00.000Z' as Instant, subject: 'Relance' };
    const text = writeLetter('severalDemands', [refused, second], service, mail).text.replace(/\s+/g, ' ');
    expect(text.split('réputée rejetée le')).toHaveLength(2);
    expect(text).toContain('Un agent va prendre connaissance de votre envoi et vous répondra.');
  });
});
