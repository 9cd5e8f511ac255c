import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../data/register/open.ts';
import { buildMail, mailboxes } from '../../builders/mail.ts';
import { officeFor } from '../../builders/office.ts';
import { header } from '../../demo/played.ts';
import { startSmtpSink, type SmtpSink } from '../../servers/smtp-sink.ts';

const demo = join(import.meta.dirname, '..', '..', '..', 'data', 'demo', 'import');
let sink: SmtpSink;
let played: string;

beforeAll(async () => {
  sink = await startSmtpSink({ security: 'none' });
  const { office, inbox, storage } = anOffice();
  for (const file of ['01-demande-complete.eml', '03-demande-incomplete.eml', '12-tableau-imputation.eml']) {
    cpSync(join(demo, file), join(inbox, file));
  }
  expect((await office.run('once')).code).toBe(0);
  played = storage;
}, 60_000);

afterAll(() => sink.stop());

/** An office whose mailboxes are folders; mails put into `inbox` are to be taken in. */
function anOffice(over: Record<string, unknown> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'guichet-proof-'));
  const box = join(root, 'import');
  const [inbox, storage] = [join(box, 'INBOX'), join(root, 'storage')];
  mkdirSync(inbox, { recursive: true });
  const office = officeFor({ port: 1 }, sink.port, {
    mailboxes: {
      import: { address: mailboxes.import, directory: box },
      export: { address: mailboxes.export, directory: join(root, 'export') },
    },
    requests: { lettersPerDay: 1000 },
    storage: { directory: storage },
    ...over,
  });
  return { office, inbox, box, storage };
}

/** An office that took in some mails of the demonstration, on a storage folder of its own. */
function withDemoMails() {
  const place = anOffice();
  cpSync(played, place.storage, { recursive: true });
  return place;
}

function tamper(storage: string, sql: string): void {
  const db = new Database(join(storage, 'register.db'));
  db.exec(sql);
  db.close();
}

describe('guichet verify', { timeout: 90_000 }, () => {
  it('proves what is kept, and names what is not with its exit code', async () => {
    const { office, storage } = withDemoMails();
    const { code, out } = await office.run('verify');
    expect(out).toMatch(/✓ chaîne du journal \(\d+\)[^]*✓ archive des courriels \(3\)[^]*empreinte [0-9a-f]{64}/);
    expect(code).toBe(0);
    tamper(storage, "UPDATE messages SET note = 'x' WHERE id = 2");
    const changed = await office.run('verify', '--json');
    expect(changed.code).toBe(65);
    const said = JSON.parse(changed.out) as { clean: boolean; checks: { name: string; faults: unknown[] }[] };
    expect(said.clean).toBe(false);
    expect(said.checks.find(({ name }) => name === 'tables')?.faults).toEqual([
      { row: 'messages 2', wrong: 'note diffère' },
    ]);
  });
});

describe('where there is no register', { timeout: 90_000 }, () => {
  const looks = (copies: string) => [['verify'], ['replay'], ['backup', copies]];

  it('nothing is said to be proved or copied: the disk may not be mounted', async () => {
    const { office, storage } = anOffice();
    for (const look of looks(join(office.directory, 'copies'))) {
      const { code, err } = await office.run(...look);
      expect([code, err]).toEqual([
        75,
        `Aucun registre dans « ${storage} » : aucun message n’a encore été relevé, ou le disque n’est pas monté.\n`,
      ]);
    }
  });

  it('and mails in the archive, it is lost: that is told, and no pass begins another one', async () => {
    const { office, inbox, storage } = withDemoMails();
    for (const end of ['', '-wal', '-shm']) rmSync(join(storage, `register.db${end}`), { force: true });
    cpSync(join(demo, '01-demande-complete.eml'), join(inbox, 'nouveau.eml'));
    const who = ['--by', 'Agent', '--why', 'essai'];
    const acts = [
      ['hold', 'fraude.example', ...who],
      ['tick'],
      ['purge', '--visa', 'V1', '--before', '2020-01-01', ...who],
    ];
    for (const command of [...looks(join(office.directory, 'copies')), ['once'], ['cases'], ...acts]) {
      const { code, err } = await office.run(...command);
      expect([code, err]).toEqual([65, expect.stringContaining(`le registre de « ${storage} » a disparu`)]);
    }
    expect(existsSync(join(storage, 'register.db'))).toBe(false);
    expect(readdirSync(inbox)).toEqual(['nouveau.eml']);
  });
});

