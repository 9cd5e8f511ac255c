import { rawPage, rawPdf } from '../builders/raw-pdf.ts';
import type { HostileFile } from './hostile-file.ts';
import { zeros, zlibBomb, type Bomb } from './raw-zip.ts';

const pdf = (name: string, bytes: HostileFile['bytes']): HostileFile => ({
  family: 'pdf',
  name: `pdf: ${name}`,
  file: 'piece.pdf',
  bytes,
});

const catalogue = '<< /Type /Catalog /Pages 2 0 R >>';
const onePage = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** PDFs that lead round in circles, or unfold into gigabytes. */
export const hostilePdfs: readonly HostileFile[] = [
  pdf('content of 300 MB of zeros', () => contentBomb(zeros(300))),
  pdf('content of 300 MB of spaces', () => contentBomb({ piece: ' ', times: 300 * 2 ** 20 })),
  pdf('content of 3,000,000 texts', () => contentBomb({ piece: '(a) Tj ', times: 3_000_000, before: 'BT /F1 9 Tf ' })),
  pdf('content of 5,000,000 saved states', () => contentBomb({ piece: 'q ', times: 5_000_000 })),
  pdf('content of 3,000,000 small boxes', () => contentBomb({ piece: '1 1 9 9 re S ', times: 3_000_000 })),
  pdf('deflated twice, 300 MB', () => streamPage(zlibBomb({ piece: zlibBomb(zeros(1)).toString('latin1'), times: 1 }))),
  pdf('page tree that leads to itself', () =>
    rawPdf([catalogue, '<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>', '<< /Type /Page /Parent 2 0 R >>']),
  ),
  pdf('/Kids in a ring of two', () =>
    rawPdf([
      catalogue,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>',
    ]),
  ),
  pdf('30 levels of pages, doubled at each', () => doubled(30)),
  pdf('/Count 2,147,483,647', () => rawPdf([catalogue, '<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>', page()])),
  pdf('/Count -1', () => rawPdf([catalogue, '<< /Type /Pages /Kids [3 0 R] /Count -1 >>', page()])),
  pdf('20,000 pages', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => index + 3);
    const kids = numbers.map((each) => `${each} 0 R`).join(' ');
    return rawPdf([catalogue, `<< /Type /Pages /Kids [${kids}] /Count 20000 >>`, ...numbers.map(() => page())]);
  }),
  pdf('table of objects that leads to itself', () => {
    const [text] = [rawPage('Rien.').toString('latin1')];
    const start = /startxref\n(\d+)/.exec(text)?.[1] ?? '0';
    return Buffer.from(text.replace('/Root 1 0 R', `/Root 1 0 R /Prev ${start}`), 'latin1');
  }),
  pdf('table of 1,000,000,000 objects', () =>
    Buffer.from(
      rawPage('Rien.')
        .toString('latin1')
        .replace(/xref\n0 \d+/, 'xref\n0 1000000000'),
      'latin1',
    ),
  ),
  pdf('stream of objects, 300 MB', () => objectStream(10, zeros(300))),
  pdf('stream of 2,000,000,000 objects', () => objectStream(2_000_000_000, { piece: '7 0 ', times: 10_000 })),
  pdf('10,000 fields', () => manyFields(10_000, (index) => `/T (champ${index}) /V (x)`)),
  pdf('10,000 fields in one another', () => chain(10_000)),
  pdf('a field whose parent is itself', () =>
    rawPage('Rien.', {
      root: '/AcroForm << /Fields [6 0 R] >>',
      more: ['<< /FT /Tx /Parent 6 0 R /Kids [6 0 R] /V (x) >>'],
    }),
  ),
  pdf('a choice of 500,000 options', () =>
    manyFields(1, () => `/T (liste) /FT /Ch /V (x) /Opt [${'(option) '.repeat(500_000)}]`),
  ),
  pdf('a value of 5 MB', () => manyFields(1, () => `/T (justification) /V (${'a '.repeat(2_500_000)})`)),
  pdf('arrays 200,000 deep', () => rawPage('Rien.', { root: `/Deep ${'['.repeat(200_000)}${']'.repeat(200_000)}` })),
  pdf('dictionaries 100,000 deep', () => rawPage('Rien.', { root: `/Deep ${'<</A'.repeat(100_000)}` })),
  pdf('a font that names four billion letters', () => fontWith('<0000> <FFFFFFFF> <0041>')),
  pdf('a font of 1,000,000 ranges', () => fontWith('<0000> <FFFF> <0041>\n'.repeat(1_000_000))),
  pdf('a picture of 30,000 × 30,000', () => picturePage(30_000)),
  pdf('a form that draws itself', () =>
    rawPdf([
      catalogue,
      onePage,
      page('/Contents 4 0 R /Resources << /XObject << /X 5 0 R >> /Font << /F1 6 0 R >> >>'),
      '<< /Length 5 >>\nstream\n/X Do\nendstream',
      '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream',
      font,
    ]),
  ),
  pdf('200 annotations of 20,000 letters', () => annotated(200, 20_000)),
  pdf('a header and nothing else', () => Buffer.from('%PDF-1.7\n%%EOF\n')),
  pdf('a header and 3 MB of noise', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(3_000_000)])),
  pdf('3 MB of « 1 0 obj »', () => Buffer.from(`%PDF-1.7\n${'1 0 obj\n'.repeat(400_000)}startxref\n0\n%%EOF`)),
  pdf('300,000 times « trailer »', () =>
    Buffer.from(`%PDF-1.7\n${'trailer << /Prev 9 >> '.repeat(300_000)}startxref\n9\n`),
  ),
  pdf('a string that never ends, 5 MB', () => Buffer.from(`%PDF-1.7\n1 0 obj\n(${'('.repeat(5_000_000)}`)),
];

