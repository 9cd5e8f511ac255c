import type { RecognisedWord } from '../ports.ts';

/** Confidence of a word that was read otherwise the second time. */
const DOUBTFUL = 40;

/** What remains of the doubt about a word that was read twice alike: more where the engine had little but doubt. */
const DOUBT = 1 / 3;
const STRONG_DOUBT = 1 / 2;
const STRONG = 55;

/** The most that is doubted of a word with an apostrophe that was read twice alike. */
const APOSTROPHE = 40;

/** How much of a word of the second reading must lie over one of the first to be part of it. */
const PART = 0.3;

/** Words of another reading that lie over one, from left to right. */
export type Over = (word: RecognisedWord) => RecognisedWord[];

/**
 * The words with the confidence that two readings of the page give: an engine is often sure of what it got wrong, but
 * seldom gets the same wrong in another size. `over` are those of the second reading.
 */
export function checked(words: readonly RecognisedWord[], over: Over): RecognisedWord[] {
  return words.map((word) => {
    if (reads(over(word), word)) return agreed(word);
    return { ...word, confidence: Math.min(word.confidence, DOUBTFUL) };
  });
}

/** Finds the words of a reading made at a `scale` that lie over one of the page. */
export function wordsOver(reading: readonly RecognisedWord[], scale: number): Over {
  const byRow = rowsOf(
    reading.map((each) => ({
      ...each,
      x: each.x / scale,
      y: each.y / scale,
      width: each.width / scale,
      height: each.height / scale,
    })),
  );
  return (word) =>
    byRow(word)
      .filter((other) => lies(other, word))
      .sort((a, b) => a.x - b.x);
}

/** Whether words of another reading say what a word does. */
export function reads(over: readonly RecognisedWord[], word: RecognisedWord): boolean {
  return bare(textOf(over)).includes(bare(word.text));
}

/** The text of some words without spaces. */
export function textOf(words: readonly RecognisedWord[]): string {
  return words.map(({ text }) => text).join('');
}

/** The word with little doubt left. The engine doubts each apostrophe, as there are two kinds: that is no doubt. */
export function agreed(word: RecognisedWord): RecognisedWord {
  const doubt = Math.min(100 - word.confidence, /['’]/.test(word.text) ? APOSTROPHE : 100);
  return { ...word, confidence: 100 - doubt * (doubt > STRONG ? STRONG_DOUBT : DOUBT) };
}

/** Rows of words by their height on the page: each word is compared with its neighbours only. */
function rowsOf(words: readonly RecognisedWord[]): (word: RecognisedWord) => RecognisedWord[] {
  const height = 40;
  const rows = new Map<number, RecognisedWord[]>();
  for (const word of words) {
    const row = Math.floor((word.y + word.height / 2) / height);
    const same = rows.get(row);
    if (same === undefined) rows.set(row, [word]);
    else same.push(word);
  }
  return (word) => {
    const row = Math.floor((word.y + word.height / 2) / height);
    return [row - 1, row, row + 1].flatMap((each) => rows.get(each) ?? []);
  };
}

function lies(other: RecognisedWord, word: RecognisedWord): boolean {
  const across = Math.min(other.x + other.width, word.x + word.width) - Math.max(other.x, word.x);
  const down = Math.min(other.y + other.height, word.y + word.height) - Math.max(other.y, word.y);
  const narrow = Math.min(other.width, word.width);
  return across > narrow * PART && down > Math.min(other.height, word.height) * PART;
}

/** Letters and digits as they are; of signs, those that change a value. */
function bare(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[’‘'`´]/g, '’')
    .replace(/[–—-]+/g, '-')
    .replace(/\s/g, '');
}
