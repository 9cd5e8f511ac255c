import type { CaseFile } from '../domain/case-file.ts';
import { valueOf } from '../domain/case-file.ts';
import type { FieldName } from '../domain/fields.ts';
import { fields } from '../domain/fields.ts';
import { fold } from '../domain/fold.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Document } from '../domain/submission.ts';
import type { Exhibit } from './evidence.ts';
import { exhibits, placesOf } from './evidence.ts';
import { enumeration, quoted } from './phrases.ts';
import type { Check, Rule } from './rule.ts';
import { cannotTell, contradictory, notApplicable, raised, satisfied } from './rule.ts';

const procedures: readonly Procedure[] = ['importAuthorisation'];
const helpSheet = 'Aide au remplissage du formulaire (JUREG-IMEM-DOC03)';

/** Whether the documents of a file tell one story. */
export const agreementRules: readonly Rule[] = [
  {
    code: 'AI-27',
    severity: 'inconsistency',
    basis: 'Concordance des documents reçus',
    procedures: ['importAuthorisation', 'exportDeclaration'],
    sentence: 'Précisez la valeur à retenir : les documents reçus donnent des valeurs différentes pour {champs}.',
    cure: 'En réponse à ce message.',
    check: sameValues,
  },
  {
    code: 'AI-28',
    severity: 'inconsistency',
    basis: helpSheet,
    procedures,
    sentence:
      'Joignez un formulaire par médicament, ou précisez ceux qui sont demandés : votre lettre cite {cites} médicaments ' +
      'et le nombre de formulaires reçus est de {formulaires}.',
    cure: 'En réponse à ce message.',
    check: formForEachProduct,
  },
  {
    code: 'AI-34',
    severity: 'staff',
    basis: helpSheet,
    procedures,
    sentence: 'Le message porte sur plusieurs médicaments : à traiter séparément.',
    cure: '',
    check: (file) => {
      const several = aboutSeveralProducts(file);
      return several.length > 0 ? raised(several.map((each) => each.source)) : notApplicable;
    },
  },
];

/** Fields that documents contradict. About several medicines they differ rightly: staff separate them first. */
function sameValues(file: CaseFile): Check {
  const contradicted = (Object.keys(fields) as FieldName[]).filter((each) => valueOf(file, each).state === 'conflict');
  if (contradicted.length === 0) return satisfied();
  const places = placesOf(file, ...contradicted);
  if (aboutSeveralProducts(file).length > 0) return cannotTell(places);
  return contradictory(places, { champs: enumeration(contradicted.map((each) => quoted(fields[each].label))) });
}

/** One form is for one medicine, a letter may speak of several. Silent unless the readings settle it. */
function formForEachProduct(file: CaseFile): Check {
  const forms = exhibits(file, 'importForm');
  const letters = exhibits(file, 'requestLetter').map((letter) => ({ letter, cited: productsIn(letter.document) }));
  const longest = letters.sort((a, b) => b.cited - a.cited)[0];
  if (longest === undefined || longest.cited < 2 || forms.length === 0) return notApplicable;
  const places = [longest.letter, ...forms].map((each) => each.source);
  if (longest.cited <= forms.length) return satisfied(places);
  return contradictory(places, { cites: String(longest.cited), formulaires: String(forms.length) });
}

/** The documents that show a request to be about several medicines. */
function aboutSeveralProducts(file: CaseFile): Exhibit[] {
  const letters = exhibits(file, 'requestLetter').filter(({ document }) => productsIn(document) > 1);
  return [...letters, ...formsOfSeveralProducts(file)];
}

/** The forms of the first mail whose forms name different medicines. */
function formsOfSeveralProducts(file: CaseFile): Exhibit[] {
  const forms = exhibits(file, 'importForm');
  const mails = new Set(forms.map(({ source }) => source.message));
  const byMail = [...mails].map((mail) => forms.filter(({ source }) => source.message === mail));
  return byMail.find((each) => products(each.map(({ document }) => document)) > 1) ?? [];
}

/** How many medicines forms are about, each form being about one. */
function products(forms: readonly Document[]): number {
  const named = (field: FieldName) => distinct(forms.flatMap((each) => textsOf(each, field).slice(0, 1)));
  return Math.max(named('brandName'), named('nameOrCode'));
}

/** How many medicines a letter cites. A trade name and a common name may be one medicine: each kind counts alone. */
function productsIn(letter: Document): number {
  const named = (field: FieldName) => distinct(textsOf(letter, field));
  return Math.max(named('brandName'), named('nameOrCode'));
}

function textsOf(document: Document, field: FieldName): string[] {
  return document.readings.filter((each) => each.field === field).map((each) => fold(each.raw));
}

/** How many names differ in more than length: « Doloxal » and « Doloxal 150 mg » are one. */
function distinct(names: readonly string[]): number {
  const kept: string[] = [];
  for (const name of names) if (!kept.some((each) => isLonger(each, name))) kept.push(name);
  return kept.length;
}

function isLonger(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  return left.every((word) => right.includes(word)) || right.every((word) => left.includes(word));
}
