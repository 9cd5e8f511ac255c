import type { Paragraph, Span } from './flow.ts';

/** Words of a line that stand together; `x` from the left edge of the text, in points. */
export interface Words {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly font: string;
}

/** A line of a paragraph: its words from left to right, and the size of its letters. */
export interface WordsLine {
  readonly words: readonly Words[];
  readonly size: number;
}

/** Mean width of a letter and width of a space, in sizes of the letters. */
const LETTER = 0.5;
const SPACE = 0.28;

/** Distance of the stops of the tab key where none are set (ECMA-376 part 1 §17.15.1.25). */
const STOPS = 36;

/** Runs of spaces this long set words apart, as a column would. */
const APART = 3;

/**
 * The lines of a paragraph as it would be printed on paper without a right edge: only its own line breaks end a line.
 * A long line is drawn narrower until it ends at the edge, so that a value is never cut where a page would cut it.
 */
export function linesOf(paragraph: Paragraph, width: number, mayMove: boolean): WordsLine[] {
  return splitLines(paragraph.spans).map((spans, index) => {
    const least = spans.length === 0 ? paragraph.size : 0;
    const size = spans.reduce((largest, each) => Math.max(largest, each.size), least);
    const start = paragraph.left + (index === 0 ? paragraph.first : 0);
    const words = squeezed(wordsOf(spans, start, paragraph), width);
    return { words: mayMove ? moved(words, paragraph.align, width) : words, size };
  });
}

function splitLines(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of spans) {
    span.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...span, text });
    });
  }
  return lines;
}

/** The spans of a line set one after the other, and cut where a printed line would show a gap or another font. */
function wordsOf(spans: readonly Span[], start: number, paragraph: Paragraph): Words[] {
  const line: { x: number; width: number; height: number; text: string; font: string }[] = [];
  let pen = start;
  let isCut = true;
  let endsInSpace = false;
  for (const span of spans) {
    const font = fontOf(span);
    for (const part of span.text.split(cuts)) {
      if (part === '') continue;
      if (part === '\t') {
        pen = nextStop(pen, paragraph);
        isCut = true;
        continue;
      }
      const width = widthOf(part, span.size);
      const open = line.at(-1);
      const isApart = isCut || open === undefined || (open.font !== font && (endsInSpace || /^\s/.test(part)));
      if (part.trim() === '') {
        if (open !== undefined && !isCut) open.text += part;
        isCut ||= part.length >= APART;
      } else if (isApart) {
        const lead = widthOf(part.slice(0, part.length - part.trimStart().length), span.size);
        line.push({ x: pen + lead, width: width - lead, height: span.size, text: part.trimStart(), font });
        isCut = false;
      } else {
        open.text += part;
        open.width = pen + width - open.x;
        open.height = Math.max(open.height, span.size);
      }
      pen += width;
      endsInSpace = /\s/.test(part.at(-1) ?? '');
    }
  }
  return line
    .map((each) => ({ ...each, text: each.text.replace(/\s+/g, ' ').trim() }))
    .filter((each) => each.text !== '');
}

/** Tabs, and runs of spaces that set apart. */
const cuts = new RegExp(`(\\t|[ \\u00a0]{${APART},})`);

function fontOf({ bold, italic }: Span): string {
  return `${bold ? 'bold' : 'plain'}${italic ? ' italic' : ''}`;
}

function widthOf(text: string, size: number): number {
  const spaces = text.match(/\s/g)?.length ?? 0;
  return ((text.length - spaces) * LETTER + spaces * SPACE) * size;
}

/** Where a tab leads: the next stop, the paragraph's own edge, or the next of the usual ones. */
function nextStop(pen: number, { stops, left }: Paragraph): number {
  const own = [...stops, left].filter((at) => at > pen + 1);
  return own.length > 0 ? Math.min(...own) : (Math.floor(pen / STOPS + 0.05) + 1) * STOPS;
}

/** The words of a line, narrowed where they would run over the right edge. */
function squeezed(words: readonly Words[], width: number): Words[] {
  return words.map((each) => ({ ...each, width: Math.min(each.width, Math.max(each.height * 2, width - each.x)) }));
}

/** Words at the right or in the middle; words that tabs set apart stay where they are. */
function moved(words: readonly Words[], align: Paragraph['align'], width: number): Words[] {
  const [only, ...others] = words;
  if (align === 'left' || only === undefined || others.length > 0) return [...words];
  const room = Math.max(0, width - only.x - only.width);
  return [{ ...only, x: only.x + (align === 'right' ? room : room / 2) }];
}
