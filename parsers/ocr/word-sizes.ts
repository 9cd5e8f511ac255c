import type { RecognisedWord } from '../ports.ts';

/**
 * Letters that reach below the baseline, that stand as high as capitals, and that do neither. Dots and accents vary; a
 * « t » stands between.
 */
export const deep = /[gjpqyç]/;
const tall = /[A-ZÇŒÆ\dbdfhkl()[\]{}|/§]/;
const plainSmall = /^[acemnorsuvwxzœæçgpqy,;.…'’-]+$/;

/** Heights of words in sizes of their letters, by what letters they hold; usual for the fonts of offices. */
export const heights = { small: 0.53, middle: 0.66, tall: 0.73, deep: 0.74, middleDeep: 0.87, both: 0.94 };

/** What the grey edges of letters add to their heights, in pixels: more to small letters, in proportion. */
const EDGES = 1.2;

/** The size of the letters of some words, in pixels; words whose height tells little only count where no other does. */
export function sizeOf(words: readonly RecognisedWord[]): number {
  const telling = words.filter(isTelling);
  return median(
    (telling.length > 0 ? telling : words).flatMap((word) => {
      const size = Math.max(1, word.height - EDGES) / heights[shapeOf(word.text)];
      return Array.from({ length: Math.max(1, letters(word.text)) }, () => size);
    }),
  );
}

/** Whether the letters of a word are surely high, or surely low: dots and accents may stand apart or not. */
export function isTelling({ text }: { readonly text: string }): boolean {
  return letters(text) > 0 && (tall.test(text) || plainSmall.test(text));
}

function shapeOf(text: string): keyof typeof heights {
  if (tall.test(text)) return deep.test(text) ? 'both' : 'tall';
  if (text.includes('t')) return deep.test(text) ? 'middleDeep' : 'middle';
  return deep.test(text) ? 'deep' : 'small';
}

/** Letters and figures of a text. */
export function letters(text: string): number {
  return text.match(/[\p{L}\d]/gu)?.length ?? 0;
}

/** The number in the middle; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
