import {
  documentCues,
  fileNameCues,
  letterCues,
  procedureFields,
  titlePoints,
  type RecognisedKind,
} from '../../data/reference/document-cues.ts';
import { fold } from '../../worker/domain/fold.ts';
import type { PlainKind, Reading } from '../../worker/domain/submission.ts';
import { asWritten } from './as-written.ts';
import { titleOf } from '../labelled/title.ts';

/** What a document is told by: its name, its text, what was read in it, whether it is a fillable form. */
export interface Evidence {
  readonly fileName: string;
  readonly text: string;
  readonly readings: readonly Reading[];
  readonly hasFields: boolean;
}

/** The kind of a document, and in French what decided. */
export interface Recognised {
  readonly kind: PlainKind;
  readonly by: string;
}

/** Points that a kind needs, and its lead over the next one. */
const ENOUGH = 5;
const LEAD = 2;

/** Lines in which a title may stand, and letters of text that are looked at. */
const TITLE_LINES = 20;
const MAX_TEXT = 100_000;

/**
 * Tells what a document is: by its title and words, then by the fields that were read in it, last by its file name.
 * Too little evidence, or as much for another kind, is `other`: a person looks, nothing is guessed.
 */
export function recognise(evidence: Evidence): Recognised {
  const text = evidence.text.slice(0, MAX_TEXT);
  return (
    byLetter(text) ??
    byWords(text) ??
    byFields(evidence) ??
    byFileName(evidence.fileName) ?? { kind: 'other', by: 'aucun indice suffisant' }
  );
}

/** A letter greets or asks, and closes; forms do neither. Its subject makes it a request. */
function byLetter(text: string): Recognised | undefined {
  const folded = ` ${fold(text)} `;
  const find = (cues: readonly string[]) => cues.find((cue) => folded.includes(` ${cue} `));
  const [opening, request, closing] = [find(letterCues.opening), find(letterCues.request), find(letterCues.closing)];
  const formulas = [opening, request, closing].filter((each) => each !== undefined);
  if (formulas.length < 2 || find(letterCues.subject) === undefined) return undefined;
  // A request letter names its annexes; a letter that asks for nothing, or has a title, is the piece itself.
  const other = scores(text).find(
    ({ kind, points, isTitled }) => points >= ENOUGH && !isForm(kind) && (isTitled || request === undefined),
  );
  if (other !== undefined) return { kind: other.kind, by: other.by };
  return {
    kind: 'requestLetter',
    by: `formules de lettre ${formulas.map((cue) => quoted(asWritten(text, cue))).join(', ')}`,
  };
}

function byWords(text: string): Recognised | undefined {
  const [best, next] = scores(text);
  if (best === undefined || best.points < ENOUGH) return undefined;
  return next !== undefined && best.points - next.points < LEAD ? undefined : { kind: best.kind, by: best.by };
}

interface Score extends Recognised {
  readonly kind: RecognisedKind;
  readonly points: number;
  readonly isTitled: boolean;
}

/** The kinds that the text has words of, the likeliest first. */
function scores(text: string): Score[] {
  const lines = text.split(/[\n\f]/).filter((line) => line.trim() !== '');
  // The topmost title counts: further down, « Données de qualité » is a line of a form.
  const [first] = lines.slice(0, TITLE_LINES).flatMap((line) => {
    const title = titleOf(line);
    return title === undefined ? [] : [{ ...title, line: line.trim() }];
  });
  const folded = ` ${fold(text)} `;
  const found = documentCues.map(({ kind, body }): Score => {
    const title = first?.kind === kind ? first : undefined;
    const words = body.filter(([cue]) => folded.includes(` ${cue} `));
    const points = words.reduce((sum, [, each]) => sum + each, title === undefined ? 0 : titlePoints);
    const by =
      title === undefined
        ? `mots ${words.map(([cue]) => quoted(asWritten(text, cue))).join(', ')}`
        : `titre ${quoted(title.line)}`;
    return { kind, points, by, isTitled: title !== undefined };
  });
  return found.filter((each) => each.points > 0).sort((a, b) => b.points - a.points);
}

/** A filled form whose title is not read, or says too little: at least four fields, two of them its own. */
function byFields({ readings, hasFields }: Evidence): Recognised | undefined {
  const fields = new Set(readings.map((each) => each.field));
  const own = (kind: 'importForm' | 'exportForm') => procedureFields[kind].filter((each) => fields.has(each)).length;
  const counts = { importForm: own('importForm'), exportForm: own('exportForm') };
  const kind = counts.importForm > counts.exportForm ? 'importForm' : 'exportForm';
  const rival = kind === 'importForm' ? counts.exportForm : counts.importForm;
  if (fields.size < 4 || counts[kind] < 2 || counts[kind] - rival < LEAD) return undefined;
  const what = hasFields ? 'champs de formulaire reconnus' : 'valeurs de formulaire reconnues';
  return { kind, by: `${fields.size} ${what}` };
}

function byFileName(fileName: string): Recognised | undefined {
  const name = ` ${fold(fileName)} `;
  const cue = fileNameCues.find(([words]) => name.includes(` ${words} `));
  return cue === undefined ? undefined : { kind: cue[1], by: 'nom de fichier' };
}

function isForm(kind: RecognisedKind): boolean {
  return kind === 'importForm' || kind === 'exportForm';
}

function quoted(words: string): string {
  const short = words.length > 80 ? `${words.slice(0, 79)}…` : words;
  return `«\u00a0${short}\u00a0»`;
}
