import type { Assessment, Severity } from '../worker/domain/assessment.ts';
import { findings } from '../worker/domain/assessment.ts';
import { clockOf, type Case } from '../worker/domain/case.ts';
import { implicitRefusalOn, inFrench, parisDate, timeInFrench, type CivilDate } from '../worker/domain/deadline.ts';
import type { Document } from '../worker/domain/submission.ts';
import { heading, lines, list, paragraph, type Block, type ListItem } from './block.ts';
import { documentNames } from './document-names.ts';
import type { Answered, Service } from './service.ts';

const n = '\u00a0';

/** « Reçu le », « enregistré sous la référence »: date of reception (CRPA R112-11-1, 1°). */
export function opening(current: Case, answered: Answered, noun: string): Block[] {
  const on = inFrench(parisDate(answered.receivedAt));
  const first = current.messages.length > 1 ? ` Il complète ${noun} reçue le ${inFrench(current.receivedOn)}.` : '';
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

/** The date on which silence is a refusal, and the recourse against it (CRPA R112-11-1, last paragraph). */
export function silence(date: CivilDate, service: Service): Block[] {
  return [
    heading('Si aucune décision ne vous est notifiée'),
    paragraph(
      `Votre demande est susceptible de donner lieu à une décision implicite de rejet${n}: à défaut de décision ` +
        `expresse, et sous réserve que la demande soit complète, elle sera réputée rejetée le ${inFrench(date)} ` +
        `(code de la santé publique, article${n}R5121-113${n}: quarante-cinq jours à compter de la réception de la ` +
        `demande et du dossier complets).`,
    ),
    ...recourse(service),
  ];
}

/** Routes and times of recourse against an implicit refusal (CRPA R112-11-1, last paragraph). */
export function recourse(service: Service): Block[] {
  return [
    heading('Délais et voies de recours'),
    ...service.recourse.split(/\n\s*\n/).map((text) => paragraph(text.replace(/\s*\n\s*/g, ' ').trim())),
  ];
}

/** The same date, computed as if the file were complete today: what R112-11-1 asks even of an incomplete file. */
export function refusalIfComplete(current: Case): CivilDate {
  return clockOf(current)?.fromCompletion ?? implicitRefusalOn(current.receivedOn);
}

/** Findings of one severity as list items; legal ones are followed by their article. */
export function items(assessment: Assessment, severity: Severity): ListItem[] {
  return findings(assessment, severity).map(({ sentence, cure, basis }) => ({
    text: sentence,
    details: [
      ...(cure === '' ? [] : [`Comment faire${n}: ${cure}`]),
      ...(severity === 'legal' ? [`Texte${n}: ${basis}`] : []),
    ],
  }));
}

/** What is asked without any effect on the delays, each kind under its own heading. */
export function courtesies(assessment: Assessment): Block[] {
  return [
    ...section('Fichiers à nous renvoyer', items(assessment, 'technical'), [
      'Les fichiers suivants n’ont pas pu être lus. Un agent les examinera\u00a0; les renvoyer sous une forme lisible évite ' +
        'un échange supplémentaire. Cette demande est sans effet sur les délais indiqués dans ce message.',
    ]),
    ...section('Points à préciser', items(assessment, 'inconsistency'), [
      'Les documents reçus appellent les précisions suivantes, sans effet sur les délais indiqués dans ce message.',
    ]),
    ...section('Éléments utiles à l’instruction', items(assessment, 'agency'), [
      'Afin de faciliter l’examen de votre dossier, nous vous remercions de bien vouloir nous adresser également les ' +
        'éléments suivants. Ils ne sont pas exigés par la loi et sont sans effet sur les délais indiqués dans ce message.',
    ]),
    ...section('Information', items(assessment, 'notice'), []),
  ];
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

/** What came: each file, what it was recognised as, whether it was read. No name where it may be a patient's. */
export function received(...cases: readonly Case[]): Block[] {
  const documents = cases.flatMap((each) => each.submissions.at(-1)?.documents ?? []);
  const files = [...new Set(documents)].filter((each) => each.part !== '' && each.kind !== 'decoration');
  if (files.length === 0) return [];
  const discreet = cases.some(isPrivate);
  return [
    heading('Documents reçus avec ce message'),
    list(
      files.map((each, index) => ({ text: `${fileName(each, index, discreet)} – ${described(each)}`, details: [] })),
    ),
  ];
}

/** How to answer, and what the automatic check is worth. */
export function closing(current: Case, service: Service, answer: string, author: 'robot' | 'agent' = 'robot'): Block[] {
  return [
    heading('Pour nous répondre'),
    paragraph(
      `${answer} Répondez simplement à ce message en conservant son objet, ou rappelez la référence ` +
        `${current.reference}. Les pièces peuvent être envoyées dans tout format${n}; le PDF et le tableur .xlsx sont lus ` +
        `le plus sûrement.`,
    ),
    paragraph(
      author === 'robot'
        ? 'Ce message est établi par un contrôle automatisé des pièces reçues, qu’un agent du service peut vérifier à ' +
            'votre demande. Il ne constitue pas une décision.'
        : 'Ce message est envoyé à la demande d’un agent du service. Il ne constitue pas une décision.',
    ),
    ...(service.privacyNotice === undefined ? [] : [paragraph(service.privacyNotice)]),
    lines(service.name),
  ];
}

/** A private individual's mail holds health data: nothing of it is repeated. */
export function isPrivate(current: Case): boolean {
  return current.submissions.some(
    (submission) =>
      submission.intent.kind === 'individualRequest' ||
      submission.intent.kind === 'traveller' ||
      submission.documents.some(
        (each) =>
          each.kind === 'prescription' ||
          each.readings.some(
            (reading) =>
              reading.state === 'parsed' &&
              ((reading.field === 'purpose' && reading.value.includes('privateIndividual')) ||
                (reading.field === 'applicantCategory' && reading.value === 'privateIndividual')),
          ),
      ),
  );
}

export function section(title: string, found: readonly ListItem[], introduction: readonly string[]): Block[] {
  if (found.length === 0) return [];
  return [heading(title), ...introduction.map(paragraph), list(found, true)];
}

function fileName(document: Document, index: number, discreet: boolean): string {
  return discreet ? `Pièce ${index + 1}` : `«${n}${document.file}${n}» (${fileSize(document.size)})`;
}

function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}${n}octets`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'ko'] : [bytes / 1_000_000, 'Mo'];
  return `${size.toLocaleString('fr-FR', { maximumFractionDigits: size < 10 ? 1 : 0 })}${n}${unit}`;
}

function described(document: Document): string {
  if (document.kind === 'unreadable') return `${document.format}, non lu automatiquement`;
  if (document.kind === 'container') return `${document.format}, ouvert`;
  if (document.kind === 'decoration') return documentNames.decoration;
  // What was recognised on a picture is never stated as read.
  return `${documentNames[document.kind]}, ${document.fromPicture ? 'image à lire par un agent' : 'lu'}`;
}
