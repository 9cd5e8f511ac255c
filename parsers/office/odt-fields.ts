import { box, type FieldHead } from './flow.ts';
import { elements, type Element } from './xml.ts';
import { tickValue } from './field-recorder.ts';

/** A control of a form: its field, the value of it, and the words that it shows in the text. */
export interface OdtControl {
  readonly head: FieldHead;
  readonly value: string;
  readonly shown: string;
}

/** The controls of the forms of a text (`office:forms`, ODF 1.3 part 3 §13) by the names that the text calls them. */
export function controlsIn(forms: Element | undefined): Map<string, OdtControl> {
  const found = new Map<string, OdtControl>();
  for (const each of elements(forms)) {
    if (each.name === 'form:form') controlsIn(each).forEach((control, id) => found.set(id, control));
    const control = controlOf(each);
    const id = each.attributes['xml:id'] ?? each.attributes['form:id'];
    if (control !== undefined && id !== undefined) found.set(id, control);
  }
  return found;
}

/**
 * A field that a Word text brought along, in the markup of LibreOffice: a box or a list tells its answer in its
 * properties, all others with the text up to their end.
 */
export function fieldMark(element: Element): {
  readonly head: FieldHead;
  readonly value?: string;
  readonly shown?: string;
} {
  const { attributes } = element;
  const told = (name: string) => parameters(element).find((each) => each.name === name)?.value ?? '';
  // LibreOffice makes up names for boxes and lists; their own ones are among the parameters.
  const made = attributes['text:name'] ?? '';
  const name = told('Checkbox_Name') || told('Name') || (/^(?:__Fieldmark__|Unnamed)/.test(made) ? '' : made);
  const label = told('Checkbox_HelpText') || told('Description');
  const kind = /\.(\w+)$/.exec(attributes['field:type'] ?? '')?.[1];
  if (kind === 'FORMCHECKBOX') {
    const ticked = told('Checkbox_Checked') === 'true';
    return {
      head: { name, label, kind: 'checkbox' },
      value: tickValue(ticked),
      shown: ticked ? box.ticked : box.empty,
    };
  }
  if (kind !== 'FORMDROPDOWN') return { head: { name, label, kind: 'text' } };
  const entries = parameters(element).filter((each) => each.name === 'Dropdown_ListEntry');
  const value = entries[Number(told('Dropdown_Selected') || NaN)]?.value ?? '';
  return { head: { name, label, kind: 'choice' }, value, shown: value };
}

/** A content control of LibreOffice (`loext:content-control`), made like those of Word. */
export function contentControl({ attributes }: Element): {
  readonly head: FieldHead;
  readonly ticked: boolean | undefined;
  readonly isPrompt: boolean;
} {
  const label = attributes['loext:alias'] ?? '';
  const name = attributes['loext:tag'] ?? label;
  const isBox = attributes['loext:checkbox'] === 'true';
  return {
    head: { name, label, kind: isBox ? 'checkbox' : 'text' },
    ticked: isBox ? attributes['loext:checked'] === 'true' : undefined,
    isPrompt: attributes['loext:showing-place-holder'] === 'true',
  };
}

function controlOf({ name: kind, attributes, ...element }: Element): OdtControl | undefined {
  const name = attributes['form:name'] ?? '';
  const label = attributes['form:label'] ?? attributes['form:title'] ?? '';
  const value = attributes['form:current-value'] ?? attributes['form:value'] ?? '';
  switch (kind) {
    case 'form:text':
    case 'form:textarea':
    case 'form:formatted-text':
    case 'form:date':
    case 'form:number':
      return { head: { name, label, kind: 'text' }, value, shown: value };
    case 'form:combobox':
      return { head: { name, label, kind: 'choice' }, value, shown: value };
    case 'form:listbox': {
      const options = elements({ name: kind, attributes, ...element }, 'form:option');
      const chosen = options
        .filter((each) => (each.attributes['form:current-selected'] ?? each.attributes['form:selected']) === 'true')
        .map((each) => each.attributes['form:label'] ?? '')
        .join(' ; ');
      return { head: { name, label, kind: 'choice' }, value: chosen, shown: chosen };
    }
    case 'form:checkbox':
    case 'form:radio': {
      const state = attributes['form:current-state'] ?? attributes['form:state'];
      const selected = attributes['form:current-selected'] ?? attributes['form:selected'];
      const ticked = kind === 'form:radio' ? selected === 'true' : state === 'checked';
      const shown = `${ticked ? box.ticked : box.empty} ${label}`;
      return { head: { name, label, kind: 'checkbox' }, value: tickValue(ticked), shown };
    }
    default:
      return undefined;
  }
}

function parameters(element: Element): { readonly name: string; readonly value: string }[] {
  return elements(element, 'field:param').map(({ attributes }) => ({
    name: attributes['field:name'] ?? '',
    value: attributes['field:value'] ?? '',
  }));
}
