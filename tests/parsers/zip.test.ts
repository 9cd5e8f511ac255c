import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateEntry, packedBytes, readZipDirectory, type ZipEntry } from '../../parsers/zip.ts';
import { entryOf, rawZip } from '../hostile/raw-zip.ts';

const caps = { entries: 100, bytes: 10_000 };
const sound = rawZip([entryOf('a.txt', 'Bonjour'), entryOf('dossier/b.txt', 'x'.repeat(500))]);

describe('the directory of an archive', () => {
  it('tells each file, its size, and where its bytes are', () => {
    const entries = readZipDirectory(sound, caps);
    if ('unreadable' in entries) throw new Error(entries.unreadable);
    expect(entries.map(({ name, size, method, encrypted }) => [name, size, method, encrypted])).toEqual([
      ['a.txt', 7, 8, false],
      ['dossier/b.txt', 500, 8, false],
    ]);
    expect(entries.map((each) => packedBytes(sound, each)?.length)).toEqual(entries.map((each) => each.packedSize));
  });

  it('is found behind bytes that stand before the archive', () => {
    const shifted = Buffer.concat([Buffer.alloc(100, 0x20), sound]);
    const entries = readZipDirectory(shifted, caps);
    if ('unreadable' in entries) throw new Error(entries.unreadable);
    expect(entries.map((each) => packedBytes(shifted, each)?.length)).toEqual(entries.map((each) => each.packedSize));
  });

  it('beyond the caps of files or of bytes is refused before anything is inflated', () => {
    const many = rawZip(Array.from({ length: 101 }, (_, index) => entryOf(`${index}`, '')));
    expect(readZipDirectory(many, caps)).toEqual({ unreadable: 'tooLarge' });
    const large = rawZip([{ ...entryOf('a', ''), size: 10_001 }]);
    expect(readZipDirectory(large, caps)).toEqual({ unreadable: 'tooLarge' });
  });

  it.each<[string, Partial<ZipEntry>, string]>([
    ['more than is left', { size: 501 }, 'tooLarge'],
    ['more than it declares', { size: 499 }, 'corrupt'],
    ['something where it declares nothing', { size: 0 }, 'corrupt'],
    ['another checksum', { checksum: 1 }, 'corrupt'],
    ['a password', { encrypted: true }, 'encrypted'],
    ['a way of packing that is not read', { method: 12 }, 'formatNotRead'],
    ['no local header', { offset: 7 }, 'corrupt'],
  ])('gives nothing of an entry that has %s', (_, change, reason) => {
    const entries = readZipDirectory(sound, caps);
    const entry = 'unreadable' in entries ? undefined : entries[1];
    if (entry === undefined) throw new Error('no entry');
    expect(inflateEntry(sound, entry, 500)).toEqual(Buffer.alloc(500, 'x'));
    expect(inflateEntry(sound, { ...entry, ...change }, 500)).toEqual({ unreadable: reason });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an end without a directory', sound.subarray(-22)],
    ['no end', sound.subarray(0, -22)],
    ['an end cut off', sound.subarray(0, -1)],
    ['an archive of no file', rawZip([])],
  ])('of %s is corrupt', (_, bytes) => {
    expect(readZipDirectory(bytes, caps)).toEqual({ unreadable: 'corrupt' });
  });

  it('of any bytes, and of a sound archive with octets changed, is a value that keeps the caps', () => {
    const changed = fc
      .array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 8 })
      .map((changes) => changes.reduce((bytes, [at, value]) => bytes.fill(value, at, at + 1), Buffer.from(sound)));
    const noise = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([bytes, sound.subarray(-22)]));
    fc.assert(
      fc.property(fc.oneof(changed, noise), (bytes) => {
        const entries = readZipDirectory(bytes, caps);
        if ('unreadable' in entries) return;
        expect(entries.length).toBeLessThanOrEqual(caps.entries);
        expect(entries.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(caps.bytes);
        for (const each of entries) {
          const packed = packedBytes(bytes, each);
          expect(packed === undefined || packed.length === each.packedSize).toBe(true);
          const content = inflateEntry(bytes, each, caps.bytes);
          expect('unreadable' in content || content.length === each.size).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
