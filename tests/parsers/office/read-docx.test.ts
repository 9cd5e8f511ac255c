import { describe, expect, it } from 'vitest';
import { readOfficeText, type OfficeText } from '../../../parsers/office/read-office-text.ts';
import {
  complexField,
  docx,
  docxPart,
  externalLinks,
  legacyBox,
  legacyList,
  legacyText,
  p,
  picture,
  r,
  sdt,
  table,
  tc,
  textBox,
  tickBox,
} from '../../builders/docx.ts';

function read(body: string, parts: Parameters<typeof docx>[1] = {}): OfficeText {
  const found = readOfficeText(docx(body, parts));
  if ('unreadable' in found) throw new Error(found.unreadable);
  return found;
}

const linesOf = (body: string, parts: Parameters<typeof docx>[1] = {}) => read(body, parts).content.text.split('\n');
const fieldsOf = (body: string) => read(body).content.fields.map(({ name, kind, value }) => [name, kind, value]);

describe('the text of a Word file', () => {
  it('has a line for each paragraph and each row of a table', () => {
    const body =
      p('Dosage : 25 mg') +
      table(
        [3000, 3000],
        [
          ['Forme', 'Gélule'],
          ['Voie', 'orale'],
        ],
      ) +
      p('Fin');
    expect(linesOf(body)).toEqual(['Dosage : 25 mg', 'Forme  Gélule', 'Voie  orale', 'Fin']);
  });

  it('is what stands after the revisions: deletions and moves away are gone, insertions are there', () => {
    const body = p(
      `${r('Dosage : ')}<w:del><w:r><w:delText>5 mg</w:delText></w:r></w:del><w:moveFrom>${r('10 mg')}</w:moveFrom><w:ins>${r('25 mg')}</w:ins>`,
    );
    expect(linesOf(body)).toEqual(['Dosage : 25 mg']);
  });

  it('leaves out a row that was deleted', () => {
    const row = `<w:tr><w:trPr><w:del/></w:trPr>${tc('Forme')}${tc('Sirop')}</w:tr>`;
    const body = table([3000, 3000], [['Voie', 'orale']]).replace('</w:tbl>', `${row}</w:tbl>`);
    expect(linesOf(body)).toEqual(['Voie  orale']);
  });

  it.each([
    ['directly', '<w:vanish/>'],
    ['by its style', '<w:rStyle w:val="Cache"/>'],
  ])('leaves out what is hidden %s', (_, properties) => {
    expect(linesOf(p(r('Dosage : ') + r('5 mg', properties) + r('25 mg')))).toEqual(['Dosage : 25 mg']);
  });

  it('keeps what is hidden by no means', () => {
    expect(linesOf(p(r('Dosage : 25 mg', '<w:vanish w:val="0"/>')))).toEqual(['Dosage : 25 mg']);
  });

  it('has the words of a text box once, though they are written twice', () => {
    expect(linesOf(p(r('Lettre') + textBox(p('Laboratoires Aubraie'))))).toEqual(['Lettre', 'Laboratoires Aubraie']);
  });

  it('has each header once before the body, footnotes and footers behind it', () => {
    const parts = {
      'word/header1.xml': docxPart('hdr', p('Laboratoires Aubraie')),
      'word/header2.xml': docxPart('hdr', p('Laboratoires Aubraie')),
      'word/footer1.xml': docxPart('ftr', p('SIRET 000 000 018 00018')),
      'word/footnotes.xml': docxPart(
        'footnotes',
        `<w:footnote w:type="separator" w:id="0">${p('—')}</w:footnote><w:footnote w:id="1">${p('Note')}</w:footnote>`,
      ),
    };
    expect(linesOf(p('Objet'), parts)).toEqual(['Laboratoires Aubraie', 'Objet', 'Note', 'SIRET 000 000 018 00018']);
  });

  it('has the result of a field, not its instruction', () => {
    expect(linesOf(p(r('Le ') + complexField('DATE \\@ "d MMMM yyyy"', '1er juin 2026')))).toEqual([
      'Le 1er juin 2026',
    ]);
  });

  it('loses nothing behind a field whose end is missing', () => {
    const begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
    expect(linesOf(p(begin + r('perdu')) + p('Dosage : 25 mg'))).toEqual(['Dosage : 25 mg']);
  });

  it.each([
    ['Wingdings', 'F0FE', '☑'],
    ['Wingdings', 'F0A8', '☐'],
    ['Wingdings 2', '0052', '☑'],
  ])('has the boxes of symbol fonts as boxes: %s %s', (font, code, sign) => {
    expect(linesOf(p(`<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>${r(' Série')}`))).toEqual([
      `${sign} Série`,
    ]);
  });

  it('has letters set in a symbol font as the signs that they show', () => {
    expect(linesOf(p(r('þ', '<w:rFonts w:ascii="Wingdings"/>') + r(' Série')))).toEqual(['☑ Série']);
  });

  it('is read whatever prefix and edition of the format the file has', () => {
    const document = `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>Dosage</x:t></x:r></x:p></x:body></x:document>`;
    expect(linesOf('', { 'word/document.xml': document })).toEqual(['Dosage']);
  });
});

