import type { Assessment, Severity } from '../worker/domain/assessment.ts';
import { findings } from '../worker/domain/assessment.ts';
import { clockOf, type Case } from '../worker/domain/case.ts';
import { implicitRefusalOn, inFrench, parisDate, timeInFrench, type CivilDate } from '../worker/domain/deadline.ts';
import { mayHoldHealthData } from '../worker/domain/health-data.ts';
import type { Procedure } from '../worker/domain/reference.ts';
import { heading, lines, list, paragraph, type Block, type ListItem } from './block.ts';
import type { Answered, Service } from './service.ts';

const n = '\u00a0';

/** What the first mail of a case was, in words that « reçu » agrees with. */
const firstMails = {
  importAuthorisation: 'votre demande, reçue',
  exportDeclaration: 'votre déclaration, reçue',
  imputation: 'votre tableau d’imputation, reçu',
  correspondence: 'votre premier message, reçu',
} as const satisfies Record<Procedure, string>;

/** « Reçu le », « enregistré sous la référence »: date of reception (CRPA R112-11-1, 1°). */
export function opening(current: Case, answered: Answered): Block[] {
  const on = inFrench(parisDate(answered.receivedAt));
  const first =
    current.messages.length > 1
      ? ` Il est joint au dossier de ${firstMails[current.procedure]} le ${inFrench(current.receivedOn)}.`
      : '';
  return [
    paragraph('Madame, Monsieur,'),
    paragraph(
      `Votre envoi électronique a été reçu le ${on} à ${timeInFrench(answered.receivedAt)} (heure de Paris) et ` +
        `enregistré sous la référence ${current.reference}.${first} Le présent message en est l’accusé de réception ` +
        `électronique (code des relations entre le public et l’administration, articles${n}L112-11 et${n}R112-11-1).`,
    ),
  ];
}

/** Who is in charge, and how to reach them (CRPA R112-11-1, 2°). */
export function serviceInCharge(service: Service): Block[] {
  return [
    heading('Service chargé du dossier'),
    lines(
      service.name,
      ...service.postalAddress.split('\n').map((line) => line.trim()),
      `Courriel${n}: ${service.email}`,
      `Téléphone${n}: ${service.telephone}`,
    ),
  ];
}

/**
 * The date on which silence is a refusal, and the recourse against it (CRPA R112-11-1, last paragraph); between them the
 * effect of what is asked, where something is.
 */
export function silence(current: Case, service: Service, answered: Answered, effect: readonly Block[] = []): Block[] {
  return [
    heading('Si aucune décision ne vous est notifiée'),
    paragraph(
      `Votre demande est susceptible de donner lieu à une décision implicite de rejet${n}: à défaut de décision ` +
        `expresse, et sous réserve que la demande soit complète, elle sera réputée rejetée le ` +
        `${inFrench(refusalIfComplete(current, answered))} (code de la santé publique, article${n}R5121-113${n}: ` +
        `quarante-cinq jours à compter de la réception de la demande et du dossier complets${prolonged(current)}).`,
    ),
    ...effect,
    ...recourse(service),
  ];
}

/** The fifteen days that a requirement of the agency added (CSP R5121-113 al. 2). */
function prolonged(current: Case): string {
  const on = clockOf(current)?.extendedOn;
  return on === undefined ? '' : `, prolongés de quinze jours par la demande du ${inFrench(on)}`;
}

/** Routes and times of recourse against an implicit refusal (CRPA R112-11-1, last paragraph). */
export function recourse(service: Service): Block[] {
  return [
    heading('Délais et voies de recours'),
    ...service.recourse.split(/\n\s*\n/).map((text) => paragraph(text.replace(/\s*\n\s*/g, ' ').trim())),
  ];
}

/**
 * The same date; while something is awaited, as if the mail answered had completed the file: what R112-11-1 asks even of
 * an incomplete one.
 */
export function refusalIfComplete(current: Case, { receivedAt }: Answered): CivilDate {
  return clockOf(current)?.fromCompletion ?? implicitRefusalOn(parisDate(receivedAt));
}

/** Findings of one severity as list items; legal ones are followed by their article. */
export function items(assessment: Assessment, severity: Severity): ListItem[] {
  return findings(assessment, severity).map(({ sentence, cure, basis }) => ({
    text: sentence,
    details: [...howTo(cure), ...(severity === 'legal' ? [`Texte${n}: ${basis}`] : [])],
  }));
}

