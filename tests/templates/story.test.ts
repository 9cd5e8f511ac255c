import { describe, expect, it } from 'vitest';
import { storyOf } from '../../templates/story.ts';
import { actsOf } from '../../worker/acts.ts';
import { tick } from '../../worker/tick.ts';
import { aSubmission } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { aDesk } from '../builders/desk.ts';

const intent = { kind: 'importRequest', evidence: ['« demande d’AI » (objet)'] } as const;

describe('the story of a case', () => {
  it('tells what came, what was concluded and by which rule, what changed, what staff did, what is due', () => {
    const desk = aDesk();
    const { provenanceCountry, ...others } = completeRequest.fields;
    desk.takeIn({ ...aSubmission({ ...completeRequest, fields: others }, 1), intent });
    const [{ reference } = expect.fail('no case')] = desk.register.cases.list();
    const asked = desk.register.outbox.ofCase(reference)[0]?.draft.messageId ?? '';
    desk.at('2026-06-10');
    const reply = aSubmission({ fields: { provenanceCountry, strength: '300 mg' } }, 2);
    desk.takeIn({ ...reply, headers: { ...reply.headers, inReplyTo: [asked] } });
    desk.at('2026-07-26');
    tick(desk);
    actsOf(desk).decide(reference, { by: 'C. Marchal', why: 'décision notifiée' }, { kind: 'granted', number: 'X-7' });

    const story = storyOf(desk.register.cases.events(reference)).replaceAll('\u00a0', ' ');
    const parts = [
      `${reference} – demande d’autorisation d’importation – clos`,
      '1er juin 2026 à 9 h 00 – message de pharmacie@aubraie.example, reçu le 1er juin 2026 à 9 h 00 dans la boîte import',
      'compris comme : demande d’autorisation d’importation (« demande d’AI » (objet))',
      'manque (AI-03, CSP, art. R5121-111, 2°) : Indiquez le pays de provenance du médicament.',
      '→ en attente de pièces',
      'accusé de réception et demande de pièces mis en partance',
      'Pays de provenance : rien → ',
      'reçu : AI-03',
      'refus implicite né le 25 juillet 2026 à minuit',
      'dossier clos : autorisation accordée, n° X-7 – par C. Marchal : décision notifiée',
    ];
    let from = 0;
    for (const part of parts) {
      const at = story.indexOf(part, from);
      expect(at, `${part}\n--- not found in order in\n${story}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
  });
});
