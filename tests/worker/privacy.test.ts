import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImap } from '../../worker/imap.ts';
import { buildMail } from '../builders/mail.ts';
import { officeFor } from '../builders/office.ts';
import { header } from '../demo/played.ts';
import { hostileMails } from '../hostile/mails.ts';
import { expiredCertificate, testCertificate } from '../servers/certificate.ts';
import { freePort } from '../servers/free-port.ts';
import { startRudeImap } from '../servers/rude-imap.ts';
import { startSmtpSink, type SmtpScript } from '../servers/smtp-sink.ts';

const root = join(import.meta.dirname, '..', '..');
const open: { stop(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const SECRET = 'motdepassesecret';
const marked = /marqueur/i;

/** A word that names a person stands wherever a mail can hold one. */
const markedMail = (index: number) =>
  buildMail({
    from: `Mme Marqueur <marqueur${index}@alba.example>`,
    subject: `Demande d’autorisation pour Mme Marqueur ${index}`,
    text: 'Le patient est M. Marqueur.\nDosage : marqueur',
    attachments: [
      { name: 'ordonnance Marqueur.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 Marqueur') },
      { name: 'Marqueur.xlsx', type: 'application/octet-stream', content: Buffer.from('PK\u0003\u0004 Marqueur') },
      { name: 'marqueur.json', type: 'application/json', content: Buffer.from('{"Marqueur"') },
    ],
  });

/** Import is a folder of mails, export an IMAP server that insults; letters go to a server that follows the script. */
async function world(script: SmtpScript, over: Record<string, unknown> = {}) {
  const sentence = 'Mme Marqueur <marqueur@alba.example> said no';
  const imap = await startRudeImap(sentence);
  const sink = await startSmtpSink({ security: 'none', ...script });
  open.push(imap, sink);
  const place = mkdtempSync(join(tmpdir(), 'guichet-privacy-'));
  const inbox = join(place, 'INBOX');
  mkdirSync(inbox);
  process.env['PRIVACY_SECRET'] = SECRET;
  const account = { host: '127.0.0.1', security: 'none', user: 'u', password: { env: 'PRIVACY_SECRET' } };
  const office = officeFor(imap, sink.port, {
    mailboxes: {
      import: { address: 'import@agence.example', directory: place },
      export: { address: 'export@agence.example', imap: { ...account, port: imap.port } },
    },
    health: { diskMegabytes: 0 },
    requests: { lettersPerDay: 1000 },
    ...over,
  });
  return {
    office,
    sink,
    storage: join(office.directory, 'storage'),
    deliver: (name: string, bytes: Uint8Array) => writeFileSync(join(inbox, `${name}.eml`), bytes),
  };
}

const rudeSmtp: SmtpScript = {
  recipient: (address) =>
    address.startsWith('marqueur1')
      ? { code: 550, text: `<${address}>: Mme Marqueur is unknown` }
      : address.startsWith('marqueur2')
        ? { code: 451, text: `<${address}>: Mme Marqueur is out` }
        : undefined,
  letter: ({ envelope }) => (envelope.to.join().startsWith('marqueur3') ? 'cut and lose' : undefined),
};

describe('nothing that a mail or a server says', () => {
  it('is told by once, status and their JSON, whatever fails', async () => {
    const { office, deliver, storage } = await world(rudeSmtp);
    await office.run('once');
    for (const index of [0, 1, 2, 3, 4]) deliver(`Mme Marqueur ${index}`, markedMail(index));
    // One that fails: it cannot be kept.
    const lost = createHash('sha256').update(markedMail(4)).digest('hex');
    mkdirSync(join(storage, 'archive', lost.slice(0, 2), `${lost}.eml`), { recursive: true });
    const told = [];
    for (const command of [['once'], ['once', '--json'], ['status'], ['status', '--json'], ['tick'], ['config']]) {
      told.push(await office.run(...command));
    }
    const text = told.map(({ out, err }) => out + err).join('\n');
    for (const words of ['message not taken in', 'mailbox not reconciled', 'letter not accepted', 'refusée par']) {
      expect(text).toContain(words);
    }
    expect(
      office
        .letters()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['accepted', 'deferred', 'rejected', 'uncertain']);
    expect(text).not.toMatch(marked);
    expect(text).not.toContain(SECRET);
  }, 120_000);

  it('is told by run, healthz and metrics', async () => {
    const port = await freePort();
    const { office, deliver } = await world(rudeSmtp, { health: { diskMegabytes: 0, port } });
    for (const index of [0, 1, 2, 3]) deliver(`Mme Marqueur ${index}`, markedMail(index));
    const running = office.start({}, 'run');
    await running.said('"taken":4');
    await running.said('"state":"uncertain"');
    const answers = await Promise.all(
      ['/healthz', '/metrics'].map(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()),
    );
    running.kill('SIGTERM');
    await running.ended;
    expect(answers[1]).toContain('guichet_letters{state="rejected"} 1');
    expect(running.log() + answers.join('\n')).not.toMatch(marked);
    expect(running.log()).not.toContain(SECRET);
  });

  it('of the demonstration’s and of hostile mails is told', async () => {
    const { office, deliver } = await world({}, { limits: { recogniseScans: false } });
    const folder = join(root, 'data', 'demo', 'import');
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    mails.forEach((bytes, index) => deliver(`demo-${index}`, bytes));
    for (const each of hostileMails.filter(({ name }) => /50 deep|500 small|header/.test(name))) {
      deliver(each.name.replace(/\W+/g, '-'), each.mail(''));
    }
    const { err, out } = await office.run('once');
    const { out: status } = await office.run('status', '--json');
    const text = [err, out, status].join('\n');
    const words = mails.flatMap((bytes) => [
      ...(header(bytes, 'From').match(/[\w.+-]+@[\w.-]+/g) ?? []),
      header(bytes, 'Subject'),
    ]);
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((each) => each.length > 3 && text.includes(each))).toEqual([]);
    expect(text).not.toMatch(/aubert|aubraie/i);
  }, 120_000);
});

