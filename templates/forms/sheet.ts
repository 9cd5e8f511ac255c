import type { PDFDocument, PDFFont, PDFPage } from 'pdf-lib';

/** The fonts of a form: Helvetica, that every reader has, so that nothing is embedded. */
export interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  readonly italic: PDFFont;
}

/** What every drawing function needs. */
export interface Sheet {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly fonts: Fonts;
}
