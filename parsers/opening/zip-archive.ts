import { crc32, inflateRawSync } from 'node:zlib';
import { archiveCaps } from '../limits.ts';
import { packedBytes, readZipDirectory, type ZipEntry } from '../zip-directory.ts';
import type { InnerFile, Opened, Unreadable } from './opened.ts';

/** What systems put into archives for themselves. */
const systemFile = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** The files of a ZIP archive (APPNOTE.TXT 6.3.10). Nothing is inflated before a file is taken. */
export function openZip(bytes: Uint8Array): Opened | Unreadable {
  const entries = readZipDirectory(bytes, archiveCaps);
  if ('unreadable' in entries) return entries;
  const files = entries.filter(({ name }) => !/[/\\]$/.test(name) && !systemFile.test(name));
  return { mail: undefined, notes: [], items: files.map((entry) => innerFile(bytes, entry)) };
}

function innerFile(bytes: Uint8Array, entry: ZipEntry): InnerFile {
  const packed = packedBytes(bytes, entry);
  const { name, size } = entry;
  return { name, declaredType: '', size, packed: packed ?? new Uint8Array(), take: () => unpack(packed, entry) };
}

function unpack(
  packed: Uint8Array | undefined,
  { encrypted, method, size, checksum }: ZipEntry,
): Uint8Array | Unreadable {
  if (encrypted) return { unreadable: 'encrypted' };
  if (packed === undefined) return { unreadable: 'corrupt' };
  if (size === 0) return new Uint8Array();
  if (method !== 0 && method !== 8) return { unreadable: 'formatNotRead' };
  const bytes = method === 0 ? packed : inflate(packed, size);
  // A size that lies is no size to go on reading by, and a wrong checksum may hide a wrong figure; some writers leave it zero.
  const isWhole = bytes?.length === size && (checksum === 0 || crc32(bytes) === checksum);
  return isWhole ? bytes : { unreadable: 'corrupt' };
}

/** No more than was declared is ever inflated: the declared sizes were added up and capped. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: size });
  } catch {
    return undefined;
  }
}
