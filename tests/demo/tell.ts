import { join } from 'node:path';
import { openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { caseReport, stateNames } from '../../templates/case-report.ts';
import { findings } from '../../worker/domain/assessment.ts';
import type { Case } from '../../worker/domain/case.ts';
import { loadConfig } from '../../worker/config.ts';
import { storagePaths } from '../../worker/wiring.ts';
import type { SinkMail } from '../servers/smtp-sink.ts';
import { header, type Played } from './played.ts';

interface Story {
  readonly mails: readonly Played[];
  readonly letters: readonly SinkMail[];
  readonly config: string;
  readonly place: string;
  readonly seconds: number;
}

/** What happened, for a person: each mail, its case, what was read, the answer, and where everything lies. */
export function tell({ mails, letters, config, place, seconds }: Story): Promise<string> {
  const connection = openReadOnly(storagePaths(loadConfig(config)).register);
  if (connection === undefined) throw new Error('the register was not made');
  const book = register(connection);
  const cases = book.cases.list();
  const lines = mails.flatMap((mail) => mailStory(mail, cases, letters));
  const example = cases.find((each) => each.state === 'awaitingApplicant') ?? cases[0];
  const letter = example && book.outbox.ofCase(example.reference)[0]?.draft;
  book.close();
  return Promise.resolve(
    [
      '',
      `${mails.length} messages traités par le service réel, ${cases.length} dossiers, ${letters.length} lettres, en ${seconds.toFixed(1)} s`,
      '',
      ...lines,
      '',
      '═══ UN DOSSIER EN ENTIER ═══',
      '',
      example === undefined ? '' : caseReport(example),
      '',
      '═══ SA LETTRE ═══',
      '',
      letter === undefined ? '' : `À : ${letter.recipient}\nObjet : ${letter.subject}\n\n${letter.text}`,
      '═══ POUR REGARDER VOUS-MÊME ═══',
      '',
      `  messages classés       ${join(place, 'import')}/  ${join(place, 'export')}/`,
      `  lettres envoyées       ${join(place, 'lettres')}/`,
      `  registre et archive    ${join(place, 'registre')}/`,
      `  liste des dossiers     npx guichet -c ${join(place, 'guichet.yaml')} cases`,
      `  un dossier             npx guichet -c ${join(place, 'guichet.yaml')} cases ${example?.reference ?? ''}`,
      `  un message à l’essai   npx guichet -c ${join(place, 'guichet.yaml')} check data/demo/import/01*.eml`,
      '',
    ].join('\n'),
  );
}

function mailStory(mail: Played, cases: readonly Case[], letters: readonly SinkMail[]): string[] {
  const id = header(mail.bytes, 'Message-ID');
  const current = cases.find((each) => each.submissions.some((submission) => submission.headers.messageId === id));
  const letter = letters.find((each) => header(each.bytes, 'In-Reply-To') === id);
  const answer = letter === undefined ? 'aucune réponse' : `réponse à ${letter.envelope.to.join(', ')}`;
  if (current === undefined)
    return [`● ${mail.mailbox}/${mail.file}`, `    message automatique, enregistré sans dossier ; ${answer}`];
  const submission = current.submissions.find((each) => each.headers.messageId === id);
  const documents = (submission?.documents ?? []).filter((each) => each.part !== '' && each.kind !== 'decoration');
  const asked = [...findings(current.assessment, 'legal'), ...findings(current.assessment, 'technical')];
  return [
    `● ${mail.mailbox}/${mail.file}`,
    `    dossier ${current.reference}, ${stateNames[current.state]} ; ${answer}`,
    ...documents.map((each) => {
      const state =
        each.kind === 'unreadable' ? `non lu (${each.reason})` : `${each.kind}, ${each.readings.length} valeur(s)`;
      return `    lu : ${each.file} – ${state}`;
    }),
    ...asked.map((each) => `    demandé : ${each.sentence}`),
  ];
}
