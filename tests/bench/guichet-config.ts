import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mailboxes } from '../builders/mail.ts';
import type { Rig } from './rig.ts';

/** Environment that holds the mailbox's password. */
export function secretsOf({ password }: Rig): NodeJS.ProcessEnv {
  return { ...process.env, GUICHET_BENCH_PASSWORD: password };
}

/**
 * Writes a configuration for the rig's servers, with all of Guichet's defaults but three; returns its path. Scans are
 * recognised only when asked: the script beside which Guichet races reads none.
 */
export async function writeConfig(
  { imapPort, smtpPort, user, directory }: Omit<Rig, 'sunk'>,
  { recogniseScans } = { recogniseScans: false },
): Promise<string> {
  const file = join(directory, 'guichet.yaml');
  const config = {
    service: {
      name: 'Agence exemple – pôle importations et exportations de médicaments',
      postalAddress: '1 place de l’Exemple\n93000 Exempleville',
      telephone: '01 00 00 00 00',
      recourse: 'Dans les deux mois, un recours gracieux auprès de l’agence ou un recours devant le tribunal.',
    },
    mailboxes: { import: { address: mailboxes.import }, export: { address: mailboxes.export } },
    imap: { host: '127.0.0.1', port: imapPort, security: 'none', user, password: { env: 'GUICHET_BENCH_PASSWORD' } },
    smtp: { host: '127.0.0.1', port: smtpPort, security: 'none' },
    // The table is asked for with each request, so that reading it counts; the corpus has few firms that write a lot.
    requests: { imputationTable: 'always', lettersPerDay: 100_000 },
    limits: { recogniseScans },
    storage: { directory: join(directory, 'storage') },
  };
  // JSON is YAML too.
  await writeFile(file, JSON.stringify(config));
  return file;
}
