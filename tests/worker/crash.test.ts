import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMail } from '../builders/mail.ts';
import { officeFor } from '../builders/office.ts';
import { header } from '../demo/played.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';

/** Mails of one round; enough for the kill to fall in the middle of the work. */
const MAILS = 25;

let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
});

afterAll(() => dovecot.stop());

describe('killed without warning', () => {
  // At any time; every step by its name is killed in tests/faults.
  it.each([250, 450, 650, 1000])(
    'after %i ms, the next run finishes: nothing lost, one case each, one answer each or the same one twice',
    async (milliseconds) => {
      const { startSmtpSink } = await import('../servers/smtp-sink.ts');
      const sink = await startSmtpSink({ security: 'none' });
      const user = `kill${milliseconds}`;
      const imap = (name: string) => ({
        host: '127.0.0.1',
        port: dovecot.port,
        security: 'none',
        user: name,
        password: { env: 'IMAP' },
      });
      const office = officeFor(dovecot, sink.port, {
        mailboxes: {
          import: { address: 'import@agence.example', imap: imap(user) },
          export: { address: 'export@agence.example', imap: imap(`${user}-export`) },
        },
        requests: { lettersPerDay: 1000 },
      });
      for (let index = 0; index < MAILS; index += 1) {
        await dovecot.deliver(
          user,
          buildMail({ subject: `Demande d’autorisation d’importation ${index}`, text: 'Dosage : 5 mg' }),
        );
      }
      const doomed = office.start({}, 'once');
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      doomed.kill('SIGKILL');
      await doomed.ended;
      const { code, err } = await office.run('once');

      expect(code, err).toBe(0);
      const folders = [...(await dovecot.folders(user)), 'INBOX'];
      const mails = await Promise.all(folders.map((folder) => dovecot.messages(user, folder)));
      expect(mails.flat()).toHaveLength(MAILS);
      expect(await dovecot.messages(user)).toEqual([]);
      expect(office.cases()).toHaveLength(MAILS);
      const letters = sink.mails.map((each) => header(each.bytes, 'Message-ID'));
      expect(new Set(letters)).toEqual(new Set(office.letters().map((each) => each.draft.messageId)));
      expect(new Set(letters).size).toBe(MAILS);
      // A repeat is the same letter to the byte.
      expect(new Set(sink.mails.map((each) => each.bytes.toString('latin1'))).size).toBe(MAILS);
      await sink.stop();
    },
  );
});

describe('two runs at the same time', () => {
  it('are harmless: the second does nothing', async () => {
    const { startSmtpSink } = await import('../servers/smtp-sink.ts');
    const sink = await startSmtpSink({ security: 'none' });
    const office = officeFor(dovecot, sink.port, {});
    for (let index = 0; index < MAILS; index += 1) {
      await dovecot.deliver(
        'import',
        buildMail({ subject: `Question ${index}`, text: 'Bonjour', from: `p${index}@alba.example` }),
      );
    }
    const runs = await Promise.all([office.run('once'), office.run('once'), office.run('once')]);
    expect(runs.map((each) => each.code)).toEqual([0, 0, 0]);
    expect(office.cases()).toHaveLength(MAILS);
    expect(sink.mails).toHaveLength(MAILS);
    await sink.stop();
  });
});
