import { describe, expect, it } from 'vitest';
import { intentCues } from '../../data/reference/intents.ts';
import { procedureOf } from '../../worker/match.ts';
import type { IntentKind } from '../../worker/domain/submission.ts';
import { aSubmission } from '../builders/case-file.ts';
import { aDesk } from '../builders/desk.ts';

const opening: Partial<Record<IntentKind, string>> = {
  importRequest: 'importAuthorisation',
  individualRequest: 'importAuthorisation',
  renewal: 'importAuthorisation',
  exportDeclaration: 'exportDeclaration',
  complementaryDeclaration: 'exportDeclaration',
  imputationReturn: 'imputation',
};
const kinds = [...Object.keys(intentCues), 'unclear'] as IntentKind[];

describe('the procedure that a mail opens', () => {
  it.each(kinds)('%s: its own, else correspondence', (intent) => {
    expect(procedureOf(aSubmission({ intent }))).toBe(opening[intent] ?? 'correspondence');
  });
});

describe('a mail that answers a mere exchange of letters', () => {
  it.each([
    ['question', 1],
    ['statusQuery', 1],
    ['parallelImport', 1],
    ['unclear', 1],
    ['importRequest', 2],
    ['individualRequest', 2],
    ['imputationReturn', 2],
  ] as const)('%s: %i case(s) in all', (intent, count) => {
    const desk = aDesk();
    desk.takeIn(aSubmission({ subject: 'Question', intent: 'question' }, 1));
    const receipt = desk.register.outbox.due(desk.now(), 1)[0]?.draft.messageId ?? '';
    const answer = aSubmission({ subject: 'RE: Question', intent }, 2);
    desk.takeIn({ ...answer, headers: { ...answer.headers, inReplyTo: [receipt] } });
    expect(desk.register.cases.list()).toHaveLength(count);
  });
});
