import type { RecognisedWord } from '../ports.ts';
import type { Raster } from './raster.ts';
import { strokeWidth } from './stroke-width.ts';
import { isTelling, letters, sizeOf } from './word-sizes.ts';

/** Strokes of bold letters are so much wider than those of plain ones. */
const BOLD = 1.25;

/** How far the strokes of bold and plain words lie apart, in the usual spread of both: else all are of one weight. */
const CLEARLY = 1.5;

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

/** A word, and whether it is bold. */
export interface WeightedWord extends RecognisedWord {
  readonly bold: boolean;
}

/** Tells bold words from plain ones, where the page has both: labels are often told by nothing else. */
export function weighted(lines: readonly (readonly RecognisedWord[])[], page: Raster): WeightedWord[][] {
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
  const middle = (plain + bold) / 2;
  const spread =
    deviation(
      strokes.filter((each) => each <= middle),
      plain,
    ) +
    deviation(
      strokes.filter((each) => each > middle),
      bold,
    );
  return bold > plain * BOLD && bold - plain > spread * CLEARLY ? { plain, bold } : undefined;
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

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}

/** How far numbers usually lie from their mean. */
function deviation(numbers: readonly number[], from: number): number {
  return Math.sqrt(mean(numbers.map((each) => (each - from) ** 2)));
}
