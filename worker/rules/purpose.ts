import type { CaseFile } from '../domain/case-file.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Document, Source } from '../domain/submission.ts';
import { exhibits, isGiven, placesOf } from './evidence.ts';
import { boxOrReply } from './phrases.ts';
import type { Check, Rule } from './rule.ts';
import { cannotTell, given, missing, notApplicable, satisfied } from './rule.ts';
import { isPrivateIndividual, purposeIsSettled, purposesOf } from './situation.ts';

const procedures: readonly Procedure[] = ['importAuthorisation'];

/** Why the medicine is imported (CSP R5121-111 5°), and the document that each purpose calls for (R5121-112). */
export const purposeRules: readonly Rule[] = [
  {
    code: 'AI-18',
    severity: 'legal',
    basis: 'CSP, art. R5121-111, 5°',
    procedures,
    sentence: 'Indiquez l’objectif de l’importation.',
    cure: boxOrReply('Objectif de l’importation'),
    check: purpose,
  },
  {
    code: 'AI-19',
    severity: 'legal',
    basis: 'CSP, art. R5121-112, 2° et 4°',
    procedures,
    sentence:
      'Joignez une lettre justifiant la nécessité d’importer ce médicament ou, pour une étude, l’usage qui en sera fait.',
    cure: 'Lettre à joindre en réponse à ce message.',
    check: letterOrReasons,
  },
  {
    code: 'AI-19b',
    severity: 'agency',
    basis: 'CSP, art. R5121-112 ; aide au remplissage (JUREG-IMEM-DOC03)',
    procedures,
    sentence:
      'Joignez votre lettre de demande : les motifs de l’importation ont été lus dans votre message ou dans le formulaire.',
    cure: 'Lettre à joindre en réponse à ce message.',
    check: letterBesideReasons,
  },
  {
    code: 'AI-20',
    severity: 'legal',
    basis: 'CSP, art. R5121-112, 1°',
    procedures,
    sentence:
      'Joignez l’accusé de réception de votre demande d’autorisation de recherche ou, en cas d’urgence, une lettre ' +
      'justificative accompagnée de l’engagement de ne pas distribuer le médicament avant cette autorisation.',
    cure: 'En réponse à ce message ; le numéro de votre demande d’essai suffit si l’agence en a accusé réception.',
    check: research,
  },
  {
    code: 'AI-21',
    severity: 'legal',
    basis: 'CSP, art. R5121-112, 3°',
    procedures,
    sentence: 'Joignez une copie de l’ordonnance.',
    cure: 'Copie à joindre en réponse à ce message.',
    check: prescription,
  },
];

/** An unrecognised document may be the one that is looked for: nobody can say that it is missing. */
export function absentDocument(file: CaseFile): Check {
  const others = exhibits(file, 'other');
  return others.length > 0 ? cannotTell(others.map((each) => each.source)) : missing();
}

/** Who declares to be a private individual has named the purpose. */
function purpose(file: CaseFile): Check {
  if (isGiven(file, 'purpose')) return given(file, 'purpose');
  return isPrivateIndividual(file) ? satisfied(placesOf(file, 'applicantCategory')) : missing();
}

function letterOrReasons(file: CaseFile): Check {
  if (!wantsLetter(file)) return notApplicable;
  const found = [...lettersOf(file), ...reasonsOf(file)];
  if (found.length > 0) return satisfied(found);
  // While the purpose is unknown the letter is asked for with it; while it is unclear, the article that applies is too.
  return isGiven(file, 'purpose') ? unlessUnsettled(file) : absentDocument(file);
}

/** The law says « lettre »; reasons given in another dated writing are for staff to weigh (CSP R5121-111 al. 1). */
function letterBesideReasons(file: CaseFile): Check {
  if (!wantsLetter(file)) return notApplicable;
  const letters = lettersOf(file);
  if (letters.length > 0) return satisfied(letters);
  return reasonsOf(file).length > 0 ? absentDocument(file) : notApplicable;
}

/** The agency holds its own acknowledgement of a trial: its number is enough (CRPA L113-12). */
function research(file: CaseFile): Check {
  if (!purposesOf(file).includes('humanResearch')) return notApplicable;
  const acknowledgements = placesOfDocuments(file, 'trialAcknowledgement');
  const [letters, undertakings] = [lettersOf(file), placesOfDocuments(file, 'undertaking')];
  if (acknowledgements.length > 0) return satisfied(acknowledgements);
  if (isGiven(file, 'trialNumber')) return given(file, 'trialNumber');
  if (letters.length > 0 && undertakings.length > 0) return satisfied([...letters, ...undertakings]);
  return unlessUnsettled(file);
}

function prescription(file: CaseFile): Check {
  if (!isPrivateIndividual(file)) return notApplicable;
  const copies = placesOfDocuments(file, 'prescription');
  if (copies.length > 0) return satisfied(copies);
  return isGiven(file, 'purpose') ? unlessUnsettled(file) : absentDocument(file);
}

/** A purpose that is not understood, or contradicted, does not tell which document the law requires. */
function unlessUnsettled(file: CaseFile): Check {
  return purposeIsSettled(file) ? absentDocument(file) : cannotTell(placesOf(file, 'purpose'));
}

/** Neither a private individual nor a trial needs the letter of R5121-112 2° and 4°. */
function wantsLetter(file: CaseFile): boolean {
  const purposes = purposesOf(file);
  const onlyResearch = purposes.length > 0 && purposes.every((each) => each === 'humanResearch');
  return !isPrivateIndividual(file) && !onlyResearch;
}

function lettersOf(file: CaseFile): Source[] {
  return placesOfDocuments(file, 'requestLetter');
}

/** Reasons written elsewhere than in a letter: in a box of the form, or in a mail that is itself the request. */
function reasonsOf(file: CaseFile): Source[] {
  const requests = exhibits(file, 'mailText').filter(({ document }) => isRequestWithReasons(document));
  return [...placesOf(file, 'justification'), ...requests.map((each) => each.source)];
}

function isRequestWithReasons({ readings }: Document): boolean {
  const fields = new Set(readings.map((each) => each.field));
  return (
    (fields.has('brandName') || fields.has('nameOrCode')) && (fields.has('purpose') || fields.has('justification'))
  );
}

function placesOfDocuments(file: CaseFile, kind: Document['kind']): Source[] {
  return exhibits(file, kind).map((each) => each.source);
}
