import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../data/archive.ts';
import { holdExclusively, openConnection } from '../data/register/open.ts';
import { register } from '../data/register/register.ts';
import { groupCommits } from './commits.ts';
import { lookAtCertificate, type CertificateLook, type TlsServer } from './certificates.ts';
import { accountOf, secretOf, storageOf, type Account, type Config } from './config.ts';
import type { Office, Settings } from './desk.ts';
import { putBackInterrupted, startOutgoing } from './dispatch.ts';
import type { Instant, Mailbox } from './domain/message.ts';
import type { Postman } from './domain/ports.ts';
import { folderSource } from './folder.ts';
import type { HealthSources } from './health.ts';
import { imapSource, type ImapServer } from './imap.ts';
import type { Log } from './log.ts';
import type { SourceFactory } from './loop.ts';
import { usualPatience } from './letter-ending.ts';
import { startPool, type PoolOptions } from './pool.ts';
import type { SmtpServer } from './smtp.ts';

/** Paths under the storage folder. */
export function storagePaths(config: Config) {
  const root = storageOf(config);
  return { archive: join(root, 'archive'), register: join(root, 'register.db'), lock: join(root, 'lock.db') };
}

/** The clock of the worker: the only place where it is read. */
export const now = () => new Date().toISOString() as Instant;

/**
 * Opens register, archive, readers and outbox. Throws `RegisterInUse` when another run works on the same storage.
 * Letters that a killed run was sending are put back: same bytes, same Message-ID.
 */
export function openOffice(config: Config, postman: Postman, log: Log, warm: boolean) {
  const paths = storagePaths(config);
  closeToOthers(storageOf(config));
  const lock = holdExclusively(paths.lock);
  const book = register(openConnection(paths.register));
  const commits = groupCommits(book.transaction);
  const recovered = book.transaction(() => putBackInterrupted(book, now()));
  if (recovered > 0) log('letters of an interrupted run put back', { letters: recovered });
  const pool = startPool({ ...poolOptions(config), warm });
  const { giveUpHours, resendMinutes } = config.smtp;
  const patience = { ...usualPatience, giveUpHours, resendMinutes };
  const outgoing = startOutgoing({ register: book, commits, log, now }, postman, patience);
  const settings = settingsOf(config);
  const office: Office = {
    settings,
    archive: openArchive(paths.archive),
    register: book,
    commits,
    pool,
    outgoing,
    log,
    now,
  };
  return {
    office,
    close: async () => {
      await pool.close();
      postman.close();
      book.close();
      lock.release();
    },
  };
}

/** The folder may have been made by hand or by a copy, with the permissions of the day. */
function closeToOthers(storage: string): void {
  mkdirSync(storage, { recursive: true, mode: 0o700 });
  chmodSync(storage, 0o700);
}

export function settingsOf(config: Config): Settings {
  const { service, mailboxes, requests, folders, smtp } = config;
  const serviceOf = (mailbox: Mailbox) => ({
    name: service.name,
    postalAddress: service.postalAddress,
    telephone: service.telephone,
    recourse: service.recourse,
    email: service.email ?? mailboxes[mailbox].address,
    privacyNotice: service.privacyNotice,
  });
  return {
    rules: { imputationTable: requests.imputationTable },
    folders,
    daysToAnswer: requests.daysToAnswer,
    lettersPerDay: requests.lettersPerDay,
    addresses: { import: mailboxes.import.address.toLowerCase(), export: mailboxes.export.address.toLowerCase() },
    returnAddress: smtp.returnAddress,
    services: { import: serviceOf('import'), export: serviceOf('export') },
  };
}

export function poolOptions(config: Config): Omit<PoolOptions, 'warm'> {
  const { readers, readingSeconds: seconds, readingMegabytes: megabytes, recogniseScans } = config.limits;
  const ownAddresses = Object.values(settingsOf(config).addresses);
  return { readers, seconds, megabytes, recognise: recogniseScans, ownAddresses };
}