/** How to cure a finding, as one line; nothing where nothing is asked. */
export function howTo(cure: string): string[] {
  return cure === '' ? [] : [`Comment faire${n}: ${cure.slice(0, 1).toLocaleLowerCase('fr')}${cure.slice(1)}`];
}

/** Headings and first words of what is asked without any effect on the delays, which the last sentence tells. */
export const courtesyWords = {
  technical: [
    'Fichiers à nous adresser',
    'Certains fichiers n’ont pas été reçus ou n’ont pas pu être lus. Nous vous remercions de nous les adresser comme ' +
      'indiqué ci-dessous.',
  ],
  inconsistency: ['Points à préciser', 'Les documents reçus appellent les précisions suivantes.'],
  agency: [
    'Éléments utiles à l’instruction',
    'Afin de faciliter l’examen de votre dossier, nous vous remercions de bien vouloir nous adresser également ce qui suit.',
  ],
} as const;

type Courteous = keyof typeof courtesyWords;

/** The kinds, in the order of letters. */
export const courteous: readonly Courteous[] = ['technical', 'inconsistency', 'agency'];

/** What is asked without any effect on the delays, each kind under its own heading; what is only told comes last. */
export function courtesies(current: Case, kinds: readonly Courteous[] = courteous): Block[] {
  const { assessment } = current;
  return [
    ...kinds.flatMap((kind) => {
      const [title, words] = courtesyWords[kind];
      return section(title, items(assessment, kind), `${words} ${withoutEffect(current.procedure)}`);
    }),
    ...section('Information', items(assessment, 'notice')),
  ];
}

/** Only requests have delays that a courtesy could be thought to stop. */
export function withoutEffect(procedure: Procedure): string {
  return procedure === 'importAuthorisation'
    ? 'Cette demande est sans effet sur les délais indiqués dans ce message.'
    : 'Cette demande est sans effet sur l’enregistrement de votre envoi.';
}

/** A mail that could not be opened whole is told as such: what it held may not have been seen. */
export function damage(current: Case): Block[] {
  const last = current.submissions.at(-1);
  if (last?.damage === undefined) return [];
  return [
    paragraph(
      `Votre message est conservé tel que reçu, mais son contenu n’a pas pu être ouvert en entier (${last.damage}). ` +
        'Si vous le pouvez, renvoyez-nous les pièces dans un nouveau message, de préférence au format PDF.',
    ),
  ];
}

/** How to answer, and what the automatic check is worth; `which` is the reference to recall. */
export function closing(
  current: Case,
  service: Service,
  answer: string,
  { author = 'robot', which = `la référence ${current.reference}`, files = true }: Closing = {},
): Block[] {
  const formats = files ? ' Les formats PDF et .xlsx sont lus le plus sûrement.' : '';
  return [
    heading('Pour nous répondre'),
    paragraph(`${answer} Répondez simplement à ce message en conservant son objet, ou rappelez ${which}.${formats}`),
    paragraph(
      author === 'robot'
        ? 'Ce message a été établi à la suite d’un contrôle automatisé des pièces reçues, qu’un agent du service peut ' +
            'vérifier à votre demande. Il ne constitue pas une décision.'
        : 'Ce message est envoyé à la demande d’un agent du service. Il ne constitue pas une décision.',
    ),
    ...(service.privacyNotice === undefined ? [] : [paragraph(service.privacyNotice)]),
    lines(service.name),
  ];
}

interface Closing {
  readonly author?: 'robot' | 'agent';
  readonly which?: string;
  /** Whether the applicant may have files to send. */
  readonly files?: boolean;
}

/** A private individual's mail holds health data: nothing of it is repeated. */
export function isPrivate(current: Case): boolean {
  return mayHoldHealthData(current.submissions);
}

/** A heading, its first words, and what is asked; nothing where nothing is. */
export function section(title: string, found: readonly ListItem[], introduction?: string): Block[] {
  if (found.length === 0) return [];
  return [
    heading(title),
    ...(introduction === undefined ? [] : [paragraph(introduction)]),
    list(found, found.length > 1),
  ];
}
