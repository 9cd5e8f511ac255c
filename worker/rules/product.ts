import { pharmaceuticalForms } from '../../data/reference/pharmaceutical-forms.ts';
import { routes } from '../../data/reference/routes.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { parsed, valueOf } from '../domain/case-file.ts';
import type { FieldName, Substance } from '../domain/fields.ts';
import { fold } from '../domain/fold.ts';
import type { Procedure } from '../domain/reference.ts';
import { isTerm } from './cues.ts';
import { isGiven, placesOf } from './evidence.ts';
import { boxOrReply, enumeration } from './phrases.ts';
import type { Check, Rule, Wording } from './rule.ts';
import { cannotTell, contradictory, given, missing, notApplicable, required, satisfied } from './rule.ts';

type Item = Pick<Wording, 'severity' | 'basis' | 'procedures'>;

const procedures: readonly Procedure[] = ['importAuthorisation'];
const byLaw: Item = { severity: 'legal', basis: 'CSP, art. R5121-111, 3°', procedures };
const forStaff: Item = { severity: 'staff', basis: 'Aide au remplissage du formulaire (JUREG-IMEM-DOC03)', procedures };

/** Which medicine (CSP R5121-111 3°). */
export const productRules: readonly Rule[] = [
  required(['brandName', 'nameOrCode'], {
    ...byLaw,
    code: 'AI-05',
    sentence: 'Indiquez le nom de marque du médicament ou, à défaut, son nom ou son numéro de code.',
    cure: boxOrReply('Dénomination'),
  }),
  required(['composition'], {
    ...byLaw,
    code: 'AI-06',
    sentence: 'Indiquez la composition du médicament en substances actives.',
    cure: boxOrReply('Composition'),
  }),
  {
    code: 'AI-07',
    severity: 'inconsistency',
    basis: 'Aide au remplissage du formulaire (JUREG-IMEM-DOC03)',
    procedures,
    sentence: 'Précisez la quantité de chaque substance active ; elle n’a pas été lue pour : {substances}.',
    discreet: 'Précisez la quantité de chaque substance active.',
    cure: boxOrReply('Composition'),
    check: amountOfEachSubstance,
  },
  required(['pharmaceuticalForm'], {
    ...byLaw,
    code: 'AI-08',
    sentence: 'Indiquez la forme pharmaceutique du médicament.',
    cure: boxOrReply('Forme pharmaceutique'),
  }),
  {
    ...forStaff,
    code: 'AI-09',
    sentence: 'La forme pharmaceutique ne figure pas dans notre extrait des termes standard EDQM : à vérifier.',
    cure: '',
    check: (file) => listed(file, 'pharmaceuticalForm', (text) => isTerm(text, pharmaceuticalForms)),
  },
  {
    ...byLaw,
    code: 'AI-10',
    sentence: 'Indiquez le dosage du médicament.',
    cure: boxOrReply('Dosage'),
    check: strength,
  },
  required(['route'], {
    ...byLaw,
    code: 'AI-11',
    sentence: 'Indiquez la voie d’administration du médicament.',
    cure: boxOrReply('Voie d’administration'),
  }),
  {
    ...forStaff,
    code: 'AI-11b',
    sentence: 'La voie d’administration ne figure pas dans notre extrait des termes standard EDQM : à vérifier.',
    cure: '',
    check: (file) => listed(file, 'route', (text) => isTerm(fold(text).replace(/^voie /, ''), routes)),
  },
];

/** The strength, given as such or by a composition that gives every amount. Also asked of exports (R5121-135 1°). */
export function strength(file: CaseFile): Check {
  if (isGiven(file, 'strength')) return given(file, 'strength');
  const found = valueOf(file, 'composition');
  if (found.state === 'absent') return missing();
  const places = placesOf(file, 'composition');
  if (compositionsOf(file).some((each) => withoutAmount(each).length === 0)) return satisfied(places);
  // An unparsed composition may well hold the strength: nobody can say that it does not.
  return found.state === 'unparsed' ? cannotTell(places) : missing();
}

/** One substance and a strength make one amount; several substances each need their own. */
function amountOfEachSubstance(file: CaseFile): Check {
  const composition = parsed(file, 'composition');
  if (composition === undefined) return notApplicable;
  const places = placesOf(file, 'composition');
  const bare = withoutAmount(composition);
  if (bare.length === 0) return satisfied(places);
  if (composition.length === 1 && isGiven(file, 'strength'))
    return satisfied([...places, ...placesOf(file, 'strength')]);
  return contradictory(places, { substances: enumeration(bare.map((each) => each.name)) });
}

/** The tables are excerpts: a term outside of them may be right all the same. */
function listed(
  file: CaseFile,
  field: FieldName & ('pharmaceuticalForm' | 'route'),
  known: (text: string) => boolean,
): Check {
  const term = parsed(file, field);
  if (term === undefined) return notApplicable;
  return known(term) ? satisfied(placesOf(file, field)) : cannotTell(placesOf(file, field));
}

function compositionsOf(file: CaseFile): (readonly Substance[])[] {
  const found = valueOf(file, 'composition');
  if (found.state === 'parsed') return [found.value];
  if (found.state !== 'conflict') return [];
  return found.readings.flatMap((each) => (each.state === 'parsed' ? [each.value] : []));
}

function withoutAmount(composition: readonly Substance[]): Substance[] {
  return composition.filter((each) => each.amount === undefined);
}
