import { intentCues, smallWords, type Cue, type CuedKind } from '../../data/reference/intents.ts';
import { fold } from '../../worker/domain/fold.ts';

/** Where the words of a mail stand. */
export type Place = 'subject' | 'text';

/** A cue found: what it stands for, and the words as the mail writes them. */
export interface FoundCue {
  readonly kind: CuedKind;
  /** It says what is wanted; otherwise it only touches on it. */
  readonly says: boolean;
  readonly place: Place;
  readonly quote: string;
}

interface Span extends FoundCue {
  readonly start: number;
  readonly end: number;
}

/** Letters that the words of one cue may span, small words between them included. */
const LONGEST = 120;

/** Every cue of a subject or text, last first; of two that overlap, only the one that says more. */
export function findCues(text: string, place: Place): FoundCue[] {
  const found = [...phrasesIn(text, place), ...acronymsIn(text, place)];
  return telling(found.sort((a, b) => b.end - a.end || a.start - b.start));
}

/**
 * French qualifies to the right: in « demande d’autorisation d’importation parallèle » the cue that ends last says more. A
 * cue inside another of its kind tells nothing new. Spans come last first, the longest before the others.
 */
function telling(spans: readonly Span[]): Span[] {
  let over: Span | undefined;
  const kept: Span[] = [];
  for (const each of spans) {
    const overlaps = over !== undefined && over.start < each.end;
    if (overlaps && (over?.kind !== each.kind || over.start <= each.start)) continue;
    kept.push(each);
    if (each.says && (over === undefined || each.start < over.start)) over = each;
  }
  return kept;
}

interface Phrase {
  readonly kind: CuedKind;
  readonly says: boolean;
  readonly words: readonly string[];
}

function phrasesIn(text: string, place: Place): Span[] {
  const words = wordsOf(text);
  return words.flatMap(({ word, start }, at) =>
    (phrases[place].get(word) ?? []).flatMap(({ kind, says, words: wanted }) => {
      const last = words[at + wanted.length - 1];
      if (last === undefined || last.end - start > LONGEST) return [];
      if (wanted.some((each, index) => words[at + index]?.word !== each)) return [];
      return [{ kind, says, place, start, end: last.end, quote: quoted(text.slice(start, last.end)) }];
    }),
  );
}

function acronymsIn(text: string, place: Place): Span[] {
  return acronyms[place].flatMap(({ kind, says, pattern }) =>
    [...text.matchAll(pattern)].map(({ 0: whole, index }) => ({
      ...{ kind, says, place, quote: quoted(whole) },
      ...{ start: index, end: index + whole.length },
    })),
  );
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words that count, as they are compared: folded, singular, small words left out. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(({ 0: whole, index }) => {
    const folded = fold(whole);
    if (smallWords.has(folded)) return [];
    const word = folded.length > 3 ? folded.replace(/[sx]$/, '') : folded;
    return [{ word, start: index, end: index + whole.length }];
  });
}

function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

interface Weighed {
  readonly kind: CuedKind;
  readonly says: boolean;
  readonly cue: Cue;
}

const everywhere: readonly Weighed[] = (Object.keys(intentCues) as CuedKind[]).flatMap((kind) => {
  const { says, mentions = [] } = intentCues[kind];
  return [...says.map((cue) => ({ kind, says: true, cue })), ...mentions.map((cue) => ({ kind, says: false, cue }))];
});

const inSubject: readonly Weighed[] = (Object.keys(intentCues) as CuedKind[]).flatMap((kind) =>
  (intentCues[kind].inSubject ?? []).map((cue) => ({ kind, says: true, cue })),
);

const phrases = { subject: byFirstWord([...everywhere, ...inSubject]), text: byFirstWord(everywhere) };

const acronyms = { subject: patterns([...everywhere, ...inSubject]), text: patterns(everywhere) };

/** A text is walked through once, however many cues there are. */
function byFirstWord(cues: readonly Weighed[]): ReadonlyMap<string, readonly Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const { kind, says, cue } of cues) {
    if (typeof cue !== 'string') continue;
    const words = wordsOf(cue).map((each) => each.word);
    const [first] = words;
    if (first !== undefined) index.set(first, [...(index.get(first) ?? []), { kind, says, words }]);
  }
  return index;
}

function patterns(cues: readonly Weighed[]) {
  return cues.flatMap(({ kind, says, cue }) =>
    typeof cue === 'string' ? [] : [{ kind, says, pattern: new RegExp(cue.source, 'gu') }],
  );
}
