import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
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

const main = join(import.meta.dirname, '..', '..', 'dist', 'worker', 'main.js');

/** The built program with a configuration and a storage folder of its own. */
export interface TestOffice {
  readonly config: string;
  readonly directory: string;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<{ code: number | null; out: string; err: string }>;
  /** The same under another program, with its arguments. */
  runUnder(wrapper: readonly string[], ...args: string[]): Promise<{ code: number | null; out: string; err: string }>;
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
  const startUnder = (wrapper: readonly string[], env: NodeJS.ProcessEnv, ...args: string[]) => {
    const [program = '', ...rest] = [...wrapper, process.execPath, main, '-c', config, ...args];
    return spawn(program, rest, { env: { ...process.env, IMAP: 'test', ...env } });
  };
  const start = (env: NodeJS.ProcessEnv, ...args: string[]) => startUnder([], env, ...args);
  const runUnder = (wrapper: readonly string[], ...args: string[]) => ended(startUnder(wrapper, {}, ...args));
  return {
    config,
    directory,
    run: (...args) => runUnder([], ...args),
    runUnder,
    start: (env, ...args) => running(start(env, ...args)),
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

function ended(child: ChildProcessWithoutNullStreams): ReturnType<TestOffice['run']> {
  return new Promise((resolve) => {
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function running(child: ReturnType<typeof spawn>): Running {
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
