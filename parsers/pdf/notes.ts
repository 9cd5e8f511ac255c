import { PDFName, type PDFDict } from './library.ts';
import { stringText } from './pdf-strings.ts';
import { boxOf, entry, type Page } from './pages.ts';
import { plainText, type Box, type Segment } from '../page-content.ts';

/** Text typed over a page with a comment tool (FreeText annotations): how forms without fields get filled. */
export function notesOn(page: Page): Segment[] {
  return page.annotations
    .filter((each) => entry(each, 'Subtype') === PDFName.of('FreeText'))
    .flatMap((each) => note(each, page.number));
}

/** The lines of a note as segments, from the top of its box downwards. */
export function noteLines(page: number, box: Box, contents: string): Segment[] {
  const lines = contents.split('\n').filter((line) => line.trim() !== '');
  const height = Math.min(10, box.height / Math.max(1, lines.length));
  return lines.map((line, index) => ({
    page,
    x: box.x + 2,
    y: box.y + box.height - 2 - (index + 1) * height * 1.15 + height * 0.2,
    width: Math.min(box.width - 4, line.trim().length * height * 0.5),
    height,
    text: line.trim(),
    font: 'note',
  }));
}

function note(annotation: PDFDict, page: number): Segment[] {
  const box = boxOf(entry(annotation, 'Rect'));
  const contents = plainText(stringText(entry(annotation, 'Contents')));
  return box === undefined ? [] : noteLines(page, box, contents);
}