function page(more = ''): string {
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${more} >>`;
}

/** One page drawn by a stream given as it stands in the file. */
function streamPage(stream: Buffer, filter = '[/FlateDecode /FlateDecode]'): Buffer {
  return rawPdf([
    catalogue,
    onePage,
    page('/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>'),
    `<< /Length ${stream.length} /Filter ${filter} >>\nstream\n${stream.toString('latin1')}\nendstream`,
    font,
  ]);
}

function contentBomb(bomb: Bomb): Buffer {
  return streamPage(zlibBomb(bomb), '/FlateDecode');
}

/** Every node holds the next one twice: a billion pages in thirty objects. */
function doubled(levels: number): Buffer {
  const nodes = Array.from({ length: levels }, (_, index) => {
    const next = index + 3;
    return `<< /Type /Pages /Kids [${next} 0 R ${next} 0 R] /Count ${2 ** (levels - index)} >>`;
  });
  return rawPdf([catalogue, ...nodes, page()]);
}

function objectStream(count: number, bomb: Bomb): Buffer {
  const stream = zlibBomb(bomb);
  return rawPdf([
    catalogue,
    onePage,
    page(),
    `<< /Type /ObjStm /N ${count} /First 100 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n${stream.toString('latin1')}\nendstream`,
  ]);
}

function manyFields(count: number, entries: (index: number) => string): Buffer {
  const numbers = Array.from({ length: count }, (_, index) => index + 6);
  const list = numbers.map((each) => `${each} 0 R`).join(' ');
  const more = numbers.map((_, index) => `<< /Subtype /Widget /Rect [1 1 9 9] /FT /Tx ${entries(index)} >>`);
  return rawPage('Rien.', { root: `/AcroForm << /Fields [${list}] >>`, extra: `/Annots [${list}]`, more });
}

function chain(length: number): Buffer {
  const more = Array.from(
    { length },
    (_, index) => `<< /T (n${index}) /Parent ${index + 5} 0 R /Kids [${index + 7} 0 R] >>`,
  );
  return rawPage('Rien.', { root: '/AcroForm << /Fields [6 0 R] >>', more });
}

/** A font with a map to Unicode (ISO 32000-1 §9.10.3) of these ranges. */
function fontWith(ranges: string): Buffer {
  const map = `begincmap\n1 beginbfrange\n${ranges}\nendbfrange\nendcmap`;
  return rawPage('Rien.', {
    more: [
      `<< /Length ${map.length} >>\nstream\n${map}\nendstream`,
      '<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [8 0 R] >>',
      '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>',
    ],
    extra: '/Resources << /Font << /F1 7 0 R >> >>',
  });
}

function picturePage(side: number): Buffer {
  const stream = zlibBomb(zeros(858));
  return rawPdf([
    catalogue,
    onePage,
    page('/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>'),
    '<< /Length 27 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream',
    `<< /Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n${stream.toString('latin1')}\nendstream`,
  ]);
}

function annotated(count: number, letters: number): Buffer {
  const numbers = Array.from({ length: count }, (_, index) => index + 6);
  const note = `<< /Type /Annot /Subtype /FreeText /Rect [50 50 500 90] /Contents (${'mot '.repeat(letters / 4)}) >>`;
  return rawPage('Rien.', {
    extra: `/Annots [${numbers.map((each) => `${each} 0 R`).join(' ')}]`,
    more: numbers.map(() => note),
  });
}

/** Octets that look like nothing, always the same. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
