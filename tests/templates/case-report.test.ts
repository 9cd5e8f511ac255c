import { describe, expect, it } from 'vitest';
import { documentTree } from '../../templates/case-report.ts';
import { aFile } from '../builders/case-file.ts';

const n = '\u00a0';

describe('the tree of what was opened', () => {
  const documents = aFile({
    documents: [
      { kind: 'container', file: 'dossier.zip' },
      { kind: 'importForm', file: 'formulaire.pdf', ocr: 80, fields: { strength: '5 mg' } },
      { kind: 'unreadable', file: 'secret.pdf', reason: 'encrypted' },
      { kind: 'imputationTable', file: 'tableau.xlsm', notes: ['macros'] },
    ],
  }).documents.map((each, index) => ({ ...each, part: ['2', '2.1', '2.2', '20'][index] ?? '' }));

  it('shows what lies in what, what it is and what to know of it', () => {
    expect(documentTree(documents)).toEqual([
      `[2] «${n}dossier.zip${n}» contenant – test`,
      `  [2.1] «${n}formulaire.pdf${n}» formulaire de demande d’autorisation d’importation – test, ` +
        'reconnu sur image, à vérifier, 1 valeur(s)',
      `  [2.2] «${n}secret.pdf${n}» NON LU (protégé par un mot de passe) – test, 0 valeur(s)`,
      `[20] «${n}tableau.xlsm${n}» tableau d’imputation – test, contient des macros, non exécutées, 0 valeur(s)`,
    ]);
  });
});
