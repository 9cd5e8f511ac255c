import { sha256 } from '../../data/archive.ts';
import { readImputationTables } from '../../parsers/documents/imputation-table.ts';
import { readPdfDocument } from '../../parsers/documents/pdf-document.ts';
import { fileType } from '../../parsers/file-type.ts';
import { fingerprint } from '../../parsers/fingerprint.ts';
import type { Part } from '../../parsers/message.ts';
import { openMessage } from '../../parsers/message.ts';
import { readWorkbook } from '../../parsers/workbook/read-workbook.ts';
import type { RawMessage } from '../../worker/domain/message.ts';
import type { Stopwatch } from './stopwatch.ts';

const READ = 'read (one reader)';

const WARM_UP = 30;

/** The pieces of reading, in this process: what is left of the whole is the text, the intent, and the way to a thread. */
export async function readPieces(mails: readonly RawMessage[], stages: Stopwatch): Promise<void> {
  const unheard: Stopwatch = { time: async (_name, work) => work(), told: () => [] };
  for (const mail of mails.slice(0, WARM_UP)) await readMail(mail, unheard);
  for (const mail of mails) await readMail(mail, stages);
}

async function readMail({ bytes }: RawMessage, stages: Stopwatch): Promise<void> {
  await stages.time('fingerprint', () => fingerprint(bytes), READ);
  const { parts } = await stages.time('MIME', () => openMessage(bytes, sha256(bytes)), READ);
  for (const part of parts) await readPart(part, stages);
}

async function readPart(part: Part, stages: Stopwatch): Promise<void> {
  const { path, file, bytes, sha256 } = part;
  const where = { message: sha256, part: path, file, size: bytes.length, sha256 };
  const { kind } = await fileType(bytes, part.declaredType);
  if (kind === 'pdf') {
    await stages.time(file.startsWith('Scan') ? 'PDF scans' : 'PDF forms', () => readPdfDocument(bytes, where), READ);
  } else if (kind === 'workbook') {
    const workbook = await stages.time('xlsx cells', () => readWorkbook(bytes), READ);
    if ('unreadable' in workbook) throw new Error(`a table could not be read: ${workbook.unreadable}`);
    await stages.time('xlsx meaning', () => readImputationTables(workbook, where), READ);
  }
}
