import type { Sha256 } from '../worker/domain/message.ts';
import { referencesIn } from '../worker/domain/reference.ts';
import type { Document, Reading, Submission } from '../worker/domain/submission.ts';
import { automatic } from './automatic.ts';
import { documentBase, unreadableDocument, type Attachment } from './documents/attachment.ts';
import { readFile } from './documents/read-file.ts';
import { senderReadings } from './documents/sender-block.ts';
import { endOfHeaders, fingerprint } from './fingerprint.ts';
import { intent } from './intent.ts';
import { readLabelledLines, type Line } from './labelled/labelled-lines.ts';
import { announcesAttachments, ownLines, transferLinks } from './mail-text.ts';
import { openMessage, type OpenedMessage } from './message.ts';
import { openTree, type Opening } from './opening/open-tree.ts';
import type { Outside } from './ports.ts';
import type { Where } from './reading.ts';

/** A mail to read. `headersOnly` is the second try on a mail whose body stopped the first. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
  /** Addresses of the counters themselves, lower case. */
  readonly ownAddresses: readonly string[];
  /** Why only the headers may be looked at, in French, or undefined to read all. */
  readonly headersOnly: string | undefined;
  /** Paths of files that stopped an earlier try: they are named, not read. */
  readonly skip: readonly string[];
}

/** A mail read: what it says, and its identity. */
export interface ReadMessage {
  readonly submission: Submission;
  readonly fingerprint: string;
}

/** Bytes in, submission out: opens the mail, reads every part, tells what it wants. Never throws for a bad mail. */
export async function readMessage(request: ReadRequest, outside: Outside = {}): Promise<ReadMessage> {
  const { bytes, sha256, ownAddresses } = request;
  const { mail, damage } = await open(bytes, sha256, request.headersOnly);
  const own = ownLines(mail.text);
  const text = own.map((each) => each.text).join('\n');
  const found = await openTree(mail);
  const documents = [mailText(mail, own, sha256), ...(await readAll(found, request, outside))];
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

function mailText(mail: OpenedMessage, own: readonly Line[], message: Sha256): Document {
  const where = { message, part: '', file: '' };
  const readings = textReadings(mail.headers.subject, own, where);
  const recognisedBy = 'texte du message';
  return { kind: 'mailText', part: '', file: '', size: mail.text.length, sha256: message, recognisedBy, readings };
}

function textReadings(subject: string, own: readonly Line[], where: Where): Reading[] {
  const placed = [{ line: 1, text: subject }, ...own].map(({ line, text }) => ({
    text,
    place: { kind: 'line', line } as const,
  }));
  return withUnlabelled(readLabelledLines(own, where), senderReadings(placed, where));
}

/** A labelled value counts before one that only its place in the mail explains. */
function withUnlabelled(labelled: readonly Reading[], others: readonly Reading[]): Reading[] {
  return [...labelled, ...others.filter(({ field }) => !labelled.some((each) => each.field === field))];
}

/** What each thing found in the mail says; a file that is there twice is read once. */
async function readAll(found: readonly Opening[], request: ReadRequest, outside: Outside): Promise<Document[]> {
  const documents: Document[] = [];
  const seen = new Set<Sha256>();
  for (const each of found) {
    if (each.kind === 'file' && seen.has(each.part.sha256)) continue;
    seen.add(each.part.sha256);
    documents.push(...(await read(each, request, outside)));
  }
  return documents;
}

async function read(found: Opening, { sha256, skip }: ReadRequest, outside: Outside): Promise<Document[]> {
  const { part, type } = found;
  const { path, file, bytes } = part;
  const attachment = { message: sha256, part: path, file, size: bytes.length, sha256: part.sha256 };
  switch (found.kind) {
    case 'refused':
      return [unreadableDocument(attachment, found.reason, type.name)];
    case 'container': {
      const { notes } = found;
      const recognisedBy = 'contenu du fichier';
      return [
        { ...documentBase(attachment), kind: 'container', format: type.name, recognisedBy, readings: [], notes },
      ];
    }
    case 'mail':
      return [attachedMail(found.mail, attachment, type.name)];
    case 'file':
      if (skip.includes(path)) return [unreadableDocument(attachment, 'tooHeavy', type.name)];
      outside.working?.(path);
      return readFile(bytes, attachment, type, outside);
    default:
      return found satisfies never;
  }
}

function attachedMail(mail: OpenedMessage, attachment: Attachment, format: string): Document {
  const { message, part, file } = attachment;
  const readings = textReadings(mail.headers.subject, ownLines(mail.text), { message, part, file });
  return { ...documentBase(attachment), kind: 'attachedMail', recognisedBy: format, readings };
}
