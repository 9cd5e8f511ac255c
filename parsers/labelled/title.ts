import { documentCues, type RecognisedKind } from '../../data/reference/document-cues.ts';
import { fold } from '../../worker/domain/fold.ts';

/** Longest line that can be a title, in words. */
const LONGEST = 18;

/** Words that may stand before a title: « Annexe 1 ». */
const before = /^(?:annexe \w+|piece \w+|modele) /;

/** What is about a document without being it: the help sheet, the table of imports. */
const about = /\b(?:imputation|aide|notice)\b/;

const titles = documentCues.flatMap(({ kind, title }) => title.map((cue) => ({ kind, cue })));

/** The kind of document that a line is the title of, with the cue that it begins with: the longest one. */
export function titleOf(line: string): { readonly kind: RecognisedKind; readonly cue: string } | undefined {
  // A line in the middle of a sentence may begin with the same words.
  if (line.length > 300 || !/^[^\p{Ll}]/u.test(line.trim()) || /[.,;]$/.test(line.trim())) return undefined;
  const folded = fold(line);
  if (folded.split(' ').length > LONGEST || about.test(folded)) return undefined;
  const starts = [folded, folded.replace(before, '')];
  const fitting = titles.filter(({ cue }) => starts.some((each) => `${each} `.startsWith(`${cue} `)));
  return fitting.sort((a, b) => b.cue.length - a.cue.length)[0];
}
