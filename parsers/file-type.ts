import { fileTypeFromBuffer } from 'file-type';
import { limits } from './limits.ts';
import { readZipDirectory } from './zip-directory.ts';

/** What the bytes are, whatever the name and the declared type say. `name` is for people: `Word (.docx)`. */
export interface FileType {
  readonly kind: 'pdf' | 'xlsx' | 'compound' | 'image' | 'text' | 'signature' | 'empty' | 'other';
  readonly name: string;
}

const names: Readonly<Record<string, string>> = {
  docx: 'Word (.docx)',
  odt: 'OpenDocument (.odt)',
  ods: 'OpenDocument (.ods)',
  rtf: 'RTF',
  zip: 'archive ZIP',
  '7z': 'archive 7-Zip',
  rar: 'archive RAR',
  pptx: 'PowerPoint (.pptx)',
};

/** Recognises a file by its content. */
export async function fileType(bytes: Uint8Array, declaredType: string): Promise<FileType> {
  if (bytes.length === 0) return { kind: 'empty', name: 'fichier vide' };
  // Some producers write a line or two before the PDF header (ISO 32000-1, annex H.3.4.1: within 1 024 bytes).
  if (latin1(bytes, 1024).includes('%PDF-')) return { kind: 'pdf', name: 'PDF' };
  const picture = pictureName(bytes);
  if (picture !== undefined) return { kind: 'image', name: `image ${picture}` };
  if (isWorkbook(bytes)) return { kind: 'xlsx', name: 'Excel (.xlsx)' };
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found === undefined) return unknown(bytes, declaredType);
  if (found.ext === 'xlsx' || found.ext === 'xlsm') return { kind: 'xlsx', name: `Excel (.${found.ext})` };
  if (found.ext === 'cfb') return { kind: 'compound', name: 'ancien format Microsoft Office' };
  if (found.mime.startsWith('image/')) return { kind: 'image', name: `image ${found.ext.toUpperCase()}` };
  return { kind: 'other', name: names[found.ext] ?? found.ext.toUpperCase() };
}

/** The two kinds of pictures that nearly every mail holds, by their first bytes. */
function pictureName(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'JPG';
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47 ? 'PNG' : undefined;
}

/** The zip's own table of contents tells a workbook at once; the library reads through the file. */
function isWorkbook(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  const entries = readZipDirectory(bytes, limits.zip);
  return !('unreadable' in entries) && entries.some(({ name }) => name === 'xl/workbook.xml');
}

function unknown(bytes: Uint8Array, declaredType: string): FileType {
  if (/pkcs7-signature|pgp-signature/.test(declaredType)) return { kind: 'signature', name: 'signature électronique' };
  if (declaredType === 'message/rfc822') return { kind: 'other', name: 'message joint' };
  if (bytes[0] === 0x78 && bytes[1] === 0x9f && bytes[2] === 0x3e && bytes[3] === 0x22) {
    return { kind: 'other', name: 'winmail.dat (Outlook)' };
  }
  const start = latin1(bytes, 4096);
  if (/^\s*(<!doctype html|<html)/i.test(start)) return { kind: 'other', name: 'page HTML' };
  const binary = /[\0-\x08\x0e-\x1f]/.test(start); // eslint-disable-line no-control-regex -- that is what is looked for
  return binary ? { kind: 'other', name: 'format inconnu' } : { kind: 'text', name: 'texte' };
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1');
}
