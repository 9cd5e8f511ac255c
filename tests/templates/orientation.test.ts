import { describe, expect, it } from 'vitest';
import { neighbouringProcedures, type NeighbourKind } from '../../data/reference/neighbouring-procedures.ts';
import { orientation } from '../../templates/orientation.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { lettersOf } from '../builders/letters.ts';

const n = '\u00a0';
const kinds = Object.keys(neighbouringProcedures) as NeighbourKind[];

/** One line, so that wrapping never hides a word. */
const receiptFor = (intent: IntentKind) =>
  lettersOf('correspondence', { subject: 'Doloxal', intent }).letter.text.replace(/[ \n]+/g, ' ');

describe('the receipt of a mail about a neighbouring procedure', () => {
  it.each(kinds)('tells %s once, and that a person will look', (kind) => {
    const text = receiptFor(kind);
    const told = `Votre message semble relever ${neighbouringProcedures[kind]}${n}; un agent va le vérifier et, s’il y a lieu, le transmettre au service compétent.`;
    expect(text.split(told)).toHaveLength(2);
  });

  it.each(kinds)('about %s refuses nothing, dispenses from nothing and gives no date', (kind) => {
    const text = receiptFor(kind);
    expect(text).not.toMatch(
      /pas (?:nécessaire|requise?|compétents?)|aucune autorisation|dispens|refus|rejet|recours/i,
    );
    expect(text).not.toMatch(/quarante-cinq|Joignez/);
  });

  it.each(kinds)('about %s keeps French spaces', (kind) => {
    expect(neighbouringProcedures[kind]).not.toMatch(/ [;:»]|« |articles? [RL]\d|'/);
  });

  it('gives an address only where the agency publishes it', () => {
    expect(kinds.filter((kind) => neighbouringProcedures[kind].includes('@'))).toEqual(['controlledSubstance']);
  });

  it.each(['question', 'unclear', 'statusQuery', 'withdrawal', 'decisionCopy', 'unrelated'] as const)(
    'says nothing of the kind for %s',
    (kind) => {
      expect(receiptFor(kind)).not.toContain('semble relever');
    },
  );

  it('never comes with a request, whose clock runs', () => {
    const { current, letter } = lettersOf('importAuthorisation', { ...completeRequest, intent: 'controlledSubstance' });
    expect(orientation(current)).toEqual([]);
    expect(letter.text).not.toContain('semble relever');
  });

  it('reads as agreed', async () => {
    const { letter } = lettersOf('correspondence', { subject: 'AIP Doloxal', intent: 'parallelImport' });
    await expect(`Objet : ${letter.subject}\n\n${letter.text}`).toMatchFileSnapshot(
      '../golden/parallel-import-receipt.txt',
    );
  });
});

describe('the receipt of a private individual’s mail', () => {
  it.each(['individualRequest', 'traveller'] as const)('(%s) names no file', (intent) => {
    const mail = {
      subject: 'Aide',
      intent,
      documents: [{ kind: 'other', file: 'ordonnance Jeanne Martin.pdf' }],
    } as const;
    expect(lettersOf('correspondence', mail).letter.text).not.toContain('Jeanne Martin');
    expect(lettersOf('correspondence', { ...mail, intent: 'question' }).letter.text).toContain('Jeanne Martin');
  });
});
