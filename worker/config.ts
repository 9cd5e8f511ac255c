import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Mailbox } from './domain/message.ts';
import type { Tray } from './domain/tray.ts';

/** The configuration holds mistakes: all of them, in plain words. The command exits with 78. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];

  constructor(file: string, mistakes: readonly string[]) {
    super(`${file}\u00a0: ${mistakes.length} erreur(s) de configuration`);
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

z.config(z.locales.fr());

const filled = z.string().trim().min(1, 'ne doit pas être vide');
const address = z.email('doit être une adresse électronique');
const secret = z.union([z.strictObject({ env: filled }), z.strictObject({ file: filled })], {
  error: 'doit nommer où lire le secret\u00a0: { env: NOM_DE_VARIABLE } ou { file: /chemin }',
});
const port = z.int().min(1).max(65_535);
const security = z.enum(['tls', 'starttls', 'none']).default('tls');

const account = z.strictObject({
  host: filled,
  port,
  security,
  user: filled,
  password: secret,
  /** PEM file of the authority to trust, where the system's own do not do. */
  authorityFile: filled.optional(),
});

const mailbox = z
  .strictObject({
    address,
    /** Folder of the account that receives the mail. */
    inbox: filled.default('INBOX'),
    /** Account of this mailbox; the top-level one when absent. */
    imap: account.optional(),
    /** Folder of .eml files instead of an IMAP account (trials, demonstration). */
    directory: filled.optional(),
  })
  .refine((each) => !(each.imap && each.directory), 'ne peut avoir à la fois « imap » et « directory »');

/** Folders follow the state of the case, so that Outlook shows it. */
const folders = z
  .strictObject({
    forReview: filled.default('À instruire'),
    awaitingApplicant: filled.default('En attente de pièces'),
    staffReview: filled.default('À vérifier'),
    refusalBorn: filled.default('Refus implicites'),
    closed: filled.default('Clos'),
    automatic: filled.default('Messages automatiques'),
    quarantine: filled.default('Quarantaine'),
    outOfScope: filled.default('Hors périmètre'),
  })
  .prefault({});

const schema = z.strictObject({
  /** CRPA R112-11-1: without these mentions an acknowledgement is not valid in law. */
  service: z.strictObject({
    name: filled,
    postalAddress: filled,
    telephone: filled,
    recourse: filled,
    email: address.optional(),
    privacyNotice: filled.optional(),
  }),
  mailboxes: z.strictObject({
    import: mailbox,
    export: mailbox,
    /** Name under which the agency's own server writes `Authentication-Results` (RFC 8601); without it none is believed. */
    trustedServer: filled.optional(),
  }),
  imap: account.optional(),
  smtp: account
    .partial({ user: true, password: true })
    .extend({
      returnAddress: address.optional(),
      /** Age at which a letter that the server refuses for now is given to staff. */
      giveUpHours: z.int().min(1).max(720).default(48),
      /** A letter that the server may have is sent again after this time, once, unless something proves it went out. */
      resendMinutes: z.int().min(1).max(1440).default(15),
    })
    .refine(
      (each) => (each.user === undefined) === (each.password === undefined),
      'demande « user » et « password » ensemble',
    ),
  folders,
  requests: z
    .strictObject({
      /** Days given to send what is missing; the law sets no figure (CRPA L114-5). */
      daysToAnswer: z.int().min(1).max(365).default(30),
      /** Whether an imputation table is asked for with a request. */
      imputationTable: z.enum(['never', 'series', 'always']).default('series'),
      /** Letters to one address in 24 hours; beyond, a person looks: two robots may be answering each other. */
      lettersPerDay: z.int().min(1).default(20),
    })
    .prefault({}),
  storage: z.strictObject({ directory: filled }),
  schedule: z
    .strictObject({
      /** Seconds between two complete reconciliations, whatever IDLE says. */
      reconcileEvery: z.int().min(5).default(60),
    })
    .prefault({}),
  /** From when on `status` says that a person should look. */
  health: z
    .strictObject({
      /** Port of /healthz and /metrics on 127.0.0.1, in `run` only; none when absent. */
      port: port.optional(),
      staleMinutes: z.int().min(1).default(15),
      unsentMinutes: z.int().min(1).default(60),
      deadlineDays: z.int().min(0).max(60).default(5),
      certificateDays: z.int().min(0).max(365).default(21),
      diskMegabytes: z.int().min(0).default(1_000),
    })
    .prefault({}),
  limits: z
    .strictObject({
      messageMegabytes: z.int().min(1).max(500).default(150),
      readingSeconds: z.int().min(1).max(60).default(7),
      readingMegabytes: z.int().min(128).max(2048).default(256),
      /** Processes that read mails; a second one pays on more than two processors, at 150 MB each. */
      readers: z.int().min(1).max(16).default(1),
      /** Whether the characters of scans are recognised (OCR). */
      recogniseScans: z.boolean().default(true),
    })
    .prefault({}),
});

/** A checked configuration. Secrets are named, not held: `secretOf` reads one when a connection needs it. */
export type Config = Readonly<z.infer<typeof schema>> & { readonly file: string };

export type Account = z.infer<typeof account>;

/** The folder of each tray. */
export type Folders = Readonly<Record<Tray, string>>;

