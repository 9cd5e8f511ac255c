import { limits } from '../limits.ts';
import type { Box, FormField, Segment } from '../page-content.ts';
import type { Block, Entry, Paragraph } from './flow.ts';
import type { Words } from './paragraph-lines.ts';
import { edgesOf, most, setParagraph, setRow, type SetBlock } from './set-blocks.ts';

/** A text laid out: words on pages, and where each line of the document stands. */
export interface Laid {
  readonly pages: number;
  readonly segments: readonly Segment[];
  /** The named fields, each where the line that it begins in stands. */
  readonly fields: readonly FormField[];
  /** The lines of all pages read downwards, a form feed between pages. */
  readonly text: string;
  /** A line with words, a row of a table is one: its number in the document, from 1, at its baselines. */
  readonly lines: readonly { readonly number: number; readonly page: number; readonly y: number }[];
  /** Pages that hold a picture as large as a page, and hardly a word. */
  readonly scannedPages: readonly number[];
  /** Not everything was laid out: the text is longer than the cap. */
  readonly isCut: boolean;
}

/** The pages: A4 upright, margins of two centimetres, in points. */
const LEFT = 56;
const TOP = 786;
const WIDTH = 483;

/** Words of one page: where a text records no page breaks, a page must end somewhere (a form has a hundred). */
const PAGE_SEGMENTS = 400;

/** A scan pasted into a text: a quarter of a page, and letters beside it that are still no text. */
const SCAN_AREA = (595 * 842) / 4;
const FEW_LETTERS = 150;

/**
 * Lays a text out as a printer would, so that labels and values are found by their places: a paragraph is a line, a row
 * of a table is a line with its cells at the edges of their columns, tabs lead to their stops.
 */
export function layOut(blocks: readonly Block[]): Laid {
  const sheet = newSheet();
  for (const item of itemsOf(blocks)) {
    if (item.startsPage || sheet.onPage >= PAGE_SEGMENTS) turn(sheet);
    if (sheet.page > limits.pages || !put(item, sheet)) {
      sheet.isCut = true;
      break;
    }
    if (item.endsPage) turn(sheet);
  }
  const { segments, fields, lines, isCut } = sheet;
  const pages = Math.max(segments.at(-1)?.page ?? 1, [...sheet.pictures.keys()].at(-1) ?? 1);
  return { pages, segments, fields, text: textOf(segments, pages), lines, scannedPages: scansOn(sheet), isCut };
}

/** The pages while they fill: `y` is where the next block begins, `letters` counts all pages, `onPage` words of this one. */
interface Sheet {
  page: number;
  y: number;
  number: number;
  onPage: number;
  letters: number;
  isCut: boolean;
  readonly segments: Segment[];
  readonly fields: FormField[];
  readonly lines: { readonly number: number; readonly page: number; readonly y: number }[];
  readonly pictures: Map<number, number>;
}

function newSheet(): Sheet {
  const begin = { page: 1, y: TOP, number: 0, onPage: 0, letters: 0, isCut: false };
  return { ...begin, segments: [], fields: [], lines: [], pictures: new Map() };
}

/** Begins the next page; an empty one stays. */
function turn(sheet: Sheet): void {
  if (sheet.onPage === 0 && !sheet.pictures.has(sheet.page)) return;
  sheet.page += 1;
  sheet.y = TOP;
  sheet.onPage = 0;
}

/** Puts an item under what is there; false when the text is longer than the caps. */
function put(item: Item, sheet: Sheet): boolean {
  const { page } = sheet;
  const { lines, height, size } = item.set();
  const top = sheet.y - item.before;
  const found = lines.flatMap((line) => line.words.map((words) => segment(words, page, top - size - line.down)));
  sheet.letters += found.reduce((sum, each) => sum + each.text.length, 0);
  if (sheet.segments.length + found.length > limits.segments || sheet.letters > limits.textCharacters) return false;
  if (found.length > 0) sheet.number += 1;
  for (const y of new Set(found.map((each) => each.y))) sheet.lines.push({ number: sheet.number, page, y });
  sheet.segments.push(...found);
  sheet.onPage += found.length;
  const line = { x: LEFT, y: top - height, width: WIDTH, height };
  sheet.fields.push(
    ...item.fields.flatMap((each) => field(each, page, line)).slice(0, limits.fields - sheet.fields.length),
  );
  if (item.picture > 0) sheet.pictures.set(page, Math.max(sheet.pictures.get(page) ?? 0, item.picture));
  sheet.y = top - height - item.after;
  return true;
}

/** A field on the line that it begins in: its value stands there among other words, its own place is not known. */
function field({ head, value }: Entry, page: number, line: Box): FormField[] {
  if (head === undefined || (head.name === '' && head.label === '')) return [];
  return [{ ...head, value: value.trim(), widgets: [{ page, box: line, choice: undefined, ticked: false }] }];
}

/** What is set at once and stays together: a paragraph, or a row of a table. */
interface Item {
  readonly before: number;
  readonly after: number;
  readonly startsPage: boolean;
  readonly endsPage: boolean;
  readonly picture: number;
  readonly fields: readonly Entry[];
  readonly set: () => SetBlock;
}

function itemsOf(blocks: readonly Block[]): Item[] {
  return blocks.flatMap((block): Item[] => {
    if (block.kind === 'paragraph') return [{ ...block, set: () => setParagraph(block, 0, WIDTH, true) }];
    const edges = edgesOf(block, WIDTH);
    return block.rows.map((row) => {
      const inside = row.flatMap((cell) => paragraphsOf(cell.blocks));
      const firsts = new Set(row.flatMap((cell) => paragraphsOf(cell.blocks).slice(0, 1)));
      return {
        before: 0,
        after: 0,
        startsPage: [...firsts].some((each) => each.startsPage),
        endsPage: inside.some((each) => each.endsPage || (each.startsPage && !firsts.has(each))),
        picture: most(inside, (each) => each.picture),
        fields: inside.flatMap((each) => each.fields),
        set: () => setRow(row, edges, 0),
      };
    });
  });
}

function paragraphsOf(blocks: readonly Block[]): Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) => row.flatMap((cell) => paragraphsOf(cell.blocks))),
  );
}

function segment({ x, width, height, text, font }: Words, page: number, y: number): Segment {
  return { page, x: LEFT + x, y, width, height, text, font };
}

function textOf(segments: readonly Segment[], pages: number): string {
  const texts = Array.from({ length: pages }, () => '');
  let before: Segment | undefined;
  for (const each of segments) {
    const isSameLine = before?.page === each.page && Math.abs(before.y - each.y) < 0.1;
    const text = texts[each.page - 1] ?? '';
    texts[each.page - 1] = text + (text === '' ? '' : isSameLine ? '  ' : '\n') + each.text;
    before = each;
  }
  return texts.join('\f');
}

function scansOn({ pictures, segments }: Sheet): number[] {
  const letters = new Map<number, number>();
  for (const { page, text } of segments) letters.set(page, (letters.get(page) ?? 0) + text.length);
  return [...pictures].flatMap(([page, area]) =>
    area >= SCAN_AREA && (letters.get(page) ?? 0) < FEW_LETTERS ? [page] : [],
  );
}
