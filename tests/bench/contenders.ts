import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { Case } from '../../worker/domain/case.ts';
import type { Document } from '../../worker/domain/submission.ts';
import { mailboxes } from '../builders/mail.ts';
import { secretsOf, writeConfig } from './guichet-config.ts';
import { measured } from './measured-process.ts';
import type { Cost } from './measured-process.ts';
import type { Rig } from './rig.ts';
import type { MailVerdict } from './verdict.ts';
import { comparedRules } from './verdict.ts';

/** One run over a mailbox. */
export interface Run extends Cost {
  readonly verdicts: readonly MailVerdict[];
  /** Milliseconds a mail of each stage, where the contender measures them itself. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Who does the work. */
export interface Contender {
  readonly name: string;
  run(rig: Rig): Promise<Run>;
}

/** Debian's own interpreter: another one on the path may lack the two modules. */
const PYTHON = '/usr/bin/python3';

/** `guichet once` as cron would start it. */
export const guichet: Contender = {
  name: 'guichet',
  async run(rig) {
    const cost = await once(rig, await writeConfig(rig));
    return { ...cost, verdicts: verdictsOf(rig), stages: {} };
  },
};

/** One pass with a configuration of one's own. */
export function once(rig: Rig, config: string): Promise<Cost> {
  return measured(process.execPath, guichetArguments('once', config), secretsOf(rig));
}

/** What Node is told to run a command of Guichet. */
export function guichetArguments(command: string, config: string): string[] {
  return ['dist/worker/main.js', command, '--json', '-c', config];
}

/** Where a run keeps its register. */
export function registerOf({ directory }: Rig): string {
  return join(directory, 'storage', 'register.db');
}

/** The script of `baseline.py`. */
export const python: Contender = {
  name: 'python',
  async run(rig) {
    const { imapPort, smtpPort, user, password, directory } = rig;
    const server = ['--imap', `127.0.0.1:${String(imapPort)}`, '--user', user, '--password', password];
    const rest = ['--smtp', `127.0.0.1:${String(smtpPort)}`, '--sender', mailboxes.import];
    const args = ['tests/bench/baseline.py', ...server, ...rest, '--db', join(directory, 'baseline.db')];
    const cost = await measured(PYTHON, args, process.env);
    const told = JSON.parse(cost.stdout) as { verdicts: MailVerdict[]; ms: Record<string, number> };
    return { ...cost, verdicts: told.verdicts, stages: told.ms };
  },
};

/** What to install for the script to run, or undefined when all is there. */
export function missingForPython(): string | undefined {
  const probe = spawnSync(PYTHON, ['-c', 'import pypdf, openpyxl'], { stdio: 'ignore' });
  return probe.status === 0 ? undefined : 'apt-get install python3 python3-pypdf python3-openpyxl';
}

/** What the register of a run says of each mail. */
export function verdictsOf(rig: Rig): MailVerdict[] {
  const connection = openReadOnly(registerOf(rig));
  if (connection === undefined) return [];
  const book = register(connection);
  try {
    return book.cases
      .list()
      .flatMap(({ reference }) => book.cases.find(reference) ?? [])
      .flatMap(verdictsOfCase);
  } finally {
    book.close();
  }
}

function verdictsOfCase({ procedure, assessment, submissions }: Case): MailVerdict[] {
  const ids = submissions.map(({ headers }) => headers.messageId ?? '?');
  // The generator writes the same letter twice now and then: the same wish joins its case.
  if (procedure === 'correspondence')
    return ids.map((messageId) => ({ messageId, outcome: 'letter', missing: [], operations: 0 }));
  const open = assessment.verdicts.filter(({ outcome }) => outcome === 'missing' || outcome === 'cannotTell');
  const missing = open.map(({ rule }) => rule).filter((rule) => comparedRules.has(rule));
  const operations = submissions.flatMap(({ documents }) => documents.map(operationsIn));
  const verdict: MailVerdict = {
    messageId: ids.join(' + '),
    outcome: assessment.unread.length > 0 ? 'look' : missing.length > 0 ? 'incomplete' : 'complete',
    missing: missing.sort(),
    operations: operations.reduce((sum, each) => sum + each, 0),
  };
  return [verdict];
}

function operationsIn(document: Document): number {
  if (document.kind !== 'imputationTable') return 0;
  return document.tables.reduce((sum, { entries }) => sum + entries.length, 0);
}
