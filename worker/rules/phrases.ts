import type { Quantity } from '../domain/fields.ts';

/** The most things that one sentence enumerates, and characters of each: a letter stays a letter. */
const ENUMERATED = 20;
const LONGEST_ITEM = 120;
const LONGEST_QUOTE = 100;

const REPLY = 'simplement en réponse à ce message.';

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 3 });

/** `a, b et c`; what exceeds twenty items is counted, what exceeds 120 characters is cut. */
export function enumeration(items: readonly string[]): string {
  const hidden = items.length - ENUMERATED;
  const listed = items.slice(0, ENUMERATED).map((each) => cut(each, LONGEST_ITEM));
  const shown = hidden > 0 ? [...listed, `${hidden} autre${hidden > 1 ? 's' : ''}`] : listed;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} et ${shown.at(-1) ?? ''}`;
}

/** The text between French quotation marks. */
export function quoted(text: string): string {
  return `«\u00a0${cut(text, LONGEST_QUOTE)}\u00a0»`;
}

/** `1 500 boîtes`, `2,5 kg`, or the bare number. */
export function amountInFrench({ count, unit }: Pick<Quantity, 'count' | 'unit'>): string {
  const figure = number.format(count);
  if (unit === undefined) return figure;
  return `${figure}\u00a0${count >= 2 ? plural(unit) : unit}`;
}

/** Where to give a value: the form's boxes, or the answer to the mail, which is worth as much (CRPA L112-8). */
export function boxOrReply(...labels: readonly string[]): string {
  const boxes = labels.length > 1 ? 'Rubriques' : 'Rubrique';
  return `${boxes} ${enumeration(labels.map(quoted))} du formulaire, ou ${REPLY}`;
}

/** The same for a private individual, of whom no form is asked (CSP R5121-112 3°). */
export function replyAlone(cure: string): string {
  return cure.endsWith(`du formulaire, ou ${REPLY}`) ? `S${REPLY.slice(1)}` : cure;
}

/** Never in the middle of a sign. */
function cut(text: string, longest: number): string {
  const signs = Array.from(text.slice(0, 2 * longest + 2));
  return signs.length > longest ? `${signs.slice(0, longest).join('')}…` : text;
}

/** Every word agrees (`récipients unidoses`); symbols (`kg`, `ml`, `UI`) and « de » are left as they are. */
function plural(unit: string): string {
  return unit.replace(/\p{L}{4,}/gu, (word) => (/[sxz]$/u.test(word) ? word : `${word}s`));
}
