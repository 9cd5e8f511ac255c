import type { CaseFile } from '../domain/case-file.ts';
import { valueOf } from '../domain/case-file.ts';
import { demandsOf, productsIn } from '../domain/demand.ts';
import type { FieldName } from '../domain/fields.ts';
import { fields } from '../domain/fields.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Exhibit } from './evidence.ts';
import { exhibit, exhibits, placesOf } from './evidence.ts';
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
      'et {formulaires}.',
    discreet: 'Joignez un formulaire par médicament, ou précisez ceux qui sont demandés.',
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
  const letters = exhibits(file, 'requestLetter').map((letter) => ({
    letter,
    cited: productsIn(letter.document).length,
  }));
  const longest = letters.sort((a, b) => b.cited - a.cited)[0];
  if (longest === undefined || longest.cited < 2 || forms.length === 0) return notApplicable;
  const places = [longest.letter, ...forms].map((each) => each.source);
  if (longest.cited <= forms.length) return satisfied(places);
  return contradictory(places, {
    cites: String(longest.cited),
    formulaires: forms.length === 1 ? 'un seul formulaire a été reçu' : `${forms.length} formulaires ont été reçus`,
  });
}

/** The documents that show one mail to be about several medicines. */
function aboutSeveralProducts(file: CaseFile): Exhibit[] {
  const several = file.submissions.map((submission) => ({ submission, demands: demandsOf(submission) }));
  const letters = exhibits(file, 'requestLetter').filter(({ document }) => productsIn(document).length > 1);
  const forms = several
    .filter(({ demands }) => demands.length > 1)
    .slice(0, 1)
    .flatMap(({ submission, demands }) =>
      [...new Set(demands.flatMap(({ documents }) => documents))].map((each) => exhibit(submission, each)),
    );
  return [...letters, ...forms.filter(({ document }) => document.kind !== 'requestLetter')];
}
