import { logoPng } from '../builders/logo.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import type { FilePart } from '../builders/mime.ts';
import { outlookHtml } from '../fixtures/demo/demo-mail.ts';
import type { Chance } from './chance.ts';
import { jpeg, paddedForm, paddedTable, scannedPdf } from './corpus-documents.ts';
import type { Firm, Medicine } from './corpus-people.ts';
import { firms, medicines, people, sentences } from './corpus-people.ts';
import { requestOf, tableOf } from './corpus-request.ts';
import type { MailVerdict } from './verdict.ts';
import { missingFromScan } from './verdict.ts';

/** What a mail brings. */
export type MailKind = 'form and table' | 'form' | 'form, table and scan' | 'scan' | 'text';

/** A generated mail, and what a contender must find in it. */
export interface GeneratedMail {
  readonly bytes: Uint8Array;
  readonly verdict: MailVerdict;
}

/** Who writes, and about what. */
interface Letter {
  readonly firm: Firm;
  readonly person: string;
  readonly medicine: Medicine;
}

/** The mail of a number in the corpus. */
export async function generateMail(kind: MailKind, number: number, chance: Chance): Promise<GeneratedMail> {
  const letter = { firm: chance.pick(firms), person: chance.pick(people), medicine: chance.pick(medicines) };
  const messageId = `<${String(number).padStart(5, '0')}.bench@mail.${letter.firm.site}>`;
  const { files, ...found } = await contentOf(kind, letter, chance);
  const bytes = sealed(kind, letter, messageId, files, chance);
  return { bytes, verdict: { messageId, ...found } };
}

type Content = Omit<MailVerdict, 'messageId'> & { readonly files: readonly FilePart[] };

async function contentOf(kind: MailKind, letter: Letter, chance: Chance): Promise<Content> {
  if (kind === 'text') return { outcome: 'letter', missing: [], operations: 0, files: [] };
  if (kind === 'scan') {
    return { outcome: 'look', missing: missingFromScan, operations: 0, files: [await scanFile(letter, chance)] };
  }
  const { firm, person, medicine } = letter;
  const request = requestOf(firm, person, medicine, chance);
  const form = await paddedForm(request.values, chance.between(112_000, 255_000), chance);
  const files = [{ name: `Formulaire AI – ${medicine.brand}.pdf`, content: form }];
  if (kind === 'form') {
    return { outcome: 'incomplete', missing: [...request.missing, 'IM-10'], operations: 0, files };
  }
  const table = tableOf(firm, medicine, chance);
  files.push({ name: `Tableau d’imputation ${medicine.brand}.xlsx`, content: await paddedTable(table, chance) });
  const operations = table.entries?.length ?? 0;
  const { missing } = request;
  if (kind === 'form, table and scan') {
    return { outcome: 'look', missing, operations, files: [...files, await scanFile(letter, chance)] };
  }
  return { outcome: missing.length > 0 ? 'incomplete' : 'complete', missing, operations, files };
}

/** From 1 to 2.9 MB, as a scanner or a telephone makes them. */
async function scanFile({ medicine }: Letter, chance: Chance): Promise<FilePart> {
  const bytes = chance.between(1_000_000, 2_900_000);
  return chance.happens(50)
    ? { name: `Scan ${medicine.brand}.pdf`, content: await scannedPdf(bytes, chance) }
    : { name: 'IMG_2043.jpg', content: jpeg(3024, 4032, bytes, chance), type: 'image/jpeg' };
}

function sealed(kind: MailKind, letter: Letter, messageId: string, files: readonly FilePart[], chance: Chance): Buffer {
  const { firm, person, medicine } = letter;
  const isQuestion = kind === 'text';
  const text = textOf(letter, isQuestion, chance);
  const logo: readonly FilePart[] = isQuestion
    ? []
    : [{ name: 'image001.png', content: logoPng(), cid: 'image001.png@01DC' }];
  return buildMail({
    from: `${person} <${addressOf(person, firm)}>`,
    to: mailboxes.import,
    subject: isQuestion
      ? `Question sur le suivi de nos dossiers – ${medicine.brand}`
      : 'Demande d’autorisation d’importation',
    text,
    html: outlookHtml(text, isQuestion ? undefined : 'image001.png@01DC'),
    messageId,
    headers: { 'Thread-Topic': `Dossier ${medicine.substance}`, 'Content-Language': 'fr-FR' },
    attachments: [...files, ...logo],
  });
}

/** No item of a request is written here: the script looks for them in the documents alone. */
function textOf({ firm, person, medicine }: Letter, isQuestion: boolean, chance: Chance): string {
  const opening = isQuestion
    ? `Pourriez-vous nous indiquer l’interlocuteur qui suit nos dossiers concernant ${medicine.brand}, et le délai habituel d’une réponse ?`
    : 'Vous trouverez ci-joint notre demande d’autorisation d’importation.';
  const body = isQuestion ? [] : chance.shuffled(sentences).slice(0, chance.between(2, 6));
  return ['Bonjour,', opening, ...body, 'Bien cordialement,', `${person}\n${firm.name}\nTél. 01 99 00 12 34`].join(
    '\n\n',
  );
}

function addressOf(person: string, firm: Firm): string {
  const plain = person.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return `${plain.replaceAll(' ', '.')}@${firm.site}`;
}
