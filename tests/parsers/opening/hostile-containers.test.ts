import { deflateRawSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../data/archive.ts';
import { limits } from '../../../parsers/limits.ts';
import type { Part } from '../../../parsers/message.ts';
import { openTree, type Opening } from '../../../parsers/opening/open-tree.ts';
import { buildMail } from '../../builders/mail.ts';
import { buildOutlookMessage } from '../../builders/outlook.ts';
import { buildTnef } from '../../builders/tnef.ts';
import { buildZip } from '../../builders/zip.ts';

const pdf = Buffer.from('%PDF-1.4\n% Formulaire\n%%EOF\n');
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/opening', name));

/** Opens bytes as the only attachment of a mail. */
function openAlone(bytes: Uint8Array, declaredType = 'application/octet-stream'): Promise<Opening[]> {
  const part: Part = { path: '1', file: 'pièce', declaredType, embedded: false, bytes, sha256: sha256(bytes) };
  const headers = {
    messageId: undefined,
    inReplyTo: [],
    references: [],
    from: undefined,
    replyTo: undefined,
    recipients: [],
    subject: '',
  };
  return openTree({
    headers,
    header: () => undefined,
    trace: [],
    type: { value: '', params: {} },
    text: '',
    isCut: false,
    parts: [part],
  });
}

const reasons = (found: readonly Opening[]) => found.flatMap((each) => (each.kind === 'refused' ? [each.reason] : []));
const openedBytes = (found: readonly Opening[]) =>
  found.slice(1).reduce((sum, each) => sum + each.part.bytes.length, 0);

const message = buildOutlookMessage({
  subject: 'Demande',
  text: 'Dosage : 5 mg',
  attachments: [
    { name: 'f.pdf', content: Buffer.concat([pdf, Buffer.alloc(6000, 0x20)]) },
    { name: 'g', content: { subject: 'Avant', attachments: [{ name: 'g.pdf', content: pdf }] } },
  ],
});
const tnef = buildTnef({
  subject: 'Demande',
  attachments: [
    { longName: 'f.pdf', content: pdf },
    { longName: 'g', message: { text: 'x', attachments: [{ title: 'g.pdf', content: pdf }] } },
  ],
});
const zip = buildZip([
  { name: 'f.pdf', content: pdf },
  { name: 'é.zip', flags: 0x800, content: buildZip([{ name: 'g.pdf', content: pdf, method: 0 }]), method: 0 },
]);
const eml = buildMail({ attachments: [{ name: 'f.zip', content: zip }] });

const valid: [name: string, bytes: Buffer, type: string | undefined][] = [
  ['an Outlook message', message, undefined],
  ['a winmail.dat', tnef, undefined],
  ['an archive', zip, undefined],
  ['a mail', eml, 'message/rfc822'],
  ['a signed message', fixture('facture.pdf.p7m'), undefined],
  ['a signed mail', fixture('signe-opaque-ber.eml'), 'message/rfc822'],
];

/** Flips, cuts and repeats. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
  value: fc.nat(255),
  length: fc.nat(64),
  how: fc.constantFrom('flip', 'cut', 'repeat', 'end', 'fill'),
});

function mutate(bytes: Buffer, changes: readonly { at: number; value: number; length: number; how: string }[]): Buffer {
  let made: Buffer = Buffer.from(bytes);
  for (const { at, value, length, how } of changes) {
    const index = Math.floor(at * made.length);
    const [before, some, after] = [
      made.subarray(0, index),
      made.subarray(index, index + length),
      made.subarray(index + length),
    ];
    if (how === 'flip') made[index] = value;
    if (how === 'fill') made.fill(0xff, index, Math.min(index + length, made.length));
    if (how === 'cut') made = Buffer.concat([before, after]);
    if (how === 'repeat') made = Buffer.concat([before, some, some, after]);
    if (how === 'end') made = Buffer.from(before);
  }
  return made;
}

describe('whatever is attached', () => {
  it.each(valid)('opens, or is refused, when %s is damaged', async (_, bytes, type) => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (changes) => {
        const found = await openAlone(mutate(bytes, changes), type);
        expect(found.length).toBeGreaterThan(0);
        expect(new Set(found.map(({ part }) => part.path)).size).toBe(found.length);
      }),
      { numRuns: 300 },
    );
  });

  const signatures = [
    [],
    [0x50, 0x4b, 3, 4],
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    [0x78, 0x9f, 0x3e, 0x22],
    [0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2, 0xa0, 0x80],
  ];
  const types = ['message/rfc822', 'application/pkcs7-mime', 'application/ms-tnef', 'application/octet-stream'];

  it('opens, or is refused, with any bytes at all', async () => {
    const bytes = fc.tuple(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 2000 }));
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom(...types), async ([signature, rest], type) => {
        expect((await openAlone(Buffer.concat([Buffer.from(signature), rest]), type)).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a bomb', () => {
  const zeros = Buffer.alloc(30 * 1024 * 1024);

  it('of one archive is refused by what it declares', async () => {
    const found = await openAlone(buildZip([1, 2, 3].map((index) => ({ name: `${index}.txt`, content: zeros }))));
    expect(reasons(found)).toEqual(['tooLarge']);
  });

  it('that lies about its size is inflated no further than its lie', async () => {
    const lies = Array.from({ length: 40 }, (_, index) => ({
      name: `${index}.txt`,
      content: zeros.subarray(0, 4_000_000),
      size: 10,
    }));
    const found = await openAlone(buildZip(lies));
    expect(new Set(reasons(found))).toEqual(new Set(['corrupt']));
    expect(found).toHaveLength(41);
  });

  it('of archives in archives stops where the bytes of all of them do', async () => {
    const leaf = buildZip([{ name: 'a.txt', content: zeros }]);
    const branch = buildZip(
      Array.from({ length: 8 }, (_, index) => ({
        name: `${index}.zip`,
        content: Buffer.concat([leaf, Buffer.from([index])]),
      })),
    );
    const found = await openAlone(branch);
    expect(reasons(found)).toContain('tooLarge');
    expect(openedBytes(found)).toBeLessThan(limits.openedBytes + 1_000_000);
  });

  it('that holds itself ends at the depth cap', async () => {
    let made: Buffer = buildZip([{ name: 'f.pdf', content: pdf }]);
    for (let level = 0; level < 20; level += 1) made = buildZip([{ name: 'dedans.zip', content: made }]);
    const found = await openAlone(made);
    expect(found).toHaveLength(limits.depth);
    expect(reasons(found)).toEqual(['tooLarge']);
  });

  it('of files that share their bytes is counted by what it makes', async () => {
    // One packed file that hundreds of entries point to.
    const packed = deflateRawSync(zeros);
    const once = buildZip([{ name: 'a.txt', content: zeros }]);
    expect(once.length).toBeLessThan(packed.length + 200);
    const start = once.readUInt32LE(once.length - 6);
    const record = once.subarray(start, once.length - 22);
    const tail = Buffer.from(once.subarray(-22));
    tail.writeUInt32LE(record.length * 300, 12);
    const found = await openAlone(
      Buffer.concat([once.subarray(0, start), ...Array.from({ length: 300 }, () => record), tail]),
    );
    expect(reasons(found)).toEqual(['tooLarge']);
  });
});

describe('a compound file', () => {
  /** Every chain, tree and size of the file is one that an attacker may write. */
  const at = (offset: number, value: number) => {
    const made = Buffer.from(message);
    made.writeInt32LE(value, offset);
    return made;
  };
  const sector = (index: number) => 512 * (index + 1);
  const directory = sector(message.readInt32LE(0x30));
  const fat = sector(message.readInt32LE(0x4c));

  it.each([
    ['a directory that goes round', at(fat + 4 * message.readInt32LE(0x30), message.readInt32LE(0x30))],
    ['a directory that begins nowhere', at(0x30, 0x7fffffff)],
    ['a list of tables that goes round', at(0x44, 0)],
    ['entries that are their own sisters', at(directory + 128 + 0x44, 1)],
    ['a storage that holds itself', at(directory + 0x4c, 0)],
    ['a stream of four gigabytes', at(directory + 128 + 0x78, -1)],
    ['small streams that lie nowhere', at(directory + 0x74, 0x7ffffff0)],
    ['huge sectors', at(0x1e, 31)],
  ])('with %s is opened as far as it goes, or refused', async (_, bytes) => {
    expect((await openAlone(bytes)).length).toBeGreaterThan(0);
  });

  it('with every sector pointing to itself ends', async () => {
    const made = Buffer.from(message);
    for (let index = 0; index < 128; index += 1) made.writeInt32LE(index, fat + 4 * index);
    expect((await openAlone(made)).length).toBeGreaterThan(0);
  });
});

