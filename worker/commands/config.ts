import { missingAuthorities, missingSecrets, type Config } from '../config.ts';
import type { Mailbox } from '../domain/message.ts';
import { exitCodeOf, exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import { checkImap } from '../imap.ts';
import { reason } from '../log.ts';
import { checkSmtp } from '../smtp.ts';
import { certificatesOf, imapServerOf, smtpServerOf } from '../wiring.ts';

interface Finding {
  readonly subject: string;
  readonly ok: boolean;
  readonly told: string;
  readonly code: ExitCode;
}

/** Checks the file, what it names and both servers. Nothing is created, marked, moved or sent. */
export async function checkConfig(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  const missing = missingSecrets(config);
  const findings: Finding[] = [
    { subject: config.file, ok: true, told: 'configuration valide', code: exitCodes.done },
    ...missing.map((told) => ({ subject: 'secret ou autorité', ok: false, told, code: exitCodes.configuration })),
    ...(missing.length > 0 ? [] : await Promise.all([imap(config, 'import'), imap(config, 'export'), smtp(config)])),
    ...(missingAuthorities(config).length > 0 ? [] : await certificates(config)),
  ];
  const lines = findings.map(({ subject, ok, told }) => `${ok ? '✓' : '✗'} ${subject} : ${told}`);
  process.stdout.write((json ? JSON.stringify(findings) : lines.join('\n')) + '\n');
  return gravest(findings.map((each) => each.code));
}

async function imap(config: Config, mailbox: Mailbox): Promise<Finding> {
  const subject = `boîte ${mailbox}`;
  const { directory, inbox } = config.mailboxes[mailbox];
  if (directory !== undefined) return { subject, ok: true, told: `répertoire ${directory}`, code: exitCodes.done };
  return attempt(subject, async () => {
    const server = imapServerOf(config, mailbox);
    if (server === undefined) throw new Error('no account');
    const { messages, missingFolders, capabilities } = await checkImap(server, inbox, Object.values(config.folders));
    const folders = missingFolders.length === 0 ? '' : ` ; dossiers à créer : ${missingFolders.join(', ')}`;
    const idle = capabilities.includes('IDLE') ? '' : ' ; sans IDLE : relève périodique seule';
    return `connexion établie, ${messages} message(s) en attente${folders}${idle}`;
  });
}

function smtp(config: Config): Promise<Finding> {
  return attempt('envoi', async () => {
    await checkSmtp(smtpServerOf(config));
    return 'connexion établie';
  });
}

/** How long each certificate is good; a server that cannot be reached is told above already. */
async function certificates(config: Config): Promise<Finding[]> {
  const looks = await certificatesOf(config);
  return looks.flatMap(({ server, daysLeft, problem }) => {
    if (daysLeft === undefined) return [];
    const subject = `certificat de ${server}`;
    const ok = problem === undefined && daysLeft >= config.health.certificateDays;
    const told = [problem, `encore ${daysLeft} jour(s)`].filter((each) => each !== undefined).join(', ');
    return [{ subject, ok, told, code: exitCodes.done }];
  });
}

async function attempt(subject: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { subject, ok: true, told: await check(), code: exitCodes.done };
  } catch (error) {
    return { subject, ok: false, told: reason(error), code: exitCodeOf(error) };
  }
}
