import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { senderReadings } from '../../../parsers/documents/sender-block.ts';
import type { Sha256 } from '../../../worker/domain/message.ts';

const where = { message: 'a'.repeat(64) as Sha256, part: '2', file: 'lettre.pdf' };

const read = (text: string) => {
  const lines = text
    .split('\n')
    .map((line, index) => ({ text: line, place: { kind: 'line', line: index + 1 } as const }));
  return Object.fromEntries(senderReadings(lines, where).map((each) => [each.field, each.raw]));
};

describe('the name and address that no label announces', () => {
  it.each([
    ['in a letterhead', 'Laboratoires Aubraie\n14 allée des Peupliers\n45999 Aubraie-sur-Loire\n\nObjet : demande'],
    [
      'in a letterhead whose name stands apart',
      'Laboratoires Aubraie\n\n14 allée des Peupliers\n45999 Aubraie-sur-Loire',
    ],
    ['in a signature', 'Cordialement,\n\nLaboratoires Aubraie\n14 allée des Peupliers\n45999 Aubraie-sur-Loire'],
    [
      'under the addressee’s',
      'ANSM\n1 boulevard de l’Exemple\n93999 Exempleville\n\nLaboratoires Aubraie\n14 allée des Peupliers\n45999 Aubraie-sur-Loire',
    ],
  ])('are kept as written %s', (_, text) => {
    expect(read(text)).toEqual({
      importerName: 'Laboratoires Aubraie',
      importerAddress: '14 allée des Peupliers, 45999 Aubraie-sur-Loire',
    });
  });

  it('are found on one line, and under a foreign town', () => {
    expect(read('12 rue des Lilas, 37000 Tours').importerAddress).toBe('12 rue des Lilas, 37000 Tours');
    expect(read('Alba AG\nCH-4051 Bâle')).toEqual({ importerName: 'Alba AG', importerAddress: 'CH-4051 Bâle' });
  });

  it('are what a bare label says, before any block', () => {
    expect(read('Nom et prénom : Jeanne Essai\nAdresse : 5 impasse des Genêts, 56999 Kermadec')).toEqual({
      importerName: 'Jeanne Essai',
      importerAddress: '5 impasse des Genêts, 56999 Kermadec',
    });
  });

  it('are the exporter’s in a mail that speaks of export', () => {
    expect(Object.keys(read('Déclaration d’exportation\n\nAlba AG\nCH-4051 Bâle'))).toEqual([
      'exporterName',
      'exporterAddress',
    ]);
  });

  it.each([
    ['a date', 'Fait à Tours, le 12 juin 2026 Madame'],
    ['a quantity', 'Nous demandons 50000 boîtes'],
    ['the agency’s own address', 'Agence nationale de sécurité du médicament\n93999 Exempleville'],
    ['nothing', ''],
  ])('are not invented from %s', (_, text) => {
    expect(read(text)).toEqual({});
  });

  it('are looked for in any text without harm', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => typeof read(text) === 'object'));
  });
});
