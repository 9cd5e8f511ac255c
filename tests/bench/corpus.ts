import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chance } from './chance.ts';
import { seeded } from './chance.ts';
import type { MailKind } from './corpus-mail.ts';
import { generateMail } from './corpus-mail.ts';
import { firms, medicines, people as names, sentences } from './corpus-people.ts';
import type { MailVerdict } from './verdict.ts';

/** A mail of the corpus: its file, and what is in it. */
export interface CorpusMail extends MailVerdict {
  readonly file: string;
  readonly kind: MailKind;
  readonly bytes: number;
}

/** Generated mails on disk. */
export interface Corpus {
  readonly directory: string;
  readonly mails: readonly CorpusMail[];
}

/** Parts in a hundred. What an agency really receives is not known; these are mails seen as plausible. */
const mix: readonly (readonly [MailKind, number])[] = [
  ['form and table', 64],
  ['form', 13],
  ['form, table and scan', 10],
  ['scan', 6],
  ['text', 7],
];

const SEED = 20_261;

/** The corpus of that many mails, taken from `cache` or generated there; the same one for the same builders. */
export async function openCorpus(messages: number, cache: string): Promise<Corpus> {
  const directory = join(cache, `corpus-${String(messages)}-${await edition()}`);
  const list = join(directory, 'expected.json');
  if (!existsSync(list)) {
    await forgetOthers(messages, cache);
    await generate(messages, directory);
  }
  return { directory, mails: JSON.parse(await readFile(list, 'utf8')) as CorpusMail[] };
}

/** The bytes of a mail. */
export function readMail({ directory }: Corpus, { file }: CorpusMail): Promise<Buffer> {
  return readFile(join(directory, file));
}

/** Eight days ago: a backlog whose delays had passed meanwhile would measure the calendar. */
const since = Math.trunc(Date.now() / 60_000) - 8 * 24 * 60;

/** When the server received the mail of that rank: one a minute. */
export function receivedAt(rank: number): Date {
  return new Date((since + rank) * 60_000);
}

/** Changes with whatever makes the documents and with whoever sends them, so that an old cache is not taken for the present one. */
async function edition(): Promise<string> {
  const { bytes } = await generateMail('form and table', 0, seeded(SEED));
  const people = JSON.stringify([firms, medicines, names, sentences]);
  return createHash('sha256').update(bytes).update(people).digest('hex').slice(0, 8);
}

async function forgetOthers(messages: number, cache: string): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  const old = names.filter((name) => name.startsWith(`corpus-${String(messages)}-`));
  for (const name of old) await rm(join(cache, name), { recursive: true, force: true });
}

async function generate(messages: number, directory: string): Promise<void> {
  const chance = seeded(SEED);
  const unfinished = `${directory}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const mails: CorpusMail[] = [];
  for (const [index, kind] of kindsOf(messages, chance).entries()) {
    const { bytes, verdict } = await generateMail(kind, index + 1, chance);
    const file = `${String(index + 1).padStart(5, '0')}.eml`;
    await writeFile(join(unfinished, file), bytes);
    mails.push({ file, kind, bytes: bytes.length, ...verdict });
  }
  await writeFile(join(unfinished, 'expected.json'), JSON.stringify(mails));
  await rename(unfinished, directory);
}

function kindsOf(messages: number, chance: Chance): MailKind[] {
  const kinds = mix.flatMap(([kind, share]) => Array<MailKind>(Math.round((messages * share) / 100)).fill(kind));
  const fill = Array<MailKind>(Math.max(0, messages - kinds.length)).fill('form and table');
  return chance.shuffled([...kinds, ...fill]).slice(0, messages);
}
