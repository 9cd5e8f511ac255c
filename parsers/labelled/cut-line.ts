import { fold } from '../../worker/domain/fold.ts';
import { labelOf } from './labels.ts';

/** A stretch of a line: a label with its colon or before its dots, or other text. `at` is its offset in the line. */
export interface Stretch {
  readonly text: string;
  readonly at: number;
  readonly isLabel: boolean;
}

/** Dots or underscores that lead from a label to its value, or wait for one. */
const leaders = /(?:[.…_·]\s?){3,}|_{2,}|…{2,}/g;

/** Signs of a leader that surely leads from a label; three may end a sentence. */
const LONG_LEADER = 5;

/** Stands for each sign of a leader while a line is cut. */
const GAP = '\u0000';
const gaps = new RegExp(`(${GAP}+)`);

const bullet = /^\s*(?:[-–—•*●■▪◦‣►▶➢➤✓·oØ>]\s+|\uf0b7\s*)+/u;

/**
 * Cuts a line where a label ends: `Dosage : 5 mg`, `Dosage ........ 5 mg`, and the labels that follow in the same line.
 * The colon stays with its label. Leaders and bullets are left out; a line begins where its bullet does.
 */
export function cutLine(line: string): Stretch[] {
  const stretches: Stretch[] = [];
  const start = bullet.exec(line)?.[0].length ?? 0;
  const parts = line
    .slice(start)
    .replace(leaders, (run) => GAP.repeat(run.length))
    .split(gaps);
  let at = start;
  for (const [index, part] of parts.entries()) {
    const leads = (parts[index + 1]?.length ?? 0) >= LONG_LEADER;
    if (!part.startsWith(GAP)) stretches.push(...cutAtLabels(part, at, leads && at === start));
    at += part.length;
  }
  return stretches
    .filter((each) => each.text.trim() !== '' && each.text.trim() !== ':')
    .map((each) => (each.at === start ? { ...each, at: 0 } : each));
}

/** Whether a text ends like a label whose value follows: « Dosage : ». */
export function endsWithColon(text: string): boolean {
  return /[:：]\s*$/.test(text);
}

/** `leads`: a row of dots follows, as behind a label. */
function cutAtLabels(text: string, at: number, leads: boolean): Stretch[] {
  const colons = [...text.matchAll(/[:：](?!\/\/)/g)].map((each) => each.index);
  const [first] = colons;
  if (first === undefined) return [{ text, at, isLabel: leads && isShort(text) && /^[\s\d.)]*\p{Lu}/u.test(text) }];
  const head = text.slice(0, first + 1);
  if (isExplanation(head)) return [{ text, at, isLabel: false }];
  const isLabel = labelOf(head) !== undefined;
  if (!isLabel && !(text.slice(first + 1).trim() === '' && isShort(head))) return [{ text, at, isLabel: false }];
  const rest = text.slice(first + 1);
  const next = isLabel ? nextLabel(rest) : undefined;
  const own = next === undefined ? rest : rest.slice(0, next).replace(/[\s,;|–-]+$/, '');
  const value = { text: own, at: at + first + 1, isLabel: false };
  const more = next === undefined ? [] : cutAtLabels(rest.slice(next), at + first + 1 + next, false);
  return [{ text: head, at, isLabel: true }, value, ...more];
}

/** Where the next label of the same line begins: « 5 mg   Voie : orale », « 5 mg, voie : orale ». */
function nextLabel(rest: string): number | undefined {
  for (const colon of rest.matchAll(/[:：](?!\/\/)/g)) {
    const before = rest.slice(0, colon.index);
    const starts = [...before.matchAll(/(?<=\s)\p{Lu}|(?<=[,;–|-]\s*|\s{2,})\p{L}/gu)].map((each) => each.index);
    const start = starts.slice(-8).find((each) => labelOf(before.slice(each)) !== undefined);
    if (start !== undefined && start > 0) return start;
  }
  return undefined;
}

/** « conditionnement – exemple : », « (ex. : »: the colon of an explanation, not of a label. */
function isExplanation(head: string): boolean {
  return /\bex(?:emples?)?\.?\s*[:：]$/i.test(head) || head.lastIndexOf('(') > head.lastIndexOf(')');
}

function isShort(head: string): boolean {
  return head.length <= 60 && fold(head).split(' ').length <= 8;
}
