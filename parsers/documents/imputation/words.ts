import {
  columnHeadings,
  decisiveWords,
  foreignWords,
  headingLabels,
  headingWords,
  littleWords,
} from '../../../data/reference/table-headers.ts';
import { fold } from '../../../worker/domain/fold.ts';
import { remember } from '../../../worker/domain/remember.ts';
import type { EntryColumn } from '../../../worker/domain/submission.ts';

/** A value that may stand above the table. */
export type HeadingField = keyof typeof headingLabels;

const LONGEST = 80;

const spellings: ReadonlyMap<string, string> = new Map(Object.entries(headingWords));
const little: ReadonlySet<string> = new Set(littleWords);
const decisive: ReadonlySet<string> = new Set(decisiveWords);
const foreign: ReadonlySet<string> = new Set(foreignWords);

const columns = Object.entries(columnHeadings).flatMap(([name, headings]) =>
  headings.map((heading) => ({ name: name as EntryColumn, words: wordsOf(heading) })),
);

const labels = new Map(
  Object.entries(headingLabels).flatMap(([name, texts]) =>
    texts.map((text) => [keyOf(wordsOf(text)), name as HeadingField] as const),
  ),
);

/** Words that name a column only when they are its whole heading: « N° », but not « N° d’AMM ». */
const alone = new Set(
  ['numero', 'operation', 'ligne', 'importe', 'impute', 'note', 'nombre', 'ordre', 'mois'].map(singular),
);

/** A column that a heading names, and how well: of two headings for one column the more precise one is meant. */
export interface NamedColumn {
  readonly name: EntryColumn;
  readonly precision: number;
}

/** The column that a heading names; undefined for any other text. */
export const columnNamed = remember(findColumn);

/** The value that a label announces: the label holds its words and no others. */
export const labelNamed = remember(findLabel);

function findColumn(heading: string): NamedColumn | undefined {
  if (heading.length > LONGEST || labelNamed(heading) !== undefined) return undefined;
  const words = wordsOf(heading);
  const isDecided = words.some((word) => decisive.has(word)) && !words.includes('avant');
  return columns
    .filter(({ words: [first = '', ...others] }) => others.length > 0 || !alone.has(first) || words.length === 1)
    .filter((candidate) => candidate.words.every((word) => words.includes(word)))
    .filter((candidate) => isDecided || !speaksOfAnother(words, candidate.words))
    .map(({ name, words: named }) => ({ name, precision: precisionOf(named, words) }))
    .reduce<NamedColumn | undefined>(
      (best, each) => (best === undefined || each.precision > best.precision ? each : best),
      undefined,
    );
}

/** Words of the heading that the column has; the first one counts more, a decisive one more than all. */
function precisionOf(column: readonly string[], [first = '']: readonly string[]): number {
  const isDecisive = column.some((word) => decisive.has(word));
  return column.length * 2 + (column.includes(first) ? 1 : 0) + (isDecisive ? 100 : 0);
}

/** A date, or something of another thing than an import, unless the column is one of just that. */
function speaksOfAnother(heading: readonly string[], column: readonly string[]): boolean {
  if (heading[0] === 'date' && !column.includes('date')) return true;
  return heading.some((word) => foreign.has(word) && !column.includes(word));
}

function findLabel(text: string): HeadingField | undefined {
  return text.length > LONGEST ? undefined : labels.get(keyOf(wordsOf(text)));
}

/** The words of a heading that count, spelt alike: « Qtés importées » gives `quantite`, `importe`. */
function wordsOf(text: string): readonly string[] {
  const words = fold(text.replace(/[°º]/g, ' '))
    .split(' ')
    .map((word) => singular(word))
    .map((word) => spellings.get(word) ?? word)
    .filter((word) => word !== '' && !little.has(word));
  return [...new Set(words)];
}

function singular(word: string): string {
  return word.length < 4 ? word : word.replace(/s$/, '').replace(/ee$/, 'e').replace(/ante$/, 'ant');
}

function keyOf(words: readonly string[]): string {
  return [...words].sort().join(' ');
}
