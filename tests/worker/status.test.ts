import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openConnection } from '../../data/register/open.ts';
import { register } from '../../data/register/register.ts';
import { lookAtCertificate } from '../../worker/certificates.ts';
import type { Instant } from '../../worker/domain/message.ts';
import { healthOf } from '../../worker/health.ts';
import { healthMetrics, healthReport } from '../../worker/health-report.ts';
import { buildMail } from '../builders/mail.ts';
import { officeFor } from '../builders/office.ts';
import { aFullDesk } from '../faults/fault-desk.ts';
import { expiredCertificate } from '../servers/certificate.ts';
import { startDovecot } from '../servers/dovecot.ts';
import { freePort } from '../servers/free-port.ts';
import { startSmtpSink, type SmtpScript } from '../servers/smtp-sink.ts';

const open: { stop(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function sinkFor(script: SmtpScript) {
  const sink = await startSmtpSink(script);
  open.push(sink);
  return sink;
}

/** An office whose mailboxes are folders; `letter` is a mail that came. */
async function world(script: SmtpScript = {}, over: Record<string, unknown> = {}) {
  const sink = await sinkFor({ security: 'none', ...script });
  const root = mkdtempSync(join(tmpdir(), 'guichet-status-'));
  const mailbox = (name: string) => {
    mkdirSync(join(root, name, 'INBOX'), { recursive: true });
    return { address: `${name}@agence.example`, directory: join(root, name) };
  };
  const mailboxes = { import: mailbox('import'), export: mailbox('export') };
  const health = { diskMegabytes: 0 };
  const office = officeFor({ port: 0 }, sink.port, { mailboxes, health, ...over });
  const deliver = () =>
    writeFileSync(
      join(root, 'import', 'INBOX', '1.eml'),
      buildMail({ subject: 'Question de Mme Nominative', text: 'Bonjour', from: 'nominative@alba.example' }),
    );
  return { office, deliver, sink };
}

describe('guichet status', () => {
  it('says that a mailbox was never looked at', async () => {
    const { office } = await world();
    const { code, out } = await office.run('status');
    expect(code).toBe(12);
    expect(out).toContain('⚠ boîte import : jamais relevée entièrement');
  });

  it('ends with 0 when all is well', async () => {
    const { office, deliver } = await world();
    deliver();
    await office.run('once');
    const { code, out } = await office.run('status');
    expect([code, out]).toEqual([0, expect.stringContaining('✓ rien à signaler')]);
    expect(out).toContain('import : dernière relève complète il y a 0 min ; 1 en file au dernier regard');
    expect(out).toContain('acceptée par le serveur : 1');
  });

  it('tells of a refused letter, as figures, without naming anybody', async () => {
    const { office, deliver } = await world({ recipient: () => ({ code: 550, text: 'nominative@ inconnue' }) });
    deliver();
    await office.run('once');
    const { code, out } = await office.run('status', '--json');
    expect(code).toBe(12);
    expect(JSON.parse(out)).toMatchObject({
      figures: { letters: { rejected: 1 }, lettersForStaff: 1 },
      concerns: [{ about: 'staff', told: '1 lettre(s) refusée(s), abandonnée(s) ou sans confirmation' }],
    });
    expect(out).not.toMatch(/nominative/i);
  });

  it('tells of a letter as `guichet cases` shows it: state, attempts, words of the server', async () => {
    const { office, deliver } = await world({ recipient: () => ({ code: 550, text: '5.1.1 inconnue' }) });
    deliver();
    await office.run('once');
    const { out } = await office.run('cases', office.cases()[0]?.reference ?? '');
    expect(out).toMatch(
      /refusée par le serveur <.*\n.* – refusée par le serveur : SMTP .* RCPT TO: 550 5\.1\.1 inconnue/,
    );
  });

  it('names a certificate that ended', async () => {
    const certificate = expiredCertificate();
    const { port } = await sinkFor({ security: 'starttls', certificate });
    const authorityFile = join(mkdtempSync(join(tmpdir(), 'guichet-ca-')), 'ca.pem');
    writeFileSync(authorityFile, certificate.ca);
    const { office } = await world({}, { smtp: { host: '127.0.0.1', port, security: 'starttls', authorityFile } });
    await office.run('once');
    const { code, out } = await office.run('status');
    expect([code, out]).toEqual([12, expect.stringContaining(`⚠ certificat de 127.0.0.1:${port} : CERT_HAS_EXPIRED`)]);
    expect((await office.run('config')).out).toContain(`✗ certificat de 127.0.0.1:${port} : CERT_HAS_EXPIRED`);
  });
});

describe('the calendar', () => {
  it('is told by the pass that applies it, once, and by status while a born refusal waits for people', async () => {
    const { office } = await world({}, { storage: { directory: await aFullDesk() } });
    expect((await office.run('once')).code).toBe(11);
    expect((await office.run('once')).code).toBe(0);
    const { code, out } = await office.run('status', '--json');
    const told = { about: 'staff', told: '2 refus implicite(s) né(s), sans décision' };
    expect([code, JSON.parse(out)]).toMatchObject([12, { concerns: [told] }]);
  });
});

describe('the certificate of a server', () => {
  const now = Date.now() + 3_600_000;

  it.each(['tls', 'starttls'] as const)('of outgoing mail is looked at (%s)', async (security) => {
    const { host, port, ca } = await sinkFor({ security });
    const server = { protocol: 'smtp', host, port, security } as const;
    expect(await lookAtCertificate({ ...server, ca }, now)).toEqual({ server: `${host}:${port}`, daysLeft: 1 });
    expect(await lookAtCertificate(server, now)).toMatchObject({
      daysLeft: 1,
      problem: expect.stringMatching(/CERT|SIGN|ISSUER/) as string,
    });
  });

  it('of a mailbox is looked at', async () => {
    const dovecot = await startDovecot();
    open.push(dovecot);
    const { host, port, tlsPort, ca } = dovecot;
    for (const [at, security] of [
      [port, 'starttls'],
      [tlsPort, 'tls'],
    ] as const) {
      const server = { protocol: 'imap', host, port: at, security, ca } as const;
      expect(await lookAtCertificate(server, now)).toEqual({ server: `${host}:${at}`, daysLeft: 1 });
    }
  });

  it('that ended is told with the days since', async () => {
    const certificate = expiredCertificate();
    const { host, port } = await sinkFor({ security: 'tls', certificate });
    const look = await lookAtCertificate({ protocol: 'smtp', host, port, security: 'tls', ca: certificate.ca }, now);
    expect(look).toMatchObject({ problem: 'CERT_HAS_EXPIRED' });
    expect(look?.daysLeft).toBeLessThan(0);
  });

  it('is told to be out of reach where nobody listens, or where nothing is encrypted', async () => {
    const port = await freePort();
    const host = '127.0.0.1';
    expect(await lookAtCertificate({ protocol: 'smtp', host, port, security: 'tls' }, now)).toMatchObject({
      problem: 'ECONNREFUSED',
    });
    const plain = await sinkFor({ security: 'none' });
    const asked = { protocol: 'smtp', host, port: plain.port, security: 'starttls' } as const;
    expect(await lookAtCertificate(asked, now)).toMatchObject({ problem: 'ENOSTARTTLS' });
    expect(await lookAtCertificate({ ...asked, security: 'none' }, now)).toBeUndefined();
  });
});

describe('health', () => {
  const limits = { staleMinutes: 15, unsentMinutes: 60, deadlineDays: 5, certificateDays: 21, diskMegabytes: 0 };
  const at = '2026-06-01T09:00:00.000Z' as Instant;
  const book = () => {
    const made = register(openConnection(':memory:'));
    open.push({ stop: () => made.close() });
    return made;
  };
  const told = async (change: (made: ReturnType<typeof book>) => void, over = {}) => {
    const made = book();
    change(made);
    const from = { register: made, sources: ['import'], storage: '.', limits, certificates: [], ...over };
    return healthOf(from, at);
  };
  const done = { taken: 0, failed: 0, unfiled: 0 };
  const looked =
    (instant: string, left = done) =>
    (made: ReturnType<typeof book>) => {
      made.passes.begin('import', instant as Instant, 3);
      made.passes.complete('import', instant as Instant, left);
    };

  it.each([
    [
      'a mailbox not looked at for long',
      looked('2026-06-01T08:00:00.000Z'),
      {},
      'pas de relève complète depuis 60 min',
    ],
    ['mails not taken in', looked(at, { ...done, failed: 2 }), {}, '2 message(s) non pris en charge'],
    ['mails not filed', looked(at, { ...done, unfiled: 1 }), {}, '1 message(s) non classé(s)'],
    ['a short disk', looked(at), { limits: { ...limits, diskMegabytes: 1e12 } }, 'espace disque faible'],
    ['no disk', looked(at), { storage: '/nowhere' }, 'espace disque inconnu'],
    [
      'a certificate that ends',
      looked(at),
      { certificates: [{ server: 's:25', daysLeft: 20 }] },
      'certificat de s:25 : encore 20 jour(s)',
    ],
  ])('is troubled by %s', async (_, change, over, expected) => {
    const health = await told(change, over);
    expect(health.concerns.map((each) => each.told).join()).toContain(expected);
    expect(healthReport(health)).toContain(`⚠ `);
  });

  it('is well otherwise, and a pass that is cut does not count as complete', async () => {
    expect((await told(looked(at))).concerns).toEqual([]);
    const health = await told((made) => {
      looked('2026-06-01T08:00:00.000Z')(made);
      made.passes.begin('import', at, 9);
    });
    expect(health.mailboxes[0]?.pass).toMatchObject({ found: 9, completedAt: '2026-06-01T08:00:00.000Z' });
  });

  it('is written as Prometheus reads it', async () => {
    const metrics = healthMetrics(await told(looked('2026-06-01T08:59:00.000Z')));
    expect(metrics).toContain('guichet_reconciliation_age_seconds{mailbox="import"} 60\n');
    expect(metrics).toContain('guichet_letters{state="uncertain"} 0\n');
    for (const line of metrics.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) guichet_\w+ .+|guichet_\w+(\{\w+="[^"]*"\})? -?\d+(\.\d+)?)$/);
    }
  });
});

describe('guichet run with a health port', () => {
  it('answers this machine while it runs, and `status` works beside it', async () => {
    const port = await freePort();
    const { office } = await world({}, { health: { diskMegabytes: 0, port } });
    const running = office.start({}, 'run');
    await running.said('"source":"export"');
    const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method });
    // Not before each mailbox was gone through once.
    await expect.poll(async () => (await ask('/healthz')).status, { timeout: 20_000 }).toBe(200);
    expect(await (await ask('/healthz')).text()).toBe('ok\n');
    expect(await (await ask('/metrics')).text()).toContain('guichet_reconciliation_age_seconds{mailbox="export"}');
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(405);
    expect((await office.run('status')).code).toBe(0);
    running.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    await expect(ask('/healthz')).rejects.toThrow();
  });

  it('takes in mail all the same when the port is taken', async () => {
    const taken = await sinkFor({ security: 'none' });
    const { office, deliver } = await world({}, { health: { port: taken.port } });
    deliver();
    const running = office.start({}, 'run');
    await running.said('health port not open');
    await running.said('"taken":1');
    running.kill('SIGTERM');
    expect(await running.ended).toBe(0);
  });
});
