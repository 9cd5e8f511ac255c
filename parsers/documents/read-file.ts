import { imageSize } from 'image-size';
import { fold } from '../../worker/domain/fold.ts';
import type { Document } from '../../worker/domain/submission.ts';
import { decodeText } from '../decode-text.ts';
import type { FileType } from '../file-type.ts';
import { readLabelledLines } from '../labelled/labelled-lines.ts';
import { limits } from '../limits.ts';
import { htmlToText } from '../message.ts';
import type { Outside } from '../ports.ts';
import { readWorkbook } from '../workbook.ts';
import { documentBase, plainDocument, unreadableDocument, type Attachment } from './attachment.ts';
import { readImputationTables } from './imputation-table.ts';
import { readPdfDocument } from './pdf-document.ts';
import { recognise } from './recognise.ts';

type Reader = (
  bytes: Uint8Array,
  attachment: Attachment,
  type: FileType,
  outside: Outside,
) => Promise<Document[]> | Document[];

/** THE LIST of what is read, by kind of file. What is not in it is named, kept, and asked for in another format. */
const readers: { readonly [Kind in FileType['kind']]?: Reader } = {
  pdf: readPdfDocument,
  workbook: readTable,
  image: readImage,
  text: readText,
  html: readText,
  signature: (_bytes, attachment, { name }) => [plainDocument(attachment, 'decoration', name)],
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
    return await read(bytes, attachment, type, outside);
  } catch {
    // Readers tell what they cannot read; one that throws all the same has met a file nobody thought of.
    return [unreadableDocument(attachment, 'corrupt', type.name)];
  }
}

async function readTable(bytes: Uint8Array, attachment: Attachment, type: FileType): Promise<Document[]> {
  const workbook = await readWorkbook(bytes);
  if ('unreadable' in workbook) return [unreadableDocument(attachment, workbook.unreadable, type.name)];
  const { message, part, file } = attachment;
  const found = readImputationTables(workbook, { message, part, file });
  if (found === undefined) {
    return [plainDocument(attachment, 'other', `${type.name}, aucun tableau d’imputation reconnu`)];
  }
  const recognisedBy = 'colonnes d’un tableau d’imputation';
  return [{ ...documentBase(attachment), kind: 'imputationTable', recognisedBy, ...found }];
}

function readImage(bytes: Uint8Array, attachment: Attachment, { name }: FileType): Document[] {
  try {
    const { width, height } = imageSize(bytes);
    const isLogo = width * height < limits.decorationPixels;
    if (isLogo) return [plainDocument(attachment, 'decoration', `${name} de petite taille`)];
  } catch {
    return [unreadableDocument(attachment, 'corrupt', name)];
  }
  return [unreadableDocument(attachment, 'scanNotRead', name)];
}

function readText(bytes: Uint8Array, attachment: Attachment, { kind }: FileType): Document[] {
  const whole = decodeText(bytes);
  const text = (kind === 'html' ? htmlToText(whole) : whole).slice(0, limits.textCharacters);
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line }));
  const { message, part, file } = attachment;
  const readings = readLabelledLines(lines, { message, part, file });
  const { kind: what, by } = recognise({ fileName: fold(file), text, readings, hasFields: false });
  return [{ ...documentBase(attachment), kind: what, recognisedBy: by, readings }];
}
