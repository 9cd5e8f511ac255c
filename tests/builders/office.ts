import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openReadOnly } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import type { QueuedLetter } from '../../data/register/outbox.ts';
import type { Case } from '../../worker/domain/case.ts';
import type { Dovecot } from '../servers/dovecot.ts';
import { mailboxes } from './mail.ts';
import { endOf, runProgram, startProgram, type Ended } from './program.ts';

/** The built program with a configuration and a storage folder of its own. */
export interface TestOffice {
  readonly config: string;
  readonly directory: string;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ended>;
  /** The same in a process of its own, under another program with its arguments. */
  runUnder(wrapper: readonly string[], ...args: string[]): Promise<Ended>;
  /** Starts a command that lasts. */
  start(env: NodeJS.ProcessEnv, ...args: string[]): Running;
  /** What the register holds now. */
  cases(): Case[];
  letters(): (QueuedLetter & { state: string })[];
}

export interface Running {
  readonly ended: Promise<number | null>;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once standard error holds the words. */
  said(words: string): Promise<void>;
  /** What it has said so far. */
  log(): string;
}

/** Writes a configuration for servers on loopback; each mailbox has an account of its own unless told. */
export function officeFor(
  dovecot: Pick<Dovecot, 'port'>,
  smtpPort: number,
  over: Record<string, unknown> = {},
): TestOffice {
  const directory = mkdtempSync(join(tmpdir(), 'guichet-office-'));
  const imap = (user: string) => ({
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    user,
    password: { env: 'IMAP' },
  });
  const config = join(directory, 'guichet.yaml');
  const settings = {
    service: { name: 'Agence exemple', postalAddress: '1 place', telephone: '01 00 00 00 00', recourse: 'Deux mois.' },
    mailboxes: {
      import: { address: mailboxes.import, imap: imap('import') },
      export: { address: mailboxes.export, imap: imap('export') },
    },
    smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' },
    storage: { directory: join(directory, 'storage') },
    ...over,
  };
  writeFileSync(config, stringify(settings));
  const command = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => ({
    args: ['-c', config, ...args],
    env: { ...process.env, IMAP: 'test', ...env },
  });
  return {
    config,
    directory,
    run: (...args) => runProgram(command(args)),
    runUnder: (wrapper, ...args) => endOf(startProgram(wrapper, command(args))),
    start: (env, ...args) => running(startProgram([], command(args, env))),
    cases: () => look(settings.storage.directory, wholeCases) ?? [],
    letters: () =>
      look(settings.storage.directory, (book) =>
        book.cases.list().flatMap((each) => book.outbox.ofCase(each.reference)),
      ) ?? [],
  };
}

function wholeCases(book: ReturnType<typeof register>): Case[] {
  return book.cases.list().flatMap(({ reference }) => book.cases.find(reference) ?? []);
}

function running(child: ChildProcess): Running {
  let err = '';
  const waiting = new Set<() => void>();
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    for (const each of waiting) each();
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    ended,
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    log: () => err,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!err.includes(words)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`ended without saying « ${words} »: ${err}`)));
        look();
      }),
  };
}

function look<T>(directory: string, what: (book: ReturnType<typeof register>) => T): T | undefined {
  const connection = openReadOnly(join(directory, 'register.db'));
  if (connection === undefined) return undefined;
  const book = register(connection);
  try {
    return what(book);
  } finally {
    book.close();
  }
}
