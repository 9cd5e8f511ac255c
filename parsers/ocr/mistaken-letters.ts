import type { RecognisedWord } from '../ports.ts';

/** Units that are measured in, and what the engine makes of them: « l » and « I » look alike, « µ » and « q » are rare. */
const units: readonly (readonly [mistaken: RegExp, unit: string])[] = [
  [/^[ujμµ]g$/, 'µg'],
  [/^m[lIi1!|]{1,2}$/, 'ml'],
  [/^([kMG])B[aqg9]$/, '$1Bq'],
  [/^(M?)U[lI1!|]$/, '$1UI'],
  [/^(k?g|mg|ng|cl|dl|m?mol|U)$/, '$1'],
];

/** A number with the unit that follows it without a space. */
const glued = /^(\d+(?:[.,]\d+)?)(\D.*)$/;

/** A word that ends with « à », and none of those that do: the engine lost the space before it. */
const gluedTo = /^(?!.*(?:déj|voil|del|hol|cel)à$)(\p{L}{3,})à$/iu;

/** A word in capitals, « l » among them; chlorides are written so. */
const capitals = /^(?=.*\p{Lu}.*\p{Lu})(?!.*Cl)[\p{Lu}\d.-]*l[\p{Lu}\dl.-]*$/u;

/** The number of a phase of a trial, in Roman figures. */
const roman = /^(?:[Il|!]{2,3}|[l|!])(?=[.,;)]?$)/;

/** A group of figures of a telephone number or a SIRET. */
const group = /^[\dO]{2,3}(?=[.,;]?$)/;

/** Groups of figures in a row that leave no doubt. */
const GROUPS = 3;

/** Confidence of a word that was set right, or more. */
const SET_RIGHT = 70;

/** A cross between brackets, of which one may be lost; brackets with nothing between, in one word or two. */
const cross = /^(?:[[{][Xx×][\]})|1]?|[Xx×][\]}]|\([Xx×]\))$/;
const empty = /^(?:[[{]{1,2}[\]})|1]{1,2}|[(|][\]}])$/;
const opening = /^[[{]{1,2}$/;
const closing = /^[1|]?[\]}]$/;

/**
 * The words with what the engine is known to mistake set right, where their neighbours leave no doubt: units behind
 * numbers, figures of telephone numbers, lost spaces. Boxes drawn with brackets become the signs of boxes.
 */
export function corrected(words: readonly RecognisedWord[]): RecognisedWord[] {
  return linesOf(words).flatMap((line) => {
    const marked = withMarks(line);
    return marked.map((word, index) => {
      const text = corrections(marked, index);
      // The engine doubted its own mistake.
      return text === word.text ? word : { ...word, text, confidence: Math.max(word.confidence, SET_RIGHT) };
    });
  });
}

function linesOf(words: readonly RecognisedWord[]): RecognisedWord[][] {
  const lines: RecognisedWord[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line?.[0]?.line === word.line) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

/** « [X] » and « [ ] » before the words of an answer, as the signs that readers of printed text know. */
function withMarks(line: readonly RecognisedWord[]): RecognisedWord[] {
  return line.flatMap((word, index) => {
    const next = line[index + 1];
    const before = line[index - 1];
    if (opening.test(word.text) && next !== undefined && closing.test(next.text)) return [joined(word, next)];
    if (closing.test(word.text) && before !== undefined && opening.test(before.text)) return [];
    if (cross.test(word.text)) return [{ ...word, text: '☒' }];
    return [empty.test(word.text) ? { ...word, text: '☐' } : word];
  });
}

function joined(open: RecognisedWord, close: RecognisedWord): RecognisedWord {
  const confidence = Math.min(open.confidence, close.confidence);
  return { ...open, text: '☐', width: close.x + close.width - open.x, confidence };
}

function corrections(line: readonly RecognisedWord[], index: number): string {
  const text = line[index]?.text ?? '';
  const before = line[index - 1]?.text ?? '';
  if (/^phases?$/i.test(before)) return text.replace(roman, (figures) => 'I'.repeat(figures.length));
  if (isInGroups(line, index)) return text.replaceAll('O', '0');
  if (capitals.test(text)) return text.replaceAll('l', 'I');
  const [, number, unit = ''] = glued.exec(text) ?? [];
  const measured = number === undefined ? undefined : measure(unit);
  if (measured !== undefined) return `${number ?? ''} ${measured}`;
  const behind = /\d$/.test(before) ? measure(text) : undefined;
  return (
    behind ??
    text
      .replace(gluedTo, '$1 à')
      .replace(/(\p{L});$/u, '$1 ;')
      .replace(/[’'‘]{2,}/g, '’')
  );
}

/** A unit set right, and what it is a share of: « mg/ml »; undefined where it is none. */
function measure(text: string): string | undefined {
  const [, whole = '', end = ''] = /^(.*?)([.,;)]*)$/.exec(text) ?? [];
  const parts = whole.split('/').map((part) => ({ part, unit: unitOf(part) }));
  if (parts[0]?.unit === undefined) return undefined;
  return parts.map(({ part, unit }) => unit ?? part).join('/') + end;
}

function unitOf(part: string): string | undefined {
  const found = units.find(([mistaken]) => mistaken.test(part));
  return found && part.replace(found[0], found[1]);
}

/** Whether a word is one of several groups of as many figures: « O5 99 OO 09 70 ». */
function isInGroups(line: readonly RecognisedWord[], index: number): boolean {
  const length = (at: number) => group.exec(line[at]?.text ?? '')?.[0].length;
  const own = length(index);
  if (own === undefined) return false;
  let [first, last] = [index, index];
  while (length(first - 1) === own) first -= 1;
  while (length(last + 1) === own) last += 1;
  const figures = line
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join('');
  return last - first + 1 >= GROUPS && (figures.match(/\d/g)?.length ?? 0) * 2 > figures.length;
}
