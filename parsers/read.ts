import type { Sha256 } from '../worker/domain/message.ts';
import { referencesIn } from '../worker/domain/reference.ts';
import type { Document, DocumentNote, Reading, Submission } from '../worker/domain/submission.ts';
import { authentication } from './authentication.ts';
import { automatic } from './automatic.ts';
import { documentBase, unreadableDocument, type Attachment } from './documents/attachment.ts';
import { readFile } from './documents/read-file.ts';
import { senderReadings, type PlacedLine } from './documents/sender-block.ts';
import { sentenceReadings } from './documents/sentences.ts';
import type { FileType } from './file-type.ts';
import { contentKey, endOfHeaders } from './fingerprint.ts';
import { intent } from './intent.ts';
import { isInEnglish } from './language.ts';
import { readLabelledLines } from './labelled/labelled-lines.ts';
import { announcesAttachments, transferLinks } from './mail-text.ts';
import { openMessage, type OpenedMessage } from './message.ts';
import { openTree, type Opening } from './opening/open-tree.ts';
import type { Outside } from './ports.ts';
import type { TextLine } from './quoted-mail.ts';
import type { Where } from './reading.ts';
import { inText, isOurs, said, type TextWords } from './said.ts';

/** A mail to read. `headersOnly` is the second try on a mail whose body stopped the first. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
  /** Addresses of the counters themselves, lower case. */
  readonly ownAddresses: readonly string[];
  /** The server whose word on the sender counts (RFC 8601 authserv-id); without one nobody's does. */
  readonly trustedServer?: string | undefined;
  /** Why only the headers may be looked at, in French, or undefined to read all. */
  readonly headersOnly: string | undefined;
  /** Paths of files that stopped an earlier try: they are named, not read. */
  readonly skip: readonly string[];
  /** What earlier tries read, by the paths of the files: it is not read again, and not lost. */
  readonly known?: ReadonlyMap<string, readonly Document[]>;
}

/** A mail read: what it says, and what it is known by when it is sent again. */
export interface ReadMessage {
  readonly submission: Submission;
  readonly content?: string | undefined;
}

/** Bytes in, submission out: opens the mail, reads every part, tells what it wants. Never throws for a bad mail. */
export async function readMessage(request: ReadRequest, outside: Outside = {}): Promise<ReadMessage> {
  const { bytes, sha256, ownAddresses } = request;
  const { mail, damage } = await open(bytes, sha256, request.headersOnly);
  const found = await openTree(mail, { skip: request.skip, working: toldOnly(outside) });
  const words = said(mail, found, ownAddresses);
  const { text, wish, forwardedFrom } = words;
  const documents = [mailText(mail, words, sha256), ...(await readAll(found, request, outside))];
  const verdict = authentication(mail.trace, request.trustedServer);
  const submission: Submission = {
    message: sha256,
    headers: mail.headers,
    automatic: automatic(mail, ownAddresses),
    ...(forwardedFrom && { forwardedFrom }),
    ...(verdict && { authentication: verdict }),
    intent: intent(mail.headers.subject, text, documents),
    ...(isInEnglish(`${mail.headers.subject}\n${text}`) && { language: 'en' as const }),
    documents,
    caseReferences: referencesIn(`${mail.headers.subject}\n${text}`),
    announcesAttachments: announcesAttachments(text),
    transferLinks: transferLinks(text),
    damage,
  };
  return { submission, content: contentKey(wish, mail.headers.subject, documents) };
}

/** A container that stops the reader must be known; what bounds the time of opening are its caps of bytes and files. */
function toldOnly({ working }: Outside): (path: string) => boolean {
  return (path) => {
    working?.(path);
    return true;
  };
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

/** Octets of headers that are looked at when the whole cannot be: mailparser refuses too many, or too large ones. */
const HEADERS = 32 * 1024;

/** The headers alone tell who wrote and may be answered. */
async function openHeaders(bytes: Uint8Array, sha256: Sha256): Promise<OpenedMessage> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers = whole.subarray(0, Math.min(endOfHeaders(whole), HEADERS));
  return openMessage(Buffer.concat([headers, Buffer.from('\r\n\r\n')]), sha256);
}

