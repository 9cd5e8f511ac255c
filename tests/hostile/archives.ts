import type { HostileFile } from './hostile-file.ts';
import { deflatedBomb, entryOf, rawZip, zeros, type RawEntry } from './raw-zip.ts';

const archive = (name: string, bytes: HostileFile['bytes'], file = `${name}.zip`): HostileFile => ({
  family: 'archive',
  name,
  file,
  bytes,
});

const packedZeros = (megabytes: number) => deflatedBomb(zeros(megabytes));

/** Archives that are larger than they look, or that lie. */
export const hostileArchives: readonly HostileFile[] = [
  archive('zip: one file, 1:1000, 300 MB', () => rawZip([{ name: 'zeros.pdf', ...packedZeros(300) }])),
  archive('zip: one file below the caps, 39 MB', () => rawZip([{ name: 'zeros.txt', ...packedZeros(39) }])),
  archive('zip: nested five deep, 16 each', () => nested(5)),
  archive('zip: 300 MB that declares 100 bytes', () => rawZip([{ name: 'court.txt', ...packedZeros(300), size: 100 }])),
  archive('zip: 4 GB declared, nothing there', () => rawZip([{ ...entryOf('vide.txt', ''), size: 0xfffffffe }])),
  archive('zip: 1,900 names for the same bytes', () => rawZip(overlapping(1_900, 1))),
  archive('zip: 60 names for the same megabyte', () => rawZip(overlapping(60, 1_000))),
  archive('zip: 100,000 files', () => rawZip(Array.from({ length: 100_000 }, (_, index) => entryOf(`${index}`, '')))),
  archive('zip: odd names', () => rawZip(oddNames.map((name) => entryOf(name, 'Ceci ne dit rien.')))),
  archive('zip: file named like its folder, twice', () =>
    rawZip([entryOf('a', 'Rien.'), entryOf('a/', ''), entryOf('a', 'Rien non plus.')]),
  ),
  archive('zip: with a password', () =>
    rawZip([{ ...entryOf('formulaire.pdf', 'a'.repeat(400)), flags: 1 }, entryOf('lisez-moi.txt', 'Rien.')]),
  ),
  archive('zip: an unknown method', () => rawZip([{ ...entryOf('formulaire.pdf', 'Rien.'), method: 99 }])),
  archive('zip: cut in the middle', () => rawZip([entryOf('a.txt', 'Rien. '.repeat(1_000))]).subarray(0, 60)),
  archive('zip: two ends, the second a lie', () => {
    const zip = rawZip([entryOf('a.txt', 'Rien.')]);
    const lie = Buffer.from(zip.subarray(-22));
    lie.writeUInt32LE(0xffffffff, 12);
    return Buffer.concat([zip, lie]);
  }),
  archive('7z', () => Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(4_000, 0xff)]), 'a.7z'),
  archive('rar', () => Buffer.concat([Buffer.from('526172211a070100', 'hex'), Buffer.alloc(4_000, 0xff)]), 'a.rar'),
];

/** Names that would write elsewhere, hide what they are, or stop a system. */
export const oddNames: readonly (string | Buffer)[] = [
  '../../etc/passwd',
  '/etc/shadow',
  'C:\\Windows\\System32\\drivers\\etc\\hosts',
  '..\\..\\demarrage.bat',
  'CON',
  'nul.pdf',
  'formulaire\0.pdf.exe',
  'facture\u202Efdp.exe',
  `${'long'.repeat(3_000)}.pdf`,
  '',
  '/',
  '.',
  '__proto__',
  Buffer.from([0xff, 0xfe, 0x80, 0x81]),
  "'; DROP TABLE cases; --.pdf",
  '<script>alert(1)</script>.html',
  '=HYPERLINK("https://piege.example").csv',
];

/** Sixteen copies of sixteen copies of… 4 MB of zeros, as « 42.zip » does. */
function nested(depth: number): Buffer {
  const inner = depth === 0 ? undefined : nested(depth - 1);
  const content = inner === undefined ? packedZeros(4) : entryOf('', inner);
  return rawZip(Array.from({ length: 16 }, (_, index) => ({ ...content, name: `${depth}-${index}.zip` })));
}

function overlapping(count: number, kilobytes: number): RawEntry[] {
  const first = { name: '0.txt', ...deflatedBomb({ piece: 'Rien. ', times: kilobytes * 170 }) };
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? first : { ...first, name: `${index}.txt`, borrowed: true },
  );
}
