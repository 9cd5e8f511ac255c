import { tickValue, type FieldRecorder } from './field-recorder.ts';
import { box, type FieldHead } from './flow.ts';
import { isSet, value } from './word-styles.ts';
import { child, elements, type Element } from './xml.ts';

/** What a reader does with a control: `sign` writes the box that it shows, `content` reads what it holds. */
export interface ControlParts {
  readonly sign: (text: string) => void;
  readonly content: (content: Element) => void;
}

/**
 * Reads a content control (`w:sdt`, ECMA-376 part 1 §17.5.2) into its field. A box to tick becomes its sign whatever
 * it shows; a prompt (« Cliquez ici pour entrer du texte ») is left out.
 */
export function readControl(sdt: Element, controls: FieldRecorder, { sign, content }: ControlParts): void {
  const { head, ticked, isPrompt } = controlOf(sdt);
  if (ticked !== undefined) {
    if (head !== undefined) controls.add(head, tickValue(ticked));
    sign(ticked ? box.ticked : box.empty);
    return;
  }
  const held = child(sdt, 'w:sdtContent');
  controls.open(head);
  if (!isPrompt && held !== undefined) content(held);
  controls.close();
}

/** What the properties of a control say: what it asks for, and of the answer. */
interface Control {
  /** Undefined for controls that frame a part of the page: groups, building blocks, pictures. */
  readonly head: FieldHead | undefined;
  /** For a box to tick: whether it is. */
  readonly ticked: boolean | undefined;
  /** What it shows is a prompt, not an answer. */
  readonly isPrompt: boolean;
}

/** Controls that hold no answer of their own. */
const frames = ['w:docPartObj', 'w:docPartList', 'w:group', 'w:picture', 'w:equation', 'w:citation', 'w:bibliography'];

function controlOf(sdt: Element): Control {
  const properties = child(sdt, 'w:sdtPr');
  const names = new Set(elements(properties).map((each) => each.name));
  const checkbox = child(properties, 'w14:checkbox') ?? child(properties, 'w:checkbox');
  const head = headOf(value(properties, 'w:tag') ?? '', value(properties, 'w:alias') ?? '');
  const kind = checkbox === undefined ? kindOf(names) : 'checkbox';
  return {
    head: frames.some((each) => names.has(each)) ? undefined : { ...head, kind },
    ticked: checkbox === undefined ? undefined : isTicked(checkbox),
    isPrompt: isSet(properties, 'w:showingPlcHdr') === true,
  };
}

/** A field of the old kind (`w:ffData`, §17.16.17); `shown` is the answer that stands in its properties. */
export interface LegacyField {
  readonly head: FieldHead;
  readonly ticked: boolean | undefined;
  readonly shown: string | undefined;
}

/** Reads what a field of the old kind says of itself; undefined for all other fields: dates, page numbers, merges. */
export function legacyField(begin: Element): LegacyField | undefined {
  const data = child(begin, 'w:ffData');
  if (data === undefined) return undefined;
  const label = value(data, 'w:statusText') ?? value(data, 'w:helpText') ?? '';
  const head = headOf(value(data, 'w:name') ?? '', label);
  const checkbox = child(data, 'w:checkBox');
  if (checkbox !== undefined) {
    const ticked = isSet(checkbox, 'w:checked') ?? isSet(checkbox, 'w:default') ?? false;
    return { head: { ...head, kind: 'checkbox' }, ticked, shown: undefined };
  }
  const list = child(data, 'w:ddList');
  if (list === undefined) return { head: { ...head, kind: 'text' }, ticked: undefined, shown: undefined };
  const chosen = Number(value(list, 'w:result') ?? value(list, 'w:default') ?? 0);
  const shown = elements(list, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
  return { head: { ...head, kind: 'choice' }, ticked: undefined, shown: isInvitation(shown) ? '' : shown };
}

/** « Choisissez un élément »: the first line of many lists. */
function isInvitation(entry: string): boolean {
  return /^\W*(?:choisi(?:r|ssez)|s[ée]lectionne[rz]|choose|select|cliquez|click)\b/i.test(entry);
}

function headOf(name: string, label: string): Omit<FieldHead, 'kind'> {
  return { name: name === '' ? label : name, label };
}

function kindOf(names: ReadonlySet<string>): FieldHead['kind'] {
  return names.has('w:dropDownList') || names.has('w:comboBox') ? 'choice' : 'text';
}

/** Boxes of Word 2010 and later; before, only drafts of the format had them. */
function isTicked(checkbox: Element): boolean {
  const checked = child(checkbox, 'w14:checked') ?? child(checkbox, 'w:checked');
  const state = checked?.attributes['w14:val'] ?? checked?.attributes['w:val'];
  return checked !== undefined && !['0', 'false', 'off'].includes(state ?? 'true');
}
