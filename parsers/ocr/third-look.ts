import type { RecognisedWord } from '../ports.ts';
import { resized, type Raster } from './raster.ts';
import { agreed, reads, textOf, wordsOver, type Over } from './second-look.ts';

/** Size of the lines when they are read the third time. */
export const THIRD = 1.3;

/** Confidence from which a word needs no third look. */
const SURE = 85;

/** What is taken along above and below a line, and the paper between two lines, in pixels. */
const MARGIN = 4;
const BETWEEN = 14;

/** Where more of the page is in doubt than this, it is no page of text, or stands on its head. */
const MOST = 0.6;

/** How far the ends of a word may lie from where another reading saw them, in heights of it. */
const ENDS = 0.5;

/** Rows of a page, and where they stand on the sheet of lines in doubt. */
export interface Strip {
  readonly top: number;
  readonly height: number;
  readonly at: number;
}

/** The rows of the lines that hold words in doubt; none where there is nothing to settle, or too much. */
export function doubtfulStrips(words: readonly RecognisedWord[], page: Raster): Strip[] {
  const doubtful = new Set(words.filter(isDoubtful).map(({ line }) => line));
  const lines = [...doubtful].map((line) => {
    const own = words.filter((each) => each.line === line);
    const top = Math.max(0, Math.min(...own.map((each) => each.y)) - MARGIN);
    const end = Math.min(page.height, Math.max(...own.map((each) => each.y + each.height)) + MARGIN);
    return { top, end };
  });
  const strips: Strip[] = [];
  for (const { top, end } of lines.sort((a, b) => a.top - b.top)) {
    const last = strips.at(-1);
    if (last !== undefined && top <= last.top + last.height) {
      strips[strips.length - 1] = { ...last, height: Math.max(last.height, end - last.top) };
    } else strips.push({ top, height: end - top, at: last === undefined ? BETWEEN : last.at + last.height + BETWEEN });
  }
  const all = strips.reduce((sum, { height }) => sum + height, 0);
  return all > page.height * MOST ? [] : strips;
}

/** The strips of a page one under the other, larger. */
export function stripSheet(page: Raster, strips: readonly Strip[]): Raster {
  const { width } = page;
  const last = strips.at(-1);
  const height = last === undefined ? 0 : last.at + last.height + BETWEEN;
  const levels = new Uint8Array(width * height).fill(255);
  for (const { top, height: rows, at } of strips) {
    levels.set(page.levels.subarray(top * width, (top + rows) * width), at * width);
  }
  return { ...page, ...resized({ width, height, levels }, THIRD) };
}

/** Finds the words of the sheet of strips that lie over one of the page. */
export function wordsOnStrips(words: readonly RecognisedWord[], strips: readonly Strip[]): Over {
  const placed = words.flatMap((word) => {
    const middle = (word.y + word.height / 2) / THIRD;
    const strip = strips.find(({ at, height }) => middle >= at && middle <= at + height);
    return strip === undefined ? [] : [{ ...word, y: word.y + (strip.top - strip.at) * THIRD }];
  });
  return wordsOver(placed, THIRD);
}

/** The words with those in doubt settled: what two of three readings say counts. */
export function settled(words: readonly RecognisedWord[], second: Over, third: Over): RecognisedWord[] {
  return words.map((word) => {
    if (!isDoubtful(word)) return word;
    const [other, last] = [second(word), third(word)];
    if (reads(last, word)) return agreed({ ...word, confidence: Math.max(word.confidence, least(last)) });
    const text = textOf(other);
    const isOther = text !== '' && text === textOf(last) && other.length === 1 && isInPlace(other, word);
    return isOther ? agreed({ ...word, text, confidence: Math.min(least(other), least(last)) }) : word;
  });
}

function isDoubtful({ confidence, text }: RecognisedWord): boolean {
  return confidence < SURE && /[\p{L}\d]/u.test(text);
}

function least(words: readonly RecognisedWord[]): number {
  return Math.min(...words.map(({ confidence }) => confidence));
}

/** Whether words take the place of one, no more and no less. */
function isInPlace(words: readonly RecognisedWord[], word: RecognisedWord): boolean {
  const start = Math.min(...words.map(({ x }) => x));
  const end = Math.max(...words.map(({ x, width }) => x + width));
  const near = word.height * ENDS;
  return Math.abs(start - word.x) <= near && Math.abs(end - word.x - word.width) <= near;
}
