import { zipOf, type ZipPart } from './xlsx-parts.ts';

const spaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
].join(' ');

/** Styles as new documents of Word have them: letters of 11 points, 8 points behind each paragraph. */
const styles = `<w:styles ${spaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style><w:style w:type="character" w:styleId="Textedelespacerserv"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/></w:rPr></w:style><w:style w:type="character" w:styleId="Cache"><w:name w:val="Caché"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`;

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const contentTypes = `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`;

function relations(type: string, target: string): string {
  return `<Relationships xmlns="${packages}/relationships"><Relationship Id="s1" Type="${office}/${type}" Target="${target}"/></Relationships>`;
}

/** A Word text written by hand: its body as raw XML, more parts, and headers or footers by their names. */
export function docx(body: string, parts: Readonly<Record<string, ZipPart>> = {}): Uint8Array {
  return zipOf({
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations('officeDocument', 'word/document.xml'),
    'word/_rels/document.xml.rels': relations('styles', 'styles.xml'),
    'word/document.xml': `<w:document ${spaces}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': styles,
    ...parts,
  });
}

/** A header, a footer or notes, as a part of its own. */
export function docxPart(name: 'hdr' | 'ftr' | 'footnotes', content: string): string {
  return `<w:${name} ${spaces}>${content}</w:${name}>`;
}

/** Relationships of a part, all of them outside the file. */
export function externalLinks(...links: readonly (readonly [type: string, target: string])[]): string {
  const all = links.map(
    ([type, target], index) =>
      `<Relationship Id="r${index}" Type="${office}/${type}" Target="${target}" TargetMode="External"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;
}

/** A paragraph: text, or runs as raw XML. */
export function p(content: string, properties = ''): string {
  const runs = content.startsWith('<') || content === '' ? content : r(content);
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;
}

/** A run of text; its tabs are the keys. */
export function r(text: string, properties = ''): string {
  const words = text
    .split('\t')
    .map((each) => (each === '' ? '' : `<w:t xml:space="preserve">${escape(each)}</w:t>`))
    .join('<w:tab/>');
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${words}</w:r>`;
}

/** A table of cells as raw XML or text, with the widths of its columns in twips. */
export function table(widths: readonly number[], rows: readonly (readonly string[])[]): string {
  const grid = widths.map((each) => `<w:gridCol w:w="${each}"/>`).join('');
  const lines = rows.map((row) => `<w:tr>${row.map((cell) => tc(cell)).join('')}</w:tr>`);
  return `<w:tbl><w:tblGrid>${grid}</w:tblGrid>${lines.join('')}</w:tbl>`;
}

/** A cell; one that is already a cell, or framed by a control, stays as it is. */
export function tc(content: string, properties = ''): string {
  if (/^<w:(?:tc|sdt)>/.test(content) && properties === '') return content;
  const blocks = /^<w:(?:p|tbl)>/.test(content) ? content : p(content);
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${blocks}</w:tc>`;
}

/** What a content control says of itself. */
export interface ControlNames {
  readonly alias?: string;
  readonly tag?: string;
  /** What kind it is, as raw XML. */
  readonly kind?: string;
}

/** A content control around runs, paragraphs or a cell. Without content it shows its prompt. */
export function sdt(names: ControlNames, content: string | undefined): string {
  const { alias, tag, kind = '<w:text/>' } = names;
  const properties = [
    alias === undefined ? '' : `<w:alias w:val="${escape(alias)}"/>`,
    tag === undefined ? '' : `<w:tag w:val="${tag}"/>`,
    content === undefined ? '<w:showingPlcHdr/>' : '',
    kind,
  ];
  const prompt = r('Cliquez ou appuyez ici pour entrer du texte.', '<w:rStyle w:val="Textedelespacerserv"/>');
  return `<w:sdt><w:sdtPr>${properties.join('')}</w:sdtPr><w:sdtContent>${content ?? prompt}</w:sdtContent></w:sdt>`;
}

/** A box to tick as Word makes it since 2010. */
export function tickBox(ticked: boolean, names: ControlNames = {}): string {
  const kind = `<w14:checkbox><w14:checked w14:val="${ticked ? 1 : 0}"/></w14:checkbox>`;
  return sdt({ ...names, kind }, r(ticked ? '☒' : '☐', '<w:rFonts w:ascii="MS Gothic"/>'));
}

/** A text field of the old kind; empty, Word fills it with five wide spaces. */
export function legacyText(name: string, value: string): string {
  const shown = value === '' ? '\u2002\u2002\u2002\u2002\u2002' : value;
  return `${fieldBegin(name, '<w:textInput/>')}${instruction('FORMTEXT')}${mark('separate')}${r(shown)}${mark('end')}`;
}

/** A box to tick of the old kind. */
export function legacyBox(name: string, ticked: boolean): string {
  const state = ticked ? '<w:checked/>' : '';
  const begin = fieldBegin(name, `<w:checkBox><w:sizeAuto/><w:default w:val="0"/>${state}</w:checkBox>`);
  return `${begin}${instruction('FORMCHECKBOX')}${mark('separate')}${mark('end')}`;
}

/** A list of the old kind; `chosen` counts from 0. */
export function legacyList(name: string, entries: readonly string[], chosen?: number): string {
  const result = chosen === undefined ? '' : `<w:result w:val="${chosen}"/>`;
  const all = entries.map((each) => `<w:listEntry w:val="${escape(each)}"/>`).join('');
  const begin = fieldBegin(name, `<w:ddList>${result}${all}</w:ddList>`);
  return `${begin}${instruction('FORMDROPDOWN')}${mark('separate')}${mark('end')}`;
}

/** A field with its instruction and its result: a date, a page number, a merge. */
export function complexField(code: string, result: string): string {
  return `${mark('begin')}${instruction(code)}${mark('separate')}${r(result)}${mark('end')}`;
}

/** A text box, written twice as Word does: for itself and for its versions before 2010. */
export function textBox(content: string): string {
  const held = `<w:txbxContent>${content}</w:txbxContent>`;
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="2000000" cy="900000"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>${held}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${held}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
}

/** A picture of a size in points. */
export function picture(width: number, height: number): string {
  return `<w:r><w:drawing><wp:inline><wp:extent cx="${width * 12_700}" cy="${height * 12_700}"/><a:graphic><a:graphicData><a:blip r:embed="r1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

function fieldBegin(name: string, kind: string): string {
  const data = `<w:ffData><w:name w:val="${name}"/><w:enabled/>${kind}</w:ffData>`;
  return `<w:r><w:fldChar w:fldCharType="begin">${data}</w:fldChar></w:r>`;
}

function instruction(code: string): string {
  return `<w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>`;
}

function mark(type: string): string {
  return `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
