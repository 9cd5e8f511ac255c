import type { Assessment, Outcome } from './assessment.ts';
import { caseFile, type Value } from './case-file.ts';
import type { FieldName } from './fields.ts';
import type { Document, Submission, Understood } from './submission.ts';

/** How a thing was read: by its state alone, never by what it says. */
export type ReadState = Value<unknown>['state'];

/** What another reading of one mail sees otherwise; `value` tells that both understood it, and not as the same. */
export type Change =
  | { readonly kind: 'field'; readonly field: FieldName; readonly before: ReadState; readonly after: ReadState }
  | { readonly kind: 'cell'; readonly place: string; readonly before: ReadState; readonly after: ReadState }
  | { readonly kind: 'document'; readonly part: string; readonly before: string; readonly after: string }
  | { readonly kind: 'intent'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'verdict';
      readonly rule: string;
      readonly before: Outcome | 'noRule';
      readonly after: Outcome | 'noRule';
      /** The outcome is the same, and is said otherwise. */
      readonly wording: boolean;
    };

/** A value of a case, or of a table. */
type Told = Value<unknown> | Understood<unknown>;

/** What differs between two readings of the same mail, field by field, cell by cell, document by document. */
export function readingChanges(before: Submission, after: Submission): Change[] {
  const [old, young] = [caseFile([before]).values, caseFile([after]).values];
  const names = [...new Set([...Object.keys(old), ...Object.keys(young)])].sort() as FieldName[];
  const [oldCells, youngCells] = [cellsOf(before), cellsOf(after)];
  const places = [...new Set([...oldCells.keys(), ...youngCells.keys()])];
  const [oldKinds, youngKinds] = [kindsOf(before), kindsOf(after)];
  const parts = [...new Set([...oldKinds.keys(), ...youngKinds.keys()])];
  const intents = [before.intent.kind, after.intent.kind] as const;
  return [
    ...(intents[0] === intents[1] ? [] : [{ kind: 'intent', before: intents[0], after: intents[1] } as const]),
    ...parts.flatMap((part): Change[] => {
      const [was, is] = [oldKinds.get(part) ?? 'absent', youngKinds.get(part) ?? 'absent'];
      return was === is ? [] : [{ kind: 'document', part, before: was, after: is }];
    }),
    ...names.flatMap((field): Change[] =>
      isSame(old[field], young[field])
        ? []
        : [{ kind: 'field', field, before: stateOf(old[field]), after: stateOf(young[field]) }],
    ),
    ...places.flatMap((place): Change[] => {
      const [was, is] = [oldCells.get(place), youngCells.get(place)];
      return isSame(was, is) ? [] : [{ kind: 'cell', place, before: stateOf(was), after: stateOf(is) }];
    }),
  ];
}

/** What today's rules say otherwise of a case, rule by rule. */
export function verdictChanges(before: Assessment, after: Assessment): Change[] {
  const rules = [...new Set([...before.verdicts, ...after.verdicts].map(({ rule }) => rule))];
  return rules.flatMap((rule): Change[] => {
    const [was, is] = [before, after].map(({ verdicts }) => verdicts.find((each) => each.rule === rule));
    const wording = was?.outcome === is?.outcome && (was?.sentence !== is?.sentence || was?.cure !== is?.cure);
    if (was?.outcome === is?.outcome && !wording) return [];
    return [{ kind: 'verdict', rule, before: was?.outcome ?? 'noRule', after: is?.outcome ?? 'noRule', wording }];
  });
}

function stateOf(value: Told | undefined): ReadState {
  return value?.state ?? 'absent';
}

/** Same state and same value: where it was read may be told otherwise. */
function isSame(one: Told | undefined, other: Told | undefined): boolean {
  return JSON.stringify(meaning(one)) === JSON.stringify(meaning(other));
}

function meaning(value: Told | undefined): unknown {
  switch (value?.state) {
    case 'parsed':
      return value.value;
    case 'unparsed':
      return [value.raw];
    case 'conflict':
      return { conflict: value.readings.map(meaning) };
    default:
      return null;
  }
}

function cellsOf({ documents }: Submission): Map<string, Understood<unknown>> {
  const tables = documents.flatMap((each) =>
    each.kind === 'imputationTable' ? each.tables.map((table) => ({ each, table })) : [],
  );
  return new Map(
    tables.flatMap(({ each, table }) =>
      table.entries.flatMap(({ row, cells }) =>
        Object.entries(cells).map(([column, cell]) => [`${each.part} ${table.sheet} ${row} ${column}`, cell] as const),
      ),
    ),
  );
}

function kindsOf({ documents }: Submission): Map<string, string> {
  const nameOf = ({ part, pages }: Document) => (pages === undefined ? part : `${part} p. ${pages.first}`);
  const said = (each: Document) => (each.kind === 'unreadable' ? `${each.kind}:${each.reason}` : each.kind);
  return new Map(documents.map((each) => [nameOf(each), said(each)]));
}
