import { euMembers } from '../../data/reference/eu-members.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { parsed, valueOf } from '../domain/case-file.ts';
import type { FieldName } from '../domain/fields.ts';
import type { Procedure } from '../domain/reference.ts';
import type { PlainKind } from '../domain/submission.ts';
import { exhibits, isGiven, placesOf } from './evidence.ts';
import { boxOrReply, enumeration } from './phrases.ts';
import { strength } from './product.ts';
import { absentDocument } from './purpose.ts';
import type { Check, Rule, Wording } from './rule.ts';
import { cannotTell, given, missing, notApplicable, raised, required, satisfied } from './rule.ts';

type Item = Pick<Wording, 'severity' | 'basis' | 'procedures'>;

const procedures: readonly Procedure[] = ['exportDeclaration'];
const declaration = 'CSP, art. R5121-135';
const byLaw: Item = { severity: 'legal', basis: declaration, procedures };
const signsOfChange: readonly FieldName[] = ['declarationType', 'previousDeclarationNumber', 'changes'];
const attachment = 'Document à joindre en réponse à ce message.';

/** What an export declaration states (CSP R5121-135, L5124-11). A later change repeats none of the first file. */
export const exportRules: readonly Rule[] = [
  {
    ...byLaw,
    code: 'DE-01',
    sentence: 'Indiquez {elements} de l’établissement pharmaceutique exportateur.',
    cure: boxOrReply('Exportateur'),
    check: exporter,
  },
  {
    ...byLaw,
    code: 'DE-02',
    basis: `${declaration}, 1°`,
    sentence: 'Indiquez {elements} du médicament.',
    cure: boxOrReply('Dénomination', 'Dosage', 'Forme pharmaceutique'),
    check: product,
  },
  initially(
    required(['indications'], {
      ...byLaw,
      code: 'DE-03',
      basis: `${declaration}, 2°`,
      sentence: 'Indiquez les indications thérapeutiques du médicament.',
      cure: boxOrReply('Indications thérapeutiques'),
    }),
  ),
  initially(
    required(['presentation'], {
      ...byLaw,
      code: 'DE-04',
      basis: `${declaration}, 3°`,
      sentence: 'Décrivez la présentation du médicament.',
      cure: boxOrReply('Présentation'),
    }),
  ),
  initially({
    ...byLaw,
    code: 'DE-05',
    basis: `${declaration}, 4°`,
    sentence: 'Joignez les données pharmacologiques, toxicologiques et cliniques.',
    cure: attachment,
    check: (file) => dataOrDocument(file, 'pharmacologicalData'),
  }),
  initially({
    ...byLaw,
    code: 'DE-06',
    basis: `${declaration}, 5°`,
    sentence: 'Joignez les données relatives à la qualité, dont les méthodes de fabrication et de contrôle.',
    cure: attachment,
    check: (file) => dataOrDocument(file, 'qualityData'),
  }),
  initially(
    required(['reasonWithoutMarketingAuthorisation'], {
      ...byLaw,
      code: 'DE-07',
      basis: 'CSP, art. L5124-11',
      sentence: 'Indiquez les raisons pour lesquelles ce médicament n’a pas d’autorisation de mise sur le marché.',
      cure: boxOrReply('Motif de l’absence d’AMM'),
    }),
  ),
  required(['destinationCountries'], {
    ...byLaw,
    code: 'DE-08',
    basis: 'CSP, art. L5124-11 et R5121-135',
    sentence: 'Indiquez le ou les pays de destination.',
    cure: boxOrReply('Pays de destination'),
  }),
  {
    code: 'DE-09',
    severity: 'notice',
    basis: 'Page de l’agence « Adresser une déclaration d’exportation »',
    procedures,
    sentence:
      'Les pays de destination lus dans votre dossier sont tous membres de l’Union européenne : le service vérifiera le ' +
      'cadre qui s’applique à votre envoi.',
    cure: '',
    check: onlyUnion,
  },
  {
    code: 'DE-10',
    severity: 'agency',
    basis: declaration,
    procedures,
    sentence: 'Indiquez {elements}.',
    cure: 'En réponse à ce message.',
    check: change,
  },
];

/** For first declarations: of a change, the agency holds the rest already (CRPA L113-12). */
function initially(rule: Rule): Rule {
  const check: Rule['check'] = (file, context) => {
    if (isComplementary(file)) return notApplicable;
    const answer = rule.check(file, context);
    return answer.outcome === 'missing' && mayBeComplementary(file)
      ? cannotTell(placesOf(file, ...signsOfChange))
      : answer;
  };
  return { ...rule, check };
}

function isComplementary(file: CaseFile): boolean {
  return parsed(file, 'declarationType') === 'complementary';
}

/** A type that is not understood, or none beside words of an earlier declaration. */
function mayBeComplementary(file: CaseFile): boolean {
  return parsed(file, 'declarationType') === undefined && signsOfChange.some((each) => isGiven(file, each));
}

function exporter(file: CaseFile): Check {
  return allOf(file, { exporterName: 'le nom', exporterAddress: 'l’adresse' });
}

function product(file: CaseFile): Check {
  const checks = [
    { words: 'le nom', found: given(file, 'brandName', 'nameOrCode') },
    { words: 'le dosage', found: strength(file) },
    { words: 'la forme pharmaceutique', found: given(file, 'pharmaceuticalForm') },
  ];
  const lacking = checks.filter(({ found }) => found.outcome === 'missing');
  if (lacking.length > 0) return missing({ elements: enumeration(lacking.map(({ words }) => words)) });
  const places = checks.flatMap(({ found }) => found.evidence);
  return checks.some(({ found }) => found.outcome === 'cannotTell')
    ? cannotTell(places, { elements: 'le dosage' })
    : satisfied(places);
}

function dataOrDocument(file: CaseFile, name: PlainKind & FieldName): Check {
  const documents = exhibits(file, name).map((each) => each.source);
  if (documents.length > 0 || isGiven(file, name)) return satisfied([...documents, ...placesOf(file, name)]);
  return absentDocument(file);
}

function onlyUnion(file: CaseFile): Check {
  const found = valueOf(file, 'destinationCountries');
  if (found.state !== 'parsed' || found.value.length === 0) return notApplicable;
  const members: readonly string[] = euMembers;
  return found.value.every((each) => members.includes(each)) ? raised([found.source]) : notApplicable;
}

function change(file: CaseFile): Check {
  if (!isComplementary(file)) return notApplicable;
  return allOf(file, {
    previousDeclarationNumber: 'le numéro de la déclaration initiale',
    changes: 'la modification apportée',
  });
}

/** Every field is wanted; the sentence names those that lack. */
function allOf(file: CaseFile, words: Readonly<Partial<Record<FieldName, string>>>): Check {
  const names = Object.keys(words) as FieldName[];
  const lacking = names.filter((name) => !isGiven(file, name));
  if (lacking.length === 0) return satisfied(placesOf(file, ...names));
  return missing({ elements: enumeration(lacking.map((name) => words[name] ?? '')) });
}