describe('guichet replay', { timeout: 90_000 }, () => {
  it('makes the register anew in a new file, and never over another', async () => {
    const { office, storage } = withDemoMails();
    const file = join(office.directory, 'anew.db');
    const { code, out } = await office.run('replay', '--into', file);
    expect(out).toContain('✓ les tables du registre sont celles du journal');
    expect(code).toBe(0);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(office.directory).filter((each) => each.startsWith('anew'))).toEqual(['anew.db']);
    for (const nowhere of [join(office.directory, 'none', 'anew.db'), '/proc/none/anew.db']) {
      const { code, err } = await office.runUnder(['timeout', '20'], 'replay', '--into', nowhere);
      expect([code, err]).toEqual([65, `guichet replay : le dossier de « ${nowhere} » n’existe pas\n`]);
    }
    const again = await office.run('replay', '--into', file);
    expect(again.code).toBe(65);
    expect(again.err).toContain('rien n’est écrasé');
    // The new register is a register: in the place of the old one, everything goes on.
    rmSync(join(storage, 'register.db'));
    renameSync(file, join(storage, 'register.db'));
    expect((await office.run('verify')).code).toBe(0);
    tamper(storage, "UPDATE counters SET last = 77 WHERE procedure = 'imputation'");
    const differing = await office.run('replay');
    expect(differing.out).toContain('counters imputation 2026 : last diffère (77 au lieu de 1)');
    expect(differing.code).toBe(65);
    const into = (name: string) => office.run('replay', '--into', join(office.directory, name));
    expect((await into('whole.db')).code).toBe(65);
    tamper(storage, "DROP TRIGGER events_never_change; UPDATE events SET at = 'x' WHERE seq = 2");
    const broken = await into('broken.db');
    expect([broken.code, broken.err]).toEqual([65, expect.stringContaining('le journal est rompu')]);
    // From a broken journal no register comes; one that the live one differs from is whole.
    expect(readdirSync(office.directory).filter((each) => /whole|broken/.test(each))).toEqual(['whole.db']);
  });

  it('reads the archive again: what the same program read it reads the same', async () => {
    const { office } = withDemoMails();
    const { code, out, err } = await office.run('replay', '--reread');
    expect(err).toBe('');
    expect(out).toBe('3 dossier(s) relu(s) : 0 serai(en)t lus ou jugés autrement aujourd’hui.\n');
    expect(code).toBe(0);
    expect((await office.run('replay', '--reread', '--json')).out).toBe('[]\n');
  });

  it('reads the archive again: what another program had read is told by state, and nothing is changed', async () => {
    const { office, storage } = withDemoMails();
    const before = office.cases();
    tamper(
      storage,
      `DROP TRIGGER events_never_change;
       UPDATE events SET body = replace(replace(body, '"strength"', '"route"'), '"missing"', '"satisfied"')
       WHERE kind = 'submissionReceived'`,
    );
    const sent = sink.received();
    const { code, out } = await office.run('replay', '--reread');
    expect(code).toBe(0);
    expect(out).toMatch(/^AI-2026-000001-\w, .*, submissionReceived, courriel [0-9a-f]{64}$/m);
    expect(out).toContain('    champ « Dosage » : absent → lu');
    expect(out).toMatch(/^ {4}règle AI-\d+ : satisfait → manque$/m);
    const json = JSON.parse((await office.run('replay', '--reread', '--json')).out) as unknown[];
    expect(json.length).toBeGreaterThan(1);
    expect(json[0]).toMatchObject({ event: 'submissionReceived' });
    expect(office.cases()).toHaveLength(before.length);
    expect(sink.received()).toBe(sent);
  });

  it('names the case of which a mail is not there to be read again', async () => {
    const { office, storage } = withDemoMails();
    const [first] = office.cases();
    const name = first?.messages[0]?.message ?? '';
    rmSync(join(storage, 'archive', name.slice(0, 2), `${name}.eml`));
    const { code, err } = await office.run('replay', '--reread');
    expect(code).toBe(65);
    expect(err).toContain(`${first?.reference ?? ''} : un de ses courriels`);
  });
});

