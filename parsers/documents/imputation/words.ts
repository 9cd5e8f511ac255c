import { columnHeadings, headingLabels, headingWords, littleWords } from '../../../data/reference/table-headers.ts';
import { fold } from '../../../worker/domain/fold.ts';
import { remember } from '../../../worker/domain/remember.ts';
import type { EntryColumn } from '../../../worker/domain/submission.ts';

/** A value that may stand above the table. */
export type HeadingField = keyof typeof headingLabels;

const LONGEST = 80;

const spellings: ReadonlyMap<string, string> = new Map(Object.entries(headingWords));
const little: ReadonlySet<string> = new Set(littleWords);

const columns = Object.entries(columnHeadings).flatMap(([name, headings]) =>
  headings.map((heading) => ({ name: name as EntryColumn, words: wordsOf(heading) })),
);

const labels = new Map(
  Object.entries(headingLabels).flatMap(([name, texts]) =>
    texts.map((text) => [keyOf(wordsOf(text)), name as HeadingField] as const),
  ),
);

/** Words that name a column only when they are its whole heading: « N° », but not « N° d’AMM ». */
const alone = new Set(['numero', 'operation', 'ligne', 'importe', 'impute', 'note', 'nombre']);

/** The column that a heading names, the most precise one, then the one of its first word; undefined for any other text. */
export const columnNamed = remember(findColumn);

/** The value that a label announces: the label holds its words and no others. */
export const labelNamed = remember(findLabel);

function findColumn(heading: string): EntryColumn | undefined {
  if (heading.length > LONGEST || labelNamed(heading) !== undefined) return undefined;
  const words = wordsOf(heading);
  const precision = (candidate: readonly string[]) =>
    candidate.length * 2 + (candidate.includes(words[0] ?? '') ? 1 : 0);
  return columns
    .filter(({ words: [first = '', ...others] }) => others.length > 0 || !alone.has(first) || words.length === 1)
    .filter((candidate) => candidate.words.every((word) => words.includes(word)))
    .reduce<(typeof columns)[number] | undefined>(
      (best, each) => (best === undefined || precision(each.words) > precision(best.words) ? each : best),
      undefined,
    )?.name;
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
