import { crc32, inflateRawSync } from 'node:zlib';
import type { UnreadableReason } from '../worker/domain/submission.ts';
import { archiveCaps } from './limits.ts';
import { entryName } from './opening/entry-name.ts';

/** One file of a ZIP archive as the central directory declares it (APPNOTE.TXT 6.3.10 §4.3.12); sizes in bytes. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** CRC-32 of the inflated bytes. */
  readonly checksum: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const RECORD = 0x02014b50;
const NEEDS_ZIP64 = 0xffffffff;

/**
 * The entries of an archive, read from its end without inflating anything. More of them, or more bytes in all of them
 * together, than the caps allow is refused.
 */
export function readZipDirectory(
  bytes: Uint8Array,
  caps = archiveCaps,
): readonly ZipEntry[] | { readonly unreadable: UnreadableReason } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > view.length || view.readUInt32LE(end) !== END) return { unreadable: 'corrupt' };
  const [size, declared] = [view.readUInt32LE(end + 12), view.readUInt32LE(end + 16)];
  // Bytes put before the archive shift every offset; readers then count from the end.
  const begin = startsWith(view, declared, RECORD) ? declared : end - size;
  const shift = begin - declared;
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let at = begin; startsWith(view, at, RECORD);) {
    if (at + 46 > view.length) return { unreadable: 'corrupt' };
    const entry = readRecord(view, at, shift);
    total += entry.size;
    if (entries.length >= caps.entries || total > caps.bytes) return { unreadable: 'tooLarge' };
    entries.push(entry);
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entries.length === 0 ? { unreadable: 'corrupt' } : entries;
}

/** The packed bytes of an entry, or undefined when its local header is not where the directory says. */
export function packedBytes(bytes: Uint8Array, { offset, packedSize }: ZipEntry): Buffer | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!startsWith(view, offset, 0x04034b50) || offset + 30 > view.length) return undefined;
  const begin = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  return begin + packedSize <= view.length ? view.subarray(begin, begin + packedSize) : undefined;
}

/**
 * The bytes of an entry, at most as many. They are counted while they are inflated, and no more than the directory declares
 * ever is: a size that lies is no size to go on reading by, and a changed bit may still inflate to some other figure.
 */
export function inflateEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  most: number,
): Buffer | { readonly unreadable: UnreadableReason } {
  const { encrypted, method, size, checksum } = entry;
  if (encrypted) return { unreadable: 'encrypted' };
  if (size > most) return { unreadable: 'tooLarge' };
  const packed = packedBytes(bytes, entry);
  if (packed === undefined) return { unreadable: 'corrupt' };
  if (method !== 0 && method !== 8) return { unreadable: 'formatNotRead' };
  const content = method === 0 ? packed : inflated(packed, size);
  // Zero is what producers write that reckon no checksum.
  const isWhole = content?.length === size && (checksum === 0 || crc32(content) === checksum);
  return isWhole ? content : { unreadable: 'corrupt' };
}

function inflated(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}

function readRecord(view: Buffer, at: number, shift: number): ZipEntry {
  const nameEnd = at + 46 + view.readUInt16LE(at + 28);
  const extra = view.subarray(nameEnd, nameEnd + view.readUInt16LE(at + 30));
  const sizes = [view.readUInt32LE(at + 24), view.readUInt32LE(at + 20), view.readUInt32LE(at + 42)];
  const [size = 0, packedSize = 0, offset = 0] = zip64(sizes, extra);
  return {
    name: entryName(view.subarray(at + 46, nameEnd), (view.readUInt16LE(at + 8) & 0x0800) !== 0, extra),
    method: view.readUInt16LE(at + 10),
    encrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    packedSize,
    size,
    checksum: view.readUInt32LE(at + 16),
    offset: offset + shift,
  };
}

/** Sizes that do not fit into 32 bits, or that a streaming producer did not know, stand in an extra field (§4.5.3). */
function zip64(sizes: readonly number[], extra: Buffer): readonly number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  let next = at + 4;
  return sizes.map((size) => {
    if (size !== NEEDS_ZIP64 || next + 8 > extra.length) return size;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  });
}

function startsWith(view: Buffer, at: number, signature: number): boolean {
  return at >= 0 && at + 4 <= view.length && view.readUInt32LE(at) === signature;
}
