import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseReference, referencesIn } from '../../../worker/domain/reference.ts';

const numbers = fc.integer({ min: 1, max: 999_999 });

describe('a case reference', () => {
  it('names procedure, year and number, and ends with a check letter', () => {
    expect(caseReference('importAuthorisation', '2026', 123)).toMatch(/^AI-2026-000123-[A-Z]$/);
    expect(caseReference('exportDeclaration', '2026', 7)).toMatch(/^DE-2026-000007-[A-Z]$/);
  });

  it('is found again in any text, in either case', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const reference = caseReference('importAuthorisation', '2026', number);
        return referencesIn(`Re: votre dossier [${reference.toLowerCase()}], suite`)[0] === reference;
      }),
    );
  });

  it('is refused with one wrong digit', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const reference = caseReference('importAuthorisation', '2026', number);
        const digits = Array.from(reference.slice(8, 14));
        digits[place] = String((Number(digits[place]) + shift) % 10);
        return referencesIn(reference.slice(0, 8) + digits.join('') + reference.slice(14)).length === 0;
      }),
    );
  });

  it('is refused with two neighbouring digits swapped', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 4 }), (number, place) => {
        const reference = caseReference('exportDeclaration', '2026', number);
        const digits = Array.from(reference.slice(8, 14));
        const [left = '', right = ''] = digits.slice(place, place + 2);
        fc.pre(left !== right);
        digits.splice(place, 2, right, left);
        return referencesIn(reference.slice(0, 8) + digits.join('') + reference.slice(14)).length === 0;
      }),
    );
  });
});
