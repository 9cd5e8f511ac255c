import { limits } from '../limits.ts';
import { noteLines } from './notes.ts';
import { plainText, type Box, type FormField, type Segment } from '../page-content.ts';

/** What pdf.js tells of an annotation, as far as it is used here. */
export interface Annotation {
  readonly subtype?: string;
  readonly rect?: readonly number[];
  readonly hidden?: boolean;
  readonly fieldType?: string;
  readonly fieldName?: string;
  readonly alternativeText?: string;
  readonly fieldValue?: unknown;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly exportValue?: string;
  readonly buttonValue?: string;
  readonly options?: readonly { readonly exportValue: string; readonly displayValue: string }[];
  readonly contentsObj?: { readonly str: string };
}

/** The fields that the widgets of a document show: the way to a protected file, that only pdf.js opens. */
export function shownFields(annotations: readonly (Annotation & { readonly page: number })[]): FormField[] {
  const fields = new Map<string, FormField>();
  for (const each of annotations) {
    const kind = kindOf(each);
    if (kind === undefined || each.hidden === true || fields.size >= limits.fields) continue;
    const name = each.fieldName ?? '';
    const known = fields.get(name);
    const shown = { name, label: plainText(each.alternativeText ?? ''), kind, ...valueOf(each, kind) };
    const value = known === undefined || known.value === 'Off' ? shown.value : known.value;
    const box = boxOf(each);
    const { choice, ticked } = shown;
    const widgets = box === undefined ? [] : [{ page: each.page, box, choice, ticked }];
    fields.set(name, {
      name,
      label: shown.label,
      kind,
      value,
      widgets: [...(known?.widgets ?? []), ...widgets],
    });
  }
  return [...fields.values()];
}

/** Text typed over a page with a comment tool. */
export function shownNotes(annotations: readonly Annotation[], page: number): Segment[] {
  return annotations
    .filter((each) => each.subtype === 'FreeText')
    .flatMap((each) => {
      const box = boxOf(each);
      return box === undefined ? [] : noteLines(page, box, plainText(each.contentsObj?.str ?? ''));
    });
}

function kindOf(annotation: Annotation): FormField['kind'] | undefined {
  switch (annotation.fieldType) {
    case 'Tx':
      return 'text';
    case 'Ch':
      return 'choice';
    case 'Btn':
      if (annotation.checkBox === true) return 'checkbox';
      return annotation.radioButton === true ? 'radio' : undefined;
    default:
      return undefined;
  }
}

function valueOf(annotation: Annotation, kind: FormField['kind']) {
  const values = [annotation.fieldValue].flat().filter((each) => typeof each === 'string');
  if (kind === 'text' || kind === 'choice') {
    const shown = new Map(annotation.options?.map((each) => [each.exportValue, each.displayValue]));
    const value = plainText(values.map((each) => shown.get(each) ?? each).join(' ; '));
    return { value, choice: undefined, ticked: false };
  }
  const choice = (kind === 'checkbox' ? annotation.exportValue : annotation.buttonValue) ?? 'Yes';
  const ticked = values.includes(choice);
  return { value: ticked ? choice : 'Off', choice, ticked };
}

function boxOf({ rect }: Annotation): Box | undefined {
  const [a, b, c, d] = rect ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return { x: Math.min(a, c), y: Math.min(b, d), width: Math.abs(c - a), height: Math.abs(d - b) };
}
