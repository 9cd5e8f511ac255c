import { isLabelTalk, labelOf } from './labels.ts';
import type { PageParts } from './page-parts.ts';
import type { Piece } from './pieces.ts';

/** Labels with their values beside them that a page must have before others are looked for. */
const ENOUGH = 4;

/**
 * Cuts lines such as « Dosage 25 mg », where nothing but a space parts label and value: only on a page whose labels
 * have their values beside them, and only where the other labels begin. In a letter the same words are a sentence.
 */
export function cutRunOnLabels(pieces: readonly Piece[], parts: PageParts, beside: readonly Piece[]): Piece[] {
  if (beside.length < ENOUGH) return [...pieces];
  const words = new Set(parts.words);
  return pieces.flatMap((piece) => {
    const isInColumn = beside.filter((each) => Math.abs(each.x - piece.x) <= 3).length >= ENOUGH;
    // A line of an answer may begin with the same words: « forme de chlorhydrate », « délai de 12 mois ».
    if (!words.has(piece) || piece.field !== undefined || !isInColumn || /^\p{Ll}/u.test(piece.text)) return [piece];
    const end = endOfLabel(piece.text);
    return end === undefined ? [piece] : cut(piece, end, cellEdge(piece.text, end));
  });
}

/** Where the longest label that the text begins with ends; undefined when there is none, or nothing behind it. */
function endOfLabel(text: string): number | undefined {
  const ends = [...text.matchAll(/\s+/g)].map((each) => each.index).slice(0, 20);
  return ends.reverse().find((end) => (labelOf(text.slice(0, end))?.fields.length ?? 0) > 0);
}

/**
 * Where the value begins behind a label that runs out of its cell, cut off in the middle of a word: « … en substances
 * acFluvoxadine 25 mg ». Else right behind the label.
 */
function cellEdge(text: string, end: number): number {
  const edge = /(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})/u.exec(text)?.index ?? end;
  return edge > end && isLabelTalk(text.slice(end, edge).replace(/\S+$/, '')) ? edge : end;
}

function cut(piece: Piece, end: number, from: number): Piece[] {
  const share = piece.width / piece.text.length;
  const value = piece.text.slice(from).trim();
  const left = { ...piece, text: piece.text.slice(0, end), width: end * share };
  return [
    left,
    {
      ...piece,
      text: value,
      x: piece.x + (from + (from === end ? 1 : 0)) * share,
      width: value.length * share,
      rough: true,
    },
  ];
}
