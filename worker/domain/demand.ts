import { fold } from './fold.ts';
import type { FieldName } from './fields.ts';
import type { Procedure } from './reference.ts';
import type { Document, Reading, Submission } from './submission.ts';

/**
 * One thing that a mail asks: a form with its twins (the signed scan of a Word file is the same form), or one medicine
 * of a letter. Letters and supporting documents serve every demand of the mail.
 */
export interface Demand {
  readonly kind: 'importForm' | 'exportForm' | 'requestLetter';
  /** The medicine as written; undefined when the documents do not name it. */
  readonly product: string | undefined;
  /** The forms of this demand, or the letter that names the medicine. */
  readonly documents: readonly Document[];
}

/** Names of one medicine: a trade name and a common name may be the same, each kind is compared with its own. */
const names = ['brandName', 'nameOrCode'] as const satisfies readonly FieldName[];

/** What a mail asks, one demand for each medicine and procedure. A mail without form or letter has none to tell apart. */
export function demandsOf({ documents }: Submission): Demand[] {
  const forms = documents.filter((each) => each.kind === 'importForm' || each.kind === 'exportForm');
  const letters = documents.filter((each) => each.kind === 'requestLetter');
  if (forms.length === 0) return letters.length === 0 ? [] : ofLetters(letters);
  // What a program wrote speaks first: a picture is compared with it, never the other way round.
  const ordered = [...forms].sort((a, b) => Number(a.fromPicture ?? false) - Number(b.fromPicture ?? false));
  const groups: Document[][] = [];
  for (const form of ordered) {
    const group = groups.find(([first]) => first !== undefined && areTwins(first, form));
    if (group === undefined) groups.push([form]);
    else group.push(form);
  }
  return groups.map((group) => ({
    kind: group[0]?.kind === 'exportForm' ? 'exportForm' : 'importForm',
    product: group.flatMap(productsIn)[0],
    documents: group,
  }));
}

/** Whether two mails ask the same thing: the same kind of form about the same medicine. */
export function isSameDemand(a: Demand, b: Demand): boolean {
  return a.documents.some((left) => b.documents.some((right) => areTwins(left, right)));
}

/**
 * Whether the forms of a mail are all about another medicine than a case, or another procedure: it was written on top of
 * that case's letters, and is none of its answers. What does not tell the medicine does not tell this either.
 */
export function isAboutAnother(mail: Submission, procedure: Procedure, known: readonly Submission[]): boolean {
  const forms = mail.documents.filter(({ kind }) => kind === 'importForm' || kind === 'exportForm');
  return forms.length > 0 && forms.every((form) => !fits(form, procedure) || isOtherMedicine(form, known));
}

/** A form with a table that came alone before is a request of its own. */
function fits({ kind }: Document, procedure: Procedure): boolean {
  return procedure === (kind === 'exportForm' ? 'exportDeclaration' : 'importAuthorisation');
}

function isOtherMedicine(form: Document, known: readonly Submission[]): boolean {
  const documents = known.flatMap((each) => each.documents);
  return names.some((field) => {
    const [asked, told] = [textsOf(form, field), documents.flatMap((each) => textsOf(each, field))];
    const isSame = (a: string, b: string) => isLonger(a, b) || areAlike(a, b);
    return asked.length > 0 && told.length > 0 && !asked.some((a) => told.some((b) => isSame(a, b)));
  });
}

/** The medicines that a document names, each once, in the words of the kind of name that tells most of them apart. */
export function productsIn(document: Document): string[] {
  const [brands, commons] = names.map((field) => distinct(textsOf(document, field)));
  return (brands?.length ?? 0) >= (commons?.length ?? 0) ? (brands ?? []) : (commons ?? []);
}

function ofLetters(letters: readonly Document[]): Demand[] {
  const products = distinct(letters.flatMap(productsIn));
  if (products.length < 2) return [{ kind: 'requestLetter', product: products[0], documents: letters }];
  return products.map((product) => ({ kind: 'requestLetter', product, documents: letters }));
}

/**
 * Whether two forms ask the same thing: nothing that tells a medicine apart differs between them. In a picture a letter
 * or two may be misread.
 */
function areTwins(a: Document, b: Document): boolean {
  if (a.kind !== b.kind) return false;
  const blurred = a.fromPicture === true || b.fromPicture === true;
  return [...names, 'strength' as const].every((field) => {
    const [left, right] = [textsOf(a, field)[0], textsOf(b, field)[0]];
    return left === undefined || right === undefined || isLonger(left, right) || (blurred && areAlike(left, right));
  });
}

function textsOf(document: Document, field: FieldName): string[] {
  return document.readings.filter((each: Reading) => each.field === field).map((each) => each.raw);
}

/** Names that differ in more than length: « Doloxal » and « Doloxal 150 mg » are one. */
function distinct(texts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const text of texts) if (!kept.some((each) => isLonger(each, text))) kept.push(text);
  return kept;
}

/** Whether two names are one, or one is a longer form of the other: « Doloxal » and « Doloxal 150 mg ». */
export function isLonger(a: string, b: string): boolean {
  const [left, right] = [words(a), words(b)];
  return left.every((word) => right.includes(word)) || right.every((word) => left.includes(word));
}

/** `150mg` and `150 mg` are one spelling. */
function words(text: string): string[] {
  return fold(text)
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .slice(0, 200)
    .split(' ');
}

/** `isLonger` with at most one sign in five wrong in a word; figures must be right: « 25 » and « 75 » are two strengths. */
function areAlike(a: string, b: string): boolean {
  const [left, right] = [words(a).slice(0, 20), words(b).slice(0, 20)];
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.every((word) => long.some((other) => isMisread(word, other)));
}

function isMisread(word: string, other: string): boolean {
  if (word === other) return true;
  return !/\d/.test(word + other) && distance(word, other) <= Math.max(word.length, other.length) / 5;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, sign] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (sign === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
