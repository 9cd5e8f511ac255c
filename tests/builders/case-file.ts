import { caseFile } from '../../worker/domain/case-file.ts';
import type { CaseFile } from '../../worker/domain/case-file.ts';
import type { FieldName, FieldTypes, Quantity, Substance } from '../../worker/domain/fields.ts';
import type { Sha256 } from '../../worker/domain/message.ts';
import type {
  Document,
  DocumentKind,
  DocumentNote,
  Entry,
  EntryColumn,
  ImputationTable,
  IntentKind,
  Place,
  Reading,
  Source,
  Submission,
  UnreadableReason,
} from '../../worker/domain/submission.ts';

/** Values as a test writes them: branded strings (countries, dates) may be plain ones. */
export type Fields = { readonly [F in FieldName]?: Loose<FieldTypes[F]> };

type Loose<T> = T extends string & { readonly brand: unknown }
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T;

/** Values read, and texts that were read but not understood. */
interface Contents {
  readonly fields?: Fields;
  readonly unparsed?: { readonly [F in FieldName]?: string };
}

/** One mail: what its documents are, and what they give. */
export interface MailDescription extends Contents {
  /** Values outside of any document described here are on the first form, else in the mail's own text. */
  readonly documents?: readonly (Simple | DocumentDescription)[];
  readonly subject?: string;
  readonly transferLinks?: readonly string[];
  readonly announcesAttachments?: boolean;
  readonly damage?: string;
  readonly intent?: IntentKind;
  readonly language?: 'en';
}

type Simple = Exclude<DocumentKind, 'imputationTable' | 'unreadable'>;

export interface DocumentDescription extends Contents {
  readonly kind: DocumentKind;
  readonly file?: string;
  /** Further values of the same fields, as a letter about several medicines gives. */
  readonly more?: readonly Fields[];
  readonly reason?: UnreadableReason;
  readonly tables?: readonly TableDescription[];
  /** Of a picture: how sure the recognition of every value is, 0 to 100. */
  readonly ocr?: number;
  readonly notes?: readonly DocumentNote[];
}

export interface TableDescription {
  readonly sheet?: string;
  readonly hidden?: boolean;
  readonly columns?: readonly EntryColumn[];
  readonly rows: readonly RowDescription[];
}

/** A row of the table: texts are cells that were not understood. */
export interface RowDescription {
  readonly date?: string;
  readonly quantity?: Quantity | string;
  readonly remaining?: Quantity | string;
}

/** The last mail of a case, and those before it. */
export interface FileDescription extends MailDescription {
  readonly earlier?: readonly MailDescription[];
}

/** A case file from a description a reader can check at a glance; merged by the real merge. */
export function aFile({ earlier = [], ...last }: FileDescription = {}): CaseFile {
  return caseFile([...earlier, last].map(aSubmission));
}

/** One mail opened and read; `index` tells the mails of a file apart. */
export function aSubmission(mail: MailDescription, index = 0): Submission {
  const message = String(index).padStart(64, '0') as Sha256;
  const described = (mail.documents ?? []).map((each) => (typeof each === 'string' ? { kind: each } : each));
  const form = described.findIndex(({ kind }) => kind === 'importForm' || kind === 'exportForm');
  const loose: DocumentDescription = { kind: 'mailText', fields: mail.fields, unparsed: mail.unparsed };
  const documents = form === -1 ? [...described, loose] : described.with(form, filledForm(described[form], loose));
  return {
    message,
    headers: {
      messageId: `${index}@mail.example`,
      inReplyTo: [],
      references: [],
      from: { address: 'pharmacie@aubraie.example', name: '' },
      replyTo: undefined,
      recipients: ['importation-medicaments@agence.example'],
      subject: mail.subject ?? 'Demande d’autorisation d’importation',
    },
    automatic: undefined,
    intent: { kind: mail.intent ?? 'unclear', evidence: [] },
    ...(mail.language && { language: mail.language }),
    documents: documents.map((each, part) => aDocument(each, message, part)),
    caseReferences: [],
    announcesAttachments: mail.announcesAttachments ?? false,
    transferLinks: mail.transferLinks ?? [],
    damage: mail.damage,
  };
}

