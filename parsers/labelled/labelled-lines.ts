import type { Reading } from '../../worker/domain/submission.ts';
import { parseValue } from '../french.ts';
import {
  isHelp,
  isLabelTalk,
  labelAfter,
  sectionOfHeading,
  sectionOfLabel,
  unreadLabel,
  type Label,
  type Under,
} from './labels.ts';
import { cutLine } from './cut-line.ts';
import { cutAtMarks } from './marks.ts';
import { printedPieces } from './pieces.ts';
import { isChoice, labelReadings, reading, withoutRepeats, type Where } from '../reading.ts';
import { ticksOn } from './ticks.ts';

/** A line of a text, with its number in the whole of it, from 1. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

/** Lines of a mail or letter that are looked at, and letters of one line. */
const MAX_LINES = 5_000;
const MAX_LETTERS = 2_000;

/** Lines that are looked at for ticks, and how far above the first of them its question may stand. */
const MAX_TICKED = 300;
const QUESTION_LINES = 12;

/** Gaps of a line that may part a label from its value. */
const MAX_GAPS = 3;

/** A value being read: its label, its lines so far, and where it began. */
interface Open {
  readonly label: Label;
  readonly line: number;
  readonly indent: number;
  readonly values: string[];
}

/**
 * Reads « Label : valeur » lines of a mail or of a letter, and answers ticked in it. A value goes on over the lines
 * that are indented under it, or that follow a comma; a blank line or the next label ends it.
 */
export function readLabelledLines(lines: readonly Line[], where: Where): Reading[] {
  const read = lines.slice(0, MAX_LINES).map((each) => ({ ...each, text: each.text.slice(0, MAX_LETTERS) }));
  const readings: Reading[] = [];
  let open: Open | undefined;
  let under: Under = { section: undefined, given: undefined };
  const close = () => {
    if (open !== undefined) readings.push(...valueReadings(open, where));
    open = undefined;
  };
  for (const line of read) {
    const isTicked = hasMark(line.text);
    const pairs = isTicked ? [] : pairsOf(line, under);
    const heading = sectionOfHeading(line.text.replace(/:\s*$/, ''));
    if (heading !== undefined) under = { section: heading, given: undefined };
    if (pairs.length === 0 && !isTicked && open !== undefined && heading === undefined && goesOn(open, line.text)) {
      open.values.push(line.text.trim());
      continue;
    }
    close();
    for (const pair of pairs) {
      close();
      open = pair;
      const section = sectionOfLabel(pair.label);
      const given = pair.values.some((each) => each !== '') ? pair.label.fields[0] : undefined;
      if (section !== undefined) under = { section, given };
    }
  }
  close();
  return withoutRepeats([...tickedLines(read, where), ...readings]);
}

/** The labels of a line, each with what stands behind it. */
function pairsOf({ line, text }: Line, under: Under): Open[] {
  const indent = text.length - text.trimStart().length;
  const [first, ...rest] = cutLine(text);
  if (first === undefined) return [];
  if (!first.isLabel && rest.length === 0) {
    const spaced = spacedPair(first.text, under);
    return spaced === undefined ? [] : [{ label: spaced.label, line, indent, values: [spaced.value] }];
  }
  const pairs: Open[] = [];
  for (const [index, stretch] of [first, ...rest].entries()) {
    // Dots lead from the first label to its value: « Dosage ........ 5 mg ».
    const isLabel = stretch.isLabel || (index === 0 && labelAfter(stretch.text, under) !== undefined);
    if (isLabel) pairs.push({ label: labelAfter(stretch.text, under) ?? unreadLabel, line, indent, values: [] });
    else pairs.at(-1)?.values.push(stretch.text.trim());
  }
  return pairs;
}

/** « Dosage    5 mg », « Dosage = 5 mg », « Dosage – 5 mg »: without a colon only behind a label that is sure. */
function spacedPair(text: string, under: Under): { label: Label; value: string } | undefined {
  const gaps = [...text.matchAll(/\t+|\s{2,}|\s+[=–—-]\s+|\s*\|\s*/g)].slice(0, MAX_GAPS);
  for (const gap of gaps) {
    const label = labelAfter(text.slice(0, gap.index), under);
    const value = text.slice(gap.index + gap[0].length).replace(/\s*\|\s*$/, '');
    if (label !== undefined && label.fields.length > 0 && value.trim() !== '') return { label, value: value.trim() };
  }
  return undefined;
}

function goesOn(open: Open, text: string): boolean {
  if (text.trim() === '' || open.label.fields.length === 0 || open.values.length > 30) return false;
  const last = open.values.filter((each) => each !== '').at(-1);
  if (last === undefined) return open.values.length === 0;
  const indent = text.length - text.trimStart().length;
  return indent >= open.indent + 2 || /,$/.test(last);
}

function valueReadings(open: Open, where: Where): Reading[] {
  const [field] = open.label.fields;
  const text = open.values.filter((each) => each !== '').join('\n');
  if (field === undefined || isHelp(text)) return [];
  if (isLabelTalk(text) && !(isChoice(field) && parseValue(field, text) !== undefined)) return [];
  return labelReadings(open.label, text, { ...where, place: { kind: 'line', line: open.line } });
}

function hasMark(text: string): boolean {
  return cutAtMarks(text).some((each) => each.ticked !== undefined);
}

/** Lines with boxes to tick are read as a page of letters of one width, on which the lines stand under each other. */
function tickedLines(lines: readonly Line[], where: Where): Reading[] {
  const first = lines.findIndex((each) => hasMark(each.text));
  if (first === -1) return [];
  const near = lines.slice(Math.max(0, first - QUESTION_LINES)).slice(0, MAX_TICKED);
  const step = 12;
  const segments = near.map(({ text }, index) => {
    const indent = text.length - text.trimStart().length;
    const words = text.trim();
    return { page: 1, x: indent * 5, y: -index * step, width: words.length * 5, height: 10, text: words, font: '' };
  });
  return ticksOn(printedPieces(segments)).ticked.flatMap(({ field, raw, piece }) => {
    const place = { kind: 'line', line: near[Math.round(-piece.y / step)]?.line ?? 1 } as const;
    return reading(field, raw, { ...where, place }) ?? [];
  });
}
