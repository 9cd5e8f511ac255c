import { fold } from '../../worker/domain/fold.ts';

/** The words of a text that a folded cue stands for, as they are written: « Madame, Monsieur » for `madame monsieur`. */
export function asWritten(text: string, cue: string): string {
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const wanted = cue.split(' ');
  const start = words.findIndex((_, index) => wanted.every((each, at) => foldedAt(words, index + at) === each));
  const [first, last] = [words[start], words[start + wanted.length - 1]];
  if (first === undefined || last === undefined) return cue;
  return text.slice(first.index, last.index + last[0].length).replace(/\s+/g, ' ');
}

function foldedAt(words: readonly RegExpExecArray[], index: number): string | undefined {
  const word = words[index];
  return word === undefined ? undefined : fold(word[0]);
}