function filledForm(form: DocumentDescription | undefined, loose: Contents): DocumentDescription {
  const kind = form?.kind ?? 'importForm';
  const fields = { ...loose.fields, ...form?.fields };
  return { ...form, kind, fields, unparsed: { ...loose.unparsed, ...form?.unparsed } };
}

function aDocument(described: DocumentDescription, message: Sha256, index: number): Document {
  const isMail = described.kind === 'mailText';
  const part = isMail ? '' : String(index + 2);
  const file = described.file ?? (isMail ? '' : `${described.kind}-${index}.pdf`);
  const { ocr, notes } = described;
  const source = (place: Place): Source => ({ message, part, file, place, ...(ocr === undefined ? {} : { ocr }) });
  const sha256 = `${message}${index}`.slice(-64) as Sha256;
  const more = {
    ...(ocr === undefined ? {} : { fromPicture: true as const }),
    ...(notes === undefined ? {} : { notes }),
  };
  const found = readings(described, source);
  const base = { part, file, size: 1_000, sha256, recognisedBy: 'test', readings: found, ...more };
  switch (described.kind) {
    case 'unreadable':
      return { ...base, kind: 'unreadable', reason: described.reason ?? 'encrypted', format: 'PDF' };
    case 'imputationTable':
      return { ...base, kind: 'imputationTable', tables: (described.tables ?? []).map(aTable) };
    case 'container':
      return { ...base, kind: 'container', format: 'archive ZIP' };
    default:
      return { ...base, kind: described.kind };
  }
}

function readings(
  { fields = {}, more = [], unparsed = {}, tables = [] }: DocumentDescription,
  source: (place: Place) => Source,
) {
  const [table] = tables;
  const place = (name: string): Place =>
    table === undefined
      ? { kind: 'field', name, page: 1 }
      : { kind: 'cell', sheet: table.sheet ?? 'Feuil1', cell: 'B1' };
  const understood = [fields, ...more].flatMap(Object.entries<unknown>).map(([field, value]) => ({
    ...{ field, value, raw: written(value), state: 'parsed' },
    source: source(place(field)),
  }));
  const obscure = Object.entries(unparsed).map(([field, raw]) => ({
    ...{ field, raw, state: 'unparsed' },
    source: source(place(field)),
  }));
  return [...understood, ...obscure] as unknown as readonly Reading[];
}

function aTable(described: TableDescription): ImputationTable {
  const sheet = described.sheet ?? 'Feuil1';
  return {
    sheet,
    hidden: described.hidden ?? false,
    columns: described.columns ?? ['operationDate', 'quantityImported', 'quantityRemaining'],
    entries: described.rows.map((row, index) => anEntry(row, index + 5)),
  };
}

/** Entries begin on row 5, under a heading. */
function anEntry({ date, quantity, remaining }: RowDescription, row: number) {
  const cell = (column: string, value: unknown) => {
    if (value === undefined) return undefined;
    const isRead = typeof value !== 'string' || (column === 'A' && /^\d{4}-\d\d-\d\d$/.test(value));
    const found = { raw: written(value), at: `${column}${row}` };
    return isRead ? { ...found, state: 'parsed', value } : { ...found, state: 'unparsed' };
  };
  const cells = {
    operationDate: cell('A', date),
    quantityImported: cell('B', quantity),
    quantityRemaining: cell('C', remaining),
  };
  const filled = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined));
  return { row, cells: filled } as Entry;
}

/** A value as an operator would write it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, amount, count, unit } = value as Partial<Substance & Quantity>;
  return [name, amount?.count, amount?.unit, count, unit].filter((each) => each !== undefined).join(' ');
}
