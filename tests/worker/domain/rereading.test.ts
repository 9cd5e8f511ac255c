import { describe, expect, it } from 'vitest';
import { readingChanges, verdictChanges } from '../../../worker/domain/rereading.ts';
import { aSubmission } from '../../builders/case-file.ts';
import { anAssessment, aVerdict } from '../../builders/case-events.ts';

const mail = (over: Parameters<typeof aSubmission>[0]) => aSubmission({ documents: ['importForm'], ...over });

describe('another reading of the same mail', () => {
  it('that is the same changes nothing, wherever the value was seen', () => {
    const one = mail({ fields: { strength: '150 mg' } });
    const moved = JSON.parse(JSON.stringify(one).replaceAll('"page":1', '"page":2')) as typeof one;
    expect(readingChanges(one, moved)).toEqual([]);
  });

  it('tells each field by its state, and a value understood otherwise', () => {
    const before = mail({ fields: { strength: '150 mg', route: 'orale' }, unparsed: { provenanceCountry: 'Corée' } });
    const after = mail({ fields: { strength: '15 mg', provenanceCountry: 'KR' } });
    expect(readingChanges(before, after)).toEqual([
      { kind: 'field', field: 'provenanceCountry', before: 'unparsed', after: 'parsed' },
      { kind: 'field', field: 'route', before: 'parsed', after: 'absent' },
      { kind: 'field', field: 'strength', before: 'parsed', after: 'parsed' },
    ]);
    expect(JSON.stringify(readingChanges(before, after))).not.toMatch(/mg|Corée|orale/);
  });

  it('tells documents, cells and what the mail wants', () => {
    const table = (quantity: string) =>
      aSubmission({ documents: [{ kind: 'imputationTable', tables: [{ rows: [{ quantity }] }] }] });
    expect(readingChanges(table('10 boîtes'), table('11 boîtes'))).toMatchObject([
      { kind: 'cell', before: 'unparsed', after: 'unparsed' },
    ]);
    const unread = aSubmission({ documents: [{ kind: 'unreadable' }], intent: 'question' });
    expect(readingChanges(unread, aSubmission({ documents: ['importForm'], intent: 'importRequest' }))).toEqual([
      { kind: 'intent', before: 'question', after: 'importRequest' },
      { kind: 'document', part: '2', before: 'unreadable:encrypted', after: 'importForm' },
      { kind: 'document', part: '', before: 'mailText', after: 'absent' },
    ]);
  });
});

describe('other rules', () => {
  it('are told rule by rule: outcomes, words, and rules that come or go', () => {
    const before = anAssessment(
      aVerdict('legal', 'missing', 'A'),
      aVerdict('legal', 'missing', 'B'),
      aVerdict('staff', 'raised', 'C'),
    );
    const [a, b] = [aVerdict('legal', 'satisfied', 'A'), { ...aVerdict('legal', 'missing', 'B'), sentence: 'Autre' }];
    expect(verdictChanges(before, before)).toEqual([]);
    expect(verdictChanges(before, anAssessment(a, b))).toEqual([
      { kind: 'verdict', rule: 'A', before: 'missing', after: 'satisfied', wording: false },
      { kind: 'verdict', rule: 'B', before: 'missing', after: 'missing', wording: true },
      { kind: 'verdict', rule: 'C', before: 'raised', after: 'noRule', wording: false },
    ]);
  });
});
