import { crc32 } from 'node:zlib';
import type { HostileFile } from './hostile-file.ts';
import { deflatedBomb, zeros, zlibBomb } from './raw-zip.ts';

const SIDE = 30_000;

const picture = (name: string, file: string, bytes: HostileFile['bytes']): HostileFile => ({
  family: 'picture',
  name,
  file,
  bytes,
});

/** Pictures that fill gigabytes once decoded, and headers that only say so. */
export const hostilePictures: readonly HostileFile[] = [
  picture('png: header of 30,000 × 30,000', 'scan.png', () => png(SIDE, SIDE, Buffer.alloc(20))),
  picture('png: 30,000 × 30,000, decoded 900 MB', 'scan.png', () => png(SIDE, SIDE, zlibBomb(zeros(859)))),
  picture('png: a page of 40,000,000 pixels', 'scan.png', () => png(5_600, 7_100, zlibBomb(zeros(38)))),
  picture('jpg: a page of 40,000,000 pixels', 'photo.jpg', () => jpeg(6_320, Buffer.alloc(790 ** 2 / 4))),
  picture('png: 1 × 2,000,000,000', 'scan.png', () => png(1, 2_000_000_000, zlibBomb(zeros(1)))),
  picture('png: text of 300 MB', 'scan.png', () =>
    Buffer.concat([
      png(10, 10, zlibBomb(zeros(1))).subarray(0, 33),
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), zlibBomb(zeros(300))])),
      png(1_240, 1_754, zlibBomb(zeros(3))).subarray(33),
    ]),
  ),
  picture('png: of a page, cut in the middle', 'scan.png', () => png(1_240, 1_754, zlibBomb(zeros(3))).subarray(0, 80)),
  picture('png: of a page, without data', 'scan.png', () => png(1_240, 1_754, Buffer.alloc(0))),
  picture('jpg: header of 30,000 × 30,000', 'photo.jpg', () => jpeg(SIDE, Buffer.alloc(20))),
  picture('jpg: 30,000 × 30,000', 'photo.jpg', () => jpeg(SIDE, Buffer.alloc((SIDE / 8) ** 2 / 4))),
  picture('jpg: 65,535 × 65,535', 'photo.jpg', () => jpeg(65_535, Buffer.alloc(20))),
  picture('tiff: header of 30,000 × 30,000', 'fax.tif', () => tiff({ side: SIDE, strip: Buffer.alloc(20) })),
  picture('tiff: 30,000 × 30,000 deflated', 'fax.tif', () =>
    tiff({ side: SIDE, strip: zlibBomb(zeros(859)), compression: 8 }),
  ),
  picture('tiff: a page whose strip is 300 MB deflated', 'fax.tif', () =>
    tiff({ side: 2_000, strip: zlibBomb(zeros(300)), compression: 8 }),
  ),
  picture('tiff: pages in a ring', 'fax.tif', () => tiff({ side: 2_000, strip: Buffer.alloc(20), next: 8 })),
  picture('tiff: four billion values in a tag', 'fax.tif', () =>
    tiff({ side: 2_000, strip: Buffer.alloc(20), count: 0xfffffff0 }),
  ),
  picture('gif: header of 30,000 × 30,000', 'image.gif', () => gif(SIDE)),
  picture('bmp: 30,000 × 30,000', 'image.bmp', () => bmp(SIDE)),
  picture('webp: header of 16,000 × 16,000', 'image.webp', () =>
    Buffer.concat([
      Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f', 'latin1'),
      Buffer.from('7fbe9f0f00000000', 'hex'),
    ]),
  ),
  picture('svg: a billion laughs', 'dessin.svg', () =>
    Buffer.from(
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefghi'
        .split('')
        .map((each, index) => `<!ENTITY ${each} "${`&${'abcdefghi'[index] ?? 'a'};`.repeat(10)}">`)
        .join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>`,
    ),
  ),
];

/** An 8-bit grey PNG (ISO 15948) of this data. */
export function png(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey baseline JPEG (ITU-T T.81) whose every block takes two bits: the same as the one before. */
function jpeg(side: number, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(side, 0);
  size.writeUInt16BE(side, 2);
  const table = (kind: string) => Buffer.from(`ffc40014${kind}0100000000000000000000000000000000`, 'hex');
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex'),
    Buffer.alloc(64, 1),
    Buffer.from('ffc0000b08', 'hex'),
    size,
    Buffer.from('01011100', 'hex'),
    table('00'),
    table('10'),
    Buffer.from('ffda0008010100003f00', 'hex'),
    data,
    Buffer.from('ffd9', 'hex'),
  ]);
}

/** A grey TIFF of one strip (TIFF 6.0), its directory at octet 8. */
function tiff({ side, strip, compression = 1, next = 0, count = 1 }: TiffParts): Buffer {
  const tags = [
    [256, 4, 1, side],
    [257, 4, 1, side],
    [258, 3, 1, 8],
    [259, 3, 1, compression],
    [262, 3, 1, 1],
    [273, 4, count, 8 + 2 + 8 * 12 + 4],
    [278, 4, 1, side],
    [279, 4, 1, strip.length],
  ] as const;
  const directory = Buffer.alloc(2 + tags.length * 12 + 4);
  directory.writeUInt16LE(tags.length, 0);
  tags.forEach(([tag, type, values, value], index) => {
    directory.writeUInt16LE(tag, 2 + index * 12);
    directory.writeUInt16LE(type, 4 + index * 12);
    directory.writeUInt32LE(values, 6 + index * 12);
    directory.writeUInt32LE(value, 10 + index * 12);
  });
  directory.writeUInt32LE(next, directory.length - 4);
  return Buffer.concat([Buffer.from('49492a0008000000', 'hex'), directory, strip]);
}

interface TiffParts {
  readonly side: number;
  readonly strip: Buffer;
  readonly compression?: number;
  readonly next?: number;
  readonly count?: number;
}

function gif(side: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(side, 0);
  size.writeUInt16LE(side, 2);
  const image = Buffer.concat([Buffer.from('2c00000000', 'hex'), size, Buffer.from('0002024c0100', 'hex')]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    size,
    Buffer.from('800000000000ffffff', 'hex'),
    image,
    Buffer.from(';'),
  ]);
}

function bmp(side: number): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(side, 18);
  header.writeInt32LE(side, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  return Buffer.concat([header, deflatedBomb(zeros(1)).packed]);
}
