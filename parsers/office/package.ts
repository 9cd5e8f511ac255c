import { crc32, inflateRawSync } from 'node:zlib';
import { archiveCaps, limits } from '../limits.ts';
import { packedBytes, readZipDirectory, type ZipEntry } from '../zip-directory.ts';
import { Unreadable } from './unreadable.ts';
import { parseXml, type Element } from './xml.ts';

/** The archive that a Word (ECMA-376 part 2) or OpenDocument (ODF 1.3 part 2) text is. */
export interface Package {
  readonly names: readonly string[];
  /** The root of a part, or undefined when there is none of this name. Throws `Unreadable`. */
  readonly part: (name: string) => Element | undefined;
}

/** Opens the archive without inflating anything. Throws `Unreadable`. */
export function openPackage(bytes: Uint8Array): Package {
  const entries = readZipDirectory(bytes, archiveCaps);
  if ('unreadable' in entries) throw new Unreadable(entries.unreadable);
  if (entries.some(({ encrypted }) => encrypted)) throw new Unreadable('encrypted');
  const byName = new Map(entries.map((entry) => [entry.name.replace(/^\//, ''), entry]));
  let left = limits.xmlBytes;
  const budget = { elements: limits.xmlElements };
  return {
    names: [...byName.keys()],
    part: (name) => {
      const entry = byName.get(name);
      if (entry === undefined) return undefined;
      const content = inflate(bytes, entry, left);
      left -= content.length;
      return parseXml(decode(content), budget);
    },
  };
}

/** The bytes of a part, counted while they are inflated: what an archive declares may be a lie. */
function inflate(bytes: Uint8Array, entry: ZipEntry, most: number): Uint8Array {
  const packed = packedBytes(bytes, entry);
  if (packed === undefined) throw new Unreadable('corrupt');
  if (entry.size >= most || (entry.method === 0 && packed.length >= most)) throw new Unreadable('tooLarge');
  if (entry.method !== 0 && entry.method !== 8) throw new Unreadable('formatNotRead');
  try {
    const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: most });
    if (content.length === entry.size && isWhole(content, entry)) return content;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw new Unreadable('tooLarge');
  }
  throw new Unreadable('corrupt');
}

/** A changed bit may still inflate to some text: it would be a value that nobody wrote. Zero is no checksum. */
function isWhole(content: Uint8Array, { checksum }: ZipEntry): boolean {
  return checksum === 0 || crc32(content) === checksum;
}

/** XML is UTF-8, or UTF-16 with a mark at its start (XML 1.0 §4.3.3). Wrong bytes make no letters. */
function decode(content: Uint8Array): string {
  const [first, second] = content;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    throw new Unreadable('corrupt');
  }
}
