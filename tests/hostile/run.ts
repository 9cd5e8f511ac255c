import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { importForm } from '../../templates/forms/import-form.ts';
import type { Document, Submission } from '../../worker/domain/submission.ts';
import type { PoolOptions } from '../../worker/pool.ts';
import { completeImportForm } from '../builders/documents.ts';
import { buildMail } from '../builders/mail.ts';
import type { HostileFile, HostileMail, Kept } from './hostile-file.ts';

/** One mail read by the compiled program. */
export interface Survival {
  readonly seconds: number;
  readonly submission: Submission;
}

/** A hostile thing in its mail, ready to be read. */
export interface Trap {
  readonly name: string;
  readonly family: string;
  readonly mail: Uint8Array;
  readonly says: readonly string[];
  readonly keeps: Kept;
}

export const FORM = 'formulaire.pdf';

/** The form that stands beside every hostile file. */
export function goodForm(): Promise<Uint8Array> {
  return importForm(completeImportForm());
}

/** A file that harms, in a mail with a good form behind it. */
export async function trapOf(hostile: HostileFile | HostileMail, form: Uint8Array): Promise<Trap> {
  const { name, family } = hostile;
  if ('mail' in hostile) {
    const lines = Buffer.from(form).toString('base64').replace(/.{76}/g, '$&\r\n');
    return { name, family, mail: hostile.mail(lines), says: [], keeps: hostile.keeps };
  }
  const attachments = [
    { name: hostile.file, content: await hostile.bytes() },
    { name: FORM, content: form },
  ];
  return { name, family, mail: buildMail({ attachments }), says: hostile.says ?? [], keeps: 'form' };
}

/** Reads mails one after the other with one pool; rejects when the program does not end well. */
export async function survive(
  mails: readonly Uint8Array[],
  options: Partial<PoolOptions> = {},
  run: Run = plainRun,
): Promise<Survival[]> {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-hostile-'));
  try {
    const files = mails.map((_, index) => join(folder, `${index}.eml`));
    for (const [index, mail] of mails.entries()) await writeFile(files[index] ?? '', mail);
    return survivalsIn(await run(process.execPath, [program, JSON.stringify(options), ...files]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Starts a program, and resolves with what it printed when it ended well. */
type Run = (command: string, args: readonly string[]) => Promise<string>;

const plainRun: Run = async (command, args) =>
  (await promisify(execFile)(command, args, { maxBuffer: 2 ** 28 })).stdout;

function survivalsIn(printed: string): Survival[] {
  const lines = printed.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Survival);
}

/** The compiled program, wherever this file itself is run from. */
const program = join(
  import.meta.dirname.replace(/\/dist\/tests\/hostile$/, '/tests/hostile'),
  '../../dist/tests/hostile/read-mails.js',
);

/** Everything that was read besides the form and the text of the mail, as written. */
export function otherValues({ documents }: Submission): string[] {
  const others = documents.filter((each) => !isForm(each));
  return others.flatMap((each) => [
    ...each.readings.map(({ raw }) => raw),
    ...(each.kind === 'imputationTable'
      ? each.tables.flatMap(({ entries }) => entries.map(({ row }) => `row ${row}`))
      : []),
  ]);
}

/** The good form as it was read. */
export function formOf({ documents }: Submission): Document | undefined {
  return documents.find(isForm);
}

function isForm({ file, kind }: Document): boolean {
  return file === FORM && kind === 'importForm';
}
