import { zipOf, type ZipPart } from './xlsx-parts.ts';

const names = ['office', 'table', 'text', 'style'].map(
  (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
);

/** An OpenDocument spreadsheet written by hand: its tables as raw XML, styles before them, more parts. */
export function odsOf(
  tables: string,
  parts: Readonly<Record<string, ZipPart>> = {},
  styles = '',
  before = '',
): Uint8Array {
  const content = `<?xml version="1.0"?>${before}<office:document-content ${names.join(' ')}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    'content.xml': content,
    ...parts,
  });
}

/** A sheet of one cell or more, as raw XML. */
export function odsTable(rows: string, name = 'Feuille', attributes = ''): string {
  return `<table:table table:name="${name}"${attributes}>${rows}</table:table>`;
}

/** A row of texts. */
export function odsRow(...texts: readonly string[]): string {
  const cells = texts.map(
    (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
  );
  return `<table:table-row>${cells.join('')}</table:table-row>`;
}
