import { limits } from '../limits.ts';
import type { Block, Cell, Paragraph } from './flow.ts';
import { nesting } from './nesting.ts';
import { readControl } from './word-fields.ts';
import { alternative, framed, transparent } from './word-markup.ts';
import { paragraphReader } from './word-paragraph.ts';
import { points, value, type WordStyles } from './word-styles.ts';
import { child, descendants, elements, type Element } from './xml.ts';

/** Reads the parts of one Word text, one after the other. */
export interface WordReader {
  /** The blocks of a body, a header, a footnote. What is deleted, hidden or a prompt is not among their words. */
  blocks(parent: Element | undefined): Block[];
  /** The text draws in other files, that were not read (`w:altChunk`, `w:subDoc`). */
  isPartial(): boolean;
}

/** A reader for a text with these styles and this body. */
export function wordReader(styles: WordStyles, body: Element): WordReader {
  let isPartial = false;

  const nested = nesting();
  const read = (parent: Element | undefined, into: Block[]): void => {
    for (const each of elements(parent)) {
      if (each.name === 'w:p') into.push(...paragraphs.paragraph(each));
      else if (each.name === 'w:tbl') into.push(nested(() => table(each)));
      else if (each.name === 'w:sdt') control(each, into);
      else if (each.name === 'mc:AlternateContent') read(alternative(each), into);
      else if (each.name === 'w:altChunk' || each.name === 'w:subDoc') isPartial = true;
      else if (transparent.has(each.name)) read(each, into);
    }
  };
  const paragraphs = paragraphReader(styles, pageEnds(body), (parent, into) => nested(() => read(parent, into)));
  const { controls } = paragraphs;

  /** A control around paragraphs. A prompt leaves its line empty. */
  const control = (sdt: Element, into: Block[]): void => {
    const before = into.length;
    const properties = child(sdt, 'w:sdtContent', 'w:p', 'w:pPr');
    readControl(sdt, controls, {
      sign: (text) => into.push(sign(text, properties)),
      content: (content) => read(content, into),
    });
    if (into.length === before) into.push(paragraphs.blank(properties));
  };

  const sign = (text: string, properties: Element | undefined): Paragraph => ({
    ...paragraphs.blank(properties),
    spans: [{ ...styles.run(undefined, properties), text }],
  });

  const table = (element: Element): Block => {
    // A control around a table frames a part of the form.
    controls.open(undefined);
    const grid = elements(child(element, 'w:tblGrid'), 'w:gridCol');
    const rows = framed(element, 'w:tr').filter((row) => child(row.element, 'w:trPr', 'w:del') === undefined);
    const cells = rows.map((row) => cellsOf(row.element));
    controls.close();
    return { kind: 'table', widths: grid.map(({ attributes }) => points(attributes['w:w']) ?? 0), rows: cells };
  };

  const cellsOf = (row: Element): Cell[] => {
    let column = wholeNumber(value(child(row, 'w:trPr'), 'w:gridBefore'), 0);
    return framed(row, 'w:tc').map(({ element, control: around }) => {
      const columns = Math.max(1, wholeNumber(value(child(element, 'w:tcPr'), 'w:gridSpan'), 1));
      const at = column;
      column = Math.min(limits.columns, column + columns);
      return { column: at, columns, blocks: cell(element, around) };
    });
  };

  /** What a cell holds. What only goes on from the row above (`w:vMerge`) was read there. */
  const cell = (element: Element, around: Element | undefined): Block[] => {
    const blocks: Block[] = [];
    const merge = child(element, 'w:tcPr', 'w:vMerge');
    if (merge !== undefined && merge.attributes['w:val'] !== 'restart') return blocks;
    if (around === undefined) read(element, blocks);
    else {
      readControl(around, controls, {
        sign: (text) => blocks.push(sign(text, undefined)),
        content: () => read(element, blocks),
      });
    }
    return blocks;
  };

  return {
    blocks: (parent) => {
      const blocks: Block[] = [];
      read(parent, blocks);
      return blocks;
    },
    isPartial: () => isPartial,
  };
}

/** The section marks with which a page ends: the kind of a break stands in the section that begins (§17.6.22). */
function pageEnds(body: Element): ReadonlySet<Element> {
  const sections = descendants(body, 'w:sectPr');
  const onSamePage = ['continuous', 'nextColumn'];
  return new Set(sections.filter((_, index) => !onSamePage.includes(value(sections[index + 1], 'w:type') ?? '')));
}

/** A number of columns, within the cap. */
function wholeNumber(text: string | undefined, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? Math.min(limits.columns, number) : otherwise;
}
