import { formLabels, jointLabels, otherLabels } from '../../data/reference/form-labels.ts';
import {
  formSections,
  headingWords,
  helpOpenings,
  helpWords,
  type SectionName,
} from '../../data/reference/form-sections.ts';
import type { FieldName } from '../../worker/domain/fields.ts';
import { fold } from '../../worker/domain/fold.ts';
import { remember } from '../../worker/domain/remember.ts';
import { keyWords, labelKey, labelKeys, nameWords } from './label-key.ts';

/** What a text announces when it is a label: one field, two at once, or a value that is not read. */
export interface Label {
  readonly fields: readonly FieldName[];
  /** The value holds the first field before a comma or line end, the second behind it. */
  readonly split: boolean;
}

/** Longest text looked at as a label. */
const LONGEST = 160;

const sectionNames = Object.keys(formSections) as SectionName[];
const fieldNames = Object.keys(formLabels) as FieldName[];

/** A label of a value that nobody reads: a supplier, a batch. */
export const unreadLabel: Label = { fields: [], split: false };

const direct = new Map<string, Label>([
  ...otherLabels.map((each) => [labelKey(each), unreadLabel] as const),
  ...fieldNames.flatMap((field) => formLabels[field].map((each) => [labelKey(each), one(field)] as const)),
  ...jointLabels.flatMap((joint) => joint.labels.map((each) => [labelKey(each), joint] as const)),
]);

const inSections = new Map(sectionNames.map((name) => [name, sectionLabels(name)]));

const titles = new Map(
  sectionNames.flatMap((name) => formSections[name].titles.map((title) => [labelKey(title), name] as const)),
);

const titleWords = [...titles].map(([title, section]) => ({ named: title.split(' '), section }));

const noise = new Set(headingWords.flatMap(keyWords));

const vocabulary = new Set([
  ...[...direct.keys(), ...titles.keys()].flatMap((key) => key.split(' ')),
  ...[...inSections.values()].flatMap((labels) => [...labels.keys()]).flatMap((key) => key.split(' ')),
  ...helpWords.flatMap(keyWords),
  ...noise,
]);

/** What labels mean beside the name of a supplier, a manufacturer: nothing that is read. */
const theirs = new Map(
  (['importer', 'contact'] as const).flatMap((name) =>
    [...(inSections.get(name) ?? [])].map(([key]) => [key, unreadLabel]),
  ),
);

const sectionOfField: { readonly [F in FieldName]?: SectionName } = {
  importerName: 'importer',
  exporterName: 'exporter',
  signatoryName: 'signatory',
  contact: 'contact',
  brandName: 'product',
  nameOrCode: 'product',
  reservedForAgency: 'agency',
};

/** Fields that say who is behind the request: under a supplier's heading they are the supplier's. */
const personal: readonly FieldName[] = ['importerName', 'importerAddress', 'siret'];

/** The field that a printed label or a form field's name announces; the first one where it announces two. */
export function fieldOfLabel(text: string, section?: SectionName): FieldName | undefined {
  return (labelOf(text, section) ?? labelOf(nameWords(text), section))?.fields[0];
}

/** The label that a text is, under a heading; undefined for all other text. */
export function labelOf(text: string, section?: SectionName): Label | undefined {
  return text.length > LONGEST ? undefined : known[section ?? 'none'](text);
}

/** A heading, and the field that was answered beside it: « Importateur : Aubraie ». */
export interface Under {
  readonly section: SectionName | undefined;
  readonly given: FieldName | undefined;
}

/**
 * The label that a text is under a heading whose name has been `given`: under « Importateur : Aubraie », « Dénomination »
 * no longer asks for the importer's.
 */
export function labelAfter(text: string, { section, given }: Under): Label | undefined {
  const label = labelOf(text, section);
  return given !== undefined && label?.fields[0] === given ? (labelOf(text) ?? label) : label;
}

const known = Object.fromEntries([
  ['none', remember((text) => findLabel(text))],
  ...sectionNames.map((name) => [name, remember((text) => findLabel(text, name))]),
]) as Record<SectionName | 'none', (text: string) => Label | undefined>;

