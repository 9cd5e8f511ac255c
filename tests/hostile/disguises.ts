import { encryptedPdf } from '../builders/encrypted-pdf.ts';
import { rawPage } from '../builders/raw-pdf.ts';
import { hostileTnef } from './containers.ts';
import type { HostileFile } from './hostile-file.ts';
import { noise } from './pdfs.ts';
import { png } from './pictures.ts';
import { compound, loopingCompound } from './raw-compound.ts';
import { entryOf, rawZip } from './raw-zip.ts';
import { odf, xlsx } from './workbooks.ts';
import { docx } from './xml-bombs.ts';

const disguise = (name: string, file: string, bytes: HostileFile['bytes']): HostileFile => ({
  family: 'disguise',
  name,
  file,
  bytes,
});

/** Files that are not what they seem, that call outside, or that nobody may open. */
export function disguises(listener: string): readonly HostileFile[] {
  return [...macros, ...calls(listener), ...polyglots, ...locked, ...hostileTnef, ...rest];
}

const bonjour = '<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>';
const macro = compound('VBA', Buffer.from('Sub AutoOpen()\nShell "calc"\nEnd Sub\n'));

const macros = [
  disguise('xlsm: a macro', 'tableau.xlsm', () => xlsx({}, [entryOf('xl/vbaProject.bin', macro)])),
  disguise('docm: a macro', 'lettre.docm', () => docx(bonjour, '', { 'word/vbaProject.bin': macro })),
  disguise('doc: a macro', 'lettre.doc', () => compound('WordDocument', macro)),
];

