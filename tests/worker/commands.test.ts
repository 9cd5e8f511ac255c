import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMail } from '../builders/mail.ts';
import { officeFor } from '../builders/office.ts';
import { startDovecot, type Dovecot } from '../servers/dovecot.ts';
import { freePort } from '../servers/free-port.ts';
import { startSmtpSink, type SmtpSink } from '../servers/smtp-sink.ts';

const root = join(import.meta.dirname, '..', '..');
const demo = (name: string) => join(root, 'data', 'demo', name);

let dovecot: Dovecot;
let sink: SmtpSink;

beforeAll(async () => {
  dovecot = await startDovecot({ tls: false });
  sink = await startSmtpSink({ security: 'none' });
});

afterAll(async () => {
  await dovecot.stop();
  await sink.stop();
});

const office = (over: Record<string, unknown> = {}) => officeFor(dovecot, sink.port, over);
const accounts = (port: number, password: string) => {
  process.env['WRONG'] = 'wrong';
  const imap = { host: '127.0.0.1', port, security: 'none', user: 'import', password: { env: password } };
  return {
    import: { address: 'i@agence.example', imap },
    export: { address: 'e@agence.example', imap: { ...imap, user: 'export' } },
  };
};

describe('every command', () => {
  it.each(['run', 'once', 'check', 'cases', 'config', 'rules'])('%s explains itself', async (command) => {
    const { code, out } = await office().run(command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage : guichet ${command}`);
  });

  it('that does not exist is refused with the nearest one', async () => {
    const { code, err } = await office().run('chek');
    expect(code).toBe(64);
    expect(err).toContain('check');
  });
});

describe('an older Node', () => {
  it('is refused with a line that says which one is needed', async () => {
    const older = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.18.3'}})";
    const options = `--import=data:text/javascript,${encodeURIComponent(older)}`;
    const running = office().start({ NODE_OPTIONS: options }, 'once');
    expect(await running.ended, running.log()).toBe(78);
    expect(running.log()).toContain('Node 20.19 ou plus récent est nécessaire');
  });
});

describe('guichet check', () => {
  it('shows case, values with their places, verdicts and letter, and leaves no trace', async () => {
    const place = office();
    const before = sink.received();
    const { code, out } = await place.run(
      'check',
      demo('import/03-demande-incomplete.eml'),
      '--received',
      '2026-06-03T08:00:00Z',
    );
    expect(code).toBe(0);
    for (const words of [
      'en attente de pièces',
      'champ «\u00a0dosage\u00a0», page 1',
      'AI-11  manque',
      'RÉPONSE QUI SERAIT ENVOYÉE',
      '18\u00a0juillet\u00a02026',
    ]) {
      expect(out).toContain(words);
    }
    expect(existsSync(join(place.directory, 'storage'))).toBe(false);
    expect(sink.received()).toBe(before);
  });

  it('says that an automatic mail is never answered', async () => {
    const { out } = await office().run('check', demo('import/10-lettre-information.eml'));
    expect(out).toContain('Message automatique');
    expect(out).toContain('Aucune réponse ne serait envoyée');
  });

  it('gives the same to a script', async () => {
    const { out } = await office().run('check', demo('import/01-demande-complete.eml'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      folder: 'À instruire',
      case: { state: 'forReview' },
      letter: { recipient: 'claire.aubert@aubraie.example' },
    });
  });
});

describe('guichet cases', () => {
  it('lists the cases and tells one, with the file of each mail', async () => {
    const place = office();
    expect((await place.run('cases')).out).toContain('registre est vide');
    await dovecot.deliver('import', buildMail({ subject: 'Question', text: 'Bonjour' }));
    await place.run('once');
    const [current] = place.cases();
    expect((await place.run('cases')).out).toContain(current?.reference);
    const { code, out } = await place.run('cases', current?.reference ?? '');
    expect(code).toBe(0);
    expect(out).toContain(`${current?.messages[0]?.message ?? ''}.eml`);
    expect(out).toContain('acceptée par le serveur');
  });

  it('refuses a reference copied wrong', async () => {
    const place = office();
    await place.run('once');
    const { code, err } = await place.run('cases', 'AI-2026-000001-A');
    expect(code).toBe(75);
    expect(err).toContain('lettre finale');
  });
});

describe('guichet config', () => {
  it('checks file, secrets and both servers, and changes nothing on them', async () => {
    const user = accounts(dovecot.port, 'IMAP');
    user.import.imap.user = 'untouched';
    const { code, out } = await office({ mailboxes: user }).run('config');
    expect(out).toContain(
      '✓ boîte import : connexion établie, 0 message(s) en attente ; dossiers à créer : À instruire',
    );
    expect(out).toContain('✓ envoi : connexion établie');
    expect(code).toBe(0);
    expect(await dovecot.folders('untouched')).toEqual([]);
  });

  it('names what is wrong and ends with its code', async () => {
    const refused = await office({ mailboxes: accounts(dovecot.port, 'WRONG') }).run('config');
    expect(refused.code).toBe(77);
    expect(refused.out).toContain('✗ boîte import');
    const secret = await office({ mailboxes: accounts(dovecot.port, 'NOWHERE') }).run('config');
    expect(secret.code).toBe(78);
    expect(secret.out).toContain('NOWHERE');
  });
});

describe('a run that cannot work', () => {
  it.each([
    ['an unreachable server', async () => accounts(await freePort(), 'IMAP'), 69],
    ['a refused account', () => accounts(dovecot.port, 'WRONG'), 77],
    ['an absent secret', () => accounts(dovecot.port, 'NOWHERE'), 78],
  ])('because of %s says so with its code', async (_, mailboxes, expected) => {
    const { code } = await office({ mailboxes: await mailboxes() }).run('once');
    expect(code).toBe(expected);
  });

  it('without a telephone number does not start, and says which law asks for it', async () => {
    const place = office({ service: { name: 'Agence', postalAddress: 'x', recourse: 'y' } });
    for (const command of ['run', 'once']) {
      const { code, err } = await place.run(command);
      expect(code).toBe(78);
      expect(err).toMatch(/service\.telephone.*R112-11-1/);
    }
  });

  it('on one mailbox still does the other', async () => {
    const mailboxes = accounts(dovecot.port, 'IMAP');
    mailboxes.export.imap.password = { env: 'WRONG' };
    const place = office({ mailboxes });
    await dovecot.deliver('import', buildMail({ subject: 'Question', text: 'Encore une question' }));
    expect((await place.run('once')).code).toBe(77);
    expect(place.cases()).toHaveLength(1);
  });
});

describe('guichet once before a person', () => {
  const onTerminal = ['sh', '-c', 'exec script -qec "$*" /dev/null', 'sh'];

  it('counts the mails while they are taken in', async () => {
    const mailboxes = accounts(dovecot.port, 'IMAP');
    mailboxes.import.imap.user = 'watched';
    for (const question of ['Une question', 'Une autre question']) {
      await dovecot.deliver('watched', buildMail({ subject: question, text: question }));
    }
    const { code, out } = await office({ mailboxes }).runUnder(onTerminal, 'once');
    expect(code, out).toBe(0);
    expect(out).toContain('\rimport : 1/2\rimport : 2/2\r\n');
    expect(out).toMatch(/ mailbox reconciled source=import found=2 taken=2 .* folders=8\r\n/);
  });
});

describe('guichet run', () => {
  it('stops by itself on SIGTERM, and says nothing of a mail’s content', async () => {
    const place = office();
    const running = place.start({}, 'run');
    await running.said('"source":"import","msg":"mailbox open"');
    await dovecot.deliver(
      'import',
      buildMail({ subject: 'Objet confidentiel', text: 'Texte confidentiel', from: 'secret@alba.example' }),
    );
    await running.said('"taken":1');
    running.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(running.log()).not.toMatch(/confidentiel|secret@/);
  });
});
