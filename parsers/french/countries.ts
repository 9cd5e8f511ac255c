import { countryAliases } from '../../data/reference/country-aliases.ts';
import { countryCodes } from '../../data/reference/country-codes.ts';
import type { Country } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { isPlaceholder, tidy } from './text.ts';

const LONGEST = 2_000;

const introduction =
  /^(?:provenance|origine|pays|fabrique|produit|made|depuis|en|de|du|des|d|la|le|les|l|the|from|in) /;

/** `RU` is Russia for ISO and « Royaume-Uni » for the French: it only agrees with a name beside it. */
const twofold: ReadonlyMap<string, readonly string[]> = new Map([['RU', ['RU', 'GB']]]);

/** The European Union in English; with an accent or a hyphen, « É.-U. » and « E.-U. », it is the United States. */
const union = /^E\.? ?U\.?$/;

/** Codes that are also company forms, titles or our own acronyms: beside words that name no country they prove nothing. */
const alsoWords: ReadonlySet<string> = new Set('AG AI AS BV CO KG ME MS PM PR SA SC SE SL ST'.split(' '));

const byName = namesOf();

const byCode = new Map<string, Country>(
  countryCodes
    .flatMap(({ alpha2, alpha3 }) => [alpha2, alpha3].map((code) => [code, alpha2 as Country] as const))
    .filter(([code]) => !twofold.has(code)),
);

/**
 * The one country that a text names: in French or English, by its adjective, by an ISO code in capitals, or with a
 * town (« Suisse – Bâle »). Undefined when it names none, or two.
 */
export function readCountry(raw: string): Country | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const text = tidy(raw);
  return named(text) ?? byCode.get(text.replace(/\.$/, '')) ?? amongParts(text.split(/[(),;:/]|\s[-–—]\s|–|—/));
}

/** Countries separated by commas, semicolons, slashes, « et » or lines, each once; undefined if one is not known. */
export function readCountries(raw: string): readonly Country[] | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const lines = raw.split(/[\r\n,;/•](?![^(]*\))/).map((each) => tidy(each).replace(/^[-–—*.] ?/, ''));
  const found = lines.filter((each) => each !== '').map((each) => countriesOf(each));
  const known = found.filter((each) => each !== undefined);
  if (known.length === 0 || known.length < found.length) return undefined;
  return [...new Set(known.flat())];
}

/** « Maroc - Tunisie » and « Bosnie et Herzégovine et Serbie »: the longest runs that are countries. */
function countriesOf(text: string): readonly Country[] | undefined {
  const whole = readCountry(text);
  if (whole !== undefined) return [whole];
  const words = text.split(/ (?:et|and|&|\+|[-–—]) /i);
  for (let size = words.length - 1; size > 0; size--) {
    const first = readCountry(words.slice(0, size).join(' et '));
    const others = first === undefined ? undefined : countriesOf(words.slice(size).join(' et '));
    if (first !== undefined && others !== undefined) return [first, ...others];
  }
  return undefined;
}

function named(text: string): Country | undefined {
  const folded = keyOf(text);
  if (union.test(text) || (folded.length < 4 && text !== text.toUpperCase())) return undefined;
  return byName.get(folded) ?? byName.get(folded.replace(introduction, '').replace(introduction, ''));
}

/** Names decide; a code beside a name must agree with it, and decides alone when there is no name. */
function amongParts(parts: readonly string[]): Country | undefined {
  const texts = parts.map((each) => each.trim()).filter((each) => each !== '');
  const codes = texts.flatMap((each) => (alsoWords.has(each) ? [] : (byCode.get(each) ?? [])));
  const names = texts.flatMap((each) => (byCode.has(each) || twofold.has(each) ? [] : (named(each) ?? [])));
  const [country, another] = new Set(names.length > 0 ? names : codes);
  if (country === undefined || another !== undefined) return undefined;
  const agreed = texts.every((each) => agrees(each, country) && (mentioned(each) ?? country) === country);
  return agreed ? country : undefined;
}

/** The country behind a linking word: « et Tunisie », « expédié via la Suisse ». */
function mentioned(part: string): Country | undefined {
  const behind = /^(?:.* )?(?:en|aux?|via|et|ou|and|or|in|to) (.{4,60})$/iu.exec(part.slice(0, 200))?.[1];
  return behind === undefined ? undefined : named(behind);
}

function agrees(part: string, country: Country): boolean {
  const both = twofold.get(part);
  if (both !== undefined) return both.includes(country);
  return !byCode.has(part) || byCode.get(part) === country || named(part) === country;
}

/** The names of Unicode CLDR in French and English, and our own. */
function namesOf(): ReadonlyMap<string, Country> {
  const languages = ['fr', 'en'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const names = new Map<string, Country>();
  for (const { alpha2 } of countryCodes) {
    const published = languages.flatMap((language) => language.of(alpha2) ?? []);
    for (const name of [...published, ...(countryAliases[alpha2] ?? [])]) names.set(keyOf(name), alpha2 as Country);
  }
  return names;
}

/** Folded, with « Rép. », « St », « & » written out. */
function keyOf(name: string): string {
  return fold(name.replaceAll('&', ' and '))
    .replace(/^rep (?=\p{L}{3})/u, 'republique ')
    .replace(/^(?:st|ste|sainte) /, 'saint ');
}
