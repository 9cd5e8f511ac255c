import type { Document, DocumentNote, Reading } from '../../worker/domain/submission.ts';
import { fold } from '../../worker/domain/fold.ts';
import type { FileType } from '../file-type.ts';
import { fieldReadings } from '../labelled/field-readings.ts';
import type { OfficeText } from '../office/read-office-text.ts';
import type { Outside } from '../ports.ts';
import { documentBase, unreadableDocument, type Attachment } from './attachment.ts';
import { readImputationTables } from './imputation-table.ts';
import { pageDocuments, scannedDocuments } from './page-document.ts';

/** Letters in which a text has its title. */
const TITLE = 300;

/**
 * Reads a text written with Word or LibreOffice: named fields, values by their labels as on a printed page, and in a
 * letter its sentences. Formats before 2007 are read through LibreOffice where it is installed. Never rejects.
 */
export async function readOfficeDocument(
  bytes: Uint8Array,
  attachment: Attachment,
  type: FileType,
  outside: Outside,
): Promise<Document[]> {
  if (type.kind === 'officeText') return readText(bytes, attachment, type, []);
  const converted = await outside.convertOffice?.(bytes, type.format);
  if (converted === undefined) return [unreadableDocument(attachment, 'formatNotRead', type.name)];
  return readText(converted, attachment, type, ['converted']);
}

async function readText(
  bytes: Uint8Array,
  attachment: Attachment,
  { name }: FileType,
  more: readonly DocumentNote[],
): Promise<Document[]> {
  // Loaded when a text comes.
  const { readOfficeText } = await import('../office/read-office-text.ts');
  const found = readOfficeText(bytes);
  if ('unreadable' in found) return [withNotes(unreadableDocument(attachment, found.unreadable, name), more)];
  const { message, part, file } = attachment;
  const { readings, unmatched } = fieldReadings(found.content.fields, { message, part, file });
  // A field that its name does not explain is read by the words around it, where its value stands in the text.
  const content = { ...found.content, fields: found.content.fields.filter((each) => !unmatched.includes(each)) };
  const read = pageDocuments(content, { readings, unmatched: [] }, attachment);
  const scanned = scannedDocuments(content.scannedPages, attachment);
  const documents = [...read, ...scanned].sort((a, b) => (a.pages?.first ?? 1) - (b.pages?.first ?? 1));
  const told = withTable(
    documents.map((each) => named(placed(each, found), name)),
    tableIn(found, attachment),
    content.text,
  );
  return told.map((each) => withNotes(each, [...more, ...found.notes]));
}

/** The imputation table that is typed in a text, its values by their lines. */
function tableIn({ cells }: OfficeText, attachment: Attachment): Document | undefined {
  if (cells === undefined || 'unreadable' in cells.workbook) return undefined;
  const { message, part, file } = attachment;
  const found = readImputationTables(cells.workbook, { message, part, file }, ({ row }) => row);
  if (found === undefined) return undefined;
  const tables = found.tables.map((table) => ({
    ...table,
    entries: table.entries.map((each) => ({ ...each, row: cells.rows.get(each.row) ?? each.row })),
  }));
  const recognisedBy = 'colonnes d’un tableau d’imputation';
  return { ...documentBase(attachment), kind: 'imputationTable', recognisedBy, tables, readings: found.readings };
}

/**
 * A text that is nothing else is the table. In a form or a letter, where columns of a date and a quantity may be of
 * anything, it is one only when the text says so; a form of that title is none.
 */
function withTable(documents: readonly Document[], table: Document | undefined, text: string): readonly Document[] {
  if (table === undefined) return documents;
  const words = fold(text);
  const isTitled = words.slice(0, TITLE).includes('tableau d imputation');
  const kept = documents.filter(({ kind }) => kind !== 'other' && !(isTitled && kind.endsWith('Form')));
  if (kept.length === 0) return [table];
  return words.includes('imputation') ? [...kept, table] : documents;
}

/** The document with its values by lines of the text: its pages were only laid out to read it. */
function placed(document: Document, { placeOf }: OfficeText): Document {
  const readings = document.readings.map((each): Reading => {
    return { ...each, source: { ...each.source, place: placeOf(each.source.place) } };
  });
  return { ...document, readings: withoutParts(readings) };
}

/** « Nombre d’unités : [15] boîtes »: where the line of a field says more than the field, the whole counts. */
function withoutParts(readings: readonly Reading[]): Reading[] {
  return readings.filter((each) => {
    if (each.source.place.kind !== 'field') return true;
    return !readings.some((other) => {
      const isWhole = other.field === each.field && other.source.place.kind === 'line';
      return isWhole && ` ${fold(other.raw)} `.includes(` ${fold(each.raw)} `);
    });
  });
}

/** Pages are read alike whatever the file: what could not be read is of its own format. */
function named(document: Document, format: string): Document {
  return document.kind === 'unreadable' ? { ...document, format } : document;
}

function withNotes(document: Document, notes: readonly DocumentNote[]): Document {
  return notes.length === 0 ? document : { ...document, notes: [...(document.notes ?? []), ...notes] };
}
