import { limits } from '../limits.ts';
import { PDFDict, PDFName, PDFNumber, type PDFDocument, type PDFObject } from './library.ts';
import { ticksOf, writtenValue } from './field-value.ts';
import { stringText } from './pdf-strings.ts';
import { boxOf, dictionaries, entry, inherited, type Page } from './pages.ts';
import { plainText, type FormField, type FieldWidget } from '../page-content.ts';

/** Flags of a button field (ISO 32000-1 table 226), and of an annotation that is not shown (table 165). */
const RADIO = 1 << 15;
const PUSH_BUTTON = 1 << 16;
const HIDDEN = 1 << 1;

/**
 * Reads the fields of a PDF (ISO 32000-1 §12.7): the terminal ones below /Fields, then the widgets of the pages that no
 * field leads to, as merged and damaged files have them. The library's `getForm` is not used: it drops XFA, and its
 * `isChecked` is wrong for boxes that share a name.
 */
export function fieldsOf(document: PDFDocument, pages: readonly Page[]): FormField[] {
  const form = entry(document.catalog, 'AcroForm');
  const places = new Map(pages.flatMap((page) => page.annotations.map((each) => [each, page.number] as const)));
  const orphans = [...places.keys()].filter((each) => entry(each, 'Subtype') === PDFName.of('Widget'));
  const pending = [...dictionaries(entry(form, 'Fields'), limits.fields), ...orphans].reverse();
  const seen = new Set<PDFDict>();
  const fields: FormField[] = [];
  for (let node = pending.pop(); node !== undefined && fields.length < limits.fields; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const kids = dictionaries(entry(node, 'Kids'), limits.fields);
    if (kids.some((kid) => kid.has(PDFName.of('T')))) {
      pending.push(...kids.reverse());
    } else {
      kids.forEach((kid) => seen.add(kid));
      const found = field(node, kids.length === 0 ? [node] : kids, places);
      if (found !== undefined) fields.push(found);
    }
  }
  return fields;
}

function field(
  node: PDFDict,
  widgets: readonly PDFDict[],
  places: ReadonlyMap<PDFDict, number>,
): FormField | undefined {
  const kind = kindOf(node);
  const hidden = widgets.every((each) => (number(entry(each, 'F')) & HIDDEN) !== 0);
  if (kind === undefined || hidden) return undefined;
  const ticks = kind === 'checkbox' || kind === 'radio' ? ticksOf(node, widgets) : [];
  const value =
    kind === 'text' || kind === 'choice'
      ? writtenValue(node, kind)
      : (ticks.find((each) => each.ticked)?.choice ?? 'Off');
  return {
    name: fullName(node),
    label: plainText(stringText(inherited(node, 'TU'))).trim(),
    kind,
    value: plainText(value),
    widgets: widgets.flatMap((each, index): FieldWidget[] => {
      const page = places.get(each);
      const box = boxOf(entry(each, 'Rect'));
      const tick = ticks[index];
      if (page === undefined || box === undefined) return [];
      return [{ page, box, choice: tick?.choice, ticked: tick?.ticked ?? false }];
    }),
  };
}

function kindOf(node: PDFDict): FormField['kind'] | undefined {
  const flags = number(inherited(node, 'Ff'));
  switch (inherited(node, 'FT')) {
    case PDFName.of('Tx'):
      return 'text';
    case PDFName.of('Ch'):
      return 'choice';
    case PDFName.of('Btn'):
      if ((flags & PUSH_BUTTON) !== 0) return undefined;
      return (flags & RADIO) !== 0 ? 'radio' : 'checkbox';
    default:
      return undefined;
  }
}

/** Partial names joined by points, from the outermost parent (ISO 32000-1 §12.7.3.2). */
function fullName(node: PDFDict): string {
  const names: string[] = [];
  let each: PDFObject | undefined = node;
  for (let depth = 0; depth < 32 && each instanceof PDFDict; depth += 1) {
    const name = plainText(stringText(entry(each, 'T')));
    if (name !== '') names.unshift(name);
    each = entry(each, 'Parent');
  }
  return names.join('.').slice(0, 500);
}

function number(object: PDFObject | undefined): number {
  return object instanceof PDFNumber ? object.asNumber() : 0;
}
