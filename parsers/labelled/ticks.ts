import type { FieldName } from '../../worker/domain/fields.ts';
import { parseValue } from '../french.ts';
import { labelOf } from './labels.ts';
import { choiceOf, isAnswer, type Choice } from './choice.ts';
import { isBullet } from './marks.ts';
import { inOrder, isSameRow, right, type Piece } from './pieces.ts';
import { isChoice } from '../reading.ts';

/** What the boxes of a page answer, and every piece that belongs to them, ticked or not: none of it is a value. */
export interface Ticks {
  readonly ticked: readonly (Choice & { readonly piece: Piece })[];
  readonly taken: ReadonlySet<Piece>;
}

/** Widths, in sizes of the letters: from a box to its words, and between words of one answer. */
const TO_BOX = 3;
const SAME_ANSWER = 1.5;

/** Below a question, in points: how far its answers may stand. */
const BELOW_QUESTION = 150;

/** Finds what is ticked on a page: boxes of the form, and signs drawn before or behind the words of an answer. */
export function ticksOn(pieces: readonly Piece[]): Ticks {
  const marked = inOrder(withLoneCrosses(pieces));
  const marks = realMarks(marked);
  const taken = new Set<Piece>();
  const ticked: (Choice & { readonly piece: Piece })[] = [];
  for (const row of rowsOf(marks, marked)) {
    for (const { mark, words } of answersOf(row)) {
      const text = words.map((each) => each.text).join(' ');
      if (labelOf(text)?.fields.length === 1 && words.some((each) => each.colon)) continue;
      taken.add(mark);
      words.forEach((each) => taken.add(each));
      const question = mark.ticked ? questionOf(mark, marked, taken) : undefined;
      const choice = mark.ticked ? answer([text, mark.field?.value ?? ''], question) : undefined;
      if (choice !== undefined) ticked.push({ ...choice, piece: mark });
    }
  }
  return { ticked, taken };
}

/** A question answers for its boxes as long as the words fit it; else they speak for themselves. */
function answer(texts: readonly string[], question: FieldName | undefined): Choice | undefined {
  const fits = question !== undefined && texts.some((each) => parseValue(question, each) !== undefined);
  return choiceOf(texts, fits ? question : undefined) ?? choiceOf(texts, question);
}

/** « Recherche   X »: a cross by itself is a tick beside words that are an answer. */
function withLoneCrosses(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece): Piece => {
    if (piece.kind !== 'words' || !/^[xX]$/.test(piece.text)) return piece;
    const beside = pieces.filter((each) => each !== piece && each.page === piece.page && isSameRow(each, piece));
    const isTick = beside.some((each) => each.kind === 'mark' || isAnswer(each.text));
    return isTick ? { ...piece, kind: 'mark', ticked: true } : piece;
  });
}

/** Squares and circles are bullets on a page that has only full or only empty ones of them, and no other box. */
function realMarks(pieces: readonly Piece[]): Piece[] {
  const marks = pieces.filter((each) => each.kind === 'mark');
  const states = new Set(marks.map((each) => each.ticked));
  const certain = marks.some((each) => !isBullet(each.text));
  return certain || states.size === 2 ? marks : marks.filter((each) => !each.ticked);
}

function rowsOf(marks: readonly Piece[], pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  const seen = new Set<Piece>();
  for (const mark of inOrder(marks)) {
    if (seen.has(mark)) continue;
    const row = inOrder(pieces.filter((each) => each.kind !== 'blank' && isSameRow(each, mark)));
    row.forEach((each) => seen.add(each));
    rows.push(row.sort((a, b) => a.x - b.x));
  }
  return rows;
}

/** The words of each box of a row: behind their boxes, or before them where the row ends with one. */
function answersOf(row: readonly Piece[]): { mark: Piece; words: Piece[] }[] {
  const first = row.findIndex((each) => each.kind === 'mark');
  const before = row[first - 1];
  const isLast = row.at(-1)?.kind === 'mark' && before !== undefined && !before.colon;
  const direction = isLast ? -1 : 1;
  return row.flatMap((mark, index) => {
    if (mark.kind !== 'mark') return [];
    const words: Piece[] = [];
    let near = mark;
    for (let at = index + direction; ; at += direction) {
      const next = row[at];
      if (next === undefined || next.kind === 'mark' || (direction === -1 && next.colon)) break;
      const gap = direction === 1 ? next.x - right(near) : near.x - right(next);
      if (direction === 1 && gap > Math.max(next.height, 8) * (near === mark ? TO_BOX : SAME_ANSWER)) break;
      words.push(next);
      near = next;
    }
    return [{ mark, words: direction === 1 ? words : words.reverse() }];
  });
}

/** The nearest question before a box, on its line or above it, that is answered by ticking; `pieces` are in order. */
function questionOf(mark: Piece, pieces: readonly Piece[], taken: ReadonlySet<Piece>): FieldName | undefined {
  for (let index = pieces.indexOf(mark) - 1; index >= 0; index -= 1) {
    const each = pieces[index];
    if (each === undefined || each.y - mark.y > BELOW_QUESTION) return undefined;
    if (each.kind !== 'words' || taken.has(each) || each.x > mark.x + (isSameRow(each, mark) ? 0 : 20)) continue;
    const field = labelOf(each.text)?.fields.find(isChoice);
    if (field !== undefined) return field;
  }
  return undefined;
}
