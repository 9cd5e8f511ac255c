import type { Segment } from '../page-content.ts';
import { segmentsOf, type Run } from '../pdf/runs.ts';
import type { RecognisedWord } from '../ports.ts';
import type { Raster } from './raster.ts';
import { inkReach } from './stroke-width.ts';
import { deep, heights, isTelling, letters, median, sizeOf } from './word-sizes.ts';
import { weighted, type WeightedWord } from './word-weights.ts';

/** A word in the place and size that a PDF would give it: points from the lower left corner, `y` the baseline. */
export interface PlacedWord extends Run {
  readonly page: number;
  readonly confidence: number;
}

/** Signs that reach below it in some fonts, or a little, and the share of a word that their tails take. */
const tailed = /[Q,;()[\]{}|@§/µ]/;
const TAILS = 0.08;

/** Sizes closer than this are one size: recognition measures a tenth of a line, not a hundredth. */
const SAME_SIZE = 0.1;

/** Letters that tell a size well; fewer are of the nearest size, within twice that. */
const MANY = 12;

/** Sizes of one line that differ by this factor are those of two things. */
const OTHER_SIZE = 1.3;

/** Words left by borders and stains: signs that stand alone for no word. */
const junk = /^[|[\]{}_‘’'"“”~\\<>=«»*^¨`´°]+$/u;
const edges = /^[|[\]{}_‘~\\<>]+(?=[\p{L}\d(])|(?<=[\p{L}\d.,;:)])[|[\]{}_~\\<>]+$/gu;

/** A stain before a text, taken for a sign that never begins one. */
const speck = /^[:;!.,·]+\s+/;

/** The words with their baselines, sizes and weights, junk left out. `page` is the picture that they were read on. */
export function placedWords(words: readonly RecognisedWord[], page: Raster, number: number): PlacedWord[] {
  const scale = 72 / page.dpi;
  const inked = words.flatMap(cleaned).map((word) => fitted(word, page));
  const groups = weighted(linesOf(inked), page).flatMap(partsOf);
  const sizes = commonSizes(groups.map((group) => group.words)).map((size) => size * scale);
  return groups.flatMap((group, index) =>
    group.words.map((word, place) => ({
      page: number,
      x: word.x * scale,
      y: (page.height - group.baseline) * scale,
      width: word.width * scale,
      height: sizes[index] ?? 10,
      text: word.text,
      font: word.bold ? 'bold' : 'plain',
      // Words of different lines are never drawn one after the other.
      order: index * 1_000 + place,
      confidence: word.confidence,
    })),
  );
}

/** The words as segments, cut where a gap is wider than a space; words across a gap are other cells of a table. */
export function recognisedSegments(page: number, words: readonly PlacedWord[]): Segment[] {
  // The engine tells words apart better than the boxes that it draws around them.
  const apart = words.map((each) => ({ ...each, text: `${each.text} ` }));
  return segmentsOf(page, apart).map((each) => ({ ...each, text: each.text.replace(speck, '') }));
}

function cleaned(word: RecognisedWord): RecognisedWord[] {
  const text = word.text.replace(edges, '').replaceAll('\u2014', '\u2013');
  return text === '' || junk.test(text) ? [] : [{ ...word, text }];
}

/** The word with its box drawn around its ink. */
function fitted(word: RecognisedWord, page: Raster): RecognisedWord {
  const { top, bottom } = inkReach(page, word, tailed.test(word.text) && !deep.test(word.text) ? TAILS : 0);
  return { ...word, y: top, height: bottom - top };
}

function linesOf(words: readonly RecognisedWord[]): RecognisedWord[][] {
  const lines = new Map<number, RecognisedWord[]>();
  for (const word of words) {
    const line = lines.get(word.line);
    if (line === undefined) lines.set(word.line, [word]);
    else line.push(word);
  }
  return [...lines.values()];
}

interface Part {
  readonly words: readonly WeightedWord[];
  readonly baseline: number;
}

/** The parts of a line that are of one weight and size, each with its baseline in pixels from the top. */
function partsOf(line: readonly WeightedWord[]): Part[] {
  const parts: WeightedWord[][] = [];
  for (const word of line) {
    const open = parts.at(-1);
    if (open?.[0]?.bold === word.bold && !isOtherSize(word, open)) open.push(word);
    else parts.push([word]);
  }
  const size = sizeOf(line);
  const baseline = (words: readonly WeightedWord[]) =>
    median(words.map((word) => word.y + word.height - (deep.test(word.text) ? size * 0.21 : 0)));
  const common = baseline(line);
  return parts.map((words) => {
    const own = baseline(words);
    return { words, baseline: Math.abs(own - common) < size * 0.5 ? common : own };
  });
}

/** A heading and the small print behind it; a few letters prove nothing. */
function isOtherSize(word: WeightedWord, part: readonly WeightedWord[]): boolean {
  if (!isTelling(word) || letters(word.text) < 4 || !part.some((each) => isTelling(each) && letters(each.text) >= 4))
    return false;
  const [own, before] = [sizeOf([word]), sizeOf(part)];
  return Math.max(own, before) > Math.min(own, before) * OTHER_SIZE;
}

/**
 * The sizes with those that are nearly the same made the same: the one that most letters have, then of the others.
 * Where a group does not tell its size for sure it takes the nearest that others have.
 */
function commonSizes(groups: readonly (readonly RecognisedWord[])[]): number[] {
  const measured = groups.map((words) => {
    const count = words.filter(isTelling).reduce((sum, { text }) => sum + letters(text), 0);
    return { size: sizeOf(words), letters: count };
  });
  const common: number[] = [];
  const many = measured.filter((each) => each.letters >= MANY);
  let rest = many.length > 0 ? many : measured.filter((each) => each.letters > 0);
  while (rest.length > 0) {
    const near = (size: number) => rest.filter((each) => Math.abs(each.size / size - 1) <= SAME_SIZE);
    const weight = (size: number) => near(size).reduce((sum, each) => sum + each.letters, 0);
    const [most] = rest.map(({ size }) => ({ size, weight: weight(size) })).sort((a, b) => b.weight - a.weight);
    if (most === undefined) break;
    const group = near(most.size);
    common.push(median(group.flatMap((each) => Array.from({ length: each.letters }, () => each.size))));
    rest = rest.filter((each) => !group.includes(each));
  }
  return measured.map(({ size, letters: count }) => {
    const guesses = count > 0 ? [size] : [size, size * (heights.small / heights.tall)];
    const [nearest] = common
      .flatMap((each) => guesses.map((guess) => ({ each, off: Math.abs(guess / each - 1) })))
      .sort((a, b) => a.off - b.off);
    const tolerance = count >= MANY ? SAME_SIZE * 1.2 : SAME_SIZE * 2;
    return nearest !== undefined && (count === 0 || nearest.off <= tolerance) ? nearest.each : size;
  });
}
