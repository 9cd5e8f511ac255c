import { describe, expect, it } from 'vitest';
import { amountInFrench, boxOrReply, enumeration, quoted, replyAlone } from '../../../worker/rules/phrases.ts';

describe('French phrases', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a et b'],
    [['a', 'b', 'c'], 'a, b et c'],
  ])('enumerate %j', (items, text) => {
    expect(enumeration(items)).toBe(text);
  });

  it('count what exceeds twenty items', () => {
    const items = Array.from({ length: 21 }, (_, index) => String(index));
    expect(enumeration(items)).toMatch(/^0, 1, .* 19 et 1 autre$/);
    expect(enumeration([...items, '21'])).toMatch(/ et 2 autres$/);
  });

  it.each([
    [{ count: 1, unit: 'boîte' }, '1\u00a0boîte'],
    [{ count: 1.5, unit: 'boîte' }, '1,5\u00a0boîte'],
    [{ count: 50_000, unit: 'récipient unidose' }, '50\u202f000\u00a0récipients unidoses'],
    [{ count: 12, unit: 'kg' }, '12\u00a0kg'],
    [{ count: 12, unit: undefined }, '12'],
  ])('write the amount of %j', (quantity, text) => {
    expect(amountInFrench(quantity)).toBe(text);
  });

  it('cut a long name between its quotation marks', () => {
    expect(quoted('é'.repeat(300))).toBe(`«\u00a0${'é'.repeat(100)}…\u00a0»`);
  });

  it('always offer to answer the mail', () => {
    expect(boxOrReply('Dosage')).toBe(
      'Rubrique «\u00a0Dosage\u00a0» du formulaire, ou simplement en réponse à ce message.',
    );
    expect(boxOrReply('Nom', 'Dosage')).toContain('Rubriques «\u00a0Nom\u00a0» et «\u00a0Dosage\u00a0» du formulaire');
  });

  it('leave the form out for whom none is asked, and other cures as they are', () => {
    expect(replyAlone(boxOrReply('Nom', 'Dosage'))).toBe('Simplement en réponse à ce message.');
    expect(replyAlone('Copie à joindre en réponse à ce message.')).toBe('Copie à joindre en réponse à ce message.');
  });
});
