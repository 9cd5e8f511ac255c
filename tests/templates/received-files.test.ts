import { describe, expect, it } from 'vitest';
import { received } from '../../templates/received-files.ts';
import { aSubmission } from '../builders/case-file.ts';
import { completeRequest } from '../builders/complete-files.ts';
import { lettersOf } from '../builders/letters.ts';
import type { Document } from '../../worker/domain/submission.ts';

const { current } = lettersOf('importAuthorisation', completeRequest);

/** What the letter says of the files, one line each, with ordinary spaces. */
function listed(...documents: readonly Document[]): string[] {
  const submission = { ...aSubmission({}), documents };
  const blocks = received({ ...current, submissions: [submission] });
  return blocks.flatMap((each) =>
    each.kind === 'list' ? each.items.map(({ text }) => text.replaceAll('\u00a0', ' ')) : [],
  );
}

const described = (document: Parameters<typeof aSubmission>[0]['documents']) =>
  aSubmission({ ...(document && { documents: document }) }).documents.filter(({ part }) => part !== '');

describe('the files that a letter lists', () => {
  it('agree with « fichier », whatever they hold', () => {
    expect(
      listed(
        ...described([
          { kind: 'requestLetter', file: 'a.pdf' },
          { kind: 'qualityData', file: 'b.pdf' },
        ]),
      ),
    ).toEqual(['« a.pdf » (1 ko), lu : lettre de demande', '« b.pdf » (1 ko), lu : données relatives à la qualité']);
  });

  it('are never said to be read when a person must look', () => {
    const files = listed(
      ...described([
        { kind: 'unreadable', file: 'a.pdf', reason: 'corrupt' },
        { kind: 'importForm', file: 'b.jpg', ocr: 90, fields: { route: 'voie orale' } },
        { kind: 'other', file: 'c.pdf' },
      ]),
    );
    expect(files).toEqual([
      '« a.pdf » (1 ko), non lu automatiquement : PDF',
      '« b.jpg » (1 ko), image à lire par un agent : formulaire de demande d’autorisation d’importation',
      '« c.pdf » (1 ko), lu : document à identifier par un agent',
    ]);
  });

  it('tell their pages where one file holds several documents, and stand without a name', () => {
    const [first, second] = described(['importForm', 'requestLetter']);
    if (first === undefined || second === undefined) throw new Error('no documents');
    expect(
      listed(
        { ...first, file: 'a.pdf', pages: { first: 1, last: 2 } },
        { ...second, file: 'a.pdf', pages: { first: 3, last: 3 } },
        { ...second, file: '' },
      ),
    ).toEqual([
      '« a.pdf » (1 ko), pages 1 à 2, lu : formulaire de demande d’autorisation d’importation',
      '« a.pdf » (1 ko), page 3, lu : lettre de demande',
      'Fichier sans nom (1 ko), lu : lettre de demande',
    ]);
  });

  it('have numbers for names where one may be a patient’s', () => {
    expect(
      listed(
        ...described([
          { kind: 'prescription', file: 'Jeanne.pdf' },
          { kind: 'other', file: 'Martin.pdf' },
        ]),
      ),
    ).toEqual(['Fichier 1, à lire par un agent : ordonnance', 'Fichier 2, lu : document à identifier par un agent']);
  });
});
