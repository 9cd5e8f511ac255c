import type { CaseFile } from '../domain/case-file.ts';
import type { Procedure } from '../domain/reference.ts';
import type { Document, Submission, UnreadableReason } from '../domain/submission.ts';
import type { Exhibit } from './evidence.ts';
import { attachmentsOf, exhibit } from './evidence.ts';
import { enumeration, quoted } from './phrases.ts';
import type { Check, Rule, Wording } from './rule.ts';
import { notApplicable, raised, satisfied } from './rule.ts';
import { partlyRead, pendingLinks, unreadPieces } from './unread.ts';

const procedures: readonly Procedure[] = ['importAuthorisation', 'exportDeclaration', 'imputation', 'correspondence'];
const item: Pick<Wording, 'severity' | 'basis' | 'procedures'> = {
  severity: 'technical',
  basis: 'Réception par courrier électronique',
  procedures,
};

/** Files that did not arrive in a state to be read. One verdict names every file concerned. */
export const technicalRules: readonly Rule[] = [
  {
    ...item,
    code: 'TE-01',
    sentence: 'La pièce {pieces} est protégée par un mot de passe et n’a pas pu être lue.',
    plural: 'Les pièces {pieces} sont protégées par un mot de passe et n’ont pas pu être lues.',
    discreet: 'Une ou plusieurs pièces jointes sont protégées par un mot de passe et n’ont pas pu être lues.',
    cure: 'À renvoyer sans mot de passe, en réponse à ce message.',
    check: (file) => unread(file, 'encrypted'),
  },
  {
    ...item,
    code: 'TE-02',
    sentence: 'La pièce {pieces} est vide ou n’a pas pu être ouverte.',
    plural: 'Les pièces {pieces} sont vides ou n’ont pas pu être ouvertes.',
    discreet: 'Une ou plusieurs pièces jointes sont vides ou n’ont pas pu être ouvertes.',
    cure: 'À renvoyer en réponse à ce message, après avoir vérifié que le fichier s’ouvre.',
    check: (file) => unread(file, 'corrupt', 'empty'),
  },
  {
    ...item,
    code: 'TE-03',
    sentence: 'La pièce {pieces} est dans un format qui n’est pas lu par le service.',
    plural: 'Les pièces {pieces} sont dans un format qui n’est pas lu par le service.',
    discreet: 'Une ou plusieurs pièces jointes sont dans un format qui n’est pas lu par le service.',
    cure: 'À renvoyer au format PDF (.xlsx pour un tableau), en réponse à ce message.',
    check: (file) => unread(file, 'formatNotRead'),
  },
  {
    ...item,
    code: 'TE-04',
    sentence: 'Joignez les fichiers au message : les liens de téléchargement ne sont pas ouverts.',
    cure: 'En réponse à ce message, au besoin en plusieurs envois.',
    check: links,
  },
  {
    ...item,
    code: 'TE-05',
    severity: 'staff',
    sentence: 'La pièce {pieces} est une image, ou n’a été lue qu’en partie : à lire par un agent.',
    plural: 'Les pièces {pieces} sont des images, ou n’ont été lues qu’en partie : à lire par un agent.',
    cure: '',
    check: scanned,
  },
  {
    ...item,
    code: 'TE-06',
    sentence: 'Votre message annonce des pièces jointes ; aucune n’a été reçue.',
    cure: 'À joindre en réponse à ce message.',
    check: announcedOnly,
  },
  {
    ...item,
    code: 'TE-07',
    sentence: 'La pièce {pieces} dépasse la taille que le service peut lire.',
    plural: 'Les pièces {pieces} dépassent la taille que le service peut lire.',
    discreet: 'Une ou plusieurs pièces jointes dépassent la taille que le service peut lire.',
    cure: 'À renvoyer en fichiers plus légers, au besoin en plusieurs messages.',
    check: (file) => unread(file, 'tooLarge'),
  },
  {
    ...item,
    code: 'TE-08',
    severity: 'staff',
    sentence: 'Un message n’a pas pu être ouvert en entier : des pièces ont pu échapper à la lecture automatique.',
    cure: '',
    check: (file) => (file.submissions.some((each) => each.damage !== undefined) ? raised([]) : notApplicable),
  },
  {
    ...item,
    code: 'TE-09',
    severity: 'staff',
    sentence: 'La pièce {pieces} contient des macros ou des liens externes : rien n’en a été exécuté ni suivi.',
    plural: 'Les pièces {pieces} contiennent des macros ou des liens externes : rien n’en a été exécuté ni suivi.',
    cure: '',
    check: active,
  },
  {
    ...item,
    code: 'TE-10',
    sentence: 'La pièce {pieces} n’a pas pu être lue dans le temps et la mémoire que le service accorde à un message.',
    plural:
      'Les pièces {pieces} n’ont pas pu être lues dans le temps et la mémoire que le service accorde à un message.',
    discreet:
      'Une ou plusieurs pièces jointes n’ont pas pu être lues dans le temps et la mémoire que le service accorde à un message.',
    cure: 'À renvoyer en fichiers plus simples ou plus légers, au besoin en plusieurs messages.',
    check: (file) => unread(file, 'tooHeavy'),
  },
];

function unread(file: CaseFile, ...reasons: readonly UnreadableReason[]): Check {
  return named(unreadFor(file, reasons));
}

function unreadFor(file: CaseFile, reasons: readonly UnreadableReason[]): Exhibit[] {
  const found = unreadPieces(file).filter(({ document }) => reasons.includes(document.reason));
  return found.map(({ submission, document }) => exhibit(submission, document));
}

/** Pictures, recognised or not, and what was read in part: for a person to confirm. */
function scanned(file: CaseFile): Check {
  return named([...unreadFor(file, ['scanNotRead']), ...partlyRead(file)]);
}

function active(file: CaseFile): Check {
  const all = file.submissions.flatMap((submission) => submission.documents.map((each) => exhibit(submission, each)));
  const isActive = ({ notes = [] }: Document) => notes.includes('macros') || notes.includes('externalLinks');
  return named(all.filter(({ document }) => isActive(document)));
}

/** One verdict that names every file concerned. */
function named(found: readonly Exhibit[]): Check {
  if (found.length === 0) return notApplicable;
  const pieces = enumeration(found.map(({ document }) => nameOf(document)));
  return raised(
    found.map(({ source }) => source),
    { pieces },
    found.length,
  );
}

function nameOf({ file, part }: Document): string {
  return file === '' ? `sans nom (partie ${part})` : quoted(file);
}

function links(file: CaseFile): Check {
  const pending = pendingLinks(file);
  return pending.length > 0 ? raised(pending.map(mailText)) : notApplicable;
}

/** « Ci-joint », and nothing came: only of the last mail, an earlier one was answered. */
function announcedOnly(file: CaseFile): Check {
  const last = file.submissions.at(-1);
  if (last === undefined || !last.announcesAttachments) return notApplicable;
  const attachments = attachmentsOf(last);
  if (attachments.length > 0) return satisfied(attachments.map((each) => exhibit(last, each).source));
  return raised([mailText(last)]);
}

function mailText({ message }: Submission): Exhibit['source'] {
  return { message, part: '', file: '', place: { kind: 'whole' } };
}
