import { limits } from '../limits.ts';
import type { Block, Cell, Paragraph } from './flow.ts';
import { nesting } from './nesting.ts';
import type { OdtControl } from './odt-fields.ts';
import { odtParagraphReader, openParagraph } from './odt-paragraph.ts';
import type { OdtStyles } from './odt-styles.ts';
import { elements, type Element } from './xml.ts';

/** Reads the parts of one OpenDocument text. */
export interface OdtReader {
  /** The blocks of a body, a header or a footer, its footnotes behind them. */
  blocks(parent: Element | undefined): Block[];
}

/** What frames rows and columns of a table. */
const rowFrames = new Set(['table:table-header-rows', 'table:table-rows', 'table:table-row-group']);
const columnFrames = new Set(['table:table-columns', 'table:table-header-columns', 'table:table-column-group']);

/** Elements of a body that are read elsewhere, or not at all. */
const silent = new Set(['office:forms', 'text:tracked-changes', 'text:sequence-decls', 'office:annotation']);

/** A reader for parts with these styles and the controls of these forms. */
export function odtReader(styles: OdtStyles, controls: ReadonlyMap<string, OdtControl>): OdtReader {
  const footnotes: Block[] = [];
  let startsPage = false;

  const nested = nesting();
  const read = (parent: Element, into: Block[]): void => {
    for (const each of elements(parent)) {
      if (each.name === 'text:p' || each.name === 'text:h') into.push(...withBreak(paragraph(each)));
      else if (each.name === 'table:table') into.push(nested(() => table(each)));
      else if (each.name === 'text:soft-page-break') startsPage = true;
      else if (each.name === 'text:section' && each.attributes['text:display'] === 'none') continue;
      else if (each.name.startsWith('draw:')) into.push(...anchored(each));
      else if (!silent.has(each.name)) read(each, into);
    }
  };
  const { paragraph, drawing } = odtParagraphReader({
    styles,
    controls,
    blocks: (parent, into) => nested(() => read(parent, into)),
    footnotes,
  });

  /** A page that begins where the last layout had it begin. */
  const withBreak = (blocks: readonly Block[]): Block[] => {
    const [first, ...others] = blocks;
    if (!startsPage || first?.kind !== 'paragraph') return [...blocks];
    startsPage = false;
    return [{ ...first, startsPage: true }, ...others];
  };

  /** What is anchored to a page, and in no paragraph. */
  const anchored = (element: Element): Block[] => {
    const [empty] = paragraph({ name: 'text:p', attributes: {}, children: [] }) as [Paragraph];
    const at = openParagraph();
    drawing(element, at);
    const { spans, follows, picture } = at;
    return spans.length === 0 && picture === 0 ? follows : [{ ...empty, spans, picture }, ...follows];
  };

  const table = (element: Element): Block => {
    const widths = columnsOf(element).flatMap(({ attributes }) => {
      const width = styles.columnWidth(attributes['table:style-name']);
      return Array.from({ length: repeats(attributes['table:number-columns-repeated']) }, () => width);
    });
    return { kind: 'table', widths: widths.slice(0, limits.columns), rows: rowsOf(element) };
  };

  const rowsOf = (parent: Element): Cell[][] =>
    elements(parent).flatMap((each) => {
      if (each.name === 'table:table-row') return [cellsOf(each)];
      if (each.name === 'text:soft-page-break') startsPage = true;
      return rowFrames.has(each.name) ? rowsOf(each) : [];
    });

  const cellsOf = (row: Element): Cell[] => {
    const cells: Cell[] = [];
    let column = 0;
    for (const each of elements(row)) {
      const { name, attributes } = each;
      if (name === 'table:table-cell') {
        const blocks: Block[] = [];
        read(each, blocks);
        const columns = repeats(attributes['table:number-columns-spanned']);
        cells.push({ column: Math.min(column, limits.columns), columns, blocks });
      }
      // Covered cells follow the one that covers them.
      if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        column += repeats(attributes['table:number-columns-repeated']);
      }
    }
    return cells;
  };

  return {
    blocks: (parent) => {
      const blocks: Block[] = [];
      if (parent !== undefined) read(parent, blocks);
      return [...blocks, ...footnotes.splice(0)];
    },
  };
}

/** The columns of a table, through the groups that they may stand in. */
function columnsOf(parent: Element): Element[] {
  return elements(parent).flatMap((each) => {
    if (each.name === 'table:table-column') return [each];
    return columnFrames.has(each.name) ? columnsOf(each) : [];
  });
}

function repeats(text: string | undefined): number {
  const number = Number(text ?? 1);
  return Number.isInteger(number) && number > 0 ? Math.min(number, limits.columns) : 1;
}
