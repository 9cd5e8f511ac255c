import { PDFArray, PDFRawStream, decodePDFRawStream, type PDFDocument } from './library.ts';
import { limits } from '../limits.ts';
import { isFilled, plainText, type FormField } from '../page-content.ts';
import { entry } from './pages.ts';
import { stringText } from './pdf-strings.ts';
import { captionsOf, type Caption } from './xfa-template.ts';
import { readXml, type XmlElement } from './xfa-xml.ts';

/** An XFA form (XML Forms Architecture 3.3): the values in its data, and the words printed on it. */
export interface XfaForm {
  readonly fields: readonly FormField[];
  /** The texts of the template, a line each; its pages in the PDF only say « please wait ». */
  readonly text: string;
}

/** Reads the XFA form of a PDF (ISO 32000-1 §12.7.8); undefined when there is none, or its data cannot be read. */
export function readXfa(document: PDFDocument): XfaForm | undefined {
  const source = entry(entry(document.catalog, 'AcroForm'), 'XFA');
  const packets = source instanceof PDFArray ? packetsOf(source) : [['', source] as const];
  const trees = packets
    .filter(([name]) => ['', 'template', 'datasets'].includes(name))
    .flatMap(([, stream]) => (stream instanceof PDFRawStream ? (readXml(textOf(stream)) ?? []) : []));
  const data = firstNamed(trees, 'datasets', 'data');
  if (data === undefined) return undefined;
  const template = firstNamed(trees, 'template');
  const { captions, texts } =
    template === undefined ? { captions: new Map<string, Caption>(), texts: [] } : captionsOf(template);
  return { fields: valuesOf(data, captions), text: plainText(texts.join('\n')) };
}

/**
 * The fields of a form that has both kinds: what stands in its own fields counts, and the data fill in the empty ones.
 * Paths are compared without numbers of instances: `form1[0].#subform[0].dosage[0]` is `form1.dosage`.
 */
export function withXfa(own: readonly FormField[], data: readonly FormField[]): FormField[] {
  const filled = new Map(data.filter(isFilled).map((each) => [plainPath(each.name), each] as const));
  const known = new Set(own.map((each) => plainPath(each.name)));
  const completed = own.map((each) => {
    const same = isFilled(each) ? undefined : filled.get(plainPath(each.name));
    if (same === undefined) return each;
    return { ...each, value: same.value, label: each.label === '' ? same.label : each.label };
  });
  return [...completed, ...[...filled.values()].filter((each) => !known.has(plainPath(each.name)))];
}

function plainPath(name: string): string {
  const parts = name.split('.').filter((each) => !each.startsWith('#'));
  return parts.join('.').replaceAll('[0]', '');
}

/** Name and stream in turn; only these names are known. */
function packetsOf(array: PDFArray): (readonly [string, unknown])[] {
  const count = Math.min(array.size(), 40) >> 1;
  return Array.from({ length: count }, (_, index) => {
    return [stringText(array.lookup(index * 2)), array.lookup(index * 2 + 1)] as const;
  });
}

/** The letters of a stream, as many as are looked at: decoding stops there. */
function textOf(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).getBytes(limits.xfaBytes)).toString('utf8');
}

/** The first element of a name, or the first child of that name in it. */
function firstNamed(trees: readonly XmlElement[], name: string, child?: string): XmlElement | undefined {
  const found = trees.flatMap((tree) => [tree, ...tree.children]).find((each) => each.name === name);
  return child === undefined ? found : found?.children.find((each) => each.name === child);
}

/** The filled-in elements below the data, named by their path: `form1.page1.dosage`. */
function valuesOf(data: XmlElement, captions: ReadonlyMap<string, Caption>): FormField[] {
  const fields: FormField[] = [];
  const pending = data.children.map((element) => ({ element, path: element.name })).reverse();
  for (let next = pending.pop(); next !== undefined && fields.length < limits.fields; next = pending.pop()) {
    const { element, path } = next;
    if (element.children.length === 0) fields.push(field(path, element, captions));
    const counts = new Map<string, number>();
    const children = element.children.map((child) => {
      const index = counts.get(child.name) ?? 0;
      counts.set(child.name, index + 1);
      return { element: child, path: `${path}.${child.name}${index === 0 ? '' : `[${String(index)}]`}` };
    });
    pending.push(...children.reverse());
  }
  return fields;
}

function field(path: string, { name, text }: XmlElement, captions: ReadonlyMap<string, Caption>): FormField {
  const plain = path.replace(/\[\d+\]/g, '');
  const caption = captions.get(plain) ?? captions.get(name);
  const written = plainText(text).trim();
  const base = { name: path, label: caption?.label ?? '', widgets: [] };
  if (caption?.on !== undefined) {
    return { ...base, kind: 'checkbox', value: written === caption.on ? written : 'Off' };
  }
  return { ...base, kind: 'text', value: caption?.answers.get(written) ?? written };
}
