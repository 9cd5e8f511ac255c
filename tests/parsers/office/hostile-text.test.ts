import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfficeText } from '../../../parsers/office/read-office-text.ts';
import { docx, p, r, sdt } from '../../builders/docx.ts';
import { odt } from '../../builders/odt.ts';
import { zipOf } from '../../builders/xlsx-parts.ts';
import { wordLayouts } from '../../fixtures/office/word-forms.ts';

const reasons = ['empty', 'corrupt', 'encrypted', 'tooLarge', 'formatNotRead', 'scanNotRead'];
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/office', name));

function expectAnswer(bytes: Uint8Array): void {
  const found = readOfficeText(bytes);
  if ('unreadable' in found) expect(reasons).toContain(found.unreadable);
  else expect(found.content.pages).toBeGreaterThan(0);
}

describe('whatever its bytes, a text gets an answer', () => {
  it('when they are random', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3_000 }), expectAnswer), { numRuns: 200 });
  });

  it.each(['table.docx', 'ticks.odt', 'controls.odt'])('when some of those of a file are wrong: %s', (name) => {
    const file = fixture(name);
    const wrong = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(wrong, (changes) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of changes) bytes[at] = byte;
        expectAnswer(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['table.docx', 'ticks.odt'])('when a part of a file is cut out or doubled: %s', (name) => {
    const file = fixture(name);
    const piece = fc.tuple(fc.nat(file.length), fc.nat(2_000), fc.boolean());
    fc.assert(
      fc.property(piece, ([at, length, isDoubled]) => {
        const behind = file.subarray(isDoubled ? at - Math.min(at, length) : Math.min(file.length, at + length));
        expectAnswer(Buffer.concat([file.subarray(0, at), behind]));
      }),
      { numRuns: 100 },
    );
  });

  it('when elements stand where they do not belong', () => {
    const names = [
      'p',
      'r',
      't',
      'tbl',
      'tr',
      'tc',
      'sdt',
      'sdtContent',
      'sdtPr',
      'fldChar',
      'txbxContent',
      'pict',
      'ins',
      'tcPr',
      'vMerge',
      'br',
      'sectPr',
      'pPr',
    ];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        fc.constantFrom(
          'Dosage : 25 mg',
          '<w:fldChar w:fldCharType="begin"/>',
          '<w:fldChar w:fldCharType="end"/>',
          '<w:gridSpan w:val="99999999"/>',
        ),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 4 }))
          .map(([name, inner]) => `<w:${name}>${inner.join('')}</w:${name}>`),
      ),
    }));
    fc.assert(
      fc.property(tree, (body) => expectAnswer(docx(body))),
      { numRuns: 300 },
    );
  });

  it('when elements of OpenDocument stand where they do not belong', () => {
    const names = [
      'text:p',
      'text:span',
      'text:note',
      'text:list',
      'text:text-input',
      'table:table',
      'table:table-row',
      'table:table-cell',
      'draw:frame',
      'draw:text-box',
      'draw:control',
      'text:section',
      'office:forms',
      'form:form',
      'form:text',
    ];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        fc.constantFrom(
          'Dosage : 25 mg',
          '<text:s text:c="999999999"/>',
          '<table:table-column table:number-columns-repeated="999999999"/>',
        ),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('tree'), { maxLength: 4 }))
          .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
      ),
    }));
    fc.assert(
      fc.property(tree, (body) => expectAnswer(odt(body))),
      { numRuns: 300 },
    );
  });
});

describe('a damaged file says so, it gives no other value', () => {
  it('whatever bytes of it are wrong', () => {
    const file = fixture('table.docx');
    const whole = readOfficeText(file);
    const wrong = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(wrong, (changes) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of changes) bytes[at] = byte;
        const found = readOfficeText(bytes);
        if ('content' in found && 'content' in whole) expect(found.content.text).toBe(whole.content.text);
      }),
      { numRuns: 200 },
    );
  });

  it('a byte of a part that was stored as it is was changed', () => {
    const good = docx(p('Dosage : 25 mg'));
    const whole = readOfficeText(good);
    expect('content' in whole && whole.content.text).toBe('Dosage : 25 mg');
    const bytes = Buffer.from(good);
    const crc = bytes.lastIndexOf(Buffer.from('word/document.xml')) - 46 + 16;
    bytes[crc] = (bytes[crc] ?? 0) ^ 1;
    expect(readOfficeText(bytes)).toEqual({ unreadable: 'corrupt' });
  });

  it.each([
    ['cut in the middle', '<w:document><w:body>'],
    ['no XML', 'Dosage : 25 mg'],
    ['another kind of document', '<html/>'],
    ['wrong bytes', '\ud800'],
  ])('%s', (_, text) => {
    const found = readOfficeText(docx('', { 'word/document.xml': text }));
    expect(found).toEqual({ unreadable: 'corrupt' });
  });
});

