import { exportFormDescription } from '../../templates/forms/export-form.ts';
import type { ExportFormValues } from '../../templates/forms/export-form.ts';
import type { FormDescription, FormValues, Item } from '../../templates/forms/form-description.ts';
import { items } from '../../templates/forms/form-description.ts';
import { importFormDescription } from '../../templates/forms/import-form.ts';
import type { ImportFormValues } from '../../templates/forms/import-form.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import type { Pair } from './flat-pdf.ts';

/** The values of an import form against its printed labels, for documents without fields. */
export function importPairs(values: ImportFormValues): readonly Pair[] {
  return pairs(importFormDescription, values);
}

/** The same for an export declaration. */
export function exportPairs(values: ExportFormValues): readonly Pair[] {
  return pairs(exportFormDescription, values);
}

function pairs<F extends FieldName>(form: FormDescription<F>, values: FormValues<F>): readonly Pair[] {
  const all = items(form);
  const purposes = all.flatMap((item) => (isPurpose(item, values) ? [item.label] : []));
  const printed = all.flatMap((item): readonly Pair[] => {
    if (item.kind === 'blank' || item.kind === 'check') return [];
    const value: unknown = values[item.field];
    if (typeof value !== 'string') return [];
    const chosen = item.kind === 'radio' ? item.choices.find((choice) => choice.value === value)?.label : value;
    return chosen === undefined ? [] : [[item.label, chosen]];
  });
  return purposes.length === 0 ? printed : [...printed, ['Objectif de l’importation', purposes.join(' ; ')]];
}

function isPurpose<F extends FieldName>(
  item: Item<F>,
  values: FormValues<F>,
): item is Extract<Item<F>, { kind: 'check' }> {
  if (item.kind !== 'check') return false;
  const value: unknown = values[item.field];
  return Array.isArray(value) && value.includes(item.value);
}