/** Everything under a folder that others could read. */
function readable(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .concat(folder)
    .filter((path) => {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat !== undefined && (stat.mode & 0o777) !== (stat.isDirectory() ? 0o700 : 0o600);
    });
}

describe('the storage', () => {
  it('is readable by its owner alone, whatever the umask and the folder it was given', async () => {
    const { office, deliver, storage } = await world({});
    mkdirSync(storage);
    chmodSync(storage, 0o777);
    for (const index of [0, 1, 2]) deliver(`${index}`, markedMail(index));
    const main = join(root, 'dist', 'worker', 'main.js');
    const line = `umask 000; exec "${process.execPath}" "${main}" -c "${office.config}" run`;
    const child = spawn('sh', ['-c', line], { env: process.env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    const seen = new Set<string>();
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        for (const each of readable(storage)) seen.add(each);
        if (said.includes('"taken":3')) resolve();
      });
    });
    const names = readdirSync(storage);
    expect(names).toEqual(expect.arrayContaining(['archive', 'lock-import.db', 'register.db', 'register.db-wal']));
    child.kill('SIGKILL');
    await ended;
    expect([...seen, ...readable(storage)]).toEqual([]);
  });
});

describe('a connection to a mailbox', () => {
  it.each([
    ['nobody vouches for', () => testCertificate(), undefined],
    ['has ended', () => expiredCertificate(), () => expiredCertificate().ca],
  ])('is refused to a certificate that %s', async (_, certificate, ca) => {
    const { cert, key } = certificate();
    let heard = '';
    const server = createServer({ cert, key }, (socket) => {
      socket.on('error', () => undefined).on('data', (chunk: Buffer) => (heard += chunk.toString()));
      socket.write('* OK ready\r\n');
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ stop: () => new Promise((resolve) => server.close(resolve)) });
    const { port } = server.address() as AddressInfo;
    const account = { host: '127.0.0.1', port, security: 'tls', user: 'u', password: SECRET, ca: ca?.() } as const;
    await expect(checkImap(account, 'INBOX', [])).rejects.toMatchObject({ fault: 'temporary' });
    expect(heard).toBe('');
  });
});