/** Reads and checks the file; throws `ConfigError` with every mistake at once. */
export function loadConfig(file: string): Config {
  const raw = readYaml(file);
  const result = schema.safeParse(raw);
  const mistakes = [
    ...(result.success ? inboxesAmongFolders(result.data) : result.error.issues.map(inPlainWords)),
    ...mailboxesWithoutSource(raw),
  ];
  if (!result.success || mistakes.length > 0) throw new ConfigError(file, mistakes);
  return Object.freeze({ ...result.data, file });
}

/** The IMAP account that receives a mailbox's mail, or undefined when it is a directory. */
export function accountOf(config: Config, mailbox: Mailbox): Account | undefined {
  const { imap, directory } = config.mailboxes[mailbox];
  return directory === undefined ? (imap ?? config.imap) : undefined;
}

/**
 * Every secret and every file of an authority that a connection would not find, under its key, in plain words; never a
 * value.
 */
export function missingSecrets(config: Config): string[] {
  const secrets = accountsByKey(config).flatMap(([key, { password }]) =>
    password === undefined ? [] : unreadable(`${key}.password`, () => secretOf(password)),
  );
  return [...secrets, ...missingAuthorities(config)];
}

/** The same of the authorities alone: a look at certificates needs no secret. */
export function missingAuthorities(config: Config): string[] {
  return accountsByKey(config).flatMap(([key, { authorityFile }]) =>
    authorityFile === undefined ? [] : unreadable(`${key}.authorityFile`, () => textOf(authorityFile)),
  );
}

/** What an account names, to be read when a connection needs it. */
type Named = Partial<Pick<Account, 'password' | 'authorityFile'>>;

/** The accounts that connections use, under the key that describes them; a common one once. */
function accountsByKey(config: Config): [string, Named][] {
  const accounts = new Map<string, Named>();
  for (const mailbox of ['import', 'export'] as const) {
    const account = accountOf(config, mailbox);
    const isOwn = config.mailboxes[mailbox].imap !== undefined;
    if (account !== undefined) accounts.set(isOwn ? `mailboxes.${mailbox}.imap` : 'imap', account);
  }
  return [...accounts, ['smtp', config.smtp]];
}

function unreadable(key: string, read: () => string): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [`${key}\u00a0: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** The secret itself, from the environment or from a file. */
export function secretOf(where: z.infer<typeof secret>): string {
  if ('env' in where) {
    const value = process.env[where.env];
    if (!value)
      throw new Error(`secret absent\u00a0: la variable d’environnement ${where.env} est vide ou non définie`);
    return value;
  }
  const value = textOf(where.file).trim();
  if (value === '') throw new Error(`secret absent\u00a0: le fichier ${where.file} est vide`);
  return value;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`le fichier ${file} ne peut pas être lu`, { cause });
  }
}

/** Where the register and the archive live; relative paths start at the current directory. */
export function storageOf(config: Config): string {
  return resolve(config.storage.directory);
}

/** What is filed would be received again, and what is received would count as filed. */
function inboxesAmongFolders({ mailboxes, folders }: z.infer<typeof schema>): string[] {
  const names = new Map(Object.entries(folders).map(([tray, folder]) => [folder.toLowerCase(), tray]));
  return (['import', 'export'] as const).flatMap((mailbox) => {
    const { inbox, directory } = mailboxes[mailbox];
    const tray = names.get(directory === undefined ? inbox.toLowerCase() : 'inbox');
    return tray === undefined ? [] : [`mailboxes.${mailbox}.inbox\u00a0: est aussi le dossier folders.${tray}`];
  });
}

/** Looked up in the raw file, so that this mistake is told together with all the others. */
function mailboxesWithoutSource(raw: unknown): string[] {
  if (at(raw, 'imap') !== undefined) return [];
  return (['import', 'export'] as const)
    .map((each) => [each, at(at(raw, 'mailboxes'), each)] as const)
    .filter(([, mailbox]) => mailbox !== undefined)
    .filter(([, mailbox]) => at(mailbox, 'imap') === undefined && at(mailbox, 'directory') === undefined)
    .map(([each]) => `mailboxes.${each}\u00a0: aucun compte IMAP (« imap », ici ou à la racine) ni « directory »`);
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Neither the library's sentences nor its warnings are repeated: they quote the line, where a secret may stand. */
function readYaml(file: string): unknown {
  try {
    return parseYaml(readFileSync(file, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    if (error instanceof YAMLParseError) throw new ConfigError(file, [`YAML illisible\u00a0: ${placeOf(error)}`]);
    throw new ConfigError(file, ['le fichier ne peut pas être lu']);
  }
}

function placeOf({ code, linePos }: YAMLParseError): string {
  const place = linePos && `ligne ${linePos[0].line}, colonne ${linePos[0].col} `;
  return `${place ?? ''}(${code})`;
}

function inPlainWords(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.') || 'racine';
  const mandatory = path.startsWith('service') ? ' (mention obligatoire de l’accusé de réception, CRPA R112-11-1)' : '';
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${path}\u00a0: manque${mandatory}`;
  if (issue.code === 'unrecognized_keys') return `${path}\u00a0: clé inconnue\u00a0: ${issue.keys.join(', ')}`;
  return `${path}\u00a0: ${issue.message}${mandatory}`;
}
