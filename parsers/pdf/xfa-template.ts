import { isAmbiguous, sectionOfHeading } from '../labelled/labels.ts';
import { limits } from '../limits.ts';
import type { XmlElement } from './xfa-xml.ts';

/** What the template of an XFA form says of one value in its data. */
export interface Caption {
  readonly label: string;
  /** The words shown for each value that the data may hold: of a list, of a group of buttons. */
  readonly answers: ReadonlyMap<string, string>;
  /** The value of a ticked box; undefined for all other fields. */
  readonly on: string | undefined;
}

/** The captions by the paths of their data, and by their plain names where one name means one thing; printed texts. */
export interface Captions {
  readonly captions: ReadonlyMap<string, Caption>;
  readonly texts: readonly string[];
}

/** Reads the fields of a template (XFA 3.3, part 1, chapter 2); a subform without a name is none in the data. */
export function captionsOf(template: XmlElement): Captions {
  const captions = new Map<string, Caption>();
  const texts: string[] = [];
  const pending: { element: XmlElement; path: string }[] = [{ element: template, path: '' }];
  let heading = '';
  for (let next = pending.pop(); next !== undefined && captions.size < limits.fields * 2; next = pending.pop()) {
    const { element, path } = next;
    const name = nameOf(element);
    const own = name === undefined ? path : path === '' ? name : `${path}.${name}`;
    switch (element.name) {
      case 'field':
        remember(captions, own, name, under(heading, fieldCaption(element)));
        break;
      case 'exclGroup':
        remember(captions, own, name, under(heading, groupCaption(element)));
        break;
      case 'draw':
        texts.push(wordsOf(element));
        if (sectionOfHeading(wordsOf(element)) !== undefined) heading = wordsOf(element);
        break;
      default:
        pending.push(...element.children.map((child) => ({ element: child, path: own })).reverse());
    }
  }
  return { captions, texts: texts.filter((each) => each !== '') };
}

/** « Adresse » means something under a heading only. */
function under(heading: string, caption: Caption): Caption {
  return heading !== '' && isAmbiguous(caption.label)
    ? { ...caption, label: `${heading} – ${caption.label}` }
    : caption;
}

/** Where the data of a field is bound elsewhere, the last name of the way there is what the data calls it. */
function nameOf(element: XmlElement): string | undefined {
  if (!['subform', 'field', 'exclGroup'].includes(element.name)) return undefined;
  const bound = element.children.find((each) => each.name === 'bind')?.attributes.ref;
  return /([\p{L}\p{N}_-]+)(?:\[[^\]]*\])?$/u.exec(bound ?? '')?.[1] ?? element.attributes.name;
}

function remember(captions: Map<string, Caption>, path: string, name: string | undefined, caption: Caption): void {
  captions.set(path, caption);
  if (name === undefined || name === path) return;
  const same = captions.get(name);
  if (same === undefined) captions.set(name, caption);
  else if (same.label !== caption.label) captions.set(name, { ...caption, label: '' });
}

function fieldCaption(field: XmlElement): Caption {
  const label = labelOf(field);
  const lists = children(field, 'items').map((each) => each.children.map((item) => item.text.trim()));
  const [shown = [], saved = shown] = lists;
  const isBox = child(child(field, 'ui'), 'checkButton') !== undefined;
  if (isBox) return { label, answers: new Map(), on: shown[0] ?? '1' };
  const savedFirst = children(field, 'items')[0]?.attributes.save === '1';
  const [words, values] = savedFirst && lists.length > 1 ? [saved, shown] : [shown, saved];
  return { label, answers: new Map(values.map((each, index) => [each, words[index] ?? each])), on: undefined };
}

/** Buttons of which one is pressed: the data hold its value, its caption says what that means. */
function groupCaption(group: XmlElement): Caption {
  const buttons = children(group, 'field').map((each) => [fieldCaption(each).on ?? '', labelOf(each)] as const);
  return { label: labelOf(group), answers: new Map(buttons), on: undefined };
}

/** The caption, else what a screen reader says, else the tooltip. */
function labelOf(element: XmlElement): string {
  const assist = child(element, 'assist');
  const texts = [child(element, 'caption'), child(assist, 'speak'), child(assist, 'toolTip')].map((each) =>
    wordsOf(each),
  );
  return texts.find((each) => each !== '') ?? '';
}

/** All the text below an element's `value`, or in it. */
function wordsOf(element: XmlElement | undefined): string {
  const value = child(element, 'value') ?? element;
  const parts = value === undefined ? [] : [value.text, ...value.children.map((each) => each.text)];
  return parts.join(' ').replace(/\s+/g, ' ').trim().slice(0, limits.fieldCharacters);
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((each) => each.name === name);
}
