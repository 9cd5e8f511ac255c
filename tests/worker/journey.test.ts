import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import { importForm } from '../../templates/forms/import-form.ts';
import { imputationWorkbook } from '../../templates/forms/imputation-workbook.ts';
import { completeImportForm, completeImputationTable, without } from '../builders/documents.ts';
import { requestLetterPdf } from '../builders/letter-pdf.ts';
import { buildMail, mailboxes } from '../builders/mail.ts';
import { officeFor, type Running, type TestOffice } from '../builders/office.ts';
import { header } from '../demo/played.ts';
import { startDovecot } from '../servers/dovecot.ts';
import { startSmtpSink, type SmtpScript } from '../servers/smtp-sink.ts';

const open: { stop(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

async function world(script: SmtpScript = {}, over: Record<string, unknown> = {}) {
  const dovecot = await startDovecot({ tls: false });
  const sink = await startSmtpSink({ security: 'none', ...script });
  open.push(dovecot, sink);
  return { dovecot, sink, office: officeFor(dovecot, sink.port, over) };
}

function daemon(office: TestOffice): Running {
  const running = office.start({}, 'run');
  open.push({
    stop: async () => {
      running.kill('SIGTERM');
      await running.ended;
    },
  });
  return running;
}

async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not seen in time: ${what}`);
}

async function request(
  overrides: Parameters<typeof completeImportForm>[0] = {},
  ...without_: 'route'[]
): Promise<Buffer> {
  const values = without(completeImportForm(overrides), ...without_);
  return buildMail({
    attachments: [
      { name: 'Formulaire AI.pdf', type: 'application/pdf', content: await importForm(values) },
      { name: 'Lettre.pdf', type: 'application/pdf', content: await requestLetterPdf() },
      {
        name: 'Tableau d’imputation.xlsx',
        type: 'application/octet-stream',
        content: await imputationWorkbook(completeImputationTable()),
      },
    ],
  });
}

describe('a request with a fillable form, a letter and a table', () => {
  it('is acknowledged by the daemon, filed, and every value has its place', async () => {
    const { dovecot, sink, office } = await world();
    const running = daemon(office);
    await running.said('"mailbox open"').catch(() => undefined);
    const mail = await request();
    await dovecot.deliver('import', mail);
    await until('the letter', () => sink.mails.length === 1);
    await until('the filing', async () => (await dovecot.messages('import', 'À instruire')).length === 1);

    const [current] = office.cases();
    expect(current).toMatchObject({ procedure: 'importAuthorisation', state: 'forReview' });
    const readings = current?.submissions.flatMap((each) => each.documents).flatMap((each) => each.readings) ?? [];
    expect(readings.length).toBeGreaterThan(20);
    for (const { source } of readings) {
      expect(source.message).toBe(sha256(mail));
      expect(source.place.kind).toMatch(/field|box|cell|line/);
    }
  });

  it('is kept byte for byte, never marked read, and nothing is deleted', async () => {
    const { dovecot, office } = await world();
    const mail = await request();
    await dovecot.deliver('import', mail);
    expect((await office.run('once')).code).toBe(0);

    const [filed] = await dovecot.messages('import', 'À instruire');
    expect(filed?.bytes.equals(mail)).toBe(true);
    // Keywords are small letters: neither read nor deleted, whatever its tray.
    expect(filed?.flags).not.toMatch(/[A-Z]/);
    expect(await dovecot.messages('import')).toEqual([]);
    const archive = join(office.directory, 'storage', 'archive');
    const kept = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.eml'));
    expect(kept.map((each) => readFileSync(join(archive, each)).equals(mail))).toEqual([true]);
  });
});

describe('the answer', () => {
  it('is in thread, marked as automatic, and returns its bounces to the mailbox', async () => {
    const { dovecot, sink, office } = await world();
    await dovecot.deliver('import', await request());
    await office.run('once');
    const [letter] = sink.mails;
    const asked = header(await request(), 'Message-ID');
    expect(letter?.envelope).toEqual({ from: mailboxes.import, to: ['claire.aubert@aubraie.example'] });
    expect(header(letter?.bytes ?? Buffer.of(), 'In-Reply-To')).toBe(asked);
    expect(header(letter?.bytes ?? Buffer.of(), 'References')).toContain(asked);
    expect(header(letter?.bytes ?? Buffer.of(), 'Auto-Submitted')).toBe('auto-replied');
    expect(header(letter?.bytes ?? Buffer.of(), 'X-Auto-Response-Suppress')).toBe('All');
    expect(header(letter?.bytes ?? Buffer.of(), 'Message-ID')).toBe(office.letters()[0]?.draft.messageId);
    expect(office.letters()[0]?.state).toBe('accepted');
  });

  it('asks for what is missing, and its answer completes the same case', async () => {
    const { dovecot, sink, office } = await world();
    await dovecot.deliver('import', await request({}, 'route'));
    await office.run('once');
    expect(office.cases()[0]).toMatchObject({ state: 'awaitingApplicant', request: { rules: ['AI-11'] } });
    expect((await dovecot.messages('import', 'En attente de pièces')).length).toBe(1);

    const letter = header(sink.mails[0]?.bytes ?? Buffer.of(), 'Message-ID');
    const reply = {
      subject: 'RE: Demande',
      text: 'Bonjour,\n\nVoie d’administration : voie orale\n',
      inReplyTo: letter,
    };
    await dovecot.deliver('import', buildMail(reply));
    await office.run('once');
    expect(office.cases()).toHaveLength(1);
    expect(office.cases()[0]).toMatchObject({ state: 'forReview', messages: [{}, {}] });
    expect(sink.mails).toHaveLength(2);
  });

  it.each([
    ['an automatic reply', { headers: { 'Auto-Submitted': 'auto-replied' }, text: 'Je suis absent.' }],
    ['a list', { headers: { 'List-Id': '<nouvelles.alba.example>' }, text: 'Nouvelles' }],
    ['our own address', { from: mailboxes.export, text: 'Bonjour' }],
  ])('is never sent to %s', async (_, draft) => {
    const { dovecot, sink, office } = await world();
    await dovecot.deliver('import', buildMail(draft));
    await office.run('once');
    expect(sink.mails).toEqual([]);
    expect(office.cases()).toEqual([]);
    expect((await dovecot.messages('import', 'Messages automatiques')).length).toBe(1);
  });

  it('that bounces is matched, told on the case, and never answered', async () => {
    const { dovecot, sink, office } = await world();
    await dovecot.deliver('import', await request());
    await office.run('once');
    const id = office.letters()[0]?.draft.messageId ?? '';
    const bounce = [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${id}`,
      '--b--',
      '',
    ];
    await dovecot.deliver('import', Buffer.from(bounce.join('\r\n')));
    await office.run('once');
    expect(office.cases()[0]?.alerts).toEqual(['Lettre non distribuée (échec définitif)']);
    expect(sink.mails).toHaveLength(1);
  });
});

