import { inflateRawSync } from 'node:zlib';
import { packedBytes, type ZipEntry } from './zip-directory.ts';

/** Parts of a workbook that hold its cells. Pictures, comments, links, tables and themes are left behind. */
const needed =
  /^(?:_rels\/\.rels|xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml))$/;

/**
 * The same workbook with nothing but its cells, stored without compression; undefined when a part is damaged or
 * inflates to more than it declares. exceljs expands every cell of a defined name (exceljs#535), fails on comments with
 * absolute paths and never ends on a large sheet number: what is not there cannot hurt.
 */
export function lightenWorkbook(bytes: Uint8Array, entries: readonly ZipEntry[]): Uint8Array | undefined {
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    const name = entry.name.replace(/^\//, '');
    if (!needed.test(name)) continue;
    const content = inflate(bytes, entry);
    if (content === undefined) return undefined;
    parts.set(name, name === 'xl/workbook.xml' ? plainWorkbook(content) : content);
  }
  return storedZip(parts);
}

function inflate(bytes: Uint8Array, entry: ZipEntry): Buffer | undefined {
  const packed = packedBytes(bytes, entry);
  if (packed === undefined) return undefined;
  if (entry.method === 0) return Buffer.from(packed);
  try {
    // An entry that declares less than it holds stops at what it declares.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch {
    return undefined;
  }
}

/** Without defined names, and with sheets numbered from 1. */
function plainWorkbook(content: Buffer): Buffer {
  const text = content.toString('utf8');
  const begin = text.search(/<(?:\w+:)?definedNames[\s>]/);
  const end = text.lastIndexOf('definedNames>');
  const plain = begin === -1 || end < begin ? text : text.slice(0, begin) + text.slice(end + 'definedNames>'.length);
  let number = 0;
  return Buffer.from(plain.replace(/\bsheetId\s*=\s*(?:"[^"]*"|'[^']*')/g, () => `sheetId="${++number}"`));
}

/** A ZIP archive of stored files, with the fields that readers look at (APPNOTE.TXT 6.3.10 §4.3). */
function storedZip(parts: ReadonlyMap<string, Buffer>): Uint8Array {
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
