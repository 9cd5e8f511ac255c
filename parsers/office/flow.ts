import type { DocumentNote } from '../../worker/domain/submission.ts';
import type { FormField } from '../page-content.ts';

/** What a named field of a text is called. */
export type FieldHead = Pick<FormField, 'name' | 'label' | 'kind'>;

/** A field whose text is being read; without a head it turned out to be none. */
export interface Entry {
  head: FieldHead | undefined;
  value: string;
}

/** How letters look: `size` in points. */
export interface Look {
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Letters of one look. A tab goes to the next stop, a line feed begins a line. */
export interface Span extends Look {
  readonly text: string;
}

/** How a paragraph stands, in points. `first` moves its first line from `left`; `stops` are those of the tab key. */
export interface Shape {
  readonly left: number;
  readonly first: number;
  readonly before: number;
  readonly after: number;
  readonly align: 'left' | 'right' | 'centre';
  readonly stops: readonly number[];
}

/** A paragraph. `startsPage` and `endsPage` tell of page breaks: before it, and within or behind it. */
export interface Paragraph extends Shape {
  readonly kind: 'paragraph';
  readonly spans: readonly Span[];
  /** Size of its letters where it has none: an empty line has a height too. */
  readonly size: number;
  readonly startsPage: boolean;
  readonly endsPage: boolean;
  /** Square points of its largest picture, 0 without any: a scan may have been pasted into the text. */
  readonly picture: number;
  /** The named fields that begin with it, or in it. */
  readonly fields: readonly Entry[];
}

/** A cell: its first column, counted from 0, and how many it takes. */
export interface Cell {
  readonly column: number;
  readonly columns: number;
  readonly blocks: readonly Block[];
}

/** A table: widths of its columns in points, those that are told. */
export interface Table {
  readonly kind: 'table';
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What a text is made of, read downwards. */
export type Block = Paragraph | Table;

/** What a reader finds in the archive of a text. */
export interface FoundText {
  readonly blocks: readonly Block[];
  readonly notes: readonly DocumentNote[];
  readonly hasPictures: boolean;
}

/** The boxes to tick that a text shows for its controls, whatever sign they had. */
export const box = { ticked: '☒', empty: '☐' } as const;

/** The parts of a text that are printed on every page, each once: first, even and odd pages mostly have the same. */
export function withoutRepeats(parts: readonly (readonly Block[])[]): Block[] {
  const seen = new Set(['']);
  return parts.flatMap((blocks) => {
    const words = blocks.map(wordsOf).join('\n').trim();
    if (seen.has(words)) return [];
    seen.add(words);
    return [...blocks];
  });
}

/** The words of a block, a line for each paragraph. */
export function wordsOf(block: Block): string {
  if (block.kind === 'paragraph') return block.spans.map((each) => each.text).join('');
  return block.rows.flatMap((row) => row.flatMap((cell) => cell.blocks.map(wordsOf))).join('\n');
}
