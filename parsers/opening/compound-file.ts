/** A storage of a compound file: its streams and storages by name. */
export interface Storage {
  readonly streams: ReadonlyMap<string, Stream>;
  readonly storages: ReadonlyMap<string, Storage>;
}

/** A stream of a compound file: `read` gives its bytes, or undefined when its sectors are not there. */
export interface Stream {
  readonly size: number;
  readonly read: () => Buffer | undefined;
}

/** Where sectors lie, and which follows which. */
interface Sectors {
  readonly bytes: Buffer;
  readonly size: number;
  /** Offset of sector 0. */
  readonly start: number;
  readonly next: Int32Array;
}

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENTRY = 128;
const STORAGE = 1;
const STREAM = 2;

/** Storages in storages: a mail attached to a mail takes two. */
const MAX_DEPTH = 40;

/**
 * The root storage of a compound file (MS-CFB), or undefined for anything else. Every chain and every tree is followed
 * once at most, so that one which bites its tail ends: libraries follow it until memory runs out.
 */
export function openCompoundFile(file: Uint8Array): Storage | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < 512 || !bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const shift = bytes.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const size = 1 << shift;
  const sectors = { bytes, size, start: size, next: allocationTable(bytes, size) };
  const directory = chain(sectors, bytes.readInt32LE(48));
  if (directory.length < ENTRY) return undefined;
  const miniTable = asTable(chain(sectors, bytes.readInt32LE(60)));
  const miniStream = chain(sectors, directory.readInt32LE(116));
  const mini = { bytes: miniStream, size: 64, start: 0, next: miniTable };
  return storageTree(directory, { sectors, mini, cutoff: bytes.readUInt32LE(56) });
}

/** The FAT (MS-CFB §2.3), gathered over the sectors that the header and the DIFAT chain name. */
function allocationTable(bytes: Buffer, size: number): Int32Array {
  const count = Math.ceil(bytes.length / size);
  const named = [...asTable(bytes.subarray(76, 512))];
  let [difat, left] = [bytes.readInt32LE(68), count];
  while (difat >= 0 && left > 0) {
    const sector = bytes.subarray((difat + 1) * size, (difat + 2) * size);
    if (sector.length < size) break;
    const table = [...asTable(sector)];
    difat = table.pop() ?? -1;
    named.push(...table);
    left -= table.length;
  }
  const needed = Math.ceil((count * 4) / size);
  const tables = named.filter((each) => each >= 0).slice(0, needed);
  return asTable(Buffer.concat(tables.map((each) => bytes.subarray((each + 1) * size, (each + 2) * size))));
}

function asTable(bytes: Buffer): Int32Array {
  return Int32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readInt32LE(index * 4));
}

/** The bytes of a chain of sectors, as far as they are there; never more than the whole holds, or than is wanted. */
function chain({ bytes, size, start, next }: Sectors, first: number, wanted = Infinity): Buffer {
  const found: Buffer[] = [];
  const most = Math.min(Math.ceil(wanted / size), Math.ceil(bytes.length / size));
  for (let at = first; at >= 0 && found.length < most; at = next[at] ?? -1) {
    const offset = start + at * size;
    if (offset >= bytes.length) break;
    found.push(bytes.subarray(offset, offset + size));
  }
  return Buffer.concat(found);
}

interface Layout {
  readonly sectors: Sectors;
  readonly mini: Sectors;
  readonly cutoff: number;
}

/** Siblings form a binary tree, children hang from their storage (MS-CFB §2.6.4); each entry is met once. */
function storageTree(directory: Buffer, layout: Layout): Storage {
  const seen = new Set<number>();
  const storageAt = (child: number, depth: number): Storage => {
    const found = { streams: new Map<string, Stream>(), storages: new Map<string, Storage>() };
    const waiting = [child];
    while (waiting.length > 0) {
      const id = waiting.pop() ?? -1;
      if (id < 0 || (id + 1) * ENTRY > directory.length || seen.has(id) || depth > MAX_DEPTH) continue;
      seen.add(id);
      const entry = directory.subarray(id * ENTRY, (id + 1) * ENTRY);
      const name = nameOf(entry);
      if (entry[66] === STREAM) found.streams.set(name, streamOf(entry, layout));
      if (entry[66] === STORAGE) found.storages.set(name, storageAt(entry.readInt32LE(76), depth + 1));
      waiting.push(entry.readInt32LE(72), entry.readInt32LE(68));
    }
    return found;
  };
  return storageAt(directory.readInt32LE(76), 0);
}

function nameOf(entry: Buffer): string {
  const length = Math.min(64, entry.readUInt16LE(64));
  return entry.toString('utf16le', 0, Math.max(0, length - 2));
}

/** Small streams lie in the mini stream (MS-CFB §2.4). */
function streamOf(entry: Buffer, { sectors, mini, cutoff }: Layout): Stream {
  const size = entry.readUInt32LE(120);
  const from = size < cutoff ? mini : sectors;
  const read = () => {
    const bytes = chain(from, entry.readInt32LE(116), size);
    return bytes.length < size ? undefined : bytes.subarray(0, size);
  };
  return { size, read };
}
