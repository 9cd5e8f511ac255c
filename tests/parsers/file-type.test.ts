import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileType } from '../../parsers/file-type.ts';
import { rawPage } from '../builders/raw-pdf.ts';
import { oddNames } from '../hostile/archives.ts';
import { noise } from '../hostile/pdfs.ts';
import { png } from '../hostile/pictures.ts';
import { compound, loopingCompound } from '../hostile/raw-compound.ts';
import { entryOf, rawZip } from '../hostile/raw-zip.ts';
import { odf, xlsx } from '../hostile/workbooks.ts';
import { docx } from '../hostile/xml-bombs.ts';

const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../fixtures', path));
const macro = entryOf('xl/vbaProject.bin', 'x');
const mail = 'From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nBonjour';

const known: readonly (readonly [what: string, bytes: Uint8Array, kind: string, format: string])[] = [
  ['a PDF', rawPage('Bonjour'), 'pdf', 'pdf'],
  ['a PDF below two lines of a mail program', Buffer.concat([Buffer.from('\r\n\r\n'), rawPage('')]), 'pdf', 'pdf'],
  ['a workbook', fixture('workbooks/openpyxl.xlsx'), 'workbook', 'xlsx'],
  ['a workbook with macros', xlsx({}, [macro]), 'workbook', 'xlsm'],
  ['a binary workbook', rawZip([entryOf('xl/workbook.bin', 'x')]), 'workbook', 'xlsb'],
  ['an old workbook', fixture('workbooks/libreoffice.xls'), 'workbook', 'xls'],
  ['a workbook with a password', fixture('workbooks/password.xlsx'), 'encrypted', 'cfb'],
  ['an OpenDocument sheet', fixture('workbooks/libreoffice.ods'), 'workbook', 'ods'],
  ['a Word text', docx('<w:p/>'), 'officeText', 'docx'],
  ['a Word text with macros', docx('', '', { 'word/vbaProject.bin': 'x' }), 'officeText', 'docm'],
  ['an OpenDocument text', odf('text', ''), 'officeText', 'odt'],
  ['an old Word text', compound('WordDocument', noise(5_000)), 'oldOfficeText', 'doc'],
  ['a rich text', Buffer.from('{\\rtf1 Bonjour}'), 'oldOfficeText', 'rtf'],
  ['a presentation', rawZip([entryOf('ppt/presentation.xml', '<p/>')]), 'other', 'pptx'],
  ['an Outlook mail', compound('__properties_version1.0', noise(100)), 'outlookMail', 'msg'],
  ['an Outlook mail whose directory leads to itself', loopingCompound('__properties_version1.0'), 'outlookMail', 'msg'],
  ['a compound file of something else', compound('Autre', noise(100)), 'other', 'cfb'],
  ['an Outlook container', Buffer.from('789f3e220100', 'hex'), 'tnef', 'tnef'],
  ['an archive', rawZip([entryOf('a.txt', 'x')]), 'archive', 'zip'],
  ['an archive of odd names', rawZip(oddNames.map((name) => entryOf(name, 'x'))), 'archive', 'zip'],
  ['an archive cut off', rawZip([entryOf('a.txt', 'x')]).subarray(0, 30), 'archive', 'zip'],
  ['a PNG', png(10, 10, Buffer.alloc(20)), 'image', 'png'],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'image', 'jpg'],
  ['a GIF that is a page', Buffer.from('GIF89a<html><script>'), 'image', 'gif'],
  ['a page', Buffer.from('\n<!DOCTYPE html><p>Bonjour'), 'html', 'html'],
  ['a mail', Buffer.from(mail), 'mail', 'eml'],
  ['a text that begins like a mail', Buffer.from('From: nous\nBonjour à tous\n'), 'text', 'txt'],
  ['a text', Buffer.from('Dosage : 25 mg'), 'text', 'txt'],
  ['a text of Windows in UTF-16', Buffer.from('\ufeffDosage', 'utf16le'), 'text', 'txt'],
  ['a program', Buffer.concat([Buffer.from('MZ\x90\0'), noise(200)]), 'other', 'exe'],
  ['noise', Buffer.from([0, 1, 2, 3, 4, 5]), 'other', ''],
  ['nothing', Buffer.alloc(0), 'empty', ''],
];

describe('the type of a file', () => {
  it.each(known)('of %s is told by its content', async (_, bytes, kind, format) => {
    expect(await fileType(bytes, 'application/octet-stream')).toMatchObject({ kind, format });
  });

  it.each(known.filter(([, , kind]) => kind !== 'mail' && kind !== 'empty'))(
    'of %s is not changed by a type that somebody declared',
    async (_, bytes, kind, format) => {
      for (const declared of [
        'application/pdf',
        'image/png',
        'text/html',
        'application/pkcs7-signature',
        '__proto__',
      ]) {
        expect(await fileType(bytes, declared)).toMatchObject({ kind, format });
      }
    },
  );

  it('is a value for any bytes, whatever is declared', async () => {
    const declared = fc.constantFrom('', 'text/plain', 'message/rfc822', 'application/pkcs7-mime', 'multipart/mixed');
    const starts = fc.constantFrom(...known.map(([, bytes]) => bytes.subarray(0, 40)), new Uint8Array());
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), declared, async (start, bytes, type) => {
        const { kind, name } = await fileType(Buffer.concat([start, bytes]), type);
        expect(kind).toMatch(/^[a-zA-Z]+$/);
        expect(name).not.toBe('');
      }),
    );
  });

  it('is a value for a sound file with octets changed, cut out or doubled', async () => {
    const files = fc.constantFrom(...known.map(([, bytes]) => bytes).filter((each) => each.length > 10));
    const places = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('flip', 'cut', 'double')), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(files, places, async (file, changes) => {
        const changed = changes.reduce<Buffer>((bytes, [place, value, how]) => {
          const at = place % (bytes.length + 1);
          const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
          if (how === 'flip') return Buffer.concat([head, Buffer.from([value]), tail.subarray(1)]);
          return how === 'cut' ? Buffer.concat([head, tail.subarray(value)]) : Buffer.concat([head, head, tail]);
        }, Buffer.from(file));
        expect((await fileType(changed, '')).kind).toMatch(/^[a-zA-Z]+$/);
      }),
      { numRuns: 300 },
    );
  });
});
