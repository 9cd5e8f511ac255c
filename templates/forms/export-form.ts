import { exportSections } from './export-sections.ts';
import type { ExportFormField } from './export-sections.ts';
import type { FormDescription, FormValues } from './form-description.ts';
import { MODEL_NOTICE } from './notice.ts';
import { pdfForm } from './pdf-form.ts';

/** What an exporter enters in the declaration. */
export type ExportFormValues = FormValues<ExportFormField>;

/** The export declaration (DEI or DEC) as data, after CSP L5124-11 and R5121-135. */
export const exportFormDescription: FormDescription<ExportFormField> = {
  title: 'Déclaration d’exportation de médicament',
  subtitle:
    'Médicaments à usage humain sans AMM en France, vers un pays tiers – articles L5124-11 et R5121-135 du code de la santé publique (CSP)',
  notice: MODEL_NOTICE,
  sections: exportSections,
  footer: ['La déclaration précède la première exportation du médicament vers l’État de destination (CSP R5121-135).'],
};

/**
 * The project's one-page export declaration as a fillable PDF; the same values always give the same bytes.
 * Throws on text that Windows-1252 cannot write.
 */
export function exportForm(values: ExportFormValues = {}): Promise<Uint8Array> {
  return pdfForm(exportFormDescription, values);
}
