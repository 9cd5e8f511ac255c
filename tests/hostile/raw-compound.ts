/** Octets of a sector (MS-CFB §2.2, version 3). */
const SECTOR = 512;
const END_OF_CHAIN = 0xfffffffe;
const FAT_SECTOR = 0xfffffffd;
const FREE = 0xffffffff;

/** A compound file (MS-CFB) of one stream, with the directory in sector 1 and the stream from sector 2 on. */
export function compound(name: string, content: Uint8Array): Buffer {
  const sectors = Math.max(8, Math.ceil(content.length / SECTOR));
  const stream = Buffer.alloc(sectors * SECTOR);
  stream.set(content);
  const chain = Array.from({ length: sectors }, (_, index) => (index === sectors - 1 ? END_OF_CHAIN : index + 3));
  return file([FAT_SECTOR, END_OF_CHAIN, ...chain], directory(name, stream.length), stream);
}

/** The same, with every chain leading back to its own beginning. */
export function loopingCompound(name: string): Buffer {
  return file([FAT_SECTOR, 1, 3, 2], directory(name, 0x7fffffff), Buffer.alloc(2 * SECTOR, 0x41));
}

function file(chain: readonly number[], entries: Buffer, stream: Buffer): Buffer {
  const header = Buffer.alloc(SECTOR, 0xff);
  header.fill(0, 8, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  [0x3e, 3, 0xfffe, 9, 6].forEach((value, index) => header.writeUInt16LE(value, 24 + index * 2));
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(END_OF_CHAIN, 60);
  header.writeUInt32LE(END_OF_CHAIN, 68);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(SECTOR);
  for (let index = 0; index < SECTOR / 4; index += 1) table.writeUInt32LE(chain[index] ?? FREE, index * 4);
  return Buffer.concat([header, table, entries, stream]);
}

function directory(name: string, size: number): Buffer {
  return Buffer.concat([entry('Root Entry', 5, 1, END_OF_CHAIN, 0), entry(name, 2, FREE, 2, size), Buffer.alloc(256)]);
}

function entry(name: string, type: number, child: number, start: number, size: number): Buffer {
  const record = Buffer.alloc(128);
  record.write(name, 'utf16le');
  record.writeUInt16LE((name.length + 1) * 2, 64);
  record.writeUInt8(type, 66);
  record.writeUInt8(1, 67);
  [FREE, FREE, child].forEach((value, index) => record.writeUInt32LE(value, 68 + index * 4));
  record.writeUInt32LE(start, 116);
  record.writeUInt32LE(size, 120);
  return record;
}
