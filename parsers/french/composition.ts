import type { Substance } from '../../worker/domain/fields.ts';
import { amountsIn, type Amount } from './amounts.ts';
import { isPlaceholder, tidy } from './text.ts';
import { readUnit } from './units.ts';

const LONGEST = 5_000;
const MOST = 50;

const label = /^(?:composition|principes? actifs?|substances? actives?|dci|active substances?)\b[^:]{0,30}: ?/iu;

/** « Chaque comprimé contient », « Pour 100 ml : », « Par comprimé : » */
const perWhat =
  /^(?:chaque|par|pour|each|per|un|une|1)\b[^:;,]{0,40}?(?: ?: ?| (?:contient|contiennent|renferme|contains)(?: ?: ?| ))/iu;

/** Words that begin a piece without an active substance in it. */
const aside = /^(?:voir|cf|see|par|per|pour)\b/iu;

/** Where active substances end, on the line and below. */
const excipients = /(?:^|[\s,.(])(?:(?:et |and )?(?:les )?(?:autres )?excipients?|q\.? ?s\.? ?p)(?![\p{L}\d])/iu;

/** Words that say an amount again instead of naming the next substance. */
const again =
  /^[ ,;(=[]*(?:$|(?:soit|ou|par|per|pour|équival[ae]nte?|equivalent|correspondant|sous forme|exprimée?|dans|en)\b)/iu;

/** The same words at the end of what stands between two amounts: « 500 mg de metformine, soit 390 mg de base ». */
const restating = /(?:[=([]|(?:^|[ ,(])(?:soit|équival[ae]nte? à|equivalent to|correspondant à)) ?$/iu;

/** « trihydrate équivalant à amoxicilline 500 mg »: the amount is that of what comes last. */
const asAnother = /^.{1,150}?(?: ?[,(]| ) ?(?:équival[ae]nte?|equivalent|correspondant|exprimée?) (?:à|en|to) /iu;

/** What may follow the last amount without naming anything: « p/v », a form, words in parentheses. */
const remark = /^[ ,;.)\]|]*(?:$|\(?[pmvw]\/[pmvw]\)?[ .)]*$|\([^()\d]{0,100}\)[ .]*$)/iu;

const before = /^(?:[\s,:/=.)\]|–—*·-]|et\b|and\b|à raison de\b|de\b|d['’]|of\b)+/iu;
const after = /(?:[\s,:/=([|–—-]|\.{2,}|…|_|(?<= )(?:et|and|à raison de|à))+$/iu;

/** A number that a name should not hold: an amount that was not understood, a dilution, a power of ten. */
const strayNumber = /\d[.,^:/]\d|\d ?%|\d ?(?:mg|g|kg|µg|mcg|ml|l|ui|iu|u|[kmg]?bq)\b/iu;

/** A name may end with a number where it is that of an isotope. */
const isotope =
  /(?:iode?|iodine|fluor|fluorine|techn[ée]tium|lut[ée]tium|gallium|indium|yttrium|samarium|strontium|thallium|x[ée]non|krypton|rubidium|radium|chrome|chromium|carbone?|phosphor\p{L}*|erbium|rh[ée]nium|zirconium|actinium|cuivre|copper)[ -]?\d{1,3}m?$/iu;

/**
 * Active substances with their amounts: « amoxicilline 500 mg + acide clavulanique 62,5 mg », by lines, `;`, `+` or
 * « et ». A substance without an amount has none; undefined when nothing surely names a substance, or when something
 * that is written beside them was not understood. What stands behind « excipients » is left out.
 */
export function readComposition(raw: string): readonly Substance[] | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const read = activeLines(raw).map((line) => substancesOf(line));
  const found = read.flatMap((each) => each ?? []);
  const surely = read.every((each) => each !== undefined) && found.length > 0 && found.length <= MOST;
  return surely ? found : undefined;
}

/** The pieces that name active substances, without what introduces them. */
function activeLines(raw: string): readonly string[] {
  const lines: string[] = [];
  for (const piece of raw.split(/[\r\n;+•]+/)) {
    const line = tidy(piece)
      .replace(/^[-–—*·|] ?/u, '')
      .replace(label, '')
      .replace(perWhat, '');
    const end = excipients.exec(line)?.index;
    const active = end === undefined ? line : line.slice(0, end);
    // « eau pour préparations injectables q.s.p. 1 ml » is an excipient itself
    if (end === undefined ? line !== '' && !aside.test(line) : amountsIn(active).length > 0) lines.push(active);
    if (end !== undefined && /^excipients?\b/i.test(line.slice(end).trim())) break;
  }
  return lines;
}

function substancesOf(whole: string): readonly Substance[] | undefined {
  const line = amountsIn(asAnother.exec(whole)?.[0] ?? '0 mg').length === 0 ? whole.replace(asAnother, '') : whole;
  const amounts = amountsIn(line);
  const [first] = amounts;
  if (first === undefined) return unmeasured(line);
  return trimmed(line.slice(0, first.start)) === '' ? amountsFirst(line, amounts) : namesFirst(line, amounts);
}

/** « paracétamol, codéine »: names alone. */
function unmeasured(line: string): readonly Substance[] | undefined {
  const names = line.split(/, | et | and /i).map((each) => trimmed(each));
  const sure = names.every((name) => isName(name) && (!/[ -]\d+$/.test(name) || isotope.test(name)));
  return sure ? names.map((name) => ({ name, amount: undefined })) : undefined;
}

/** « 500 mg de paracétamol et 30 mg de codéine ». */
function amountsFirst(line: string, amounts: readonly Amount[]): readonly Substance[] | undefined {
  const found: Substance[] = [];
  for (const [index, { end, count, unit }] of amounts.entries()) {
    const text = line.slice(end, amounts[index + 1]?.start ?? line.length);
    const cut = /[,(]? ?(?:par|per|soit|équival[ae]nte?|sous forme de [^,]+|dans)\b/iu.exec(text)?.index ?? text.length;
    const between = line.slice(amounts[index - 1]?.end, amounts[index]?.start);
    const isRestated = found.length > 0 && (again.test(between) || restating.test(between));
    if (!isRestated) found.push({ name: trimmed(text.slice(0, cut)), amount: { count, unit } });
  }
  return found.every(({ name }) => isName(name)) ? found : undefined;
}

/** « paracétamol 500 mg, codéine 30 mg par comprimé », « paracétamol/codéine 500 mg/30 mg ». */
function namesFirst(line: string, amounts: readonly Amount[]): readonly Substance[] | undefined {
  const found: Substance[] = [];
  let at = 0;
  let restated = false;
  for (const group of joined(line, amounts)) {
    const text = line.slice(at, group[0]?.start);
    at = group.at(-1)?.end ?? line.length;
    restated = found.length > 0 && again.test(text);
    if (restated) continue;
    const name = trimmed(text);
    const names = group.length > 1 ? name.split('/').map((each) => trimmed(each)) : [name];
    if (names.length !== group.length || !names.every((each) => isName(each))) return undefined;
    found.push(...group.map(({ count, unit }, index) => ({ name: names[index] ?? name, amount: { count, unit } })));
  }
  const others = restated ? [] : behind(line.slice(at));
  return others && [...found, ...others];
}

/** The names behind the last amount; none in « par comprimé », undefined for words that may be a substance. */
function behind(rest: string): readonly Substance[] | undefined {
  if (remark.test(rest) || again.test(rest)) return [];
  if (/^ ?(?:,|et\b|and\b)/iu.test(rest)) return unmeasured(trimmed(rest));
  const [word = ''] = trimmed(rest).split(/[ ,]/);
  return readUnit(word)?.countable === true ? [] : undefined;
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
  return name.length <= 200 && /\p{L}{2}/u.test(name) && !strayNumber.test(name);
}
