import { signatoryTitles } from '../../data/reference/signatory-titles.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { parsed } from '../domain/case-file.ts';
import { fold } from '../domain/fold.ts';
import { referencesIn } from '../domain/reference.ts';
import type { Procedure } from '../domain/reference.ts';
import { hits } from './cues.ts';
import type { Quotation } from './evidence.ts';
import { exhibits, isGiven, placesOf, subjectsOf } from './evidence.ts';
import { boxOrReply } from './phrases.ts';
import { absentDocument } from './purpose.ts';
import type { Check, Rule } from './rule.ts';
import { cannotTell, given, missing, notApplicable, raised, satisfied } from './rule.ts';
import { isPrivateIndividual } from './situation.ts';

const procedures: readonly Procedure[] = ['importAuthorisation'];
const helpSheet = 'Aide au remplissage du formulaire (JUREG-IMEM-DOC03)';

/** Words of a subject that speak of an authorisation already issued. */
const renewalCues = [
  'renouvellement',
  'reconduction',
  'prolongation',
  'prorogation',
  'modification',
  'avenant',
  'rectificatif',
  'rectification',
];

/** What the agency likes a request to come with. The law requires none of it, and no clock depends on it. */
export const documentRules: readonly Rule[] = [
  {
    code: 'AI-22',
    severity: 'agency',
    basis: 'Page de l’agence « Demander une autorisation pour une importation de médicaments »',
    procedures,
    sentence: 'Joignez, si possible, le formulaire d’autorisation d’importation rempli.',
    cure: 'Formulaire publié sur le site de l’agence, à joindre en réponse à ce message.',
    check: form,
  },
  {
    code: 'AI-23',
    severity: 'agency',
    basis: helpSheet,
    procedures,
    sentence: 'À vérifier par un agent : la lettre de demande est datée et établie sur papier à en-tête.',
    cure: '',
    check: ofLetter,
  },
  {
    code: 'AI-24',
    severity: 'agency',
    basis: helpSheet,
    procedures,
    sentence: 'À vérifier par un agent : la lettre de demande est signée.',
    cure: '',
    check: ofLetter,
  },
  {
    code: 'AI-25',
    severity: 'agency',
    basis: helpSheet,
    procedures,
    sentence:
      'À vérifier par un agent : la qualité du signataire (pharmacien responsable, pharmacien chef de service de la ' +
      'pharmacie à usage intérieur, ou leur délégué ; ailleurs, un responsable de la demande).',
    cure: '',
    check: signatory,
  },
  {
    code: 'AI-26',
    severity: 'agency',
    basis: helpSheet,
    procedures,
    sentence: 'Indiquez les coordonnées de la personne à contacter pour ce dossier.',
    cure: boxOrReply('Personne à contacter'),
    check: (file) => (isPrivateIndividual(file) ? notApplicable : given(file, 'contact')),
  },
  {
    code: 'AI-32',
    severity: 'staff',
    basis: 'Usage du service',
    procedures,
    sentence: 'Un document ressemble à une autorisation déjà délivrée, ou le cadre réservé à l’agence est rempli.',
    cure: '',
    check: alreadyIssued,
  },
  {
    code: 'AI-33',
    severity: 'agency',
    basis: 'Usage du service',
    procedures,
    sentence: 'Indiquez le numéro de l’autorisation d’importation à renouveler ou à modifier.',
    cure: 'En réponse à ce message.',
    check: earlierAuthorisation,
  },
];

function form(file: CaseFile): Check {
  if (isPrivateIndividual(file)) return notApplicable;
  const forms = exhibits(file, 'importForm');
  return forms.length > 0 ? satisfied(forms.map((each) => each.source)) : absentDocument(file);
}

/** Letterhead and signature are pictures: only a person sees them, and a delegate may sign. */
function ofLetter(file: CaseFile): Check {
  const letters = exhibits(file, 'requestLetter');
  return letters.length > 0 ? cannotTell(letters.map((each) => each.source)) : notApplicable;
}

function signatory(file: CaseFile): Check {
  if (isPrivateIndividual(file) || !isGiven(file, 'signatoryTitle')) return notApplicable;
  const places = placesOf(file, 'signatoryTitle');
  const title = ` ${fold(parsed(file, 'signatoryTitle') ?? '')} `;
  const known = titlesOf(file).some((each) => title.includes(` ${fold(each)} `));
  return known ? satisfied(places) : cannotTell(places);
}

/** The titles that suit the applicant; all of them while nobody said who applies. */
function titlesOf(file: CaseFile): readonly string[] {
  const category = parsed(file, 'applicantCategory');
  if (category === undefined || category === 'privateIndividual') return Object.values(signatoryTitles).flat();
  return signatoryTitles[category];
}

function alreadyIssued(file: CaseFile): Check {
  const issued = exhibits(file, 'issuedAuthorisation').map((each) => each.source);
  const places = [...placesOf(file, 'reservedForAgency'), ...issued];
  return places.length > 0 ? raised(places) : notApplicable;
}

function earlierAuthorisation(file: CaseFile): Check {
  const subjects = hits(subjectsOf(file), renewalCues);
  if (subjects.length === 0) return notApplicable;
  if (isGiven(file, 'importAuthorisationNumber')) return given(file, 'importAuthorisationNumber');
  const numbered = subjects.filter(holdsNumber);
  return numbered.length > 0 ? cannotTell(numbered.map((each) => each.source)) : missing();
}

/** The format of authorisation numbers is not known: any number that is not our own reference may be one. */
function holdsNumber({ text }: Quotation): boolean {
  const own = referencesIn(text);
  return /\d{3}/u.test(own.reduce((rest, each) => rest.replaceAll(each, ''), text.toUpperCase()));
}