describe('guichet backup', { timeout: 90_000 }, () => {
  const mail = (index: number) =>
    buildMail({
      subject: `Question ${index}`,
      text: 'Bonjour',
      from: `p${index}@alba.example`,
      messageId: `m${index}@alba.example`,
    });

  it('only adds when it is made again, for its owner alone, and proves the copy', async () => {
    const { office, inbox } = withDemoMails();
    const place = join(office.directory, 'copy');
    const first = await office.run('backup', place);
    expect(first.out).toContain('3 courriel(s) copié(s), 0 déjà là');
    expect(first.code).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['archive', 'lock.db', 'register.db']);
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' }).map((each) => statSync(join(place, each)));
    for (const each of files) expect((each.mode & 0o777).toString(8)).toBe(each.isDirectory() ? '700' : '600');
    writeFileSync(join(inbox, '50.eml'), mail(50));
    await office.run('once');
    const second = await office.run('backup', place);
    expect(second.out).toContain('1 courriel(s) copié(s), 3 déjà là');
    expect(second.code).toBe(0);
  });

  it('never takes the place of another register’s copy, nor of a good one when the register is broken', async () => {
    const { office, storage } = withDemoMails();
    const place = join(office.directory, 'copy');
    await office.run('backup', place);
    const kept = statSync(join(place, 'register.db')).ino;
    const other = anOffice();
    const forged = openConnection(join(other.storage, 'register.db'));
    forged.exec("INSERT INTO counters VALUES ('imputation', '2026', 1)");
    forged.close();
    const refused = await other.office.run('backup', place);
    expect(refused.code).toBe(65);
    expect(refused.err).toContain('n’est pas le début de ce registre');
    tamper(storage, "DROP TRIGGER events_never_change; UPDATE events SET at = 'x' WHERE seq = 1");
    const broken = await office.run('backup', place);
    expect(broken.code).toBe(65);
    expect(broken.out).toContain('événement 1 : la ligne n’est pas celle de son empreinte');
    expect(statSync(join(place, 'register.db')).ino).toBe(kept);
    expect((await office.run('backup', join(storage, 'inside'))).code).toBe(78);
  });

  it('does not spread a mail whose bytes changed, and says that the copy lacks it', async () => {
    const { office, storage } = withDemoMails();
    const name = office.cases()[0]?.messages[0]?.message ?? '';
    truncateSync(join(storage, 'archive', name.slice(0, 2), `${name}.eml`), 20);
    const place = join(office.directory, 'copy');
    const { code, out } = await office.run('backup', place);
    expect(code).toBe(65);
    expect(out).toContain('non copié');
    expect(out).toContain('absent de l’archive');
    expect(existsSync(join(place, 'register.db'))).toBe(true);
  });

  it('made while mails are taken in and copied back is a whole register: nothing is lost or answered twice', async () => {
    const { office, inbox, box, storage } = anOffice({ schedule: { reconcileEvery: 5 } });
    const place = join(office.directory, 'copy');
    const from = sink.mails.length;
    const running = office.start({}, 'run');
    for (let index = 0; index < 40; index += 1) writeFileSync(join(inbox, `${index}.eml`), mail(index));
    await running.said('"msg":"mailbox open"');
    let known = 0;
    while (known < 3) {
      await office.run('backup', place);
      known = existsSync(join(place, 'register.db')) ? messagesIn(place) : 0;
    }
    running.kill('SIGKILL');
    await running.ended;
    // The disk is lost, and the mailbox comes back from its own backup: all mails lie where they arrived.
    rmSync(storage, { recursive: true });
    cpSync(place, storage, { recursive: true });
    for (const folder of readdirSync(box).filter((each) => each !== 'INBOX')) {
      for (const file of readdirSync(join(box, folder))) renameSync(join(box, folder, file), join(inbox, file));
    }
    expect((await office.run('verify')).code).toBe(0);
    const answered = new Set(office.letters().map((each) => each.draft.messageId));
    const { code, err } = await office.run('once');
    expect(code, err).toBe(0);
    expect(office.cases()).toHaveLength(40);
    expect((await office.run('verify')).code).toBe(0);
    const letters = sink.mails.slice(from);
    expect(new Set(letters.map((each) => header(each.bytes, 'In-Reply-To'))).size).toBe(40);
    // What the copy knew is answered once, or by the same letter again.
    const restored = office.letters().filter((each) => answered.has(each.draft.messageId));
    for (const { draft } of restored) {
      const same = letters.filter((each) => header(each.bytes, 'In-Reply-To') === draft.inReplyTo);
      expect(new Set(same.map((each) => header(each.bytes, 'Message-ID')))).toEqual(new Set([draft.messageId]));
    }
  });
});

