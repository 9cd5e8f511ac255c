import { SaxesParser } from 'saxes';
import { limits } from '../limits.ts';
import { Unreadable } from './unreadable.ts';

/** An element of a document. Names have the usual prefix of their namespace, whatever the file calls it: `w:p`. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly (Element | string)[];
}

/** Namespaces of OpenDocument whose prefix is not their name. */
const usual = new Map([
  ['drawing', 'draw'],
  ['xsl-fo-compatible', 'fo'],
  ['svg-compatible', 'svg'],
]);

/** The usual prefixes of the namespaces that are read. Strict files (ISO/IEC 29500-1) have namespaces of their own. */
const prefixes = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing', 'wp'],
  ['http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing', 'wp'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ['urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0', 'loext'],
  ['urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0', 'field'],
  ...['office', 'text', 'table', 'style', 'form', 'drawing', 'xsl-fo-compatible', 'svg-compatible', 'manifest'].map(
    (each) => [`urn:oasis:names:tc:opendocument:xmlns:${each}:1.0`, usual.get(each) ?? each] as const,
  ),
]);

/**
 * Parses a part into its elements. Throws `Unreadable`: `corrupt` for what is no well-formed XML or declares a document
 * type, whose entities could grow without end; `tooLarge` beyond the caps. `left` counts for all parts of a file.
 */
export function parseXml(text: string, left: { elements: number }): Element {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const root = element('');
  const open: Growing[] = [root];
  const grow = () => {
    if (--left.elements < 0) throw new Unreadable('tooLarge');
  };
  parser.on('error', () => {
    throw new Unreadable('corrupt');
  });
  parser.on('doctype', () => {
    throw new Unreadable('corrupt');
  });
  parser.on('attribute', grow);
  parser.on('opentag', (tag) => {
    grow();
    if (open.length > limits.xmlDepth) throw new Unreadable('tooLarge');
    const made = element(nameOf(tag));
    for (const each of Object.values(tag.attributes)) made.attributes[nameOf(each)] = each.value;
    open.at(-1)?.children.push(made);
    open.push(made);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const write = (words: string) => {
    grow();
    open.at(-1)?.children.push(words);
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.write(text).close();
  const [first] = elements(root);
  if (first === undefined) throw new Unreadable('corrupt');
  return first;
}

/** The elements directly in another one, all of them or those of a name. */
export function elements(parent: Element | undefined, name?: string): Element[] {
  return (parent?.children ?? []).filter(
    (each): each is Element => typeof each !== 'string' && (name === undefined || each.name === name),
  );
}

/** The first element of a name directly in another one, or the first along a path of names. */
export function child(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => elements(at, name)[0], parent);
}

/** Every element of a name anywhere in another one, outermost first; what lies in a found one is not looked at. */
export function descendants(parent: Element | undefined, name: string): Element[] {
  return elements(parent).flatMap((each) => (each.name === name ? [each] : descendants(each, name)));
}

interface Growing extends Element {
  readonly attributes: Record<string, string | undefined>;
  readonly children: (Element | string)[];
}

function element(name: string): Growing {
  return { name, attributes: {}, children: [] };
}

function nameOf({ uri, local }: { readonly uri: string; readonly local: string }): string {
  return uri === '' ? local : `${prefixes.get(uri) ?? '?'}:${local}`;
}
