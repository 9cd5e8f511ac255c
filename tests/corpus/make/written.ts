import type { FieldName } from '../../../worker/domain/fields.ts';
import { tables } from '../truth-tables.ts';
import { expectedValue, truths, type TruthFields } from '../truth.ts';

// Prints the truth for the generators, which are written in Python: what is written, and the value of ticked answers.
process.stdout.write(
  JSON.stringify({
    forms: truths.map(({ id, kind, fields }) => ({ id, kind, fields: written(fields) })),
    tables: tables.map((each) => ({ ...each, fields: written(each.fields) })),
  }),
);

function written(fields: TruthFields) {
  const names = Object.keys(fields) as FieldName[];
  return Object.fromEntries(
    names.map((name) => {
      const truth = fields[name];
      const text = typeof truth === 'object' ? truth[0] : truth;
      return [name, { written: text, value: expectedValue(fields, name) }];
    }),
  );
}
