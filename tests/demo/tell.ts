import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly } from '../../data/register/open.ts';
import type { CaseSummary } from '../../data/register/cases.ts';
import { register, type Register } from '../../data/register/register.ts';
import { documentNames, reasonNames } from '../../templates/document-names.ts';
import { letterNames } from '../../templates/letter-names.ts';
import { caseReport, readingLine, stateNames } from '../../templates/case-report.ts';
import { findings } from '../../worker/domain/assessment.ts';
import type { CaseEvent } from '../../worker/domain/case-event.ts';
import type { Document } from '../../worker/domain/submission.ts';
import { loadConfig } from '../../worker/config.ts';
import { storagePaths } from '../../worker/wiring.ts';
import type { SinkMail } from '../servers/smtp-sink.ts';
import { header, type Played } from './played.ts';

/** What the demonstration has to tell; `place` is where its files lie. */
interface Story {
  readonly mails: readonly Played[];
  readonly letters: readonly SinkMail[];
  readonly config: string;
  readonly place: string;
  readonly seconds: number;
}

/** Values shown of one document; the whole case shows them all. */
const SHOWN = 3;

/** What happened, for a person: each mail, its case, what was read and where, the answer, and where everything lies. */
export function tell(story: Story): string {
  const connection = openReadOnly(storagePaths(loadConfig(story.config)).register);
  if (connection === undefined) throw new Error('the register was not made');
  const book = register(connection);
  const { mails, letters, seconds } = story;
  const cases = book.cases.list();
  const [example] = [...cases.filter((each) => each.state === 'awaitingApplicant'), ...cases];
  const counts = `${mails.length} messages, ${cases.length} dossiers, ${letters.length} lettres, en ${seconds.toFixed(1)} s`;
  const lines = [
    ...['', `Le service réel a tout traité\u00a0: ${counts}`, ''],
    ...mails.flatMap((mail) => mailStory(mail, story, book, cases)),
    ...(example === undefined ? [] : wholeCase(example, book)),
    ...whereToLook(story.place, example),
  ];
  book.close();
  return lines.join('\n');
}

function mailStory(mail: Played, { letters, place }: Story, book: Register, cases: readonly CaseSummary[]): string[] {
  const id = header(mail.bytes, 'Message-ID');
  const received = cases.flatMap((each) => book.cases.events(each.reference)).find((event) => isReceptionOf(event, id));
  const title = `● ${mail.mailbox}/${mail.file} → « ${folderOf(mail, place)} »`;
  if (received?.kind !== 'submissionReceived')
    return [title, '    message automatique : enregistré, jamais de réponse', ''];
  const current = cases.find((each) => each.reference === received.reference);
  const { documents } = received.submission;
  const { assessment } = received;
  return [
    title,
    `    dossier ${received.reference}, aujourd’hui ${current === undefined ? '' : stateNames[current.state]}`,
    ...documents.filter((each) => each.kind !== 'decoration').flatMap(documentStory),
    ...[...findings(assessment, 'legal'), ...findings(assessment, 'technical')].map(
      (each) => `    demandé : ${each.sentence}`,
    ),
    `    ${answerTo(id, letters, book)}`,
    '',
  ];
}

function isReceptionOf(event: CaseEvent, id: string): boolean {
  return event.kind === 'submissionReceived' && event.submission.headers.messageId === id;
}

function documentStory(document: Document): string[] {
  const { file, kind, readings } = document;
  if (kind === 'unreadable') return [`    non lu : ${file} (${reasonNames[document.reason]})`];
  if (kind === 'mailText' && readings.length === 0) return [];
  const rest = readings.length > SHOWN ? [`        et ${readings.length - SHOWN} de plus`] : [];
  return [
    `    lu : ${file === '' ? 'texte du message' : `${file}, ${documentNames[kind]}`}`,
    ...readings.slice(0, SHOWN).map((each) => `        ${readingLine(each)}`),
    ...rest,
  ];
}

function answerTo(id: string, letters: readonly SinkMail[], book: Register): string {
  const number = letters.findIndex((each) => header(each.bytes, 'In-Reply-To') === id);
  const sent = letters[number];
  const letter = sent && book.outbox.find(header(sent.bytes, 'Message-ID'));
  if (sent === undefined || letter === undefined) return 'aucune réponse';
  return `réponse : ${letterNames[letter.kind]}, à ${sent.envelope.to.join(', ')} (lettres/${letterFile(number)})`;
}

/** The name under which a letter is kept to be looked at. */
export function letterFile(index: number): string {
  return `${String(index + 1).padStart(2, '0')}.eml`;
}

function folderOf({ mailbox, file }: Played, place: string): string {
  const folders = readdirSync(join(place, mailbox));
  return folders.find((folder) => existsSync(join(place, mailbox, folder, file))) ?? 'introuvable';
}

function wholeCase({ reference }: CaseSummary, book: Register): string[] {
  const current = book.cases.find(reference);
  if (current === undefined) return [];
  const draft = book.outbox.ofCase(reference)[0]?.draft;
  const letter = draft === undefined ? '' : `À : ${draft.recipient}\nObjet : ${draft.subject}\n\n${draft.text}`;
  return ['═══ UN DOSSIER EN ENTIER ═══', '', caseReport(current), '', '═══ SA LETTRE ═══', '', letter];
}

function whereToLook(place: string, example: CaseSummary | undefined): string[] {
  const guichet = `npx guichet -c ${join(place, 'guichet.yaml')}`;
  return [
    '═══ POUR REGARDER VOUS-MÊME ═══',
    '',
    `  messages classés       ${join(place, 'import')}/  ${join(place, 'export')}/`,
    `  lettres envoyées       ${join(place, 'lettres')}/`,
    `  registre et archive    ${join(place, 'registre')}/`,
    `  liste des dossiers     ${guichet} cases`,
    `  un dossier             ${guichet} cases ${example?.reference ?? ''}`,
    `  un message à l’essai   ${guichet} check data/demo/import/01-demande-complete.eml`,
    '',
  ];
}
