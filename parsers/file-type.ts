import { openCompoundFile } from './opening/compound-file.ts';
import { readZipDirectory } from './zip.ts';

/** What opens or reads a file. */
export type FileKind =
  | 'pdf'
  | 'workbook'
  | 'officeText'
  | 'oldOfficeText'
  | 'image'
  | 'text'
  | 'html'
  | 'mail'
  | 'outlookMail'
  | 'tnef'
  | 'signedMail'
  | 'archive'
  | 'signature'
  | 'companion'
  | 'encrypted'
  | 'empty'
  | 'other';

/** What the bytes are, whatever the name and the declared type say. `name` is for people: `Word (.docx)`. */
export interface FileType {
  readonly kind: FileKind;
  /** The usual extension of the format, lower case: `xlsx`, `doc`. */
  readonly format: string;
  readonly name: string;
}

/** Formats by extension: what reads them, and what people call them. */
const formats: Readonly<Record<string, readonly [FileKind, string]>> = {
  pdf: ['pdf', 'PDF'],
  xlsx: ['workbook', 'Excel (.xlsx)'],
  xlsm: ['workbook', 'Excel avec macros (.xlsm)'],
  xlsb: ['workbook', 'Excel binaire (.xlsb)'],
  xls: ['workbook', 'ancien Excel (.xls)'],
  ods: ['workbook', 'OpenDocument (.ods)'],
  docx: ['officeText', 'Word (.docx)'],
  docm: ['officeText', 'Word avec macros (.docm)'],
  odt: ['officeText', 'OpenDocument (.odt)'],
  doc: ['oldOfficeText', 'ancien Word (.doc)'],
  rtf: ['oldOfficeText', 'RTF'],
  cfb: ['other', 'ancien format Microsoft Office'],
  msg: ['outlookMail', 'message Outlook (.msg)'],
  tnef: ['tnef', 'winmail.dat (Outlook)'],
  eml: ['mail', 'message joint'],
  p7m: ['signedMail', 'message signé (S/MIME)'],
  p7s: ['signature', 'signature électronique'],
  zip: ['archive', 'archive ZIP'],
  '7z': ['other', 'archive 7-Zip'],
  rar: ['other', 'archive RAR'],
  pptx: ['other', 'PowerPoint (.pptx)'],
  html: ['html', 'page HTML'],
  txt: ['text', 'texte'],
};

/** Recognises a file by its content; the declared type only tells a mail from a text that looks like one. */
export async function fileType(bytes: Uint8Array, declaredType: string): Promise<FileType> {
  if (bytes.length === 0) return { kind: 'empty', format: '', name: 'fichier vide' };
  // A mail whose attachment begins within the first kilobyte would look like a PDF with a line before its header.
  if (declaredType === 'message/rfc822') return known('eml');
  if (/^application\/(?:x-)?pkcs7-signature$/.test(declaredType) && isCms(bytes)) return known('p7s');
  // Containers first: a file that lies in one as it is may begin within the kilobyte where a PDF is looked for.
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return zipped(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return compound(bytes);
  if (startsWith(bytes, [0x78, 0x9f, 0x3e, 0x22])) return known('tnef');
  if (isCms(bytes)) return known('p7m');
  // Some producers write a line or two before the PDF header (ISO 32000-1, annex H.3.4.1: within 1 024 bytes).
  if (latin1(bytes, 1024).includes('%PDF-')) return known('pdf');
  const picture = pictureFormat(bytes);
  if (picture !== undefined) return image(picture);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return zipped(bytes);
  // A byte order mark is how some sound files begin, too.
  if (isUtf16(bytes)) return unknown(bytes, declaredType);
  // Loaded with the first attachment: many mails have none.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found === undefined) return unknown(bytes, declaredType);
  if (found.mime.startsWith('image/')) return image(found.ext);
  return known(found.ext);
}

function known(format: string): FileType {
  const [kind, name] = formats[format] ?? ['other', format.toUpperCase()];
  return { kind, format, name };
}

function image(format: string): FileType {
  return { kind: 'image', format, name: `image ${format.toUpperCase()}` };
}

/** The kinds of pictures that nearly every mail holds, by their first bytes. */
function pictureFormat(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  return startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) ? 'png' : undefined;
}

