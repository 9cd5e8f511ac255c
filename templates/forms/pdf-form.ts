import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { FieldName } from '../../worker/domain/fields.ts';
import { drawForm } from './draw-form.ts';
import type { FormDescription, FormValues } from './form-description.ts';

/** A4 in PDF points. */
const A4: [number, number] = [595.28, 841.89];

/** The day written in the project's documents, so that the same values always give the same bytes. */
export const MODEL_DATE = new Date(Date.UTC(2026, 5, 1));

/** A one-page fillable PDF of a form, its boxes filled with `values`. */
export async function pdfForm<F extends FieldName>(
  form: FormDescription<F>,
  values: FormValues<F>,
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  nameDocument(document, form.title);
  const [regular, bold, italic] = await Promise.all([
    document.embedFont(StandardFonts.Helvetica),
    document.embedFont(StandardFonts.HelveticaBold),
    document.embedFont(StandardFonts.HelveticaOblique),
  ]);
  drawForm({ document, page: document.addPage(A4), fonts: { regular, bold, italic } }, form, values);
  document.getForm().updateFieldAppearances(regular);
  return document.save({ updateFieldAppearances: false });
}

function nameDocument(document: PDFDocument, title: string): void {
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setLanguage('fr-FR');
  document.setAuthor('Projet Guichet');
  document.setCreator('Guichet');
  document.setProducer('Guichet');
  document.setCreationDate(MODEL_DATE);
  document.setModificationDate(MODEL_DATE);
}
