import { fold } from '../domain/fold.ts';
import type { Quotation } from './evidence.ts';

/** The quotations that hold one of the cues as whole words, accents and case left aside. */
export function hits(quotations: readonly Quotation[], cues: readonly string[]): Quotation[] {
  const folded = cues.map((cue) => ` ${fold(cue)} `);
  return quotations.filter(({ text }) => {
    const words = ` ${fold(text)} `;
    return folded.some((cue) => words.includes(cue));
  });
}

/** Whether the text is one of the terms, accents, case and plural left aside. */
export function isTerm(text: string, terms: readonly string[]): boolean {
  const asked = singular(text);
  return terms.some((term) => singular(term) === asked);
}

function singular(text: string): string {
  return fold(text)
    .split(' ')
    .map((word) => word.replace(/s$/u, ''))
    .join(' ');
}
