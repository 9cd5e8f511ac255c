import { readFile } from 'node:fs/promises';
import { sha256 } from '../../data/archive.ts';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { fingerprint } from '../../parsers/fingerprint.ts';
import { caseReport } from '../../templates/case-report.ts';
import { ConfigError, type Config } from '../config.ts';
import type { Case } from '../domain/case.ts';
import type { Instant, Mailbox } from '../domain/message.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { startPool } from '../pool.ts';
import { record } from '../record.ts';
import { now, poolOptions, settingsOf } from '../wiring.ts';

interface CheckOptions {
  readonly json: boolean;
  readonly mailbox: string;
  readonly received?: string;
}

/**
 * Takes one mail the whole way on a register in memory: the same code, nothing kept, nothing sent. It is judged as on
 * the instant of its reception.
 */
export async function checkFile(config: Config, file: string, options: CheckOptions): Promise<ExitCode> {
  const mailbox = mailboxNamed(options.mailbox, config);
  const receivedAt = instantOf(options.received, config);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Error(`${file}\u00a0: fichier illisible (${(error as NodeJS.ErrnoException).code ?? ''})`);
  });
  const name = sha256(bytes);
  const pool = startPool({ ...poolOptions(config), warm: false });
  const book = register(openConnection(':memory:'));
  try {
    const read = await pool.read(file, name);
    const raw = { uid: 1, receivedAt, size: bytes.length };
    const identity = { sha256: name, fingerprint: fingerprint(bytes) };
    const arrival = { source: 'check', mailboxes: [mailbox], validity: '1', raw, ...identity, read };
    const folder = record(arrival, { settings: settingsOf(config), register: book, now: () => receivedAt });
    const [opened] = book.cases.list();
    const current = opened && book.cases.find(opened.reference);
    const letter = current && book.outbox.ofCase(current.reference)[0]?.draft;
    if (options.json) print(JSON.stringify({ folder, case: current, letter, submission: read.submission }));
    else print(story(folder, current, letter, read.submission.automatic?.kind));
    return exitCodes.done;
  } finally {
    await pool.close();
    book.close();
  }
}

function story(
  folder: string,
  current: Case | undefined,
  letter: { recipient: string; subject: string; text: string } | undefined,
  automatic: string | undefined,
): string {
  const what =
    current === undefined
      ? `Message automatique (${automatic ?? ''}) : enregistré, aucun dossier.`
      : caseReport(current);
  const answer =
    letter === undefined
      ? 'Aucune réponse ne serait envoyée.'
      : `RÉPONSE QUI SERAIT ENVOYÉE À ${letter.recipient}\nObjet : ${letter.subject}\n\n${letter.text}`;
  return [what, '', `Le message serait classé dans « ${folder} ».`, '', answer].join('\n');
}

function mailboxNamed(name: string, config: Config): Mailbox {
  if (name === 'import' || name === 'export') return name;
  throw new ConfigError(config.file, [`--mailbox : « ${name} » n’est ni import ni export`]);
}

function instantOf(text: string | undefined, config: Config): Instant {
  if (text === undefined) return now();
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new ConfigError(config.file, [`--received : « ${text} » n’est pas un instant ISO 8601`]);
  return new Date(time).toISOString() as Instant;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