describe('a file that would grow is refused', () => {
  const entities = Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`).join(
    '',
  );

  it.each([
    [
      'entities that hold entities',
      'corrupt',
      () => docx('', { 'word/document.xml': `<!DOCTYPE a [<!ENTITY a0 "lol">${entities}]><a>&a30;</a>` }),
    ],
    [
      'entities in the styles',
      'corrupt',
      () => docx(p('Texte'), { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
    ],
    [
      'a file of the network as an entity',
      'corrupt',
      () => docx('', { 'word/document.xml': '<!DOCTYPE a SYSTEM "http://a.example/b.dtd"><a/>' }),
    ],
    ['forty megabytes of nothing', 'tooLarge', () => docx('', { 'word/document.xml': ' '.repeat(40 << 20) })],
    [
      'a part that says it is small',
      'corrupt',
      () => docx('', { 'word/document.xml': { declared: 10, text: ' '.repeat(1 << 20) } }),
    ],
    ['a part that says it is huge', 'tooLarge', () => docx('', { 'word/document.xml': { declared: 0x7fffffff } })],
    [
      'many parts that are large together',
      'tooLarge',
      () =>
        docx(
          p('Texte'),
          Object.fromEntries(
            Array.from({ length: 9 }, (_, index) => [`word/header${index}.xml`, `<a>${' '.repeat(5 << 20)}</a>`]),
          ),
        ),
    ],
    ['nested elements', 'tooLarge', () => docx('<w:ins>'.repeat(50_000) + '</w:ins>'.repeat(50_000))],
    [
      'a row longer than any page',
      'tooLarge',
      () => docx(`<w:tbl><w:tr>${'<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'.repeat(50_000)}</w:tr></w:tbl>`),
    ],
    ['tables in tables', 'tooLarge', () => docx(nestedTables(11))],
    [
      'nested tables',
      'tooLarge',
      () => docx('<w:tbl><w:tr><w:tc>'.repeat(5_000) + '</w:tc></w:tr></w:tbl>'.repeat(5_000)),
    ],
    ['millions of elements', 'tooLarge', () => docx('<w:p/>'.repeat(1_000_000))],
    [
      'an element with millions of attributes',
      'tooLarge',
      () => docx(`<w:p ${Array.from({ length: 800_000 }, (_, index) => `a${index}=""`).join(' ')}/>`),
    ],
    [
      'nested elements of OpenDocument',
      'tooLarge',
      () => odt('<text:span>'.repeat(5_000) + '</text:span>'.repeat(5_000)),
    ],
  ])('%s', (_, reason, make) => {
    expect(readOfficeText(make())).toEqual({ unreadable: reason });
  });

  it.each([
    [
      'a hundred thousand fields that never end',
      docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(100_000)) + p('fin')),
    ],
    ['twenty thousand controls', docx(p(sdt({ tag: 'a' }, r('b')).repeat(20_000) + r(' fin')))],
    [
      'a style based on itself',
      docx(p('Texte', '<w:pStyle w:val="A"/>'), {
        'word/styles.xml':
          '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="A"><w:basedOn w:val="A"/></w:style></w:styles>',
      }),
    ],
    [
      'an attribute with a dangerous name',
      docx('<w:p __proto__="a"><w:r><w:t constructor="b">Texte</w:t></w:r></w:p>'),
    ],
  ])('%s is read all the same', (_, bytes) => {
    const found = readOfficeText(bytes);
    expect('content' in found && found.content.text).toMatch(/fin$|Texte$/);
  });
});

it('tables in tables are read as deep as anybody writes them', () => {
  const found = readOfficeText(docx(nestedTables(5)));
  expect('content' in found && found.content.text).toBe('Dosage');
});

it('an archive with other things in it is no text', () => {
  expect(readOfficeText(zipOf({ 'readme.txt': 'Bonjour' }))).toEqual({ unreadable: 'corrupt' });
  expect(readOfficeText(new Uint8Array())).toEqual({ unreadable: 'empty' });
});

it('a form is read from every part of it, not from bytes left behind its end', () => {
  const form = docx(wordLayouts['tabs']?.(true) ?? '');
  const twice = Buffer.concat([docx(p('Dosage : 5 mg')), form]);
  const [once, behind] = [readOfficeText(form), readOfficeText(twice)];
  expect('content' in behind && behind.content.text).toBe('content' in once && once.content.text);
});

function nestedTables(depth: number): string {
  return '<w:tbl><w:tr><w:tc>'.repeat(depth) + p('Dosage') + '</w:tc></w:tr></w:tbl>'.repeat(depth);
}
