import type { FieldName, FieldTypes, PlannedQuantity } from './fields.ts';
import { fold } from './fold.ts';
import type { Document, Read, Reading, Submission } from './submission.ts';

/** What is known of a field once every document of a case was read. Only `absent` may become "missing". */
export type Value<T> =
  Read<T> | { readonly state: 'absent' } | { readonly state: 'conflict'; readonly readings: readonly Read<T>[] };

export type Values = { readonly [F in FieldName]?: Value<FieldTypes[F]> };

/** All that the applicant sent for one case, merged: the subject of the rules. */
export interface CaseFile {
  readonly documents: readonly Document[];
  readonly values: Values;
  readonly submissions: readonly Submission[];
  /** Codes of the rules whose item a person found to be held. */
  readonly satisfied: readonly string[];
}

/** What staff established, over what was read. */
export interface Established {
  readonly corrections?: readonly Reading[];
  readonly satisfied?: readonly { readonly rule: string }[];
}

/** Fields on which form, letter and mail must agree (help sheet JUREG-IMEM-DOC03, letter content). */
const compared: ReadonlySet<FieldName> = new Set<FieldName>([
  'brandName',
  'nameOrCode',
  'composition',
  'pharmaceuticalForm',
  'strength',
  'route',
  'provenanceCountry',
  'originCountry',
  'quantity',
  'globalQuantity',
  'purpose',
  'destinationCountries',
]);

/** Documents that speak with the most authority come first; a form outweighs a remark in the mail. */
const authority = ['importForm', 'exportForm', 'imputationTable', 'requestLetter', 'mailText', 'attachedMail'];

/**
 * Merges what several mails of one case hold. A later mail supersedes an earlier one field by field; inside one mail
 * documents that disagree on a compared field give a conflict, never a silent choice. Earlier writing outweighs a later
 * picture. What staff established stands over all.
 */
export function caseFile(submissions: readonly Submission[], established: Established = {}): CaseFile {
  const values: Record<string, Value<unknown>> = {};
  for (const { documents } of submissions) {
    for (const [field, readings] of byField(documents)) {
      const isPicture = readings.every((each) => each.source.ocr !== undefined);
      if (!isPicture || !isWritten(values[field])) values[field] = settle(field, readings);
    }
  }
  for (const correction of established.corrections ?? []) values[correction.field] = correction;
  const satisfied = (established.satisfied ?? []).map(({ rule }) => rule);
  return { submissions, documents: submissions.flatMap((each) => each.documents), values, satisfied };
}

/** Whether a value stands that no picture may replace. */
function isWritten(value: Value<unknown> | undefined): boolean {
  if (value === undefined || value.state === 'absent') return false;
  return value.state === 'conflict' || value.source.ocr === undefined;
}

/** What is known of one field; `absent` when no document gives it. */
export function valueOf<F extends FieldName>(file: CaseFile, field: F): Value<FieldTypes[F]> {
  return file.values[field] ?? { state: 'absent' };
}

/** The parsed value of a field, or undefined when it is absent, unparsed or in conflict. */
export function parsed<F extends FieldName>(file: CaseFile, field: F): FieldTypes[F] | undefined {
  const found = valueOf(file, field);
  return found.state === 'parsed' ? found.value : undefined;
}

/** Readings by field. Supporting documents (a quality module, a prescription) only speak where the request is silent. */
function byField(documents: readonly Document[]): Map<FieldName, Reading[]> {
  const asking = documents.filter((each) => rank(each) < authority.length).sort((a, b) => rank(a) - rank(b));
  const supporting = documents.filter((each) => !asking.includes(each));
  return new Map([...grouped(supporting), ...grouped(asking)]);
}

function grouped(documents: readonly Document[]): Map<FieldName, Reading[]> {
  const found = new Map<FieldName, Reading[]>();
  for (const reading of documents.flatMap((each) => each.readings)) {
    found.set(reading.field, [...(found.get(reading.field) ?? []), reading]);
  }
  return found;
}

function rank(document: Document): number {
  const at = authority.indexOf(document.kind);
  return at === -1 ? authority.length : at;
}

function settle(field: FieldName, readings: readonly Reading[]): Value<unknown> {
  // What a picture seems to say counts only where nothing was written, and contradicts nothing.
  const written = readings.filter((each) => each.source.ocr === undefined);
  if (written.length === 0) return surest(readings) ?? { state: 'absent' };
  const known = written.filter((each) => each.state === 'parsed');
  const [first, ...others] = known;
  if (first === undefined) return written[0] ?? { state: 'absent' };
  if (!compared.has(field)) return first;
  const different = others.filter((other) => !sameValue(first, other));
  if (different.length === 0) return first;
  return { state: 'conflict', readings: [first, ...different] };
}

/** Of several recognitions the one that could be understood, and was read with most confidence. */
function surest(readings: readonly Reading[]): Reading | undefined {
  const rank = ({ state, source }: Reading) => (state === 'parsed' ? 100 : 0) + (source.ocr ?? 0);
  return [...readings].sort((a, b) => rank(b) - rank(a))[0];
}

/** Two spellings of one value agree; so do a name and a longer form of it, a quantity and a more precise one. */
function sameValue(a: Reading, b: Reading): boolean {
  if (a.state !== 'parsed' || b.state !== 'parsed') return false;
  if (JSON.stringify(a.value) === JSON.stringify(b.value)) return true;
  if (isQuantity(a.value) && isQuantity(b.value)) return areSame(a.value, b.value);
  if (typeof a.value !== 'string' || typeof b.value !== 'string') return false;
  const [left, right] = [words(a.value), words(b.value)];
  return left.every((word) => right.includes(word)) || right.every((word) => left.includes(word));
}

function isQuantity(value: unknown): value is PlannedQuantity {
  return typeof value === 'object' && value !== null && 'count' in value;
}

/** « 60 boîtes » contradicts « 60 boîtes de 10 flacons » in nothing. */
function areSame(a: PlannedQuantity, b: PlannedQuantity): boolean {
  const told = ['count', 'unit', 'perUnit', 'innerUnit', 'operations', 'months'] as const;
  return told.every((each) => a[each] === b[each] || a[each] === undefined || b[each] === undefined);
}

function words(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '');
}
