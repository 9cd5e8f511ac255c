import type { Substance } from '../../worker/domain/fields.ts';
import { amountsIn, type Amount } from './amounts.ts';
import { isPlaceholder, tidy } from './text.ts';

const LONGEST = 5_000;
const MOST = 50;

const label = /^(?:composition|principes? actifs?|substances? actives?|dci|active substances?)\b[^:]{0,30}: ?/iu;

/** Words that begin a line without an active substance in it. */
const aside = /^(?:excipients?|q\.? ?s\.? ?p|voir|cf|see|par|per|pour)\b/iu;

/** Words that say an amount again instead of naming the next substance. */
const again =
  /^[ ,;(=]*(?:soit|ou|par|per|pour|équivalent|equivalent|correspondant|sous forme|exprimé|dans|q\.? ?s\.? ?p)/iu;

const before = /^(?:[\s,:/=.–—*·-]|et\b|and\b|à raison de\b|de\b|d['’]|of\b)+/iu;
const after = /(?:[\s,:/=(–—-]|(?<= )(?:et|and|à raison de|à))+$/iu;

/**
 * Active substances with their amounts: « amoxicilline 500 mg + acide clavulanique 62,5 mg », by lines, `;`, `+` or
 * « et ». A substance without an amount has none; undefined when nothing surely names a substance.
 */
export function readComposition(raw: string): readonly Substance[] | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const lines = raw.split(/[\r\n;+•]+/).map((line) =>
    tidy(line)
      .replace(/^[-–—*·] ?/u, '')
      .replace(label, ''),
  );
  const read = lines.filter((line) => line !== '' && !aside.test(line)).map((line) => substancesOf(line));
  const found = read.flatMap((each) => each ?? []);
  const surely = read.every((each) => each !== undefined) && found.length > 0 && found.length <= MOST;
  return surely ? found : undefined;
}

function substancesOf(line: string): readonly Substance[] | undefined {
  const amounts = amountsIn(line);
  const [first] = amounts;
  if (first === undefined) return unmeasured(line);
  return trimmed(line.slice(0, first.start)) === '' ? amountsFirst(line, amounts) : namesFirst(line, amounts);
}

/** « paracétamol, codéine »: names alone. */
function unmeasured(line: string): readonly Substance[] | undefined {
  const names = line.split(/, | et | and /i).map((each) => trimmed(each));
  return names.every((name) => isName(name)) ? names.map((name) => ({ name, amount: undefined })) : undefined;
}

/** « 500 mg de paracétamol et 30 mg de codéine ». */
function amountsFirst(line: string, amounts: readonly Amount[]): readonly Substance[] | undefined {
  const found = amounts.map((each, index) => ({
    name: trimmed(line.slice(each.end, amounts[index + 1]?.start ?? line.length)),
    amount: { count: each.count, unit: each.unit },
  }));
  return found.every(({ name }) => isName(name)) ? found : undefined;
}

/** « paracétamol 500 mg, codéine 30 mg par comprimé », « paracétamol/codéine 500 mg/30 mg ». */
function namesFirst(line: string, amounts: readonly Amount[]): readonly Substance[] | undefined {
  const found: Substance[] = [];
  let at = 0;
  for (const group of joined(line, amounts)) {
    const text = line.slice(at, group[0]?.start);
    at = group.at(-1)?.end ?? line.length;
    if (found.length > 0 && again.test(text)) continue;
    const name = trimmed(text);
    const names = group.length > 1 ? name.split('/').map((each) => trimmed(each)) : [name];
    if (names.length !== group.length || !names.every((each) => isName(each))) return undefined;
    found.push(...group.map(({ count, unit }, index) => ({ name: names[index] ?? name, amount: { count, unit } })));
  }
  const rest = line.slice(at);
  const named = /^ ?(?:,|et\b|and\b)/iu.test(rest) && !again.test(rest) ? unmeasured(trimmed(rest)) : [];
  return [...found, ...(named ?? [])];
}

/** Amounts that only a slash parts belong to names parted by slashes. */
function joined(line: string, amounts: readonly Amount[]): readonly (readonly Amount[])[] {
  const groups: Amount[][] = [];
  for (const amount of amounts) {
    const last = groups.at(-1);
    const between = line.slice(last?.at(-1)?.end ?? 0, amount.start).trim();
    if (last !== undefined && between === '/') last.push(amount);
    else groups.push([amount]);
  }
  return groups;
}

function trimmed(text: string): string {
  const name = text.replace(before, '').replace(after, '');
  return name.includes('(') ? name : name.replace(/\)$/, '');
}

function isName(name: string): boolean {
  return name.length <= 200 && /\p{L}{2}/u.test(name);
}