describe('a mail known already', () => {
  it('that lies in the inbox five times over makes one case and one answer', async () => {
    const { dovecot, sink, office } = await world();
    const mail = buildMail({ subject: 'Demande d’autorisation d’importation', text: 'Dosage : 5 mg' });
    for (let copy = 0; copy < 5; copy += 1) await dovecot.deliver('import', mail);
    const { code, err } = await office.run('once');
    expect(code, err).toBe(0);
    expect([office.cases().length, sink.mails.length]).toEqual([1, 1]);
    expect(await dovecot.messages('import', 'Quarantaine')).toEqual([]);
  });

  it('that a colleague moves back to the inbox is filed again, with no case and no letter more', async () => {
    const { dovecot, sink, office } = await world();
    const mail = await request();
    await dovecot.deliver('import', mail);
    await office.run('once');
    await dovecot.deliver('import', mail);
    await office.run('once');
    expect(office.cases()).toHaveLength(1);
    expect(sink.mails).toHaveLength(1);
    expect((await dovecot.messages('import', 'À instruire')).length).toBe(2);
  });

  it('that came to both mailboxes makes one case and one answer', async () => {
    const { dovecot, sink, office } = await world();
    const mail = await request();
    await dovecot.deliver('import', Buffer.concat([Buffer.from('Delivered-To: a\r\n'), mail]));
    await dovecot.deliver('export', Buffer.concat([Buffer.from('Delivered-To: b\r\n'), mail]));
    await office.run('once');
    expect(office.cases()).toHaveLength(1);
    expect(office.cases()[0]?.messages).toHaveLength(2);
    expect(sink.mails).toHaveLength(1);
  });
});