/** One source a mailbox, or a single one for both where account and inbox are the same. */
export function sourcesOf(config: Config, log: Log): SourceFactory[] {
  if (sharedInbox(config)) return [sourceOf(config, ['import', 'export'], log)];
  return [sourceOf(config, ['import'], log), sourceOf(config, ['export'], log)];
}

/** The servers to check, by the mailbox whose mail they hold. */
export function imapServerOf(config: Config, mailbox: Mailbox): ImapServer | undefined {
  const account = accountOf(config, mailbox);
  return account && { ...serverOf(account), user: account.user, password: secretOf(account.password) };
}

export function smtpServerOf({ smtp }: Config): SmtpServer {
  const { user, password } = smtp;
  return { ...serverOf(smtp), user, password: password && secretOf(password) };
}

/** The outgoing server; its library is loaded with the first letter, which most passes of cron do not have. */
export function postmanOf(config: Config): Postman {
  let loaded: Promise<Postman> | undefined;
  const postman = () => (loaded ??= import('./smtp.ts').then(({ smtpPostman }) => smtpPostman(smtpServerOf(config))));
  return {
    compose: async (draft) => (await postman()).compose(draft),
    send: async (mail) => (await postman()).send(mail),
    close: () => void loaded?.then((each) => each.close()),
  };
}

/** What the health of a service is told from, but for what changes. */
export function healthPlaces(config: Config): Pick<HealthSources, 'sources' | 'storage' | 'limits'> {
  const { staleMinutes, ...limits } = config.health;
  // A pass can only be late by its own rhythm.
  const slowest = Math.max(staleMinutes, (config.schedule.reconcileEvery * 3) / 60);
  return {
    sources: sharedInbox(config) ? ['import+export'] : ['import', 'export'],
    storage: storageOf(config),
    limits: { ...limits, staleMinutes: slowest },
  };
}

/** A look at the certificate of every server of the configuration, once each. */
export async function certificatesOf(config: Config): Promise<CertificateLook[]> {
  const accounts = [accountOf(config, 'import'), accountOf(config, 'export')].filter((each) => each !== undefined);
  const servers: TlsServer[] = [
    ...accounts.map((each) => ({ ...serverOf(each), protocol: 'imap' as const })),
    { ...serverOf(config.smtp), protocol: 'smtp' },
  ];
  const once = new Map(servers.map((each) => [`${each.host}:${each.port}`, each]));
  const looks = await Promise.all([...once.values()].map((each) => lookAtCertificate(each, Date.now())));
  return looks.filter((each) => each !== undefined);
}

function sourceOf(config: Config, mailboxes: readonly [Mailbox, ...Mailbox[]], log: Log): SourceFactory {
  const { directory, inbox } = config.mailboxes[mailboxes[0]];
  const name = mailboxes.join('+');
  if (directory !== undefined) return () => folderSource({ name, mailboxes, root: directory });
  const limits = { maxMessageBytes: config.limits.messageMegabytes * 1_000_000 };
  return () => {
    const server = imapServerOf(config, mailboxes[0]);
    if (server === undefined) throw new Error(`no account for the mailbox ${name}`);
    return imapSource({ name, mailboxes, inbox, server, limits, log });
  };
}

function sharedInbox(config: Config): boolean {
  return placeOf(config, 'import') === placeOf(config, 'export');
}

function placeOf(config: Config, mailbox: Mailbox): string {
  const { directory, inbox } = config.mailboxes[mailbox];
  const account = accountOf(config, mailbox);
  return directory ?? `${account?.user ?? ''}@${account?.host ?? ''}:${account?.port ?? 0}/${inbox}`;
}

function serverOf({
  host,
  port,
  security,
  authorityFile,
}: Pick<Account, 'host' | 'port' | 'security' | 'authorityFile'>) {
  const ca = authorityFile === undefined ? undefined : readFileSync(authorityFile, 'utf8');
  return { host, port, security, ca };
}
