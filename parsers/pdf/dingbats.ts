import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DrawnText } from './drawn-text.ts';

/** The marks of ZapfDingbats, the font that PDF forms draw their ticks with, by the letter that stands for each. */
const marks = new Map([
  ['3', '✓'],
  ['4', '✔'],
  ['5', '✕'],
  ['6', '✖'],
  ['7', '✗'],
  ['8', '✘'],
  ['l', '●'],
  ['m', '❍'],
  ['n', '■'],
  ['o', '❏'],
  ['p', '❐'],
  ['q', '❑'],
  ['r', '❒'],
]);

/**
 * The texts with the marks that ZapfDingbats draws in place of its letters: pdf.js gives « 4 » for a tick, having no
 * Unicode table for this font. Fonts are only asked for their names, which is slow, where such a letter stands alone.
 */
export async function withDingbats(page: PDFPageProxy, texts: readonly DrawnText[]): Promise<readonly DrawnText[]> {
  const alone = texts.filter((each) => marks.has(each.str.trim()));
  const suspects = new Set(alone.filter((each) => !hasMetrics(each)).map((each) => each.fontName));
  if (suspects.size === 0) return texts;
  await page.getOperatorList();
  const objects = page.commonObjs as { has(name: string): boolean; get(name: string): { readonly name?: string } };
  const dingbats = new Set(
    [...suspects].filter((each) => objects.has(each) && /Dingbats/i.test(objects.get(each).name ?? '')),
  );
  return texts.map((each) =>
    dingbats.has(each.fontName) ? { ...each, str: marks.get(each.str.trim()) ?? each.str } : each,
  );
}

/** Fonts of the standard fourteen without letters come without metrics; most others have them. */
function hasMetrics(text: DrawnText): boolean {
  return Number.isFinite(text.ascent);
}