describe('guichet purge', { timeout: 90_000 }, () => {
  const order = ['--visa', 'AD93-2031-7', '--by', 'archiviste A', '--why', 'durée écoulée'];

  it('needs a visa and says what to purge', async () => {
    const { office } = withDemoMails();
    expect((await office.run('purge', '--by', 'a', '--why', 'b', '--before', '2031-01-01')).code).toBe(64);
    const unsaid = await office.run('purge', ...order);
    expect([unsaid.code, unsaid.err]).toEqual([78, expect.stringContaining('--before ou --case')]);
    for (const option of ['--visa', '--by', '--why']) {
      const blank = await office.run('purge', ...order, option, ' ', '--before', '2031-01-01');
      expect([blank.code, blank.err]).toEqual([64, expect.stringContaining(`vide(s) : ${option}`)]);
    }
  });

  it('touches nothing unless confirmed; then the case stays as a trace that every command tells', async () => {
    const { office, storage } = withDemoMails();
    const reference = office.cases()[0]?.reference ?? '';
    await office.run('decide', reference, 'refused', '--by', 'agent A', '--why', 'essai');
    const said = await office.run('purge', ...order, '--case', reference);
    expect(said.out).toMatch(/^Serait éliminé sous visa AD93-2031-7 : 1 dossier\(s\), 1 courriel\(s\), \d+ octets$/m);
    expect(said.out).toContain('Rien n’a été touché');
    expect(office.cases()).toHaveLength(3);
    const done = await office.run('purge', ...order, '--case', reference, '--yes');
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain('Éliminé sous visa AD93-2031-7 : 1 dossier(s)');
    expect((await office.run('cases')).out).toMatch(
      new RegExp(`^${reference}  .*  éliminé le .* sous visa AD93-2031-7$`, 'm'),
    );
    for (const command of ['cases', 'explain']) {
      expect((await office.run(command, reference)).out).toMatch(
        /éliminé le .* sous visa AD93-2031-7, par archiviste A/,
      );
    }
    expect((await office.run('verify')).code).toBe(0);
    expect((await office.run('replay')).code).toBe(0);
    expect(
      readdirSync(join(storage, 'archive'), { recursive: true, encoding: 'utf8' }).filter((each) =>
        each.endsWith('.eml'),
      ),
    ).toHaveLength(2);
  });
});

function messagesIn(place: string): number {
  const db = new Database(join(place, 'register.db'), { readonly: true });
  const { n } = db.prepare('SELECT count(*) AS n FROM messages').get() as { n: number };
  db.close();
  return n;
}
