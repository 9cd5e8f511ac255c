import { countryAliases } from '../../data/reference/country-aliases.ts';
import { countryCodes } from '../../data/reference/country-codes.ts';
import type { Country } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { isPlaceholder, tidy } from './text.ts';

const LONGEST = 2_000;

const article = /^(?:(?:en )?provenance|origine|en|de|du|des|d|la|le|les|l|the|from) /;

const byName = namesOf();

const byCode = new Map<string, Country>(
  countryCodes.flatMap(({ alpha2, alpha3 }) => [alpha2, alpha3].map((code) => [code, alpha2 as Country] as const)),
);

/**
 * The one country that a text names: in French or English, by its adjective, by an ISO code in capitals, or with a
 * town (« Suisse – Bâle »). Undefined when it names none, or two.
 */
export function readCountry(raw: string): Country | undefined {
  if (raw.length > LONGEST || isPlaceholder(raw)) return undefined;
  const text = tidy(raw);
  return named(text) ?? byCode.get(text) ?? amongParts(text.split(/[(),;:/]|\s[-–—]\s|–|—/));
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
  const folded = fold(text);
  if (folded.length < 4 && text !== text.toUpperCase()) return undefined;
  return byName.get(folded) ?? byName.get(folded.replace(article, '').replace(article, ''));
}

/** Names decide; a code beside a name must agree with it, and decides alone when there is no name. */
function amongParts(parts: readonly string[]): Country | undefined {
  const texts = parts.map((each) => each.trim()).filter((each) => each !== '');
  const codes = texts.flatMap((each) => byCode.get(each) ?? []);
  const names = texts.flatMap((each) => (byCode.has(each) ? [] : (named(each) ?? [])));
  const [country, another] = new Set(names.length > 0 ? names : codes);
  if (country === undefined || another !== undefined) return undefined;
  const agreed = texts.every((each) => !byCode.has(each) || byCode.get(each) === country || named(each) === country);
  return agreed ? country : undefined;
}

/** The names of Unicode CLDR in French and English, and our own; parentheses may be left out. */
function namesOf(): ReadonlyMap<string, Country> {
  const languages = ['fr', 'en'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const names = new Map<string, Country>();
  for (const { alpha2 } of countryCodes) {
    const published = languages.flatMap((language) => language.of(alpha2) ?? []);
    for (const name of [...published, ...(countryAliases[alpha2] ?? [])]) names.set(fold(name), alpha2 as Country);
  }
  return names;
}