describe('the places of words', () => {
  const at = (body: string) => read(body).content.segments.map(({ text, x, y, page }) => ({ text, x, y, page }));

  it('cells stand on one line, at the edges of their columns, also behind a wide one', () => {
    const wide = `<w:tr>${tc('Large', '<w:gridSpan w:val="2"/>')}${tc('Fin')}</w:tr>`;
    const body = table([3000, 3000, 3000], [['A', 'B', 'C']]).replace('</w:tbl>', `${wide}</w:tbl>`);
    const [a, b, c, large, end] = at(body);
    expect([b?.y, c?.y]).toEqual([a?.y, a?.y]);
    expect([b?.x, c?.x].map((x) => (x ?? 0) - (a?.x ?? 0))).toEqual([150, 300]);
    expect([large?.x, end?.x]).toEqual([a?.x, c?.x]);
    expect(end?.y).toBe(large?.y);
  });

  it('a cell that goes on from the row above keeps its column', () => {
    const row = (merge: string, left: string, right: string) => `<w:tr>${tc(left, merge)}${tc(right)}</w:tr>`;
    const rows = row('<w:vMerge w:val="restart"/>', 'Produit', 'Dosage') + row('<w:vMerge/>', '', 'Voie');
    const body = `<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>${rows}</w:tbl>`;
    const [, dosage, voie] = at(body);
    expect(voie?.x).toBe(dosage?.x);
    expect(voie?.y).toBeLessThan(dosage?.y ?? 0);
  });

  it('a table in a cell stands in it, line by line', () => {
    const inner = table(
      [1500, 1500],
      [
        ['Dosage', '25 mg'],
        ['Voie', 'orale'],
      ],
    );
    const [left, dosage, , voie] = at(table([3000, 4000], [['Produit', inner + p('')]]));
    expect(dosage?.y).toBe(left?.y);
    expect(voie?.x).toBe(dosage?.x);
    expect(dosage?.x).toBeGreaterThan(left?.x ?? 0);
    expect(read(table([3000, 4000], [['Produit', inner + p('')]])).content.text).toBe(
      'Produit  Dosage  25 mg\nVoie  orale',
    );
  });

  it('a tab leads to its stop', () => {
    const stops = '<w:tabs><w:tab w:val="left" w:pos="6000"/></w:tabs>';
    const [first, second] = at(p('Dosage\t25 mg', stops) + p('Forme pharmaceutique\tGélule', stops)).filter(
      (_, index) => index % 2 === 1,
    );
    expect(first?.x).toBe(56 + 300);
    expect(second?.x).toBe(first?.x);
  });

  it.each([
    ['a page break', p(`${r('Un')}<w:r><w:br w:type="page"/></w:r>${r('Deux')}`)],
    ['a paragraph that begins a page', p('Un') + p('Deux', '<w:pageBreakBefore/>')],
    ['where Word broke the page last', p('Un') + p(`<w:r><w:lastRenderedPageBreak/><w:t>Deux</w:t></w:r>`)],
    ['a section', p('Un', '<w:sectPr/>') + p('Deux') + '<w:sectPr/>'],
    [
      'a row where Word broke the page last',
      table([3000], [['Un'], [p('<w:r><w:lastRenderedPageBreak/><w:t>Deux</w:t></w:r>')]]),
    ],
  ])('a page ends with %s', (_, body) => {
    expect(at(body).map(({ text, page }) => [text, page])).toEqual([
      ['Un', 1],
      ['Deux', 2],
    ]);
    expect(read(body).content.text).toBe('Un\fDeux');
  });

  it('a section on the same page ends none', () => {
    const body = p('Un', '<w:sectPr/>') + p('Deux') + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>';
    expect(at(body).map(({ page }) => page)).toEqual([1, 1]);
  });
});

