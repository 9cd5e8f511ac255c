import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../data/archive.ts';
import { takeLease, type Lease } from '../data/register/leases.ts';
import { openConnection, type Connection } from '../data/register/open.ts';
import { register, type Register } from '../data/register/register.ts';
import { groupCommits } from './commits.ts';
import { lookAtCertificate, type CertificateLook } from './certificates.ts';
import { accountOf, secretOf, storageOf, type Account, type Config } from './config.ts';
import type { Office, Settings } from './desk.ts';
import { putBackInterrupted, startOutgoing, type Outgoing, type OutgoingOffice } from './dispatch.ts';
import type { Instant, Mailbox } from './domain/message.ts';
import { LeaseLost, RegisterLost, TransportError, type Postman } from './domain/ports.ts';
import { folderSource } from './folder.ts';
import type { HealthSources } from './health.ts';
import { imapSource, type ImapServer } from './imap.ts';
import type { Log } from './log.ts';
import type { NamedSource } from './loop.ts';
import { usualPatience } from './letter-ending.ts';
import { startPool, type PoolOptions } from './pool.ts';
import { isRegisterLost, noteCopy } from './restoration.ts';
import type { SmtpServer } from './smtp.ts';

/** Paths under the storage folder. */
export function storagePaths(config: Config) {
  const root = storageOf(config);
  return { root, archive: join(root, 'archive'), register: join(root, 'register.db') };
}

/** The clock of the worker: the only place where it is read. */
export const now = () => new Date().toISOString() as Instant;

/** What `openOffice` is told besides the configuration. */
export interface Opening {
  readonly postman: Postman;
  readonly log: Log;
  /** Load the readers at once. */
  readonly warm: boolean;
  /** Another run has taken something over: this one must end. */
  readonly lost: () => void;
}

/** Everything to work with, and what this run may work on. */
export interface OpenOffice {
  readonly office: Office;
  /** The mailboxes that no other run holds. */
  readonly sources: readonly NamedSource[];
  /** What other runs hold (mailboxes, outbox), and when they last said that they work. */
  readonly elsewhere: ReadonlyMap<string, Instant | undefined>;
  readonly close: () => Promise<void>;
}

/** The lease on the letters, which comes first; the others bear the names of the mailboxes. */
const OUTBOX = 'outbox';

/**
 * Opens register, archive, readers and outbox, and takes the leases that are free: what another run holds is left to it.
 * Letters that a killed run was sending are put back: same bytes, same Message-ID.
 */
