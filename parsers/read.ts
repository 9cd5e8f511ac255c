import { imageSize } from 'image-size';
import { fold } from '../worker/domain/fold.ts';
import type { Sha256 } from '../worker/domain/message.ts';
import { referencesIn } from '../worker/domain/reference.ts';
import type { Document, Reading, Submission, UnreadableReason } from '../worker/domain/submission.ts';
import { automatic } from './automatic.ts';
import { readImputationTables } from './documents/imputation-table.ts';
import { readLabelledLines } from './labelled/labelled-lines.ts';
import { readPdfDocument } from './documents/pdf-document.ts';
import { recognise } from './documents/recognise.ts';
import { senderReadings } from './documents/sender-block.ts';
import { fileType, type FileType } from './file-type.ts';
import { endOfHeaders, fingerprint } from './fingerprint.ts';
import { intent } from './intent.ts';
import { limits } from './limits.ts';
import { announcesAttachments, ownLines, transferLinks } from './mail-text.ts';
import { openMessage, type OpenedMessage, type Part } from './message.ts';
import { readWorkbook } from './workbook.ts';

/** A mail to read. `headersOnly` is the second try on a mail whose body stopped the first. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
  /** Addresses of the counters themselves, lower case. */
  readonly ownAddresses: readonly string[];
  /** Why only the headers may be looked at, in French, or undefined to read all. */
  readonly headersOnly: string | undefined;
}

/** A mail read: what it says, and its identity. */
export interface ReadMessage {
  readonly submission: Submission;
  readonly fingerprint: string;
}

/** Bytes in, submission out: opens the mail, reads every part, tells what it wants. Never throws for a bad mail. */
export async function readMessage(request: ReadRequest): Promise<ReadMessage> {
  const { bytes, sha256, ownAddresses } = request;
  const { mail, damage } = await open(bytes, sha256, request.headersOnly);
  const own = ownLines(mail.text);
  const text = own.map((each) => each.text).join('\n');
  const documents = [mailText(mail, own, sha256), ...(await readParts(mail.parts, sha256))];
  const submission: Submission = {
    message: sha256,
    headers: mail.headers,
    automatic: automatic(mail, ownAddresses),
    intent: intent(mail.headers.subject, text, documents),
    documents,
    caseReferences: referencesIn(`${mail.headers.subject}\n${text}`),
    announcesAttachments: announcesAttachments(text),
    transferLinks: transferLinks(text),
    damage,
  };
  return { submission, fingerprint: fingerprint(bytes) };
}

async function open(bytes: Uint8Array, sha256: Sha256, headersOnly: string | undefined) {
  if (headersOnly === undefined) {
    try {
      return { mail: await openMessage(bytes, sha256), damage: undefined };
    } catch {
      return { mail: await openHeaders(bytes, sha256), damage: 'la structure du message n’a pas pu être lue' };
    }
  }
  return { mail: await openHeaders(bytes, sha256), damage: headersOnly };
}

/** The headers alone tell who wrote and may be answered. */
async function openHeaders(bytes: Uint8Array, sha256: Sha256): Promise<OpenedMessage> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers = whole.subarray(0, Math.min(endOfHeaders(whole), 256 * 1024));
  return openMessage(Buffer.concat([headers, Buffer.from('\r\n\r\n')]), sha256);
}

function mailText(mail: OpenedMessage, own: { line: number; text: string }[], message: Sha256): Document {
  const where = { message, part: '', file: '' };
  const placed = [{ line: 1, text: mail.headers.subject }, ...own].map(({ line, text }) => ({
    text,
    place: { kind: 'line', line } as const,
  }));
  return {
    kind: 'mailText',
    part: '',
    file: '',
    size: mail.text.length,
    sha256: message,
    recognisedBy: 'texte du message',
    readings: withUnlabelled(readLabelledLines(own, where), senderReadings(placed, where)),
  };
}

/** A labelled value counts before one that only its place in the mail explains. */
function withUnlabelled(labelled: readonly Reading[], others: readonly Reading[]): Reading[] {
  return [...labelled, ...others.filter(({ field }) => !labelled.some((each) => each.field === field))];
}

/** A file attached twice is read once. */
async function readParts(parts: readonly Part[], message: Sha256): Promise<Document[]> {
  const documents: Document[] = [];
  const seen = new Set<Sha256>();
  for (const [index, part] of parts.entries()) {
    if (seen.has(part.sha256)) continue;
    seen.add(part.sha256);
    const tooMany = index >= limits.attachments || part.bytes.length > limits.attachmentBytes;
    documents.push(tooMany ? unreadable(part, 'tooLarge', part.declaredType) : await readPart(part, message));
  }
  return documents;
}

async function readPart(part: Part, message: Sha256): Promise<Document> {
  const type = await fileType(part.bytes, part.declaredType);
  const where = { message, part: part.path, file: part.file, size: part.bytes.length, sha256: part.sha256 };
  switch (type.kind) {
    case 'pdf':
      return readPdfDocument(part.bytes, where);
    case 'xlsx':
    case 'compound':
      return readTable(part, message, type);
    case 'image':
      return readImage(part, type);
    case 'text':
      return readText(part, message);
    case 'signature':
      return plain(part, 'decoration', type.name);
    case 'empty':
      return unreadable(part, 'empty', type.name);
    case 'other':
      return unreadable(part, 'formatNotRead', type.name);
    default:
      return type.kind satisfies never;
  }
}

async function readTable(part: Part, message: Sha256, type: FileType): Promise<Document> {
  const workbook = await readWorkbook(part.bytes);
  if ('unreadable' in workbook) return unreadable(part, workbook.unreadable, type.name);
  const found = readImputationTables(workbook, { message, part: part.path, file: part.file });
  if (found === undefined) return plain(part, 'other', `${type.name}, aucun tableau d’imputation reconnu`);
  return {
    ...base(part, 'colonnes d’un tableau d’imputation'),
    kind: 'imputationTable',
    readings: found.readings,
    tables: found.tables,
  };
}

function readImage(part: Part, type: FileType): Document {
  try {
    const { width, height } = imageSize(part.bytes);
    if (width * height < limits.decorationPixels) return plain(part, 'decoration', `${type.name} de petite taille`);
  } catch {
    return unreadable(part, 'corrupt', type.name);
  }
  return unreadable(part, 'scanNotRead', type.name);
}

function readText(part: Part, message: Sha256): Document {
  const text = Buffer.from(part.bytes).toString('utf8').slice(0, limits.textCharacters);
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, text: line }));
  const readings = readLabelledLines(lines, { message, part: part.path, file: part.file });
  const { kind, by } = recognise({ fileName: fold(part.file), text, readings, hasFields: false });
  return { ...base(part, by), kind, readings };
}

function plain(part: Part, kind: 'decoration' | 'other', by: string): Document {
  return { ...base(part, by), kind };
}

function unreadable(part: Part, reason: UnreadableReason, format: string): Document {
  return { ...base(part, format), kind: 'unreadable', reason, format };
}

function base(part: Part, recognisedBy: string) {
  const { path, file, bytes, sha256 } = part;
  return { part: path, file, size: bytes.length, sha256, recognisedBy, readings: [] };
}
