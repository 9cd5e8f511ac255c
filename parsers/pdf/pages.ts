import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFStream,
  type PDFDocument,
  type PDFObject,
} from './library.ts';
import { limits } from '../limits.ts';
import type { Box } from '../page-content.ts';

/** A page of the file, in reading order. */
export interface Page {
  readonly number: number;
  readonly annotations: readonly PDFDict[];
  /** A form field shows on it. */
  readonly hasWidget: boolean;
  /** What draws it, and the forms (ISO 32000-1 §8.10) that this may call on. */
  readonly contents: readonly PDFRawStream[];
  readonly forms: readonly PDFRawStream[];
  /** A picture is drawn on it, directly or inside one form XObject. */
  readonly hasImage: boolean;
  /** A font is at hand: text may be written on it. */
  readonly hasFont: boolean;
}

const MAX_ANNOTATIONS = 5_000;
const MAX_STREAMS = 500;

/** The pages of a file. Written by hand: pdf-lib's own walk never ends on a tree that leads back to itself. */
export function pagesOf(document: PDFDocument): Page[] {
  const root = entry(document.catalog, 'Pages');
  if (!(root instanceof PDFDict)) return [];
  const pages: Page[] = [];
  const seen = new Set<PDFDict>();
  const pending: PDFDict[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node) || seen.size >= limits.pageNodes) continue;
    seen.add(node);
    const kids = entry(node, 'Kids');
    if (kids instanceof PDFArray) pending.push(...dictionaries(kids, limits.pageNodes).reverse());
    else pages.push(page(node, pages.length + 1));
  }
  return pages;
}

/**
 * What is wrong with a page tree: more nodes than a document has, or a branch that hangs on another one twice, or on two. No
 * program writes that, and with each level its pages would double. pdf.js goes through all of them, one by one.
 */
export function treeFault(document: PDFDocument): 'corrupt' | 'tooLarge' | undefined {
  const seen = new Set<PDFDict>();
  const most = limits.pageNodes + 1;
  let nodes = 0;
  const pending = dictionaries(entry(entry(document.catalog, 'Pages'), 'Kids'), most);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes += 1;
    if (nodes > limits.pageNodes) return 'tooLarge';
    const kids = entry(node, 'Kids');
    if (!(kids instanceof PDFArray)) continue;
    if (seen.has(node)) return 'corrupt';
    seen.add(node);
    pending.push(...dictionaries(kids, most));
  }
  return undefined;
}

/** The entry of a dictionary, references followed; undefined for anything that is not a dictionary. */
export function entry(dictionary: unknown, key: string): PDFObject | undefined {
  return dictionary instanceof PDFDict ? dictionary.lookup(PDFName.of(key)) : undefined;
}

/** The entry of a dictionary or of the nearest of its parents that has one (ISO 32000-1 §7.7.3.4, §12.7.3.1). */
export function inherited(dictionary: PDFDict, key: string): PDFObject | undefined {
  let node: PDFObject | undefined = dictionary;
  for (let depth = 0; depth < 32 && node instanceof PDFDict; depth += 1) {
    const found = entry(node, key);
    if (found !== undefined) return found;
    node = entry(node, 'Parent');
  }
  return undefined;
}

/** The dictionaries of an array, at most `limit`. */
export function dictionaries(array: PDFObject | undefined, limit: number): PDFDict[] {
  return array instanceof PDFArray ? elements(array, limit).filter((each) => each instanceof PDFDict) : [];
}

/** What an array holds, references followed, at most `limit`. */
export function elements(array: PDFArray, limit: number): PDFObject[] {
  const length = Math.min(array.size(), limit);
  return Array.from({ length }, (_, index) => array.lookup(index)).filter((each) => each !== undefined);
}

/** Whether a page is a picture and nothing else. */
export function isPicture(page: Page): boolean {
  return page.hasImage && !page.hasFont && page.annotations.length === 0;
}

/** A /Rect as a box, its corners in any order; undefined unless it is four numbers. */
export function boxOf(rectangle: PDFObject | undefined): Box | undefined {
  if (!(rectangle instanceof PDFArray)) return undefined;
  const corners = [0, 1, 2, 3].map((index) => rectangle.lookup(index));
  const [a, b, c, d] = corners.map((each) => (each instanceof PDFNumber ? each.asNumber() : undefined));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return { x: Math.min(a, c), y: Math.min(b, d), width: Math.abs(c - a), height: Math.abs(d - b) };
}

function page(node: PDFDict, number: number): Page {
  const resources = inherited(node, 'Resources');
  const annotations = dictionaries(entry(node, 'Annots'), MAX_ANNOTATIONS);
  const contents = entry(node, 'Contents');
  return {
    number,
    annotations,
    hasWidget: annotations.some((each) => entry(each, 'Subtype') === PDFName.of('Widget')),
    contents: (contents instanceof PDFArray ? elements(contents, MAX_STREAMS) : [contents]).filter(
      (each) => each instanceof PDFRawStream,
    ),
    forms: drawn(resources)
      .filter((each) => each instanceof PDFRawStream)
      .filter((each) => !isImage(each)),
    hasImage: drawsImage(resources, 2),
    hasFont: mayWrite(resources, 3),
  };
}

function drawsImage(resources: PDFObject | undefined, depth: number): boolean {
  if (depth === 0) return false;
  return drawn(resources).some((each) => isImage(each) || drawsImage(entry(each.dict, 'Resources'), depth - 1));
}

/** True whenever in doubt: only a page that surely has no font may go unread. */
function mayWrite(resources: PDFObject | undefined, depth: number): boolean {
  if (depth === 0) return true;
  const fonts = entry(resources, 'Font');
  if (fonts instanceof PDFDict ? fonts.keys().length > 0 : fonts !== undefined) return true;
  return drawn(resources).some((each) => !isImage(each) && mayWrite(entry(each.dict, 'Resources'), depth - 1));
}

function isImage({ dict }: PDFStream): boolean {
  return entry(dict, 'Subtype') === PDFName.of('Image');
}

/** Pictures and forms that a page may draw. */
function drawn(resources: PDFObject | undefined): PDFStream[] {
  const objects = entry(resources, 'XObject');
  if (!(objects instanceof PDFDict)) return [];
  const keys = objects.keys().slice(0, 100);
  return keys.map((key) => objects.lookup(key)).filter((each) => each instanceof PDFStream);
}