describe('the named fields of a Word file', () => {
  it.each([
    ['text', sdt({ tag: 'dosage' }, r('25 mg')), ['dosage', 'text', '25 mg']],
    ['a list', sdt({ tag: 'voie', kind: '<w:dropDownList/>' }, r('orale')), ['voie', 'choice', 'orale']],
    ['a date', sdt({ alias: 'Signé le', kind: '<w:date/>' }, r('01/06/2026')), ['Signé le', 'text', '01/06/2026']],
    ['a prompt', sdt({ tag: 'dosage' }, undefined), ['dosage', 'text', '']],
    ['a ticked box', tickBox(true, { tag: 'serie' }), ['serie', 'checkbox', 'Oui']],
    ['an empty box', tickBox(false, { tag: 'serie' }), ['serie', 'checkbox', 'Off']],
    ['an old text', legacyText('dosage', '25 mg'), ['dosage', 'text', '25 mg']],
    ['an old text left empty', legacyText('dosage', ''), ['dosage', 'text', '']],
    ['an old ticked box', legacyBox('serie', true), ['serie', 'checkbox', 'Oui']],
    ['an old empty box', legacyBox('serie', false), ['serie', 'checkbox', 'Off']],
    ['an old list', legacyList('voie', ['orale', 'injectable'], 1), ['voie', 'choice', 'injectable']],
  ])('are read: %s', (_, field, expected) => {
    expect(fieldsOf(p(r('Réponse : ') + field))).toEqual([expected]);
  });

  it('are read around paragraphs and cells too', () => {
    const block = sdt({ tag: 'adresse' }, p('14 allée des Peupliers') + p('45999 Aubraie'));
    expect(fieldsOf(block)).toEqual([['adresse', 'text', '14 allée des Peupliers\n45999 Aubraie']]);
    expect(fieldsOf(table([3000], [[sdt({ tag: 'voie' }, tc('orale'))]]))).toEqual([['voie', 'text', 'orale']]);
  });

  it('are not made of controls around other controls, tables or whole pages', () => {
    const inner = sdt({ tag: 'dosage' }, r('25 mg'));
    expect(fieldsOf(sdt({ tag: 'produit' }, p(r('Dosage : ') + inner)))).toEqual([['dosage', 'text', '25 mg']]);
    expect(fieldsOf(sdt({ tag: 'produit' }, table([3000], [['Dosage']])))).toEqual([]);
    expect(fieldsOf(sdt({ tag: 'garde', kind: '<w:docPartObj/>' }, p('Titre')))).toEqual([]);
  });

  it('show their boxes in the text, whatever sign they had, and prompts nowhere', () => {
    const odd = tickBox(true).replaceAll('☒', 'O');
    expect(linesOf(p(odd + r(' Série')) + p(legacyBox('a', false) + r(' Unique')))).toEqual(['☒ Série', '☐ Unique']);
    expect(linesOf(p(r('Dosage : ') + sdt({}, undefined)))).toEqual(['Dosage :']);
  });

  it('leave out a prompt that only its style betrays', () => {
    const prompt = r('Cliquez ici', '<w:rStyle w:val="Textedelespacerserv"/>');
    expect(linesOf(p(r('Dosage : ') + sdt({ tag: 'a' }, prompt)))).toEqual(['Dosage :']);
  });

  it('tell the page on which they begin', () => {
    const body = p(sdt({ tag: 'a' }, r('un'))) + p(sdt({ tag: 'b' }, r('deux')), '<w:pageBreakBefore/>');
    expect(read(body).content.fields.map((each) => each.widgets[0]?.page)).toEqual([1, 2]);
  });
});

describe('what staff should know', () => {
  it('macros', () => expect(read(p('Texte'), { 'word/vbaProject.bin': 'x' }).notes).toEqual(['macros']));

  it.each([
    ['attachedTemplate', 'http://modele.example/a.dotm', ['externalLinks']],
    ['image', 'http://image.example/a.png', ['externalLinks']],
    ['oleObject', 'file:///C:/tableau.xlsx', ['externalLinks']],
    ['hyperlink', 'https://lien.example/', []],
  ])('links elsewhere, a link to click is none: %s', (type, target, notes) => {
    const parts = { 'word/_rels/settings.xml.rels': externalLinks([type, target]) };
    expect(read(p('Texte'), parts).notes).toEqual(notes);
  });

  it('a text that draws in another file is not read whole', () => {
    expect(read(`${p('Texte')}<w:altChunk/>`).notes).toEqual(['cutShort']);
  });

  it('a text longer than the cap is not read whole', () => {
    const found = read(p('Dosage '.repeat(1_000)).repeat(40));
    expect(found.notes).toEqual(['cutShort']);
    expect(found.content.text.length).toBeLessThanOrEqual(200_100);
  });
});

describe('pictures', () => {
  it('without a word beside them are a scan', () => {
    expect(readOfficeText(docx(p(picture(400, 600)), { 'word/media/image1.png': 'x' }))).toEqual({
      unreadable: 'scanNotRead',
    });
  });

  it('as large as a page are a scanned page, a logo is none', () => {
    const scan = p('Page signée', '<w:pageBreakBefore/>') + p(picture(450, 650));
    expect(read(p('Lettre '.repeat(40)) + p(picture(80, 40)) + scan).content.scannedPages).toEqual([2]);
  });

  it('no text and no picture is an empty file', () => {
    expect(readOfficeText(docx(p('')))).toEqual({ unreadable: 'empty' });
  });
});

it('a value tells the line that it stands on, whatever the layout', () => {
  const found = read(
    p('Titre') +
      p('') +
      table(
        [3000, 3000],
        [
          ['Forme', 'Gélule'],
          ['Voie', 'orale'],
        ],
      ),
  );
  const [, , , , voie] = found.content.segments;
  if (voie === undefined) throw new Error('no words');
  expect(voie.text).toBe('orale');
  const { page, x, y, width, height } = voie;
  expect(found.placeOf({ kind: 'box', page, x, y: y - height * 0.25, width, height })).toEqual({
    kind: 'line',
    line: 3,
  });
  expect(found.placeOf({ kind: 'box', page, x, y, width, height })).toEqual({ kind: 'line', line: 3 });
});
