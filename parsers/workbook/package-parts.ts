import { limits } from '../limits.ts';
import { inflateEntry, type ZipEntry } from '../zip.ts';
import type { UnreadableWorkbook } from './workbook.ts';

/** The wanted files of a ZIP archive, by their names without a slash before. */
export type Parts = ReadonlyMap<string, Buffer>;

/** Inflates the files of an archive that `wanted` names, and no others; beyond the cap for workbooks nothing is given. */
export function inflateParts(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  wanted: RegExp,
): Parts | UnreadableWorkbook {
  const parts = new Map<string, Buffer>();
  let left = limits.workbookBytes;
  for (const entry of entries) {
    const name = entry.name.replace(/^\//, '');
    if (!wanted.test(name)) continue;
    const content = inflateEntry(bytes, entry, left);
    if ('unreadable' in content) return content;
    left -= content.length;
    parts.set(name, content);
  }
  return parts;
}

/** Worksheets that the relations of a workbook name twice: read over and over, one of them costs what many do. */
export function repeatsSheets(relations: Buffer | undefined): boolean {
  const targets = [...(relations?.toString('utf8') ?? '').matchAll(/\bTarget\s*=\s*["'][^"']*?([^"'/]+)["']/g)];
  return new Set(targets.map(([, file = '']) => file.toLowerCase())).size < targets.length;
}

/** A ZIP archive of stored files, with the fields that readers look at (APPNOTE.TXT 6.3.10 §4.3). */
export function storedZip(parts: Parts): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const title = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04'), common, title, content);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, tail, title);
    offset += 30 + title.length + content.length;
  }
  const records = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, records, end]);
}