/** Whatever in a file names an address; `listener` hears it if anything follows. */
function calls(listener: string): readonly HostileFile[] {
  const relation = (kind: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${listener}/${kind}" TargetMode="External"/></Relationships>`;
  return [
    disguise('docx: a template elsewhere', 'lettre.docx', () =>
      docx(bonjour, '', { 'word/_rels/settings.xml.rels': relation('attachedTemplate') }),
    ),
    disguise('docx: a picture elsewhere', 'lettre.docx', () =>
      docx(bonjour, '', { 'word/_rels/document.xml.rels': relation('image') }),
    ),
    disguise('docx: a document type elsewhere', 'lettre.docx', () =>
      docx('<w:p/>', `<!DOCTYPE w SYSTEM "${listener}/dtd">`),
    ),
    disguise('xlsx: a workbook elsewhere', 'tableau.xlsx', () =>
      xlsx({}, [
        entryOf('xl/externalLinks/externalLink1.xml', '<externalLink/>'),
        entryOf('xl/externalLinks/_rels/externalLink1.xml.rels', relation('externalLinkPath')),
      ]),
    ),
    disguise('odt: a picture elsewhere', 'lettre.odt', () =>
      odf(
        'text',
        `<office:text><text:p xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${listener}/odt"/></office:text>`,
      ),
    ),
    ...[
      `/S /URI /URI (${listener}/uri)`,
      `/S /Launch /F (${listener}/launch)`,
      `/S /SubmitForm /F (${listener}/submit)`,
    ].map((action) =>
      disguise(`pdf: ${action.slice(3, 9)}`, 'piece.pdf', () => rawPage('', { root: `/OpenAction << ${action} >>` })),
    ),
    disguise('pdf: a script', 'piece.pdf', () =>
      rawPage('', {
        root: `/OpenAction << /S /JavaScript /JS (app.launchURL\\("${listener}/js"\\); while\\(1\\);) >>`,
      }),
    ),
    disguise('pdf: a stream elsewhere', 'piece.pdf', () =>
      rawPage('', {
        extra: '/Contents 6 0 R',
        more: [`<< /Length 0 /F << /FS /URL /F (${listener}/stream) >> >>\nstream\n\nendstream`],
      }),
    ),
    disguise('html: everything that loads', 'page.html', () =>
      Buffer.from(
        `<html><head><base href="${listener}"><link rel=stylesheet href="${listener}/css"><meta http-equiv=refresh content="0;url=${listener}/meta"><script src="${listener}/script"></script></head><body><img src="${listener}/img"><iframe src="${listener}/frame"></iframe><object data="${listener}/object"></object></body></html>`,
      ),
    ),
    disguise('svg: a picture elsewhere', 'dessin.svg', () =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${listener}/svg"/></svg>`),
    ),
  ];
}

const gif = Buffer.from(
  'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0;',
  'latin1',
);

const polyglots = [
  disguise('pdf, then zip', 'piece.pdf', () => Buffer.concat([rawPage(''), rawZip([entryOf('a.txt', 'Rien.')])])),
  disguise('zip, then pdf', 'piece.zip', () => Buffer.concat([rawZip([entryOf('a.txt', 'Rien.')]), rawPage('')])),
  disguise('gif and html', 'image.gif', () => Buffer.concat([gif, Buffer.from('<html><script>alert(1)</script>')])),
  disguise('html and javascript in a gif header', 'image.gif', () => Buffer.from('GIF89a/*<html>*/=1;alert(1)')),
  disguise('jpg, then zip', 'photo.jpg', () =>
    Buffer.concat([
      Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
      rawZip([entryOf('a', 'Rien.')]),
    ]),
  ),
  disguise('pdf that is also a mail', 'piece.pdf', () =>
    Buffer.concat([Buffer.from('From: a@b.example\r\nReceived: x\r\nSubject: %PDF-1.7\r\n\r\n'), rawPage('')]),
  ),
  disguise('mail that is also a pdf', 'message.eml', () =>
    Buffer.from('From: a@b.example\r\nReceived: x\r\nMIME-Version: 1.0\r\n\r\nBonjour.\r\n%PDF-1.7\r\n'),
  ),
  disguise('zip with a workbook and a text', 'tableau.docx', () =>
    rawZip([entryOf('xl/workbook.xml', '<workbook/>'), entryOf('word/document.xml', '<w:document/>')]),
  ),
  disguise('exe named pdf', 'formulaire.pdf', () => Buffer.concat([Buffer.from('MZ\x90\0'), noise(5_000)])),
];

const locked = [
  disguise('pdf with a password', 'piece.pdf', () => encryptedPdf(['Rien.'], 'secret')),
  disguise('workbook with a password', 'tableau.xlsx', () => compound('EncryptedPackage', noise(5_000))),
  disguise('pdf whose lock is broken', 'piece.pdf', () =>
    Buffer.from(rawPage('Rien.').toString('latin1').replace('/Root', '/Encrypt 99 0 R /Root'), 'latin1'),
  ),
];

const rest = [
  disguise('msg: a directory that leads to itself', 'message.msg', () => loopingCompound('__properties_version1.0')),
  disguise('msg: properties of noise', 'message.msg', () => compound('__properties_version1.0', noise(60_000))),
  disguise('cfb: a header and nothing else', 'ancien.doc', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')),
  disguise('cfb: noise', 'ancien.doc', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise(100_000)])),
  disguise('p7m: lengths that lie', 'smime.p7m', () =>
    Buffer.from(`3084ffffffff06092a864886f70d010702${'a084ffffffff'.repeat(50)}`, 'hex'),
  ),
  disguise('p7m: nested 100,000 deep', 'smime.p7m', () => Buffer.from('3080'.repeat(100_000), 'hex')),
  disguise('rtf: groups 1,000,000 deep', 'lettre.rtf', () => Buffer.from(`{\\rtf1${'{'.repeat(1_000_000)}`)),
  disguise('html: 1,000,000 tags', 'page.html', () => Buffer.from(`<html>${'<b>'.repeat(1_000_000)}`)),
  disguise('html: 300,000 table cells', 'page.html', () => Buffer.from(`<html><table>${'<tr><td>a'.repeat(300_000)}`)),
  disguise('text: 5 MB on a line', 'lisez-moi.txt', () => Buffer.from('a '.repeat(2_500_000))),
  disguise('text: 200,000 colons', 'lisez-moi.txt', () => Buffer.from(':'.repeat(200_000))),
  disguise('text: 200,000 digits', 'lisez-moi.txt', () => Buffer.from('1'.repeat(200_000))),
  disguise('text: 200,000 blanks between two words', 'lisez-moi.txt', () => Buffer.from(`a${' '.repeat(199_000)}b`)),
  disguise('text: 60,000 numbers with units', 'lisez-moi.txt', () => Buffer.from('2 x '.repeat(50_000))),
  disguise('text: 100,000 marks on a letter', 'lisez-moi.txt', () => Buffer.from(`a${'\u0301'.repeat(100_000)}`)),
  disguise('utf-16, cut in a letter', 'lisez-moi.txt', () => Buffer.from([0xff, 0xfe, 0x3d, 0xd8, 0x00])),
  disguise('png of one pixel, then 2 MB of noise', 'logo.png', () =>
    Buffer.concat([png(1, 1, Buffer.alloc(4)), noise(2_000_000)]),
  ),
  ...[1, 2, 3, 4, 5].map((seed) => disguise(`noise, ${seed}`, 'piece.bin', () => noise(40_000, seed))),
];
