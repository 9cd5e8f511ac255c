import { zipOf, type ZipPart } from './xlsx-parts.ts';

const names = ['office', 'style', 'text', 'table', 'form', 'drawing', 'xsl-fo-compatible', 'svg-compatible'];
const prefixes: Readonly<Record<string, string>> = {
  drawing: 'draw',
  'xsl-fo-compatible': 'fo',
  'svg-compatible': 'svg',
};
const spaces = [
  ...names.map((each) => `xmlns:${prefixes[each] ?? each}="urn:oasis:names:tc:opendocument:xmlns:${each}:1.0"`),
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
].join(' ');

/** An OpenDocument text written by hand: its body and automatic styles as raw XML, and more parts. */
export function odt(body: string, automatic = '', parts: Readonly<Record<string, ZipPart>> = {}): Uint8Array {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content ${spaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...parts,
  });
}

/** The common styles, and what is printed on every page. */
export function odtStylesPart(master: string): string {
  return `<office:document-styles ${spaces}><office:master-styles>${master}</office:master-styles></office:document-styles>`;
}
