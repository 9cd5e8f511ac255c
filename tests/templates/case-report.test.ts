import { describe, expect, it } from 'vitest';
import { caseReport, documentTree } from '../../templates/case-report.ts';
import { transition } from '../../worker/domain/transition.ts';
import { aVerdict, anAssessment, received } from '../builders/case-events.ts';
import { aFile, aSubmission } from '../builders/case-file.ts';

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

describe('the report of a case', () => {
  const submission = aSubmission({
    documents: [
      {
        kind: 'importForm',
        file: 'formulaire.pdf',
        fields: { strength: '5 mg' },
        unparsed: { route: 'par la voie lactée' },
      },
      { kind: 'importForm', file: 'scan.jpg', ocr: 71, fields: { brandName: 'Doloxal' } },
      {
        kind: 'imputationTable',
        file: 'tableau.xlsx',
        tables: [{ sheet: 'Suivi', hidden: true, rows: [{ date: '2026-01-12', quantity: 'une palette' }] }],
      },
      { kind: 'requestLetter', file: 'lettre.pdf', fields: { strength: '10 mg' } },
    ],
  });
  const whole = { message: submission.message, part: '2', file: 'formulaire.pdf', place: { kind: 'whole' } as const };
  const assessment = anAssessment({ ...aVerdict('staff', 'raised', 'AI-24'), evidence: [whole] });
  const lines = caseReport(transition(undefined, received('2026-06-01', { submission, assessment })).next).split('\n');

  it('tells which values are interpreted, kept as written, recognised or in conflict, and where each stands', () => {
    const told = (label: string) => lines.find((each) => each.startsWith(`  ${label}${n}:`));
    expect(told('Voie d’administration')).toContain(
      `«${n}par la voie lactée${n}» (non interprété)  ← formulaire.pdf, `,
    );
    expect(told('Nom de marque')).toMatch(/Doloxal {2}← scan\.jpg, .*reconnu sur image à 71\u00a0%, à vérifier$/);
    expect(told('Dosage')).toMatch(/CONFLIT\u00a0: 5 mg {2}← formulaire\.pdf, .* ≠ 10 mg {2}← lettre\.pdf, /);
  });

  it('tells the file and the columns of a table, and what of it was not understood', () => {
    expect(lines).toContain(
      `  tableau de «${n}tableau.xlsx${n}», feuille «${n}Suivi${n}» (masquée)${n}: 1 opération(s)`,
    );
    expect(lines).toContain(
      `    ligne 5${n}: date 12${n}janvier${n}2026 | importé «${n}une palette${n}» (non interprété)`,
    );
  });

  it('gives a document as a whole no line that it was not read on', () => {
    expect(lines.find((each) => each.startsWith('  AI-24'))).toMatch(/← formulaire\.pdf$/);
  });
});