function mailText(mail: OpenedMessage, words: TextWords, message: Sha256): Document {
  const where = { message, part: '', file: '' };
  const base = { part: '', file: '', size: mail.text.length, sha256: message, recognisedBy: 'texte du message' };
  const readings = textReadings(mail.headers.subject, words, where);
  return { ...base, kind: 'mailText', readings, ...(words.isCut && { notes: ['cutShort'] }) };
}

function textReadings(subject: string, { lines, asking }: TextWords, where: Where): Reading[] {
  const read = withUnlabelled(readLabelledLines(lines, where), sentenceReadings(placed(subject, lines), where));
  return withUnlabelled(read, senderReadings(placed(subject, asking), where));
}

function placed(subject: string, lines: readonly TextLine[]): PlacedLine[] {
  const own = lines.map(({ line, text }) => ({ text, place: { kind: 'line', line } as const }));
  return [{ text: subject, place: { kind: 'subject' } }, ...own];
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
    // After the last one none can stop the reader: the whole mail is on its way.
    documents.push(...(await read(each, request, each === found.at(-1) ? { ...outside, done: undefined } : outside)));
  }
  return documents;
}

async function read(found: Opening, request: ReadRequest, outside: Outside): Promise<Document[]> {
  const { sha256 } = request;
  const { part, type } = found;
  const { path, file, bytes } = part;
  const attachment = { message: sha256, part: path, file, size: bytes.length, sha256: part.sha256 };
  switch (found.kind) {
    case 'refused':
      return [unreadableDocument(attachment, found.reason, type.name)];
    case 'container': {
      const { notes } = found;
      const recognisedBy = 'contenu du fichier';
      return [{ ...documentBase(attachment), kind: 'container', format: type.name, recognisedBy, readings: [], notes }];
    }
    case 'mail':
      return [attachedMail(found, attachment, request.ownAddresses)];
    case 'file': {
      const documents = await readOnce(bytes, attachment, { type, request, outside });
      return documents.map((each) => withNotes(each, found.notes));
    }
    default:
      return found satisfies never;
  }
}

function withNotes(document: Document, more: readonly DocumentNote[] = []): Document {
  return more.length === 0 ? document : { ...document, notes: [...(document.notes ?? []), ...more] };
}

interface Circumstances {
  readonly type: FileType;
  readonly request: ReadRequest;
  readonly outside: Outside;
}

/** A file is read by one try, and known to those that other files make necessary. */
async function readOnce(
  bytes: Uint8Array,
  attachment: Attachment,
  { type, request, outside }: Circumstances,
): Promise<Document[]> {
  const { part } = attachment;
  const known = request.known?.get(part);
  if (known !== undefined) return [...known];
  if (request.skip.includes(part) || outside.working?.(part) === false) {
    return [unreadableDocument(attachment, 'tooHeavy', type.name)];
  }
  const documents = await readFile(bytes, attachment, type, outside);
  await outside.done?.(part, documents);
  return documents;
}

type OpenedMail = Extract<Opening, { kind: 'mail' }>;

/** A letter of ours that comes back attached says nothing of a request. */
function attachedMail(found: OpenedMail, attachment: Attachment, ownAddresses: readonly string[]): Document {
  const { mail, type, notes } = found;
  const { message, part, file } = attachment;
  const { from, subject } = mail.headers;
  const words = inText(mail, ownAddresses);
  const readings = isOurs(from, ownAddresses) ? [] : textReadings(subject, words, { message, part, file });
  const base = { ...documentBase(attachment), kind: 'attachedMail', recognisedBy: type.name, readings } as const;
  const all = words.isCut ? [...notes, 'cutShort' as const] : notes;
  return all.length === 0 ? base : { ...base, notes: all };
}
