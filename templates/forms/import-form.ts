import type { FormDescription, FormValues } from './form-description.ts';
import { importSections } from './import-sections.ts';
import type { ImportFormField } from './import-sections.ts';
import { MODEL_NOTICE } from './notice.ts';
import { pdfForm } from './pdf-form.ts';

/** What an operator enters in the import form. */
export type ImportFormValues = FormValues<ImportFormField>;

/** The import form as data, after the help sheet JUREG-IMEM-DOC03 and CSP R5121-111. */
export const importFormDescription: FormDescription<ImportFormField> = {
  title: 'Demande d’autorisation d’importation de médicament',
  subtitle:
    'Médicaments à usage humain – articles L5124-13 et R5121-108 à R5121-114 du code de la santé publique (CSP)',
  notice: MODEL_NOTICE,
  sections: importSections,
  footer: [
    'Joindre une lettre de demande sur papier à en-tête, datée et signée, qui expose le besoin d’importer.',
    'Le silence gardé pendant quarante-cinq jours sur une demande complète vaut refus (CSP R5121-113).',
  ],
};

/**
 * The project's one-page import form as a fillable PDF; the same values always give the same bytes.
 * Throws on text that Windows-1252 cannot write.
 */
export function importForm(values: ImportFormValues = {}): Promise<Uint8Array> {
  return pdfForm(importFormDescription, values);
}
