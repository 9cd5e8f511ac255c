import type { FieldName } from '../../worker/domain/fields.ts';
import type { Place, Reading } from '../../worker/domain/submission.ts';
import { parseValue } from '../french.ts';
import { isLabelTalk } from './labels.ts';
import { fieldPlace } from './field-readings.ts';
import type { PlacedValue } from './find-value.ts';
import { isOversized } from './neighbours.ts';
import { isUnlabelled, type PageParts } from './page-parts.ts';
import { isSameRow, right, type Piece } from './pieces.ts';
import { boxPlace, isChoice, labelReadings, type Where } from '../reading.ts';

/** A blank form gives no value; a stray one proves nothing. */
const ANSWERS_OF_FILLED_FORM = 5;

/**
 * What was written against a label. Nothing, when the words only explain the label. Where they are the answers that a
 * form offers, no mark on any of them, an `isFilled` form may have a tick that is no text: a person must look.
 */
export function valueReadings(value: PlacedValue, parts: PageParts, where: Where, isFilled: boolean): Reading[] {
  const { label, pieces } = value;
  const [field] = label.label.fields;
  if (field === undefined) return [];
  if (isListOfAnswers(value, parts)) return isFilled ? [asSeen(field, pieces, where)] : [];
  if (value.isOff || pieces.some((each) => isOversized(each, label)) || isCutOff(pieces, parts))
    return [asSeen(field, pieces, where)];
  const text = textOf(pieces);
  const isPrinted = pieces.every((each) => each.field === undefined);
  if (isPrinted && isLabelTalk(text) && !(isChoice(field) && parseValue(field, text) !== undefined)) return [];
  return labelReadings(label.label, text, { ...where, place: placeOf(pieces) });
}

/** Values of other labels that show that somebody has filled a form. */
export function isFilledPage(values: readonly PlacedValue[]): boolean {
  const answers = values.filter(({ label }) => label.label.fields.some((field) => !isChoice(field)));
  return answers.filter(({ pieces }) => !isLabelTalk(textOf(pieces))).length >= ANSWERS_OF_FILLED_FORM;
}

/** Where pieces stand: the form field that they come from, or the box around them. */
export function placeOf(pieces: readonly Piece[]): Place {
  const [first] = pieces;
  if (first?.field !== undefined) return fieldPlace(first.field);
  const x = Math.min(...pieces.map((each) => each.x));
  const y = Math.min(...pieces.map((each) => each.bottom));
  const width = Math.max(...pieces.map(right)) - x;
  return boxPlace(first?.page ?? 1, { x, y, width, height: Math.max(...pieces.map((each) => each.top)) - y });
}

/** Whether a value begins in the middle of a sentence whose beginning stands above it, against another label. */
function isCutOff([first]: readonly Piece[], parts: PageParts): boolean {
  if (first === undefined || first.field !== undefined || !/^\p{Ll}/u.test(first.text)) return false;
  return parts.words.some((each) => {
    const gap = each.y - first.y;
    const isAbove =
      gap > 1 && gap <= first.height * 1.45 && Math.abs(each.x - first.x) <= 1 && each.font === first.font;
    return isAbove && each.height === first.height && /[,;]$/.test(each.text);
  });
}

/** For a person to look at. */
function asSeen(field: FieldName, pieces: readonly Piece[], where: Where): Reading {
  return { field, raw: textOf(pieces), source: { ...where, place: placeOf(pieces) }, state: 'unparsed' } as Reading;
}

/** « Opération unique   Série d’opérations », « Oui / Non »: on one line, or the next ones down. */
function isListOfAnswers({ label, pieces }: PlacedValue, parts: PageParts): boolean {
  const [field] = label.label.fields;
  const [first] = pieces;
  if (field === undefined || !isChoice(field) || first === undefined || first.field !== undefined) return false;
  const near = parts.words.filter((each) => isNear(each, first) && isUnlabelled(each, parts, label));
  const offered = [...pieces, ...near];
  const answers = offered.flatMap((each) => each.text.split(/\s*[/|]\s*|\s+ou\s+/));
  const parsed = answers.map((each) => parseValue(field, each)).filter((each) => each !== undefined);
  return new Set(parsed.map((each) => JSON.stringify(each))).size > 1;
}

function isNear(piece: Piece, first: Piece): boolean {
  return isSameRow(piece, first) || (piece.y < first.y && first.y - piece.y < first.height * 4);
}

/** Lines under each other keep their line ends: an address and a list of substances are read by lines. */
function textOf(pieces: readonly Piece[]): string {
  return pieces.reduce((text, piece, index) => {
    const before = pieces[index - 1];
    if (before === undefined) return piece.text;
    const isNewLine = Math.abs(before.y - piece.y) > piece.height * 0.5;
    if (!isNewLine || !isWrapped(before, piece, pieces)) return text + (isNewLine ? '\n' : ' ') + piece.text;
    return text + (/\p{L}-$/u.test(before.text) ? '' : ' ') + piece.text;
  }, '');
}

/** « 750 » over « mg », « Virus » over « rabique » at the label's edge: the line was full. */
function isWrapped(above: Piece, piece: Piece, [first]: readonly Piece[]): boolean {
  if (/\d$/.test(above.text) && /^(?:k?g|mg|[µμ]g|mcg|c?l|ml|UI|U|%|mmol|MBq)(?![\p{L}\d])/u.test(piece.text))
    return true;
  return first !== undefined && piece.x < first.x - piece.height && /^\p{Ll}/u.test(piece.text);
}
