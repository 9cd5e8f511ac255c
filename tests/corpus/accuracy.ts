import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../data/archive.ts';
import type { Outside } from '../../parsers/ports.ts';
import { readMessage } from '../../parsers/read.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import type { Document, EntryColumn, Source, Submission, Understood } from '../../worker/domain/submission.ts';
import { buildMail } from '../builders/mail.ts';
import { sameValue } from './same-value.ts';
import { tables, type TableTruth } from './truth-tables.ts';
import { expectedValue, truths } from './truth.ts';

/** One file of a corpus folder, as its manifest tells: whose truth it holds, and which fields of it. */
export interface CorpusFile {
  readonly file: string;
  readonly truth: string;
  /** A row of the table of accuracy. */
  readonly format: string;
  readonly fields: readonly FieldName[];
}

/**
 * How one value was read. `unparsed`: kept as written, for a person; `blind`: not found in a document that says itself
 * that it may hold more, so that nobody calls the value missing; `absent`: not found, without such a warning; `wrong`:
 * another value than the one written; `invented`: a value for a field that the file does not give.
 */
export type Outcome = 'exact' | 'unparsed' | 'blind' | 'absent' | 'wrong' | 'invented';

/** One value compared. `certain` unless it was recognised from a picture, and then marked so. */
export interface Compared {
  readonly file: string;
  readonly format: string;
  readonly what: string;
  readonly outcome: Outcome;
  readonly certain: boolean;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The folder of the small files, from the repository. */
export const smallCorpus = 'tests/fixtures/corpus';

/** The files of a corpus folder, by their manifest. */
export function corpusFiles(folder: string): CorpusFile[] {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as CorpusFile[];
}

/** Sends one file through the reader, as the only attachment of a mail or as its text, and compares each value. */
export async function compareFile(folder: string, each: CorpusFile, outside: Outside = {}): Promise<Compared[]> {
  const bytes = mailOf(readFileSync(join(folder, each.file)), each);
  const request = { bytes, sha256: sha256(bytes), ownAddresses: [], headersOnly: undefined, skip: [] };
  const { submission } = await readMessage(request, outside);
  const documents = submission.documents.filter((document) => each.format.startsWith('mail') || document.part !== '');
  const table = tables.find(({ id }) => id === each.truth);
  const cells = table === undefined ? [] : compareEntries(table, submission);
  const mayHoldMore = documents.some((document) => document.kind === 'unreadable' || document.fromPicture === true);
  return [...compareFields(each, documents), ...cells].map((found) => {
    const outcome = found.outcome === 'absent' && mayHoldMore ? 'blind' : found.outcome;
    return { file: each.file, format: each.format, ...found, outcome };
  });
}

type Finding = Omit<Compared, 'file' | 'format'>;

function mailOf(content: Buffer, { file, format, truth }: CorpusFile): Uint8Array {
  const subject = 'Dossier';
  const from = 'bureau@courrier.example';
  const to = truth.startsWith('d') ? 'export@agence.example' : 'import@agence.example';
  if (format.startsWith('mail')) {
    const text = content.toString('utf8');
    return buildMail({ subject, from, to, ...(file.endsWith('.html') ? { text: '', html: text } : { text }) });
  }
  const attachments = [{ name: `piece.${file.split('.').at(-1) ?? ''}`, content }];
  return buildMail({ subject, from, to, text: 'Bonjour,\n\nVoici le document.\n', attachments });
}

function compareFields({ truth, fields }: CorpusFile, documents: readonly Document[]): Finding[] {
  const given = [...truths, ...tables].find(({ id }) => id === truth)?.fields ?? {};
  const readings = documents.flatMap((document) => document.readings);
  const expected = fields.map((field) =>
    compare(
      field,
      expectedValue(given, field),
      readings.filter((each) => each.field === field),
    ),
  );
  const invented = readings
    .filter((each) => each.state === 'parsed' && !fields.includes(each.field))
    // A letter gives some values without a label: read rightly, they are nobody's fault
    .filter((each) => each.state === 'parsed' && !sameValue(each.field, expectedValue(given, each.field), each.value))
    .map((each) => finding(each.field, 'invented', undefined, each));
  return [...expected, ...invented];
}

/** A value of a document, or of a table. */
type Found = Understood<unknown> & { readonly source?: Source };

function compare(what: string, expected: unknown, found: readonly Found[]): Finding {
  const wrong = found.find((each) => each.state === 'parsed' && !sameValue(what, expected, each.value));
  if (wrong !== undefined) return finding(what, 'wrong', expected, wrong);
  const exact = found.find((each) => each.state === 'parsed');
  if (exact !== undefined) return finding(what, 'exact', expected, exact);
  return finding(what, found[0] === undefined ? 'absent' : 'unparsed', expected, found[0]);
}

function finding(what: string, outcome: Outcome, expected: unknown, read: Found | undefined): Finding {
  const found = read?.state === 'parsed' ? read.value : read?.raw;
  return { what, outcome, certain: read !== undefined && read.source?.ocr === undefined, expected, found };
}

/** Each cell of each operation; an operation that is not in the truth is invented. */
function compareEntries({ unit, entries }: TableTruth, { documents }: Submission): Finding[] {
  const shown = documents
    .flatMap((each) => (each.kind === 'imputationTable' ? each.tables : []))
    .filter((each) => !each.hidden);
  const rows = shown.flatMap((each) => each.entries);
  const compared = entries.flatMap((entry, index) =>
    (Object.keys(entry) as EntryColumn[]).map((column) => {
      const value = entry[column as keyof typeof entry];
      const cell = rows[index]?.cells[column];
      const expected = column.startsWith('quantity') ? { count: value, unit } : value;
      return compare(`${index + 1}.${column}`, expected, cell === undefined ? [] : [cell]);
    }),
  );
  const more = rows.slice(entries.length).map(({ row }) => ({
    what: `ligne ${row}`,
    outcome: 'invented' as const,
    certain: true,
    expected: undefined,
    found: row,
  }));
  return [...compared, ...more];
}
