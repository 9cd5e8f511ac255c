import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { PDFFont, PDFPage } from 'pdf-lib';

/** A page being written from the top: `y` is where the next line goes. */
export interface Page {
  readonly page: PDFPage;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  y: number;
}

const A4: [number, number] = [595.28, 841.89];

/** Left and right margin, in points. */
export const MARGIN = 64;

/** A one-page PDF with a text layer and no field; the same drawing always gives the same bytes. */
export async function drawnPdf(title: string, draw: (page: Page) => void): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setProducer('Essai');
  document.setCreationDate(new Date(Date.UTC(2026, 5, 1)));
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  draw({ page: document.addPage(A4), regular, bold, y: A4[1] - 72 });
  return document.save();
}

/** Writes a text in as many lines as its width asks for, and moves down. */
export function write(
  to: Page,
  text: string,
  options: { x?: number; width?: number; size?: number; bold?: boolean } = {},
): void {
  const { x = MARGIN, size = 10, bold = false } = options;
  const font = bold ? to.bold : to.regular;
  for (const line of wrap(text, font, size, options.width ?? A4[0] - MARGIN - x)) {
    to.page.drawText(line, { x, y: to.y, size, font });
    to.y -= size * 1.4;
  }
}

function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
