/** One MAPI property as TNEF encodes it; a property of several values gives its first. */
export interface MapiProperty {
  readonly type: number;
  readonly id: number;
  readonly value: Buffer;
}

/** Bytes that a value of fixed size takes, padded to four (MS-OXCDATA §2.11.1). */
const fixedSizes: Readonly<Record<number, number>> = {
  0x0001: 4,
  0x0002: 4,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 4,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
};

/** The properties of a TNEF attribute (MS-OXTNEF §2.1.3.4), as many as can be made out; lengths that lie end the list. */
export function mapiProperties(bytes: Buffer): MapiProperty[] {
  const found: MapiProperty[] = [];
  const reader = { bytes, at: 4 };
  let left = bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  while (left > 0 && reader.at + 4 <= bytes.length) {
    left -= 1;
    const type = bytes.readUInt16LE(reader.at);
    const id = bytes.readUInt16LE(reader.at + 2);
    reader.at += 4;
    if (id >= 0x8000) skipName(reader);
    const value = readValue(reader, type);
    if (value === undefined) break;
    found.push({ type: type & 0x0fff, id, value });
  }
  return found;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

/** A named property: its set, then its number or its name. */
function skipName(reader: Reader): void {
  const kind = number(reader, 16) ?? 0;
  reader.at += 20;
  const length = number(reader, 0) ?? 0;
  reader.at += 4 + (kind === 0 ? 0 : padded(length));
}

function readValue(reader: Reader, type: number): Buffer | undefined {
  const size = fixedSizes[type & 0x0fff];
  const isList = (type & 0x1000) !== 0 || size === undefined;
  const count = isList ? number(reader, 0) : 1;
  if (isList) reader.at += 4;
  let first: Buffer | undefined;
  for (let index = 0; index < (count ?? 0); index += 1) {
    const length = size ?? number(reader, 0);
    if (size === undefined) reader.at += 4;
    // Each turn goes forward: what lies beyond the end ends it.
    if (length === undefined || reader.at + length > reader.bytes.length) return first;
    first ??= reader.bytes.subarray(reader.at, reader.at + length);
    reader.at += padded(length);
  }
  return first ?? Buffer.alloc(0);
}

function number({ bytes, at }: Reader, offset: number): number | undefined {
  return at + offset + 4 <= bytes.length ? bytes.readUInt32LE(at + offset) : undefined;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
