import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { officeFor, type TestOffice } from '../builders/office.ts';
import type { Dovecot } from '../servers/dovecot.ts';
import { startSmtpSink, type SmtpScript, type SmtpSink } from '../servers/smtp-sink.ts';

/** The compiled program on real servers, with users and mails of its own, about to meet an accident. */
export interface Stage {
  readonly office: TestOffice;
  readonly dovecot: Dovecot;
  readonly sink: SmtpSink;
  /** The account of the import mailbox; the other one is an empty directory. */
  readonly user: string;
  /** Mails that ask for a case and an answer, and mails that ask for nothing; all were delivered. */
  readonly asking: Buffer[];
  readonly automatic: Buffer[];
  /** Where register and archive lie. */
  readonly storage: string;
  readonly close: () => Promise<void>;
}

/** What a stage may have other than usual. */
export interface StageOptions {
  /** Port of the IMAP server as the program sees it: a proxy. */
  readonly imapPort?: number;
  /** What the outgoing server does instead of accepting everything. */
  readonly smtp?: SmtpScript;
  /** Delivers nothing. */
  readonly isEmpty?: boolean;
  /** Further sections of the configuration. */
  readonly over?: Readonly<Record<string, unknown>>;
}

let stages = 0;

/** An office of its own with three mails before it: two that want an answer, one that wants none. */
export async function aStage(dovecot: Dovecot, options: StageOptions = {}): Promise<Stage> {
  stages += 1;
  const user = `panne${stages}`;
  const sink = await startSmtpSink({ security: 'none', ...options.smtp });
  const port = options.imapPort ?? dovecot.port;
  const imap = { host: '127.0.0.1', port, security: 'none', user, password: { env: 'IMAP' } };
  const directory = mkdtempSync(join(tmpdir(), 'guichet-export-'));
  const office = officeFor(dovecot, sink.port, {
    mailboxes: {
      import: { address: mailboxes.import, imap },
      export: { address: mailboxes.export, directory },
    },
    requests: { lettersPerDay: 1000 },
    ...options.over,
  });
  const storage = join(office.directory, 'storage');
  const stage: Stage = { office, dovecot, sink, user, asking: [], automatic: [], storage, close: sink.stop };
  if (options.isEmpty !== true) await deliverThree(stage);
  return stage;
}

/** Two mails that want an answer, the second larger than a packet, and one that wants none. */
export async function deliverThree(stage: Stage): Promise<void> {
  await deliver(stage, aRequest(1));
  await deliver(stage, aRequest(2, 'Nous joignons le détail de la demande.\n'.repeat(400)));
  const absence = buildMail({ subject: 'Absence', text: 'Absente.', headers: { 'Auto-Submitted': 'auto-replied' } });
  stage.automatic.push(absence);
  await stage.dovecot.deliver(stage.user, absence);
}

/** A request that lacks nearly everything: it is answered. No two are alike, nor of the same applicant. */
export function aRequest(index: number, more = ''): Buffer {
  return buildMail({
    from: `pharmacie-${index}@aubraie.example`,
    subject: `Demande d’autorisation d’importation ${index}`,
    text: `Dosage : 5 mg\n${more}`,
  });
}

/** Puts a mail that wants an answer into the inbox. */
export async function deliver(stage: Stage, mail: Buffer, receivedAt?: Date): Promise<void> {
  stage.asking.push(mail);
  await stage.dovecot.deliver(stage.user, mail, receivedAt);
}

/** What a restored mailbox does to a folder: the same mails under another UIDVALIDITY. */
export async function renumber({ dovecot, user }: Stage, folder = ''): Promise<void> {
  for (const file of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
    await rm(join(dovecot.mailRoot, user, folder, file), { force: true });
  }
}

/** Starts a pass that dies at a point; fails when it gets past. */
export async function dieAt(stage: Stage, point: string, ...more: string[]): Promise<void> {
  const doomed = stage.office.start({ GUICHET_CRASH_AT: point }, 'once', ...more);
  const code = await doomed.ended;
  if (code !== null) throw new Error(`ended with ${code} without coming to « ${point} »:\n${doomed.log()}`);
}
