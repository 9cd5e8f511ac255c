import { describe, expect, it } from 'vitest';
import { intent } from '../../parsers/intent.ts';

const kind = (subject: string, text = '') => intent(subject, text, []).kind;

describe('what a mail asks for', () => {
  it.each([
    ['Demande d’autorisation d’importation – Fluvoxadine', 'importRequest'],
    ['DEMANDE D AUTORISATION D IMPORTATION', 'importRequest'],
    ['Demande d’AI pour la Fluvoxadine', 'importRequest'],
    ['Import authorisation request', 'importRequest'],
    ['Déclaration d’exportation initiale', 'exportDeclaration'],
    ['DEI Fluvoxadine – Tunisie', 'exportDeclaration'],
    ['Retour du tableau d’imputation', 'imputationReturn'],
  ])('%s is %s', (subject, expected) => {
    expect(kind(subject)).toBe(expected);
  });

  it.each(['J’ai une question', 'j’ai reçu de vos nouvelles', 'Aide', 'de la part de M. Durand', 'AI', ''])(
    '« %s » is unclear: an acronym alone proves nothing',
    (subject) => {
      expect(kind(subject)).toBe('unclear');
    },
  );

  it('is told by the text when the subject says nothing', () => {
    expect(kind('Dossier urgent', 'Nous sollicitons une autorisation d’importation pour…')).toBe('importRequest');
  });

  it('is unclear when the words speak of two procedures', () => {
    expect(kind('Autorisation d’importation et déclaration d’exportation')).toBe('unclear');
  });
});