describe('a winmail.dat', () => {
  it('with lengths beyond its end shows what lies before', async () => {
    const cut = Buffer.from(tnef);
    const second = tnef.indexOf(Buffer.from([2, 0x02, 0x90, 0x06, 0x00]), tnef.indexOf('%PDF'));
    cut.writeUInt32LE(0xffffffff, second + 5);
    const found = await openAlone(cut);
    expect(found.map(({ kind, part }) => [kind, part.file])).toEqual([
      ['container', 'pièce'],
      ['file', 'f.pdf'],
    ]);
  });

  it('with four billion properties ends', async () => {
    const made = Buffer.from(tnef);
    made.writeUInt32LE(0xffffffff, made.indexOf(Buffer.from([2, 0x05, 0x90, 0x06, 0x00])) + 9);
    expect((await openAlone(made)).length).toBeGreaterThan(0);
  });
});

describe('a signed message', () => {
  it('of a million nested sequences is refused', async () => {
    const head = Buffer.from('308006092a864886f70d010702a080', 'hex');
    const found = await openAlone(Buffer.concat([head, Buffer.from('3080'.repeat(1_000_000), 'hex')]));
    expect(reasons(found)).toEqual(['tooLarge']);
  });

  it('of a million values is refused', async () => {
    const head = Buffer.from('308006092a864886f70d010702a0803080', 'hex');
    const found = await openAlone(Buffer.concat([head, Buffer.from('0500'.repeat(1_000_000), 'hex')]));
    expect(reasons(found)).toEqual(['tooLarge']);
  });
});