describe('one inbox shared by both mailboxes', () => {
  it('gives each mail to the mailbox it was written to', async () => {
    const { dovecot, office } = await world();
    const imap = { host: '127.0.0.1', port: dovecot.port, security: 'none', user: 'both', password: { env: 'IMAP' } };
    const sink = await startSmtpSink({ security: 'none' });
    open.push(sink);
    const shared = officeFor(dovecot, sink.port, {
      imap,
      mailboxes: { import: { address: mailboxes.import }, export: { address: mailboxes.export } },
    });
    await dovecot.deliver(
      'both',
      buildMail({ to: mailboxes.export, subject: 'Déclaration d’exportation', text: 'Bonjour' }),
    );
    await dovecot.deliver('both', buildMail({ to: mailboxes.import, subject: 'Demande d’autorisation d’importation' }));
    expect((await shared.run('once')).code).toBe(0);
    expect(
      shared
        .cases()
        .map((each) => each.mailbox)
        .sort(),
    ).toEqual(['export', 'import']);
    expect(office.cases()).toEqual([]);
  });
});

describe('what is malformed', () => {
  it.each([
    ['a PDF', { name: 'a.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7\ngarbage') }],
    ['a workbook', { name: 'a.xlsx', type: 'application/octet-stream', content: Buffer.from('PK\x03\x04garbage') }],
  ])('in %s is a case for staff and an honest letter, and the next mail goes on', async (_, attachment) => {
    const { dovecot, sink, office } = await world();
    await dovecot.deliver('import', buildMail({ attachments: [attachment] }));
    await dovecot.deliver('import', await request());
    expect((await office.run('once')).code).toBe(0);
    const states = office.cases().map((each) => each.state);
    expect(states.sort()).toEqual(['forReview', 'staffReview']);
    const text = office
      .letters()
      .map((each) => each.draft.text)
      .join('\n');
    expect(text).toContain(attachment.name);
    expect(text).not.toContain('manquantes\n');
    expect(sink.mails).toHaveLength(2);
  });

  it('in a mail itself is a case for staff and an honest letter', async () => {
    const { dovecot, sink, office } = await world();
    const parts = Array.from({ length: 3000 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx').join('\r\n');
    const head = 'From: a@alba.example\r\nSubject: Demande\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
    await dovecot.deliver('import', Buffer.from(`${head}${parts}\r\n--b--\r\n`));
    await office.run('once');
    expect(office.cases()[0]).toMatchObject({ state: 'staffReview', procedure: 'correspondence' });
    expect(office.letters()[0]?.draft.text.replace(/\s+/g, ' ')).toContain('n’a pas pu être ouvert en entier');
    expect(sink.mails).toHaveLength(1);
  });
});

describe('the outgoing server', () => {
  it('that refuses for now is tried again later, and the mail is filed meanwhile', async () => {
    const { dovecot, sink, office } = await world({ recipient: () => ({ code: 451, text: 'later' }) });
    await dovecot.deliver('import', await request());
    expect((await office.run('once')).code).toBe(69);
    expect(office.letters()[0]?.state).toBe('deferred');
    expect((await dovecot.messages('import', 'À instruire')).length).toBe(1);
    expect(sink.mails).toEqual([]);
  });

  it('that refuses for good leaves an alert on the case', async () => {
    const { dovecot, office } = await world({ recipient: () => ({ code: 550, text: 'unknown' }) });
    await dovecot.deliver('import', await request());
    await office.run('once');
    expect(office.letters()[0]?.state).toBe('rejected');
    expect(office.cases()[0]?.alerts).toEqual(['Lettre refusée par le serveur du destinataire']);
  });
});

describe('two robots that answer each other', () => {
  it('stop after the letters of a day', async () => {
    const { dovecot, sink, office } = await world({}, { requests: { lettersPerDay: 2 } });
    for (const turn of [1, 2, 3, 4]) {
      await dovecot.deliver('import', buildMail({ subject: 'Bonjour', text: `Message ${turn}` }));
      await office.run('once');
    }
    expect(sink.mails).toHaveLength(2);
    expect(office.cases().at(-1)?.alerts.join()).toContain('trop de lettres');
  });
});