/** The zip's own table of contents tells what it is: Office and OpenDocument files are archives (OPC, ODF part 3). */
function zipped(bytes: Uint8Array): FileType {
  const entries = readZipDirectory(bytes);
  if ('unreadable' in entries) return known('zip');
  const names = new Set(entries.map(({ name }) => name.replace(/^\//, '').toLowerCase()));
  const macros = [...names].some((each) => each.endsWith('vbaproject.bin'));
  if (names.has('xl/workbook.xml')) return known(macros ? 'xlsm' : 'xlsx');
  if (names.has('xl/workbook.bin')) return known('xlsb');
  if (names.has('word/document.xml')) return known(macros ? 'docm' : 'docx');
  if (names.has('ppt/presentation.xml')) return known('pptx');
  if (!names.has('content.xml')) return known('zip');
  // The first entry of an OpenDocument file is its type, stored as it is (ODF 1.3 part 2 §3.3).
  return known(latin1(bytes, 200).includes('opendocument.spreadsheet') ? 'ods' : 'odt');
}

/** Names of streams in a compound file (MS-CFB §2.6.1), and the formats they tell; the first that is there decides. */
const streams = [
  // A package with a password (MS-OFFCRYPTO §2.3.4.4).
  ['EncryptedPackage', 'encrypted'],
  ['__properties_version1.0', 'msg'],
  ['WordDocument', 'doc'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
] as const;

function compound(bytes: Uint8Array): FileType {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const root = openCompoundFile(bytes)?.streams ?? new Map();
  // Files lie in files: only the root tells what this one is, unless its directory is damaged.
  const format = streams.find(([name]) => (root.size > 0 ? root.has(name) : view.includes(name, 0, 'utf16le')))?.[1];
  if (format === 'encrypted') return { kind: 'encrypted', format: 'cfb', name: 'document Office protégé' };
  return known(format ?? 'cfb');
}

function unknown(bytes: Uint8Array, declaredType: string): FileType {
  if (/pkcs7-mime/.test(declaredType)) return known('p7m');
  const start = latin1(bytes, 4096);
  if (start.startsWith('-----BEGIN PGP SIGNATURE-----')) return known('p7s');
  if (start.startsWith('-----BEGIN PGP MESSAGE-----'))
    return { kind: 'encrypted', format: 'pgp', name: 'message chiffré (PGP)' };
  if (/^\s*(<!doctype html|<html)/i.test(start)) return known('html');
  // A mail that passed many servers has kilobytes of headers above its From.
  if (isMail(latin1(bytes, 65_536))) return known('eml');
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  const binary = !isUtf16(bytes) && /[\0-\x08\x0e-\x1f]/.test(start);
  return binary ? { kind: 'other', format: '', name: 'format inconnu' } : known('txt');
}

/** A byte order mark and a letter of Europe. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  return (first === 0xff && second === 0xfe && fourth === 0) || (first === 0xfe && second === 0xff && third === 0);
}

/** A CMS message: a sequence that begins with an identifier of PKCS #7 (RFC 5652 §3), whatever its length says. */
function isCms(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 24);
  return bytes[0] === 0x30 && head.includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07');
}

/** Header lines from the first one on, with a sender and a sign of mail among them (RFC 5322). */
function isMail(start: string): boolean {
  const [head = ''] = start.split(/\r?\n\r?\n/);
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  if (!lines.slice(0, -1).every((line) => /^[!-9;-~]+:/.test(line))) return false;
  return /^from:/im.test(head) && /^(?:received|message-id|mime-version|return-path):/im.test(head);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1');
}
