import type { Segment } from '../page-content.ts';
import { segmentsOf, type Run } from '../pdf/runs.ts';
import type { RecognisedWord } from '../ports.ts';
import type { Raster } from './raster.ts';
import { inkReach, strokeWidth } from './stroke-width.ts';

/** A word in the place and size that a PDF would give it: points from the lower left corner, `y` the baseline. */
export interface PlacedWord extends Run {
  readonly page: number;
  readonly confidence: number;
}

/**
 * Letters that reach below the baseline, that stand as high as capitals, and that do neither. Dots and accents vary; a
 * « t » stands between.
 */
const deep = /[gjpqyç]/;
/** Signs that reach below it in some fonts, or a little, and the share of a word that their tails take. */
const tailed = /[Q,;()[\]{}|@§/µ]/;
const TAILS = 0.08;
const tall = /[A-ZÇŒÆ\dbdfhkl()[\]{}|/§]/;
const plainSmall = /^[acemnorsuvwxzœæçgpqy,;.…'’-]+$/;

/** Heights of words in sizes of their letters, by what letters they hold; usual for the fonts of offices. */
const heights = { small: 0.53, middle: 0.66, tall: 0.73, deep: 0.74, middleDeep: 0.87, both: 0.94 };

/** What the grey edges of letters add to their heights, in pixels: more to small letters, in proportion. */
const EDGES = 1.2;

/** Sizes closer than this are one size: recognition measures a tenth of a line, not a hundredth. */
const SAME_SIZE = 0.1;

/** Letters that tell a size well; fewer are of the nearest size, within twice that. */
const MANY = 12;

/** Sizes of one line that differ by this factor are those of two things. */
const OTHER_SIZE = 1.3;

/** Strokes of bold letters are so much wider than those of plain ones. */
const BOLD = 1.25;

/** Strokes wider than this, in sizes of the letters, are no letters. */
const WIDEST = 0.3;

/**
 * What a change between bold and plain within a line costs, in letters of the wrong weight. Behind a gap it is usual;
 * behind the colon of a bold label, bold words are the exception.
 */
const CHANGE = 1.5;
const USUAL_CHANGE = 0.2;
const BOLD_VALUE = 1;

/** Wider than between the words of a line, in sizes of the letters. */
const GAP = 1.5;

/** Words left by borders and stains: signs that stand alone for no word. */
const junk = /^[|[\]{}_‘’'"“”~\\<>=«»*^¨`´°]+$/u;
const edges = /^[|[\]{}_‘~\\<>]+(?=[\p{L}\d(])|(?<=[\p{L}\d.,;:)])[|[\]{}_~\\<>]+$/gu;

/** A stain before a text, taken for a sign that never begins one. */
const speck = /^[:;!.,·]+\s+/;

interface Word extends RecognisedWord {
  readonly bold: boolean;
}

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

/** Tells bold words from plain ones, where the page has both: labels are often told by nothing else. */
function weighted(lines: readonly (readonly RecognisedWord[])[], page: Raster): Word[][] {
  const measured = lines.map((line) => {
    const usual = sizeOf(line);
    return line.map((word) => {
      const size = isTelling(word) ? sizeOf([word]) : usual;
      return { ...word, size, stroke: Math.min(WIDEST, strokeWidth(page, word) / size) };
    });
  });
  const usual = usualStrokes(measured.flat());
  return measured.map((line) => {
    const bold = boldness(line, usual);
    return line.map((word, index) => ({ ...word, bold: bold[index] ?? false }));
  });
}

interface Measured extends RecognisedWord {
  readonly size: number;
  /** Width of the strokes in sizes of the letters of the line. */
  readonly stroke: number;
}

interface Strokes {
  readonly plain: number;
  readonly bold: number;
}

/** The strokes of plain and of bold words; undefined on a page whose words are all alike. */
function usualStrokes(words: readonly Measured[]): Strokes | undefined {
  const strokes = words.filter((each) => letters(each.text) >= 3).map((each) => each.stroke);
  let plain = Math.min(...strokes);
  let bold = Math.max(...strokes);
  for (let round = 0; round < 10; round += 1) {
    const middle = (plain + bold) / 2;
    plain = mean(strokes.filter((each) => each <= middle));
    bold = mean(strokes.filter((each) => each > middle));
  }
  return bold > plain * BOLD ? { plain, bold } : undefined;
}

/**
 * Which words of a line are bold: the choice that fits their strokes best, where each change costs as much as some
 * letters of the wrong weight. Short words, whose strokes tell little, go with their neighbours.
 */
function boldness(line: readonly Measured[], usual: Strokes | undefined): boolean[] {
  if (usual === undefined) return line.map(() => false);
  const misfit = ({ stroke, text }: Measured, mean: number) =>
    letters(text) * ((stroke - mean) / (usual.bold - usual.plain)) ** 2;
  // The cheapest way to end each word plain or bold, and whether the word before was bold then (Viterbi).
  let costs = { plain: 0, bold: 0 };
  const steps = line.map((word, index) => {
    const { stay, change } = costsBetween(line[index - 1], word);
    const step = { plain: costs.bold + change < costs.plain, bold: costs.bold + stay <= costs.plain + change };
    costs = {
      plain: Math.min(costs.plain, costs.bold + change) + misfit(word, usual.plain),
      bold: Math.min(costs.bold + stay, costs.plain + change) + misfit(word, usual.bold),
    };
    return step;
  });
  const bold: boolean[] = [];
  let isBold = costs.bold < costs.plain;
  for (const step of steps.reverse()) {
    bold.unshift(isBold);
    isBold = isBold ? step.bold : step.plain;
  }
  return bold;
}

/** What it costs between two words of a line that both are bold, and that only one is. */
function costsBetween(before: Measured | undefined, word: Measured): { stay: number; change: number } {
  if (before?.text.endsWith(':') === true) return { stay: BOLD_VALUE, change: USUAL_CHANGE };
  const isApart = before !== undefined && word.x - before.x - before.width > word.size * GAP;
  return { stay: 0, change: isApart ? USUAL_CHANGE : CHANGE };
}

interface Part {
  readonly words: readonly Word[];
  readonly baseline: number;
}

/** The parts of a line that are of one weight and size, each with its baseline in pixels from the top. */
function partsOf(line: readonly Word[]): Part[] {
  const parts: Word[][] = [];
  for (const word of line) {
    const open = parts.at(-1);
    if (open?.[0]?.bold === word.bold && !isOtherSize(word, open)) open.push(word);
    else parts.push([word]);
  }
  const size = sizeOf(line);
  const baseline = (words: readonly Word[]) =>
    median(words.map((word) => word.y + word.height - (deep.test(word.text) ? size * 0.21 : 0)));
  const common = baseline(line);
  return parts.map((words) => {
    const own = baseline(words);
    return { words, baseline: Math.abs(own - common) < size * 0.5 ? common : own };
  });
}

/** A heading and the small print behind it; a few letters prove nothing. */
function isOtherSize(word: Word, part: readonly Word[]): boolean {
  if (!isTelling(word) || letters(word.text) < 4 || !part.some((each) => isTelling(each) && letters(each.text) >= 4))
    return false;
  const [own, before] = [sizeOf([word]), sizeOf(part)];
  return Math.max(own, before) > Math.min(own, before) * OTHER_SIZE;
}

/** The size of the letters of some words, in pixels; words whose height tells little only count where no other does. */
function sizeOf(words: readonly RecognisedWord[]): number {
  const telling = words.filter(isTelling);
  return median(
    (telling.length > 0 ? telling : words).flatMap((word) => {
      const size = Math.max(1, word.height - EDGES) / heights[shapeOf(word.text)];
      return Array.from({ length: Math.max(1, letters(word.text)) }, () => size);
    }),
  );
}

/** Whether the letters of a word are surely high, or surely low: dots and accents may stand apart or not. */
function isTelling({ text }: { readonly text: string }): boolean {
  return letters(text) > 0 && (tall.test(text) || plainSmall.test(text));
}

function shapeOf(text: string): keyof typeof heights {
  if (tall.test(text)) return deep.test(text) ? 'both' : 'tall';
  if (text.includes('t')) return deep.test(text) ? 'middleDeep' : 'middle';
  return deep.test(text) ? 'deep' : 'small';
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

function letters(text: string): number {
  return text.match(/[\p{L}\d]/gu)?.length ?? 0;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}
