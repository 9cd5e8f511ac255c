import type { HostileFile } from './hostile-file.ts';
import { rawPdf } from '../builders/raw-pdf.ts';
import { deflatedBomb, entryOf, rawZip } from './raw-zip.ts';
import { odf, xlsx } from './workbooks.ts';

/** « Billion laughs »: ten names, each ten times the one before (CVE-2003-1564). */
const laughs = [
  '<!DOCTYPE lolz [<!ENTITY l0 "lol">',
  ...Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`),
  ']>',
].join('');

/** A file of the machine, as an external entity (CWE-611). */
const outside = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>';

const xml = (name: string, file: string, bytes: HostileFile['bytes']): HostileFile => ({
  family: 'xml',
  name,
  file,
  bytes,
});

/** Every format made of XML, with entities, depth, length, attributes. */
export const xmlBombs: readonly HostileFile[] = [
  ...[laughs, outside].flatMap((prologue, index) => {
    const what = index === 0 ? 'a billion laughs' : 'a file of the machine';
    return [
      xml(`xlsx: ${what}`, 'tableau.xlsx', () => laughingXlsx(prologue)),
      xml(`docx: ${what}`, 'lettre.docx', () => docx('<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>', prologue)),
      xml(`odt: ${what}`, 'lettre.odt', () =>
        odf('text', '<office:text><text:p>&l9;</text:p></office:text>', prologue),
      ),
      xml(`ods: ${what}`, 'tableau.ods', () => odf('spreadsheet', laughingSheet, prologue)),
      xml(`xfa: ${what}`, 'formulaire.pdf', () => xfa(`${prologue}<xdp:xdp>&l9;</xdp:xdp>`)),
    ];
  }),
  xml('docx: 300 MB of text', 'lettre.docx', () => docxBomb('<w:p><w:r><w:t>x</w:t></w:r></w:p>', 9_000_000)),
  xml('docx: 30 MB of paragraphs', 'lettre.docx', () => docxBomb('<w:p><w:r><w:t>x</w:t></w:r></w:p>', 900_000)),
  xml('docx: one text of 30 MB', 'lettre.docx', () =>
    docxBomb('x', 30_000_000, '<w:p><w:r><w:t>', '</w:t></w:r></w:p>'),
  ),
  xml('docx: nested 1,000,000 deep', 'lettre.docx', () => docxBomb('<w:p>', 1_000_000)),
  xml('docx: 20,000 empty labels', 'lettre.docx', () => docxBomb('<w:p><w:r><w:t>Dosage :</w:t></w:r></w:p>', 20_000)),
  xml('docx: table of 300,000 cells', 'lettre.docx', () =>
    docxBomb('<w:tc><w:p/></w:tc>', 300_000, '<w:tbl><w:tr>', '</w:tr></w:tbl>'),
  ),
  xml('docx: tables in tables, 5,000 deep', 'lettre.docx', () => docxBomb('<w:tbl><w:tr><w:tc>', 5_000)),
  xml('docx: 500,000 attributes', 'lettre.docx', () =>
    docx(`<w:p ${Array.from({ length: 500_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
  ),
  xml('odt: 300 MB of text', 'lettre.odt', () => odtBomb('<text:p>x</text:p>', 17_000_000)),
  xml('odt: 2,000,000,000 spaces', 'lettre.odt', () =>
    odf('text', '<office:text><text:p>a<text:s text:c="2000000000"/>b</text:p></office:text>'),
  ),
  xml('xfa: 60 MB', 'formulaire.pdf', () => xfa(`<xdp:xdp>${'<a>x</a>'.repeat(7_500_000)}</xdp:xdp>`)),
  xml('xfa: nested 500,000 deep', 'formulaire.pdf', () => xfa(`<xdp:xdp>${'<a>'.repeat(500_000)}`)),
];

const laughingSheet =
  '<office:spreadsheet><table:table table:name="F"><table:table-row><table:table-cell office:value-type="string"><text:p>&l9;</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>';

function laughingXlsx(prologue: string): Uint8Array {
  const sheet = `<?xml version="1.0"?>${prologue}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>`;
  // The second of two files of one name: some readers take the first, some the last.
  return xlsx({ sheets: 2 }, [entryOf('xl/worksheets/sheet2.xml', sheet), entryOf('xl/worksheets/sheet1.xml', sheet)]);
}

const wordSpace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word file of this body, with more parts beside it. */
export function docx(body: string, prologue = '', more: Readonly<Record<string, string | Uint8Array>> = {}): Buffer {
  const document = `${prologue}<w:document ${wordSpace}><w:body>${body}</w:body></w:document>`;
  return rawZip([
    entryOf('[Content_Types].xml', '<Types/>'),
    entryOf('word/document.xml', document),
    ...Object.entries(more).map(([name, content]) => entryOf(name, content)),
  ]);
}

function docxBomb(piece: string, times: number, open = '', close = ''): Buffer {
  const before = `<w:document ${wordSpace}><w:body>${open}`;
  const bomb = deflatedBomb({ piece, times, before, after: `${close}</w:body></w:document>` });
  return rawZip([entryOf('[Content_Types].xml', '<Types/>'), { name: 'word/document.xml', ...bomb }]);
}

function odtBomb(piece: string, times: number): Buffer {
  const space = 'urn:oasis:names:tc:opendocument:xmlns';
  const before = `<office:document-content xmlns:office="${space}:office:1.0" xmlns:text="${space}:text:1.0"><office:body><office:text>`;
  const after = '</office:text></office:body></office:document-content>';
  const type = 'application/vnd.oasis.opendocument.text';
  return rawZip([
    { ...entryOf('mimetype', type), packed: Buffer.from(type), method: 0 },
    { name: 'content.xml', ...deflatedBomb({ piece, times, before, after }) },
  ]);
}

function xfa(text: string): Buffer {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 4 0 R >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ]);
}
