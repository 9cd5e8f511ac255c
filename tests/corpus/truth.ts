import type { FieldName, FieldTypes } from '../../worker/domain/fields.ts';
import { exports } from './truth-exports.ts';
import { imports } from './truth-imports.ts';

/**
 * What an applicant writes for each field and what must be read of it: one text where both are the same, else the text
 * and the value. Ticked answers are written in the words of each layout (`make/labels.py`), so their text is only used
 * where a layout writes answers out.
 */
export type TruthFields = {
  readonly [F in FieldName]?: string extends FieldTypes[F] ? string : readonly [written: string, value: FieldTypes[F]];
};

/** One invented request, the source of every document of the corpus whose name begins with its `id`. */
export interface Truth {
  readonly id: string;
  readonly kind: 'import' | 'export';
  readonly fields: TruthFields;
}

/** All the requests: the one place where the expected values are. */
export const truths: readonly Truth[] = [
  ...imports.map(({ id, fields }) => ({ id, kind: 'import' as const, fields })),
  ...exports.map(({ id, fields }) => ({ id, kind: 'export' as const, fields })),
];

/** The value that must be read of a field, undefined when the request does not give it. */
export function expectedValue(fields: TruthFields, field: FieldName): FieldTypes[FieldName] | undefined {
  const found = fields[field];
  if (typeof found !== 'object') return found === undefined ? undefined : joinLines(field, found);
  return found[1];
}

/** Lines of an address are joined by commas, of other texts by spaces. */
function joinLines(field: FieldName, text: string): string {
  return text.replaceAll('\n', field.endsWith('Address') ? ', ' : ' ');
}
