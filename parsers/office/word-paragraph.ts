import { limits } from '../limits.ts';
import { fieldRecorder, tickValue } from './field-recorder.ts';
import { box, type Block, type Paragraph, type Span } from './flow.ts';
import { isSymbolFont, symbol, symbols } from './symbols.ts';
import { legacyField, readControl } from './word-fields.ts';
import { alternative, lettersOf, pictureArea, textBoxes, transparent } from './word-markup.ts';
import type { RunLook, WordStyles } from './word-styles.ts';
import { child, elements, type Element } from './xml.ts';

/** The paragraph that is being read. `parts` are those before the page breaks in it. */
interface OpenParagraph {
  readonly properties: Element | undefined;
  readonly parts: { readonly spans: Span[]; readonly startsPage: boolean }[];
  readonly boxes: Block[];
  spans: Span[];
  startsPage: boolean;
  endsPage: boolean;
  picture: number;
  hasWords: boolean;
}

/**
 * A reader of paragraphs (`w:p`). What hangs on a paragraph follows it: text boxes,
 * read by `blocks`, and what stands behind a page break. `pageEnds` are the section marks with which a page ends.
 */
export function paragraphReader(
  styles: WordStyles,
  pageEnds: ReadonlySet<Element>,
  blocks: (parent: Element, into: Block[]) => void,
) {
  const controls = fieldRecorder();
  const marks = fieldRecorder();
  /** Fields that are open (`w:fldChar`), and whether their instruction is being read: it is no text. */
  const open: { readonly isText: boolean; inInstruction: boolean }[] = [];

  const paragraph = (element: Element): Block[] => {
    const properties = child(element, 'w:pPr');
    const section = child(properties, 'w:sectPr');
    const empty = blank(properties);
    const at: OpenParagraph = {
      properties,
      parts: [],
      boxes: [],
      spans: [],
      startsPage: empty.startsPage,
      endsPage: section !== undefined && pageEnds.has(section),
      picture: 0,
      hasWords: false,
    };
    inline(element, at);
    // An instruction ends with its paragraph at the latest: an end that was lost must not swallow the rest.
    for (const each of open) each.inInstruction = false;
    for (const each of [controls, marks]) each.write('\n');
    const { spans, startsPage, endsPage, picture } = at;
    const last = { ...empty, spans, startsPage, endsPage, picture, fields: [...empty.fields, ...begun()] };
    return [...at.parts.map((part) => ({ ...empty, ...part, fields: [] })), last, ...at.boxes];
  };

  const blank = (properties: Element | undefined): Paragraph => {
    const { size } = styles.run(undefined, properties);
    const shape = styles.paragraph(properties);
    return { kind: 'paragraph', ...shape, size, spans: [], endsPage: false, picture: 0, fields: begun() };
  };

  const begun = () => [controls, marks].flatMap((each) => each.take());

  const inline = (parent: Element | undefined, at: OpenParagraph): void => {
    for (const each of elements(parent)) {
      if (each.name === 'w:r') run(each, at);
      else if (each.name === 'w:sdt') control(each, at);
      else if (each.name === 'mc:AlternateContent') inline(alternative(each), at);
      else if (transparent.has(each.name)) inline(each, at);
    }
  };

  const control = (sdt: Element, at: OpenParagraph): void => {
    const look = styles.run(child(sdt, 'w:sdtPr', 'w:rPr'), at.properties);
    readControl(sdt, controls, {
      sign: (text) => write(text, { ...look, hidden: false }, at),
      content: (content) => inline(content, at),
    });
  };

  const run = (element: Element, at: OpenParagraph): void => {
    const look = styles.run(child(element, 'w:rPr'), at.properties);
    for (const each of elements(element)) runPart(each, look, at);
  };

  const runPart = (each: Element, look: RunLook, at: OpenParagraph): void => {
    const { name, attributes } = each;
    const sign = signs[name];
    if (sign !== undefined) write(sign, look, at);
    else if (name === 'w:t') {
      write(isSymbolFont(look.font) ? symbols(look.font, lettersOf(each)) : lettersOf(each), look, at);
    } else if (name === 'w:sym') {
      write(symbol(attributes['w:font'] ?? '', parseInt(attributes['w:char'] ?? '', 16)), look, at);
    } else if (name === 'w:br') {
      if (attributes['w:type'] === 'page') breakPage(at);
      else write('\n', look, at);
    } else if (name === 'w:lastRenderedPageBreak') {
      if (!at.hasWords) at.startsPage = true;
      else at.endsPage = true;
    } else if (name === 'w:fldChar') fieldMark(each, look, at);
    else if (drawings.has(name)) drawing(each, at);
    else if (name === 'mc:AlternateContent') {
      for (const part of elements(alternative(each))) runPart(part, look, at);
    }
  };

  const write = (text: string, look: RunLook, at: OpenParagraph): void => {
    if (look.hidden || open.some((each) => each.inInstruction)) return;
    for (const each of [controls, marks]) each.write(text);
    const { size, bold, italic } = look;
    at.spans.push({ text, size, bold, italic });
    at.hasWords ||= text.trim() !== '';
  };

  const fieldMark = (mark: Element, look: RunLook, at: OpenParagraph): void => {
    const kind = mark.attributes['w:fldCharType'];
    if (kind === 'begin') {
      const isText = beginField(mark, look, at);
      open.push({ isText, inInstruction: true });
      if (open.length > limits.xmlDepth) open.shift();
    } else if (kind === 'separate') {
      const top = open.at(-1);
      if (top !== undefined) top.inInstruction = false;
    } else if (kind === 'end' && open.pop()?.isText === true) marks.close();
  };

  /** Boxes and lists show what their properties say; true for a field whose answer is the text up to its end. */
  const beginField = (mark: Element, look: RunLook, at: OpenParagraph): boolean => {
    const field = legacyField(mark);
    if (field === undefined) return false;
    const { head, ticked, shown } = field;
    if (ticked !== undefined) {
      write(ticked ? box.ticked : box.empty, look, at);
      marks.add(head, tickValue(ticked));
    } else if (shown !== undefined) {
      write(shown, look, at);
      marks.add(head, shown);
    } else {
      marks.open(head);
      return true;
    }
    return false;
  };

  const drawing = (element: Element, at: OpenParagraph): void => {
    for (const each of textBoxes(element)) blocks(each, at.boxes);
    at.picture = Math.max(at.picture, pictureArea(element));
  };

  return { paragraph, blank, controls };
}

/** Elements of a run that stand for a sign. */
const signs: Readonly<Record<string, string | undefined>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};

const drawings = new Set(['w:drawing', 'w:pict', 'w:object']);

function breakPage(at: OpenParagraph): void {
  at.parts.push({ spans: at.spans, startsPage: at.startsPage });
  at.spans = [];
  at.startsPage = true;
}
