import { limits } from '../limits.ts';
import { fieldRecorder, tickValue } from './field-recorder.ts';
import { box, type Block, type FieldHead, type Paragraph, type Span } from './flow.ts';
import { contentControl, fieldMark, type OdtControl } from './odt-fields.ts';
import { length, type OdtStyles } from './odt-styles.ts';
import { isSymbolFont, symbols } from './symbols.ts';
import { child, descendants, elements, type Element } from './xml.ts';

/** The paragraph that is being read. `follows` are the text boxes in it. */
export interface OpenParagraph {
  readonly style: string | undefined;
  readonly spans: Span[];
  readonly follows: Block[];
  startsPage: boolean;
  endsPage: boolean;
  picture: number;
  hasWords: boolean;
}

/** What a reader of paragraphs needs: styles, the controls of forms, how to read blocks, where footnotes go. */
export interface OdtContext {
  readonly styles: OdtStyles;
  readonly controls: ReadonlyMap<string, OdtControl>;
  readonly blocks: (parent: Element, into: Block[]) => void;
  readonly footnotes: Block[];
}

/** Elements whose words are no part of the text: marks, comments, hidden text, prompts, deletions. */
const silent = new Set([
  'office:annotation',
  'text:hidden-text',
  'text:hidden-paragraph',
  'text:note-citation',
  'text:placeholder',
  'text:ruby-text',
  'text:script',
  'text:tracked-changes',
  'text:label',
]);

/** Fields that have a name of their own: inputs, variables, lists. */
const named: Readonly<Record<string, string | undefined>> = {
  'text:text-input': 'text:description',
  'text:drop-down': 'text:name',
  'text:variable-set': 'text:name',
  'text:variable-get': 'text:name',
  'text:variable-input': 'text:name',
  'text:user-field-get': 'text:name',
  'text:user-field-input': 'text:name',
};

/** A reader of paragraphs and headings (`text:p`, `text:h`), with the fields that begin in them. */
export function odtParagraphReader({ styles, controls, blocks, footnotes }: OdtContext) {
  const fields = fieldRecorder();
  const marks = fieldRecorder();

  const paragraph = (element: Element): Block[] => {
    const style = element.attributes['text:style-name'];
    const shape = styles.shape(style);
    const at = openParagraph(style, shape);
    inline(element, [], at);
    write('\n', [], { ...at, spans: [] });
    const begun = [fields, marks].flatMap((each) => each.take());
    const { size } = styles.look(style, []);
    const { spans, picture } = at;
    const breaks = { startsPage: at.startsPage, endsPage: at.endsPage };
    const made: Paragraph = { kind: 'paragraph', ...shape, ...breaks, spans, picture, size, fields: begun };
    return [made, ...at.follows];
  };

  const inline = (parent: Element, spans: readonly string[], at: OpenParagraph): void => {
    for (const each of parent.children) {
      if (typeof each === 'string') write(each.replace(/[ \t\r\n]+/g, ' '), spans, at);
      else inlinePart(each, spans, at);
    }
  };

  const inlinePart = (each: Element, spans: readonly string[], at: OpenParagraph): void => {
    const { name, attributes } = each;
    const own = named[name];
    if (silent.has(name)) return;
    if (name === 'text:span') inline(each, [...spans, attributes['text:style-name'] ?? ''].slice(-8), at);
    else if (name === 'text:s') write(' '.repeat(count(attributes['text:c'])), spans, at);
    else if (name === 'text:tab') write('\t', spans, at);
    else if (name === 'text:line-break') write('\n', spans, at);
    else if (name === 'text:soft-page-break') breakPage(at);
    else if (name === 'text:note') blocks(child(each, 'text:note-body') ?? each, footnotes);
    else if (own !== undefined) within({ name: attributes[own] ?? '', label: '', kind: 'text' }, each, spans, at);
    else if (name === 'loext:content-control') control(each, spans, at);
    else if (name.startsWith('field:')) mark(each, spans, at);
    else if (name.startsWith('draw:')) drawing(each, at);
    else inline(each, spans, at);
  };

  const write = (text: string, spans: readonly string[], at: OpenParagraph): void => {
    const { hidden, font, size, bold, italic } = styles.look(at.style, spans);
    if (hidden) return;
    for (const each of [fields, marks]) each.write(text);
    at.spans.push({ text: isSymbolFont(font) ? symbols(font, text) : text, size, bold, italic });
    at.hasWords ||= text.trim() !== '';
  };

  /** An input that shows what it is called shows a prompt. */
  const within = (head: FieldHead, element: Element, spans: readonly string[], at: OpenParagraph): void => {
    if (head.name !== '' && textOf(element) === head.name) return;
    fields.open(head);
    inline(element, spans, at);
    fields.close();
  };

  const control = (element: Element, spans: readonly string[], at: OpenParagraph): void => {
    const { head, ticked, isPrompt } = contentControl(element);
    if (ticked !== undefined) {
      fields.add(head, tickValue(ticked));
      write(ticked ? box.ticked : box.empty, spans, at);
    } else if (!isPrompt) within(head, element, spans, at);
  };

  const mark = (element: Element, spans: readonly string[], at: OpenParagraph): void => {
    if (element.name === 'field:fieldmark-end') marks.close();
    if (element.name !== 'field:fieldmark' && element.name !== 'field:fieldmark-start') return;
    const { head, value, shown } = fieldMark(element);
    if (value !== undefined) {
      marks.add(head, value);
      write(shown ?? '', spans, at);
    } else if (element.name === 'field:fieldmark-start') marks.open(head);
  };

  /** Controls of a form, text boxes, shapes with text in them, pictures. */
  const drawing = (element: Element, at: OpenParagraph): void => {
    const found = controls.get(element.attributes['draw:control'] ?? '');
    if (found !== undefined) {
      fields.add(found.head, found.value);
      write(found.shown, [], at);
      return;
    }
    const boxes = element.name === 'draw:frame' ? elements(element, 'draw:text-box') : [element];
    for (const each of boxes) blocks(each, at.follows);
    if (descendants(element, 'draw:image').length > 0) at.picture = Math.max(at.picture, areaOf(element));
  };

  return { paragraph, drawing };
}

/** A paragraph that nothing was read of yet. */
export function openParagraph(
  style?: string,
  { startsPage, endsPage } = { startsPage: false, endsPage: false },
): OpenParagraph {
  return { style, spans: [], follows: [], startsPage, endsPage, picture: 0, hasWords: false };
}

function breakPage(at: OpenParagraph): void {
  if (!at.hasWords) at.startsPage = true;
  else at.endsPage = true;
}

function count(text: string | undefined): number {
  const number = Number(text ?? 1);
  return Number.isInteger(number) && number > 0 ? Math.min(number, limits.columns) : 1;
}

function areaOf({ attributes }: Element): number {
  return Math.max(1, (length(attributes['svg:width']) ?? 0) * (length(attributes['svg:height']) ?? 0));
}

function textOf({ children }: Element): string {
  return children.map((each) => (typeof each === 'string' ? each : '')).join('');
}
