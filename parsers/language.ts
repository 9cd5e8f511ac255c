import { languageWords } from '../data/reference/mail-cues.ts';
import { fold } from '../worker/domain/fold.ts';

/** Words looked at: the language of a mail shows in its first lines. */
const LOOKED_AT = 400;

/** Fewer small words than this tell nothing. */
const LEAST = 4;

const english: ReadonlySet<string> = new Set(languageWords.english);
const french: ReadonlySet<string> = new Set(languageWords.french);

/** Whether a mail is surely written in English: its small words are, but for a few in names and addresses. */
export function isInEnglish(text: string): boolean {
  const words = fold(text.slice(0, 20 * LOOKED_AT))
    .split(' ')
    .slice(0, LOOKED_AT);
  const count = (known: ReadonlySet<string>) => words.filter((each) => known.has(each)).length;
  const [here, there] = [count(english), count(french)];
  return here >= LEAST && here > 2 * there;
}