function findLabel(text: string, section?: SectionName): Label | undefined {
  // « Fait à : Lyon   Le : 3 juin 2026 »: both are made of small words only.
  if (/^\s*(?:fait\s+le\s*:?|le\s*:)\s*$/i.test(text)) return one('signedOn');
  const whole = firstOf(labelKeys(text), (key) => labelOfKey(key, section));
  if (whole !== undefined) return whole;
  // « DENOMINATION – Nom de marque », « Dosage / Strength »
  const parts = text.split(/\s+[–—-]\s+|\s*\/\s*/);
  if (parts.length < 2 || parts.length > 3) return undefined;
  const heading = sectionOfHeading(parts[0] ?? '');
  const found = parts.map((part) => firstOf(labelKeys(part), (key) => labelOfKey(key, heading ?? section)));
  // The second language may be cut off at the line end: « Type de demandeur / Applicant ».
  return text.includes('/') ? found.find((each) => each !== undefined && each.fields.length > 0) : found.at(-1);
}

/** The heading that a text is: « 1. Identification de l’importateur ». */
export function sectionOfHeading(text: string): SectionName | undefined {
  if (text.length > LONGEST) return undefined;
  return firstOf(labelKeys(text), (key) => {
    const words = key.split(' ').filter((word) => !noise.has(word));
    return titles.get(key) ?? titles.get(words.join(' '));
  });
}

/** The heading that a label replaces: under « Importateur : X » stands the importer’s address. */
export function sectionOfLabel(label: Label): SectionName | undefined {
  const [field] = label.fields;
  return field === undefined ? undefined : sectionOfField[field];
}

/** Whether a label only means something under a heading: « Nom », « Adresse », « Date ». */
export function isAmbiguous(label: string): boolean {
  return labelKeys(label).some((key) => sectionNames.some((name) => inSections.get(name)?.has(key)));
}

/** Whether a text tells how to fill a form: « Indiquer… », « (exemple : gélule) », an article of law. */
export function isHelp(text: string): boolean {
  const trimmed = text.trim();
  if (/^[([][^)\]]*(?:[)\]]\.?)?$/.test(trimmed)) return true;
  if (/^(?:art(?:icle)?s?\.?\s*)?(?:CSP\s+)?[LRD]\.?\s?\d{3,4}-\d+/i.test(trimmed)) return true;
  if (/\b(?:p\.?\s?)?ex(?:emples?)?\.?\s*[:,]/i.test(trimmed)) return true;
  const folded = `${fold(trimmed)} `;
  return helpOpenings.some((opening) => folded.startsWith(`${opening} `));
}

/**
 * Whether a text is made only of the words of labels and explanations: « qualitative et quantitative en substances
 * actives », « numéro et rue, code postal, ville ». Answers name something: a product, a place, a number.
 */
export function isLabelTalk(text: string): boolean {
  const words = keyWords(text);
  return words.every((word) => vocabulary.has(word));
}

function labelOfKey(key: string, section: SectionName | undefined): Label | undefined {
  const here = section === undefined ? undefined : inSections.get(section)?.get(key);
  if (here !== undefined) return here;
  const found = direct.get(key);
  if (found === undefined || found.fields.length === 0) return ofNamedSection(key) ?? found;
  const isTheirs = section === 'otherParty' && found.fields.some((each) => personal.includes(each));
  if (!isTheirs || titles.has(key)) return found;
  return (ofNamedSection(key)?.fields.length ?? 0) > 0 ? found : unreadLabel;
}

/** « Nom de l’importateur », `exportateur.adresse.ville`, « Adresse du fabricant »: the heading stands in the label. */
function ofNamedSection(key: string): Label | undefined {
  const words = key.split(' ');
  if (words.length < 2 || words.length > 8) return undefined;
  for (const { named, section } of titleWords) {
    if (!named.every((word) => words.includes(word))) continue;
    const labels = section === 'otherParty' ? theirs : inSections.get(section);
    const rest = words.filter((word) => !named.includes(word) && !noise.has(word));
    const [first, ...others] = rest.map((word) => labels?.get(word));
    const isOne = others.every((each) => each !== undefined && each.fields[0] === first?.fields[0]);
    const label = labels?.get(rest.join(' ')) ?? (isOne ? first : undefined);
    if (label !== undefined) return label;
  }
  return undefined;
}

function sectionLabels(name: SectionName): Map<string, Label> {
  const labels: { readonly [F in FieldName]?: readonly string[] } = formSections[name].labels;
  return new Map(
    fieldNames.flatMap((field) => (labels[field] ?? []).map((each) => [labelKey(each), one(field)] as const)),
  );
}

function one(field: FieldName): Label {
  return { fields: [field], split: false };
}

function firstOf<T>(keys: readonly string[], find: (key: string) => T | undefined): T | undefined {
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}
