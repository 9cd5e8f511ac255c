import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, with whatever lies about it. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly packed: Uint8Array;
  /** Size declared once inflated. */
  readonly size: number;
  /** CRC-32 of the content. */
  readonly checksum?: number;
  /** 8 deflated (the usual), 0 stored. */
  readonly method?: number;
  readonly flags?: number;
  /** No bytes of its own: the directory leads to those of the first file. */
  readonly borrowed?: boolean;
}

/** An entry that tells the truth about its content. */
export function entryOf(name: string | Buffer, content: Uint8Array | string): RawEntry {
  const bytes = Buffer.from(content);
  return { name, packed: deflateRawSync(bytes), size: bytes.length, checksum: crc32(bytes) };
}

/** An archive of these files (APPNOTE.TXT 6.3.10 §4.3), every field as told. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const files: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const fields = fieldsOf(entry, name);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.borrowed === true ? 0 : offset, 10);
    records.push(Buffer.from('PK\x01\x02\x14\x00'), fields, tail, name);
    if (entry.borrowed === true) continue;
    files.push(Buffer.from('PK\x03\x04'), fields, name, Buffer.from(entry.packed));
    offset += 30 + name.length + entry.packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, directory, end]);
}

function fieldsOf({ packed, size, checksum = 0, method = 8, flags = 0 }: RawEntry, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/** A text that deflates a thousandfold: `piece` as many times, between two others. */
export interface Bomb {
  readonly piece: string;
  readonly times: number;
  readonly before?: string;
  readonly after?: string;
}

/** A bomb deflated without ever holding the whole (RFC 1951), its true size and its checksum. */
export function deflatedBomb(bomb: Bomb): { packed: Buffer; size: number; checksum: number } {
  const { piece, times, before = '', after = '' } = bomb;
  // Flushed pieces begin on a byte and refer to nothing before them: they can be put one after the other.
  const flushed = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const many = Math.min(times, Math.ceil(2 ** 20 / piece.length));
  const blocks = Math.ceil(times / many);
  const plain = Buffer.from(piece.repeat(many));
  const block = flushed(piece.repeat(many));
  let checksum = crc32(before);
  for (let index = 0; index < blocks; index += 1) checksum = crc32(plain, checksum);
  return {
    packed: Buffer.concat([flushed(before), ...Array<Buffer>(blocks).fill(block), deflateRawSync(after)]),
    size: Buffer.byteLength(before + after) + blocks * plain.length,
    checksum: crc32(after, checksum),
  };
}

/** A bomb as a zlib stream (RFC 1950), as PDF and PNG want it; the checksum is right for zeros only. */
export function zlibBomb(bomb: Bomb): Buffer {
  const { packed, size } = deflatedBomb(bomb);
  // Adler-32 of zeros.
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE(size % 65_521, 0);
  sum.writeUInt16BE(1, 2);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), packed, sum]);
}

/** Zeros. */
export function zeros(megabytes: number): Bomb {
  return { piece: '\0', times: megabytes * 2 ** 20 };
}
