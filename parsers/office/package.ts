import { limits } from '../limits.ts';
import { inflateEntry, readZipDirectory } from '../zip.ts';
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
  const entries = readZipDirectory(bytes);
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
      const content = inflateEntry(bytes, entry, left);
      if ('unreadable' in content) throw new Unreadable(content.unreadable);
      left -= content.length;
      return parseXml(decode(content), budget);
    },
  };
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
