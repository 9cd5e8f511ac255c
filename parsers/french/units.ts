import { unitQualifiers, units, type UnitEntry } from '../../data/reference/units.ts';
import { fold } from '../../worker/domain/fold.ts';

/** A unit of the whitelist of `data/reference/units.ts`. */
export type Unit = Pick<UnitEntry, 'name' | 'countable'>;

const bySpelling = new Map<string, Unit>(
  units.flatMap((unit) => unit.spellings.flatMap((each) => endings(each, unit))),
);

/** Words that begin a unit of several words: « unité internationale ». */
const firstWords = new Set([...bySpelling.keys()].flatMap((each) => (each.includes(' ') ? [each.split(' ')[0]] : [])));

const qualifiers = new Set<string>(unitQualifiers.flatMap((each) => [each, `${each}s`]));

/** The unit that a word or phrase names, whatever its number, case or accents: `BTES`, « Gélules », « kgs ». */
export function readUnit(text: string): Unit | undefined {
  const folded = fold(text.replace(/\((?:s|x|es)\)/gi, '').replace(/\b(M\.)?([UI])\. ?([UI])\./gi, '$1$2$3'));
  return bySpelling.get(folded);
}

/** The unit of two words that two words make: « unités internationales ». */
export function readUnitOfTwo(first: string, second: string): Unit | undefined {
  return firstWords.has(fold(first)) ? readUnit(`${first} ${second}`) : undefined;
}

/** Says that a word after a unit leaves it as it is: « pelliculés », « préremplies ». */
export function isQualifier(word: string): boolean {
  return qualifiers.has(fold(word));
}

/** A unit inside a heading, and the heading without it: « Quantité importée (boîtes) », « Nombre de flacons ». */
export function unitWithin(heading: string): { readonly unit: Unit; readonly rest: string } | undefined {
  for (const found of heading.matchAll(/[([]([^()[\]]*)[)\]]/g)) {
    const unit = readUnit((found[1] ?? '').replace(/^(?:en|in) /, ''));
    if (unit !== undefined) return { unit, rest: heading.replace(found[0], ' ') };
  }
  const words = heading.split(/[\s'’]+/);
  for (const [index, word] of words.entries()) {
    const unit = linking.test(words[index - 1] ?? '') ? readUnit(word) : undefined;
    if (unit !== undefined) return { unit, rest: [...words.slice(0, index - 1), ...words.slice(index + 1)].join(' ') };
  }
  return undefined;
}

const linking = /^(?:de|d|en|in|of)$/i;

function endings(spelling: string, unit: UnitEntry): [string, Unit][] {
  const folded = fold(spelling);
  return ['', 's', 'x', 'es'].map((ending) => [`${folded}${ending}`, unit]);
}
