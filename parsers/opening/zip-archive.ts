import { limits } from '../limits.ts';
import { inflateEntry, packedBytes, readZipDirectory, type ZipEntry } from '../zip.ts';
import type { InnerFile, Opened, Unreadable } from './opened.ts';

/** What systems put into archives for themselves. */
const systemFile = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** The files of a ZIP archive (APPNOTE.TXT 6.3.10). Nothing is inflated before a file is taken. */
export function openZip(bytes: Uint8Array): Opened | Unreadable {
  const entries = readZipDirectory(bytes);
  if ('unreadable' in entries) return entries;
  const files = entries.filter(({ name }) => !/[/\\]$/.test(name) && !systemFile.test(name));
  return { mail: undefined, notes: [], items: files.map((entry) => innerFile(bytes, entry)) };
}

function innerFile(bytes: Uint8Array, entry: ZipEntry): InnerFile {
  const { name, size } = entry;
  const packed = packedBytes(bytes, entry) ?? new Uint8Array();
  return { name, declaredType: '', size, packed, take: () => inflateEntry(bytes, entry, limits.partBytes) };
}
