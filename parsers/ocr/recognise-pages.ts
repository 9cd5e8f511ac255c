import { isAnswer } from '../labelled/choice.ts';
import { limits } from '../limits.ts';
import type { Box, PageContent, Segment } from '../page-content.ts';
import type { Ocr, RecognisedWord } from '../ports.ts';
import { textOnly, widened } from './clean-page.ts';
import { darkShapes } from './dark-shapes.ts';
import { corrected } from './mistaken-letters.ts';
import { darkMap, greyMap, onWhitePaper, quarterTurned, resized, type PagePicture, type Raster } from './raster.ts';
import { placedWords, recognisedSegments, type PlacedWord } from './recognised-text.ts';
import { checked, wordsOver } from './second-look.ts';
import { straightened } from './straighten.ts';
import { doubtfulStrips, settled, stripSheet, wordsOnStrips } from './third-look.ts';
import { LARGEST_BOX, tickBoxes, tickMark } from './tick-boxes.ts';

/** What was recognised on pages, in points as if it were printed, and how sure the engine is of what stands in a box. */
export interface RecognisedPages {
  /** Pages that nothing was made of are its `scannedPages`. */
  readonly content: PageContent;
  /** 0 to 100: that of the least sure word in the box; 0 where there is none. */
  readonly confidence: (page: number, box: Box) => number;
}

/** Size of the page when it is read the second time: small enough to be quick, and other pixels for each letter. */
const SECOND = 0.85;

/** How far strokes of a pen may reach out of a box to tick, in widths of it. */
const STROKES = 0.32;

/** A word counts as read from this confidence on. */
const READ = 60;

/** A page was read when it has so many words that were, and they are this share of its letters. */
const WORDS = 5;
const MOST = 0.6;

/** How much of a word must lie in a box to be part of it. */
const PART = 0.25;

/**
 * Recognises pages one after the other; `goOn` is asked before each, and tells whether there is time left. Rejects when
 * the engine fails.
 */
export async function recognisePages(
  pictures: AsyncIterable<PagePicture>,
  ocr: Ocr,
  goOn: () => boolean,
): Promise<RecognisedPages> {
  const pages = new Map<number, PlacedWord[]>();
  let count = 0;
  for await (const { number, of, raster } of pictures) {
    count = of;
    if (!goOn()) break;
    const words = raster === undefined ? [] : await recognisePage(raster, number, ocr);
    if (isRead(words)) pages.set(number, words);
  }
  return {
    content: contentOf(pages, count),
    confidence: (page, box) => {
      const inside = (pages.get(page) ?? []).filter((word) => isWithin(word, box));
      return inside.length === 0 ? 0 : Math.round(Math.min(...inside.map((word) => word.confidence)));
    },
  };
}

function contentOf(pages: ReadonlyMap<number, readonly PlacedWord[]>, count: number): PageContent {
  const numbers = Array.from({ length: Math.min(count, limits.pages) }, (_, index) => index + 1);
  const found = numbers.map((number) => recognisedSegments(number, pages.get(number) ?? []));
  return {
    pages: count,
    fields: [],
    segments: found.flat(),
    shapes: [],
    text: found.map(textOf).join('\f'),
    scannedPages: numbers.filter((each) => !pages.has(each)),
    whole: true,
  };
}

/** The words of a page and its boxes to tick. A page on its head is only known by its words: it is read again, turned. */
async function recognisePage(raster: Raster, number: number, ocr: Ocr): Promise<PlacedWord[]> {
  // An empty page, as a PDF without content draws it.
  if (raster.levels.every((level) => level === raster.levels[0])) return [];
  const page = onWhitePaper(straightened(raster));
  const words = await wordsOf(page, number, ocr);
  if (isRead(words)) return words;
  return wordsOf(quarterTurned(page, 2), number, ocr);
}

async function wordsOf(page: Raster, number: number, ocr: Ocr): Promise<PlacedWord[]> {
  const map = darkMap(page);
  const shapes = darkShapes(map, LARGEST_BOX * map.dpi);
  // Where nothing is as small as a letter there is none: recognition would take seconds to say so.
  if (shapes.length === 0) return [];
  const boxes = tickBoxes(map, shapes);
  const around = boxes.map((each) => widened(each, Math.round(each.width * STROKES)));
  const text = textOnly(page, shapes, around);
  const words = placedWords(await readThrice(text, ocr), text, number);
  const segments = recognisedSegments(number, words);
  const marks = boxes.flatMap((box) => {
    const mark = tickMark(box, page, number);
    return box.certain || segments.some((each) => isAnswerTo(mark, each)) ? [mark] : [];
  });
  return [...words, ...marks];
}

/** The words of a page as readings of it in several sizes agree on; the third is of the lines in doubt alone. */
async function readThrice(text: Raster, ocr: Ocr): Promise<RecognisedWord[]> {
  const read = async (page: Raster) => corrected(await ocr.recognise(greyMap(page)));
  const once = await read(text);
  const second = wordsOver(await read({ ...text, ...resized(text, SECOND) }), SECOND);
  const words = checked(once, second);
  const strips = doubtfulStrips(words, text);
  if (strips.length === 0) return words;
  return settled(words, second, wordsOnStrips(await read(stripSheet(text, strips)), strips));
}

/** An answer right behind a box. */
function isAnswerTo(mark: PlacedWord, { x, y, text }: Segment): boolean {
  const gap = x - mark.x - mark.width;
  const isBeside = gap > -mark.width / 2 && gap < mark.width * 2 && Math.abs(y - mark.y) < mark.height;
  return isBeside && isAnswer(text);
}

function isRead(words: readonly PlacedWord[]): boolean {
  const letters = (some: readonly PlacedWord[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const read = words.filter(({ text, confidence }) => confidence >= READ && /\p{L}{2}/u.test(text));
  return read.length >= WORDS && letters(read) >= letters(words) * MOST;
}

function isWithin(word: PlacedWord, box: Box): boolean {
  const across = Math.min(word.x + word.width, box.x + box.width) - Math.max(word.x, box.x);
  const middle = word.y + word.height * 0.25;
  return across > word.width * PART && middle >= box.y - 1 && middle <= box.y + box.height + 1;
}

/** The lines of a page: segments of one baseline stand on one line, two spaces apart. */
function textOf(segments: readonly Segment[]): string {
  return segments.reduce((text, segment, index) => {
    const before = segments[index - 1];
    if (before === undefined) return segment.text;
    const isSameLine = Math.abs(before.y - segment.y) <= segment.height * 0.35;
    return text + (isSameLine ? '  ' : '\n') + segment.text;
  }, '');
}
