import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMail, mailboxes, type MailDraft } from '../../builders/mail.ts';
import { officeFor, type TestOffice } from '../../builders/office.ts';
import { startSmtpSink, type SmtpSink } from '../../servers/smtp-sink.ts';

const who = ['--by', 'C. Marchal', '--why', 'essai'];
let sink: SmtpSink;

beforeAll(async () => {
  sink = await startSmtpSink({ security: 'none' });
});

afterAll(() => sink.stop());

/** An office whose mailboxes are folders, with what came to the import one. */
async function place(...mails: MailDraft[]): Promise<TestOffice & { deliver(mail: MailDraft): void }> {
  const root = mkdtempSync(join(tmpdir(), 'guichet-acts-'));
  const folder = (name: string) => join(root, name);
  for (const each of ['import', 'export']) mkdirSync(join(folder(each), 'INBOX'), { recursive: true });
  let count = 0;
  const deliver = (mail: MailDraft) =>
    writeFileSync(join(folder('import'), 'INBOX', `${(count += 1)}.eml`), buildMail(mail));
  const office = officeFor({ port: 1 }, sink.port, {
    mailboxes: {
      trustedServer: 'mx.agence.example',
      import: { address: mailboxes.import, directory: folder('import') },
      export: { address: mailboxes.export, directory: folder('export') },
    },
  });
  mails.forEach(deliver);
  if (mails.length > 0) expect((await office.run('once')).code).toBe(0);
  return { ...office, deliver };
}

const question: MailDraft = { subject: 'Question', text: 'Bonjour,\n\nFaut-il une autorisation ?\n' };

describe('an act', () => {
  it('explains itself, and without who or why is a wrong command line', async () => {
    const office = officeFor({ port: 1 }, 1);
    const { code, out } = await office.run('resend', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--by');
    expect(out).toContain('--why');
    expect((await office.run('hold', 'aubraie.example', '--why', 'essai')).code).toBe(64);
    expect((await office.run('hold', 'aubraie.example', '--by', 'C. Marchal')).code).toBe(64);
    const blank = await office.run('hold', 'aubraie.example', '--by', '', '--why', ' ');
    expect([blank.code, blank.err]).toEqual([64, expect.stringContaining('vide(s) : --by, --why')]);
    expect((await office.run('holds')).out).toContain('Aucun expéditeur en attente.');
  });
});

describe('guichet hold, holds and release', () => {
  it('keep a sender from being answered, and tell since when, by whom and why', async () => {
    const office = await place();
    const held = await office.run('hold', 'Aubraie.example', ...who);
    expect(held.out).toMatch(/^aubraie.example : en attente, le .*, par C. Marchal : essai$/m);
    expect((await office.run('holds')).out).toBe(held.out);
    office.deliver(question);
    await office.run('once');
    expect([office.cases()[0]?.state, office.letters()]).toEqual(['staffReview', []]);
    expect((await office.run('release', 'ailleurs.example', ...who)).err).toContain('pas en attente');
  });
});

describe('guichet resend', () => {
  it('sends the letter of a case again, and tells why it cannot', async () => {
    const office = await place(question);
    const reference = office.cases()[0]?.reference ?? '';
    const before = sink.received();
    expect((await office.run('resend', reference, '--to', 'nulle part', ...who)).err).toContain('pas une adresse');
    expect((await office.run('resend', reference, ...who)).code).toBe(0);
    await office.run('once');
    expect(sink.received()).toBe(before + 1);
  });
});

describe('a sender that the agency’s own server found to be another', () => {
  it('is shown by cases, explain and check', async () => {
    const headers = { 'Authentication-Results': 'mx.agence.example; spf=fail; dkim=none; dmarc=fail' };
    const office = await place({ ...question, headers });
    const reference = office.cases()[0]?.reference ?? '';
    const file = join(office.directory, 'mail.eml');
    writeFileSync(file, buildMail({ ...question, headers }));
    const shown = [
      await office.run('cases', reference),
      await office.run('explain', reference),
      await office.run('check', file),
    ];
    for (const { out } of shown) expect(out).toContain('Expéditeur non authentifié (spf fail, dkim none, dmarc fail)');
    expect((await office.run('cases')).out).toContain('⚠ 1 alerte(s)');
  });
});

describe('guichet authorisation', () => {
  it('lists what was recorded, with what is left and until when', async () => {
    const office = await place();
    const told = ['--holder', 'Laboratoires Aubraie', '--product', 'Doloxal', '--quantity', '500 boîtes'];
    const dates = ['--from', '01/02/2026', '--until', '01/04/2026'];
    expect((await office.run('authorise', 'EX-2026/12', ...told, ...dates, ...who)).code).toBe(0);
    expect((await office.run('authorisation')).out).toMatch(
      /^EX-2026\/12 {2}Laboratoires Aubraie {2}Doloxal {2}jusqu’au 1er\savril\s2026 {2}solde 500\sboîtes/,
    );
    const workbook = join(office.directory, 'table.xlsx');
    expect((await office.run('authorisation', 'EX-2026/12', '--workbook', workbook)).code).toBe(0);
    const again = await office.run('authorisation', 'EX-2026/12', '--workbook', workbook);
    expect([again.code, again.err]).toEqual([78, expect.stringContaining('existe déjà, rien n’est écrasé')]);
  });
});
