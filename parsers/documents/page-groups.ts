import { letterCues } from '../../data/reference/document-cues.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { labelOf } from '../labelled/labels.ts';
import { printedPieces } from '../labelled/pieces.ts';
import { titleOf } from '../labelled/title.ts';
import { limits } from '../limits.ts';
import type { PageContent } from '../page-content.ts';

/** Lines of a page in which the title of a new document may stand. */
const TITLE_LINES = 10;

/** Labels that make a page one of a form, and the share of them that a form repeats when another copy of it begins. */
const FORM_LABELS = 5;
const REPEATED = 0.6;

/** What tells whether a page begins a document or goes on with one. */
interface Look {
  readonly page: number;
  /** What its title names; `imputationTable` for a printed table, `letter` where somebody is greeted. */
  readonly begins: string | undefined;
  /** It ends with a formula of politeness. */
  readonly closes: boolean;
  readonly labels: ReadonlySet<FieldName>;
  readonly hasFields: boolean;
}

/**
 * The pages of a file, cut where a new document begins: under its title, with a greeting, where the questions of a form
 * are asked again. When in doubt nothing is cut: two documents read as one show their differences to a person.
 */
export function pageGroups(content: PageContent): number[][] {
  const groups: Look[][] = [];
  for (const look of looksOf(content)) {
    const current = groups.at(-1);
    if (current === undefined || isNew(look, current)) groups.push([look]);
    else current.push(look);
  }
  return groups.map((group) => group.map(({ page }) => page));
}

function isNew(look: Look, current: readonly Look[]): boolean {
  const kind = current[0]?.begins;
  const isOpenLetter = kind === 'letter' && !current.some((each) => each.closes);
  const isForm = look.labels.size >= FORM_LABELS;
  if (look.begins === 'letter') return true;
  if (isOpenLetter) return isForm && isFormTitle(look.begins);
  const known = new Set(current.flatMap((each) => [...each.labels]));
  const repeated = [...look.labels].filter((each) => known.has(each)).length;
  if (isForm && kind !== 'letter' && repeated >= look.labels.size * REPEATED) return true;
  if (look.begins !== undefined && look.begins !== kind) return true;
  return isForm && look.hasFields && !current.some((each) => each.hasFields);
}

function isFormTitle(title: string | undefined): boolean {
  return title === 'importForm' || title === 'exportForm';
}

function looksOf(content: PageContent): Look[] {
  const written = content.text.split('\f');
  // Where the fields told enough no text was read.
  const texts = Array.from({ length: Math.min(content.pages, limits.pages) }, (_, index) => written[index] ?? '');
  const labels = texts.map(() => new Set<FieldName>());
  for (const { page, text } of printedPieces(content.segments)) {
    labelOf(text)?.fields.forEach((each) => labels[page - 1]?.add(each));
  }
  const withFields = new Set(content.fields.flatMap((each) => each.widgets.map(({ page }) => page)));
  return texts.map((text, index) => ({
    page: index + 1,
    begins: beginning(text),
    closes: says(text, letterCues.closing),
    labels: labels[index] ?? new Set(),
    hasFields: withFields.has(index + 1),
  }));
}

function beginning(text: string): string | undefined {
  const lines = text.split('\n').filter((each) => each.trim() !== '');
  const asks = says(text, letterCues.request) || lines.some((each) => /^objet\b/i.test(each));
  if (asks && lines.some(isGreeting)) return 'letter';
  const top = lines.slice(0, TITLE_LINES);
  if (top.some((each) => /^tableau d imputation\b/.test(fold(each)))) return 'imputationTable';
  return top.map((each) => titleOf(each)?.kind).find((each) => each !== undefined);
}

/** « Madame, Monsieur, » on a line of its own; in the formula at the end of a letter more words follow. */
function isGreeting(line: string): boolean {
  const folded = line.length > 80 ? '' : fold(line);
  return letterCues.opening.some((cue) => `${folded} `.startsWith(`${cue} `) && folded.length <= cue.length + 15);
}

function says(text: string, cues: readonly string[]): boolean {
  const folded = ` ${fold(text)} `;
  return cues.some((cue) => folded.includes(` ${cue} `));
}
