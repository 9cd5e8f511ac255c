import { describe, expect, it } from 'vitest';
import { completeDeclaration, completeImputation, completeRequest } from '../builders/complete-files.ts';
import { without } from '../builders/documents.ts';
import { lettersOf } from '../builders/letters.ts';

const incomplete = { ...completeRequest, fields: without(completeRequest.fields, 'route') };

describe('the courtesy to whoever wrote in English', () => {
  it.each([
    ['importAuthorisation', completeRequest, 'This is not an import or export authorisation.'],
    ['importAuthorisation', incomplete, 'expected by 1 July 2026.'],
    ['exportDeclaration', completeDeclaration, 'an officer will examine it'],
    ['imputation', completeImputation, 'an officer will look at it'],
  ] as const)('of %s comes after the French text, which counts alone', (procedure, mail, words) => {
    const { letter, current } = lettersOf(procedure, { ...mail, language: 'en' });
    const text = letter.text.replace(/\s+/g, ' ');
    const french = lettersOf(procedure, mail).letter.text.replace(/\s+/g, ' ').trim();
    expect(text.startsWith(french)).toBe(true);
    const note = text.slice(french.length);
    expect(note).toContain('the French text above is the only authoritative one');
    expect(note).toContain(current.reference);
    expect(note).toContain(words);
    expect(note).not.toMatch(/refus|reject|silence|appeal|\bcourt\b|complete\b/i);
    expect(letter.html).toMatch(/<h2 lang="en"/);
  });

  it('is not there for anybody else', () => {
    expect(lettersOf('importAuthorisation', completeRequest).letter.text).not.toContain('English');
  });

  it('follows the language of the last mail', () => {
    const reply = { fields: { route: 'oral use' }, language: 'en' } as const;
    expect(lettersOf('importAuthorisation', incomplete, reply).letter.text).toContain('IN ENGLISH');
    expect(
      lettersOf('importAuthorisation', { ...incomplete, language: 'en' }, { fields: { route: 'voie orale' } }).letter
        .text,
    ).not.toContain('IN ENGLISH');
  });
});
