import { amountsIn } from '../french/amounts.ts';
import { readCountry } from '../french/countries.ts';
import { numberInWords } from '../french/number-words.ts';
import { readUnit } from '../french/units.ts';
import { amountGoesOn, endsBefore } from './prose-end.ts';
import type { Found } from './prose-values.ts';

/** Mentions of one sentence that are looked at. */
const MOST = 4;

/** Words behind which the medicine is named. */
const introduction =
  /(?<!\p{L})(?:importer|importation|exporter|exportation|faire venir|import|export|authori[sz]ation for|la spécialité|(?:le|du) médicament)(?: exceptionnelle)?(?!\p{L})/giu;

/** What may stand between them and the name, besides a quantity. */
const filling =
  /^(?:[ ,:«"“]+|\(\d[^()]{0,40}\)|\/ ?\d+(?!\d)|(?:environ|approximativement|about|un total|au total|a total|jusqu['’]à|en urgence|exceptionnellement|à titre exceptionnel|suivante?s?|ci-dessous|en france|vers la france|into france|for|pour|la spécialité|spécialités?|le médicament|médicaments?|le produit|produits?|medicinal product|pharmaceutique|appelée?|dénommée?|nommée?|the|of|de|du|des|la|le|les)(?![\p{L}\p{N}])|[dl]['’])/iu;

/** « (500) boîtes », « comprimés », behind a number */
const unitWord = /^ ?(?:\([\p{L}\d -]{1,30}\) ?)?(\p{L}+\.?)(?:\(s\))?(?!\p{L})/u;

/** Words of a number that are looked at. */
const NUMBER_WORDS = 5;

const capitals = /^\p{Lu}[\p{L}\p{N}®™-]*(?: \p{Lu}[\p{L}\p{N}®™-]{2,})*/u;
const smallLetters = /^\p{Ll}[\p{L}-]{3,}(?: (?!de |en |pour |du |des |et )\p{Ll}[\p{L}-]{3,}){0,2}(?= \d)/u;

/** A second medicine named behind the first. */
const another =
  /^ ?(?:,|et|and|ainsi que|\+)\s+(?:de la |de l['’]|du |des |de |d['’]|of )?(?:\d[\d ]*\p{L}+ (?:de |d['’]|of ))?\p{Lu}\p{L}{3,}/u;

/** « (paracétamol) » behind a name. */
const substance =
  /^ ?\((?!fabriqu|origine|produit|import|voir|soit|boîte|lots?)(\p{Ll}[\p{L}-]{4,}(?:[ ,'’-]+\p{L}+){0,5})\)/u;

/** Words that stand where a medicine may be named. */
const ordinary =
  /^(?:médicament|medicament|spécialité|produit|medicin|product|notre|votre|cette|cettes|depuis|dans|lots?|vrac)/iu;

/** Words with a capital that name no medicine. */
const noName =
  /^(?:france|ai|de|dei|dec|ansm|monsieur|madame|mme|afssaps|europe|ue|eu|amm|pui|chu?|aap|aac|bonjour|cordialement|nous|je|ce|cette|il|elle|un|une)$/iu;

/**
 * The medicine that a sentence asks to import or declares to export, with its strength: « importer du Doloxal 150 mg ».
 * A point of a list that such a sentence announces `isItem`: it begins with the medicine, or its quantity.
 */
export function productIn(text: string, isItem: boolean, quantities: readonly Found[]): readonly Found[] {
  const behind = [...text.matchAll(introduction)]
    .slice(0, MOST)
    .map(({ index, 0: word }) => text.slice(index + word.length));
  const counted = quantities
    .filter(({ doubtful }) => doubtful !== true)
    .map(({ raw }) => text.slice(text.indexOf(raw)));
  const found = [...(isItem ? [text] : []), ...behind, ...counted].flatMap((each) => productAt(each));
  return found.length > 0 ? found : elsewhere(text);
}

/** A name with a strength behind it, wherever it stands: « 10 flacons/mois de Doloxal 150 mg ». */
function elsewhere(text: string): readonly Found[] {
  const candidates = [...text.matchAll(/(?<![\p{L}\d])\p{Lu}[\p{L}\d-]{2,} (?=\d)/gu)].slice(0, MOST);
  const named = candidates.find(({ index, 0: name }) => {
    return isName(name.trim()) && strengthAt(text.slice(index + name.length)) !== undefined;
  });
  return named === undefined ? [] : [{ field: 'brandName', raw: named[0].trim(), doubtful: true }];
}

function productAt(text: string): readonly Found[] {
  const start = withoutPackaging(text);
  const place = capitals.exec(start)?.[0] ?? '';
  // « importer de Suisse du Doloxal »
  const rest = readCountry(place) === undefined ? start : withoutPackaging(start.slice(place.length));
  const name = capitals.exec(rest)?.[0] ?? smallLetters.exec(rest)?.[0] ?? '';
  const strength = strengthAt(rest.slice(name.length));
  // Small letters may be any word; before a strength they are a name.
  if (!isName(name) || (/^\p{Ll}/u.test(name) && strength === undefined)) {
    const before = text.slice(0, text.length - rest.length);
    return unnamed(rest, /\p{L}.*(?<!\p{L})(?:de|of|d['’])\s*$/iu.test(before));
  }
  const after = rest
    .slice(name.length)
    .replace(/^[»"” ]+/, '')
    .slice(strength?.length ?? 0);
  const inn = substance.exec(after)?.[1];
  const isCut = strength === undefined ? !endsBefore(rest.slice(name.length)) : amountGoesOn(after);
  const doubtful = isCut || another.test(after.replace(/^ ?\([^()]{0,80}\)/, ''));
  const field = /^\p{Ll}/u.test(name) || /\d/.test(name) ? 'nameOrCode' : 'brandName';
  const found: Found[] = [{ field, raw: name, doubtful }];
  if (strength !== undefined) found.push({ field: 'strength', raw: strength, doubtful });
  // Most likely the active substance, whose amount nobody gave.
  if (inn !== undefined) found.push({ field: 'composition', raw: inn, doubtful: true });
  return found;
}

/** « 120 kg de fluvoxadine »: a name, or any other word. */
function unnamed(rest: string, isBehindQuantity: boolean): readonly Found[] {
  const word = /^\p{Ll}[\p{L}-]{4,}/u.exec(rest)?.[0];
  const isTold = isBehindQuantity && word !== undefined && !ordinary.test(word) && readUnit(word) === undefined;
  return isTold ? [{ field: 'nameOrCode', raw: word, doubtful: true }] : [];
}

/** The text from the name on: articles, « la spécialité » and « 250 boîtes de 30 comprimés » are passed over. */
function withoutPackaging(text: string): string {
  let rest = text.trimStart();
  for (let step = 0; step < 16; step++) {
    const length = packagingAt(rest) ?? filling.exec(rest)?.[0].length;
    if (length === undefined) return rest;
    rest = rest.slice(length).trimStart();
  }
  return rest;
}

/** How many letters « 250 boîtes », « de 30 comprimés », « cinq cents (500) boîtes » take. */
function packagingAt(text: string): number | undefined {
  const start = /^(?:de |à |x |× )?/iu.exec(text)?.[0].length ?? 0;
  const number = numberAt(text.slice(start));
  if (number === undefined) return undefined;
  const unit = unitWord.exec(text.slice(start + number));
  return unit !== null && readUnit(unit[1] ?? '') !== undefined ? start + number + unit[0].length : undefined;
}

function numberAt(text: string): number | undefined {
  const digits = /^\d[\d .,'’]*/.exec(text)?.[0];
  if (digits !== undefined) return digits.trimEnd().length;
  const words = [...text.slice(0, 80).matchAll(/\p{L}+/gu)].slice(0, NUMBER_WORDS);
  const ends = words.map(({ index, 0: word }) => index + word.length);
  return ends.findLast((end) => numberInWords(text.slice(0, end)) !== undefined);
}

/** « 150 mg », « 1 g/125 mg » right behind the name. */
function strengthAt(text: string): string | undefined {
  const rest = text.replace(/^[»"” ]+/, '');
  const [first, ...others] = amountsIn(rest.slice(0, 80));
  if (first?.start !== 0) return undefined;
  let end = first.end;
  for (const { start, end: next } of others) if (/^ ?\/ ?$/.test(rest.slice(end, start))) end = next;
  return rest.slice(0, end);
}

function isName(name: string): boolean {
  const [first = ''] = name.split(' ');
  const letters = name.replace(/[^\p{L}]/gu, '');
  return letters.length >= 3 && !noName.test(first) && readUnit(first) === undefined && readCountry(name) === undefined;
}
