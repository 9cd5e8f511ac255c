import { fold } from '../../worker/domain/fold.ts';
import type { Document, DocumentNote } from '../../worker/domain/submission.ts';
import { decodeText } from '../decode-text.ts';
import type { FileType } from '../file-type.ts';
import { readLabelledLines } from '../labelled/labelled-lines.ts';
import { limits } from '../limits.ts';
import type { Outside } from '../ports.ts';
import { htmlToText } from '../readable-text.ts';
import { readDelimited } from '../workbook/delimited.ts';
import { readWorkbook } from '../workbook/read-workbook.ts';
import type { Workbook } from '../workbook/workbook.ts';
import { documentBase, plainDocument, unreadableDocument, type Attachment } from './attachment.ts';
import { readImputationTables } from './imputation-table.ts';
import { readOfficeDocument } from './office-document.ts';
import { readPdfDocument } from './pdf-document.ts';
import { readPicture } from './picture-document.ts';
import { recognise } from './recognise.ts';
import { readSheetPages } from './sheet-pages.ts';

type Reader = (
  bytes: Uint8Array,
  attachment: Attachment,
  type: FileType,
  outside: Outside,
) => Promise<Document[]> | Document[];

/** THE LIST of what is read, by kind of file. What is not in it is named, kept, and asked for in another format. */
const readers: { readonly [Kind in FileType['kind']]?: Reader } = {
  pdf: (bytes, attachment, _type, outside) => readPdfDocument(bytes, attachment, outside),
  workbook: readTable,
  officeText: readOfficeDocument,
  oldOfficeText: readOfficeDocument,
  image: readPicture,
  text: readText,
  html: readText,
  signature: (_bytes, attachment, { name }) => [plainDocument(attachment, 'decoration', name)],
  // Nobody is asked to send it again, and nothing is less sure without it: the pages of its PDF are read.
  companion: (_bytes, attachment, { name }) => [plainDocument(attachment, 'other', `${name}, format non lu`)],
  encrypted: (_bytes, attachment, { name }) => [unreadableDocument(attachment, 'encrypted', name)],
  empty: (_bytes, attachment, { name }) => [unreadableDocument(attachment, 'empty', name)],
};

/** Reads one file by its content. A file may hold several documents. Never rejects. */
export async function readFile(
  bytes: Uint8Array,
  attachment: Attachment,
  type: FileType,
  outside: Outside,
): Promise<Document[]> {
  const read = readers[type.kind];
  if (read === undefined) return [unreadableDocument(attachment, 'formatNotRead', type.name)];
  try {
    return (await read(bytes, attachment, type, outside)).map(withoutHealthData);
  } catch {
    // Readers tell what they cannot read; one that throws all the same has met a file nobody thought of.
    return [unreadableDocument(attachment, 'corrupt', type.name)];
  }
}

/** A prescription is kept and shown to people, never taken to pieces (GDPR art. 5 and 9). */
function withoutHealthData(document: Document): Document {
  return document.kind === 'prescription' ? { ...document, readings: [] } : document;
}

async function readTable(bytes: Uint8Array, attachment: Attachment, type: FileType): Promise<Document[]> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) return [unreadableDocument(attachment, workbook.unreadable, type.name)];
  const table = tableDocument(workbook, attachment);
  if (table !== undefined) return [table];
  // A form may be typed into cells.
  return readSheetPages(workbook, attachment).map((each) => {
    const isOther = each.kind === 'other' && each.readings.length === 0;
    const recognisedBy = isOther ? `${type.name}, aucun tableau d’imputation reconnu` : each.recognisedBy;
    return { ...each, recognisedBy, ...notesOf(workbook, each.notes) };
  });
}

function tableDocument(workbook: Workbook, attachment: Attachment): Document | undefined {
  const { message, part, file } = attachment;
  const found = readImputationTables(workbook, { message, part, file });
  if (found === undefined) return undefined;
  const recognisedBy = 'colonnes d’un tableau d’imputation';
  return { ...documentBase(attachment), kind: 'imputationTable', recognisedBy, ...found, ...notesOf(workbook) };
}

function notesOf(workbook: Workbook, more: readonly DocumentNote[] = []): Pick<Document, 'notes'> {
  const notes = [...workbook.notes, ...more];
  return notes.length === 0 ? {} : { notes };
}

function readText(bytes: Uint8Array, attachment: Attachment, { kind, name }: FileType): Document[] {
  const whole = decodeText(bytes);
  const table = kind === 'text' ? delimitedTable(whole, attachment, name) : undefined;
  if (table !== undefined) return [table];
  const text = (kind === 'html' ? htmlToText(whole) : whole).slice(0, limits.textCharacters);
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line }));
  const { message, part, file } = attachment;
  const readings = readLabelledLines(lines, { message, part, file });
  const { kind: what, by } = recognise({ fileName: fold(file), text, readings, hasFields: false });
  return [{ ...documentBase(attachment), kind: what, recognisedBy: by, readings }];
}

/** A text that is an imputation table (CSV), too long or not; undefined for any other. */
function delimitedTable(text: string, attachment: Attachment, format: string): Document | undefined {
  const start = text.slice(0, limits.cellCharacters);
  for (const workbook of readDelimited(start)) {
    const isReadable = !('unreadable' in workbook);
    const table = isReadable ? tableDocument(workbook, attachment) : undefined;
    const isTooLong = isReadable
      ? table !== undefined && start.length < text.length
      : text.length > limits.textCharacters;
    if (isTooLong) return unreadableDocument(attachment, 'tooLarge', format);
    if (table !== undefined) return table;
  }
  return undefined;
}
