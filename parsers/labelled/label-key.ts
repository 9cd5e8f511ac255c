import { fold } from '../../worker/domain/fold.ts';

/** Words that say nothing in a label. « à » and « et » fold to `a` and `et`. */
const smallWords = new Set(
  'de du des d la le les l un une en a au aux et ou y par the of and or an for in to ce cette ces votre vos'.split(' '),
);

/** Ways to write « numéro ». */
const numberWords = new Set(['n', 'no', 'num', 'nr', 'nos', 'numero', 'numeros', 'number', 'numer']);

/** `3.`, `2°`, `1.2`, `a)`, `IV –` before a label. */
const numbering = /^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*\s?[.)°º:–-]*\)?|\(?[a-z]\)|[IVX]{1,4}\s?[.)–-])\s+(?=\p{L})/u;

/** Names that form designers leave in front of the field's own: `topmostSubform[0].Page1[0].Dosage[0]`. */
const designerParts =
  /^(?:topmostsubform|form\d*|subform\d*|sous formulaire\d*|page ?\d*|root|champ|text|texte|zone)$/i;

/**
 * What a label is compared by: its significant words, singular, sorted, joined by spaces; empty when there are none.
 * Explanations in brackets are left out: `Pays d’origine (s’il est distinct) *` and `origine, pays` are alike.
 */
export function labelKey(label: string): string {
  return keyOf(withoutBrackets(label.replace(numbering, '')));
}

/** The keys that a label may go by, the fullest first: with its brackets, without them, without « s’il est distinct ». */
export function labelKeys(label: string): string[] {
  const bare = label.replace(numbering, '');
  const plain = withoutBrackets(bare);
  const tail = /[,;:–-]?\s+(?:s[’']il|si |le cas échéant|en cas|à défaut|selon|ex\b|exemple|cf\b|voir).*$/iu;
  const keys = [keyOf(plain), keyOf(bare), keyOf(plain.replace(tail, ''))];
  return [...new Set(keys)].filter((key) => key !== '');
}

/** The words of a field's name: `importateur_nom`, `paysDeProvenance` and `form1[0].Dosage[0]` as they are read. */
export function nameWords(name: string): string {
  const parts = name
    .replace(/\[\d+\]/g, '')
    .split('.')
    .map((part) =>
      part
        .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
        .replace(/[_-]+/g, ' ')
        .trim(),
    )
    .filter((part) => !designerParts.test(part));
  return parts.join(' ').replace(/(?<=\p{L})\s?\d{1,3}$/u, '');
}

/** The significant words of a text, as `labelKey` writes them. */
export function keyWords(text: string): string[] {
  return fold(text)
    .split(' ')
    .map((word) => (numberWords.has(word) ? 'numero' : word))
    .filter((word) => word !== '' && !smallWords.has(word))
    .map(singular);
}

function keyOf(text: string): string {
  return [...new Set(keyWords(text))].sort().join(' ');
}

/** « Objectif(s) », « importé(e)s » lose their endings; « (s’il est distinct) », « [1] » and « * » go. */
function withoutBrackets(text: string): string {
  return text
    .replace(/(?<=\p{L})\((?:s|e|es|x|le|les|ère|aux)\)s?/giu, '')
    .replace(/\([^()]*\)?|\[[^[\]]*\]?/g, ' ')
    .replace(/[*¹²³†]+/g, ' ');
}

function singular(word: string): string {
  return word.length > 3
    ? word.replace(/(?:aux|eaux)$/, (end) => (end === 'eaux' ? 'eau' : 'al')).replace(/[sx]$/, '')
    : word;
}