export function openOffice(config: Config, opening: Opening): OpenOffice {
  const paths = storagePaths(config);
  // A new one would give the references of the old one again, and know nothing of what was answered.
  if (isRegisterLost(paths)) throw new RegisterLost(paths.root);
  closeToOthers(paths.root);
  const connection = openConnection(paths.register);
  const held = new Map<string, Lease>();
  const letGo = () => {
    connection.close();
    for (const lease of held.values()) lease.release();
  };
  try {
    return furnished(config, opening, connection, held, letGo);
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Takes the leases that are free, into `held`, and sets up everything around the register. */
function furnished(
  config: Config,
  { postman, log, warm, lost }: Opening,
  connection: Connection,
  held: Map<string, Lease>,
  letGo: () => void,
): OpenOffice {
  const paths = storagePaths(config);
  const sources = sourcesOf(config, log);
  const names = [OUTBOX, ...sources.map(({ name }) => name)];
  for (const name of names) {
    // Whoever takes mails in also sends the letters: the run that holds the outbox may end before they are written.
    if (name !== OUTBOX && !held.has(OUTBOX)) break;
    const lease = takeLease(connection, paths.root, name, now());
    if (lease !== undefined) held.set(name, lease);
  }
  const guard = () => {
    try {
      for (const lease of held.values()) lease.check();
    } catch (error) {
      if (error instanceof LeaseLost) lost();
      throw error;
    }
  };
  const book = register(connection, { guard });
  if (noteCopy(book, now())) log('register came back from a copy', {});
  const commits = groupCommits(book.transaction);
  const outgoing = held.has(OUTBOX) ? openOutbox(config, { register: book, commits, log, now }, postman) : idleOutgoing;
  const pool = startPool({ ...poolOptions(config), warm });
  const archive = openArchive(paths.archive);
  // Nobody takes mails in without the outbox.
  if (held.has(OUTBOX)) archive.sweep();
  const office: Office = {
    settings: settingsOf(config),
    archive,
    register: book,
    commits,
    pool,
    outgoing,
    renew: (name) => held.get(name)?.renew(now()),
    log,
    now,
  };
  const renewed = book.leases.renewed();
  return {
    office,
    sources: sources.filter(({ name }) => held.has(name)),
    elsewhere: new Map(names.filter((name) => !held.has(name)).map((name) => [name, renewed.get(name)])),
    close: async () => {
      await pool.close();
      postman.close();
      letGo();
    },
  };
}

/** Opens the register for the act of a person or of the calendar, beside whatever is at work on it. */
export function openToAct(config: Config): Register {
  const paths = storagePaths(config);
  if (isRegisterLost(paths)) throw new RegisterLost(paths.root);
  const book = register(openConnection(paths.register));
  noteCopy(book, now());
  return book;
}

function openOutbox({ smtp }: Config, office: OutgoingOffice, postman: Postman): Outgoing {
  const { register: book, log } = office;
  const recovered = book.transaction(() => putBackInterrupted(book, now()));
  if (recovered > 0) log('letters of an interrupted run put back', { letters: recovered });
  const { giveUpHours, resendMinutes } = smtp;
  return startOutgoing(office, postman, { ...usualPatience, giveUpHours, resendMinutes });
}

/** Another run is at work: this one takes nothing in, and writes no letter. */
const idleOutgoing: Outgoing = { wake: () => undefined, drain: () => Promise.resolve(undefined) };

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
  const { trustedServer } = config.mailboxes;
  const ownAddresses = Object.values(settingsOf(config).addresses);
  return { readers, seconds, megabytes, recognise: recogniseScans, ownAddresses, trustedServer };
}

/** One source a mailbox, or a single one for both where account and inbox are the same. */
function sourcesOf(config: Config, log: Log): NamedSource[] {
  if (sharedInbox(config)) return [sourceOf(config, ['import', 'export'], log)];
  // Two inboxes of one account: the folders of the account are the first one's to watch.
  const isShared = accountNameOf(config, 'import') === accountNameOf(config, 'export');
  return [sourceOf(config, ['import'], log), sourceOf(config, ['export'], log, isShared ? 'import' : undefined)];
}

/** The servers to check, by the mailbox whose mail they hold. */
export function imapServerOf(config: Config, mailbox: Mailbox): ImapServer | undefined {
  const account = accountOf(config, mailbox);
  return account && fromFiles(account, () => ({ user: account.user, password: secretOf(account.password) }));
}

export function smtpServerOf({ smtp }: Config): SmtpServer {
  const { user, password } = smtp;
  return fromFiles(smtp, () => ({ user, password: password && secretOf(password) }));
}

/** A server with its login. Files that hold secrets are exchanged while the service runs: it tries again. */
function fromFiles<Login>(place: Place, login: () => Login) {
  try {
    return { ...serverOf(place), ...login() };
  } catch (error) {
    throw new TransportError(`${place.host}:${place.port}: secret or authority file cannot be read`, 'machine', error);
  }
}

/** The outgoing server; its library is loaded with the first letter, which most passes of cron do not have. */
export function postmanOf(config: Config): Postman {
  let loaded: Postman | undefined;
  const postman = async () => {
    const { smtpPostman } = await import('./smtp.ts');
    return (loaded ??= smtpPostman(smtpServerOf(config)));
  };
  return {
    compose: async (draft) => (await postman()).compose(draft),
    send: async (mail) => (await postman()).send(mail),
    close: () => loaded?.close(),
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
  const servers = [
    ...accounts.map((place) => ({ place, protocol: 'imap' as const })),
    { place: config.smtp, protocol: 'smtp' as const },
  ];
  const once = new Map(servers.map((each) => [`${each.place.host}:${each.place.port}`, each]));
  const looks = [...once].map(async ([server, { place, protocol }]) => {
    try {
      return await lookAtCertificate({ ...serverOf(place), protocol }, Date.now());
    } catch {
      return { server, problem: 'fichier de l’autorité illisible' };
    }
  });
  return (await Promise.all(looks)).filter((each) => each !== undefined);
}

function sourceOf(
  config: Config,
  mailboxes: readonly [Mailbox, ...Mailbox[]],
  log: Log,
  filedBy?: string,
): NamedSource {
  const { directory, inbox } = config.mailboxes[mailboxes[0]];
  const name = mailboxes.join('+');
  if (directory !== undefined) return { name, make: () => folderSource({ name, mailboxes, root: directory }) };
  const limits = { maxMessageBytes: config.limits.messageMegabytes * 1_000_000 };
  const make = () => {
    const server = imapServerOf(config, mailboxes[0]);
    if (server === undefined) throw new Error(`no account for the mailbox ${name}`);
    return imapSource({ name, mailboxes, inbox, server, limits, log, ...(filedBy !== undefined && { filedBy }) });
  };
  return { name, make };
}

function sharedInbox(config: Config): boolean {
  return placeOf(config, 'import') === placeOf(config, 'export');
}

function placeOf(config: Config, mailbox: Mailbox): string {
  return `${accountNameOf(config, mailbox)}/${config.mailboxes[mailbox].inbox}`;
}

function accountNameOf(config: Config, mailbox: Mailbox): string {
  const account = accountOf(config, mailbox);
  const { directory } = config.mailboxes[mailbox];
  return directory ?? `${account?.user ?? ''}@${account?.host ?? ''}:${account?.port ?? 0}`;
}

type Place = Pick<Account, 'host' | 'port' | 'security' | 'authorityFile'>;

function serverOf({ host, port, security, authorityFile }: Place) {
  const ca = authorityFile === undefined ? undefined : readFileSync(authorityFile, 'utf8');
  return { host, port, security, ca };
}
