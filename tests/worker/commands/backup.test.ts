import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { holdExclusively } from '../../../data/register/lock.ts';
import { officeFor } from '../../builders/office.ts';
import { aLivedStorage, copyOf, type TestStorage } from '../../builders/storage.ts';
import { mayMount, mount, onSmallDisk } from '../../faults/disk.ts';

let lived: TestStorage;

beforeAll(async () => {
  lived = (await aLivedStorage()).storage;
});

/** An office with a storage folder of its own, in which a little of everything happened, and a place for its backup. */
function anOffice() {
  const paths = copyOf(lived);
  const storage = dirname(paths.register);
  const office = officeFor({ port: 9 }, 9, { storage: { directory: storage } });
  return { office, storage, ...paths, place: join(office.directory, 'copy') };
}

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);

/** The mails of an archive, by their paths. */
const mailsOf = (archive: string) =>
  readdirSync(archive, { recursive: true, encoding: 'utf8' })
    .filter((each) => each.endsWith('.eml'))
    .sort();

describe('the folder of a backup', { timeout: 60_000 }, () => {
  it('is not the storage folder, nor in it, nor around it, whatever link leads there', async () => {
    const { office, storage, archive, register } = anOffice();
    const before = statSync(register).ino;
    const [link, mails, around] = ['link', 'mails', 'around'].map((each) => join(office.directory, each)) as [
      string,
      string,
      string,
    ];
    symlinkSync(storage, link);
    symlinkSync(archive, mails);
    symlinkSync(dirname(storage), around);
    const within = join(office.directory, 'within');
    mkdirSync(within);
    symlinkSync(archive, join(within, 'archive'));
    for (const each of [storage, link, join(link, 'inside'), mails, join(mails, 'inside'), around, within]) {
      const { code, err } = await office.run('backup', each);
      expect([each, code]).toEqual([each, 78]);
      expect(err).toContain('est le dossier du registre lui-même, y est, ou le contient');
    }
    expect(statSync(register).ino).toBe(before);
    expect(existsSync(join(storage, 'inside'))).toBe(false);
  });

  it.runIf(mayMount)('is not the storage folder mounted elsewhere', async () => {
    const { office, storage, register, place } = anOffice();
    const before = statSync(register).ino;
    mkdirSync(place);
    mount('--bind', storage, place);
    try {
      expect((await office.run('backup', place)).code).toBe(78);
    } finally {
      execFileSync('umount', ['-l', place]);
    }
    expect(statSync(register).ino).toBe(before);
  });

  it('keeps its mode when it was there, and is refused when it holds something else', async () => {
    const { office, place } = anOffice();
    mkdirSync(place);
    chmodSync(place, 0o1777);
    writeFileSync(join(place, 'notes.txt'), 'x');
    const refused = await office.run('backup', place);
    expect([refused.code, refused.err]).toEqual([78, expect.stringContaining('contient autre chose')]);
    expect([modeOf(place), readdirSync(place)]).toEqual(['1777', ['notes.txt']]);
    const empty = join(office.directory, 'empty');
    mkdirSync(empty);
    chmodSync(empty, 0o1777);
    for (const expected of ['courriel(s) copié(s), 0 déjà là', '0 courriel(s) copié(s)']) {
      const { code, out } = await office.run('backup', empty);
      expect(out).toContain(expected);
      expect([code, modeOf(empty)]).toEqual([0, '1777']);
    }
  });

  it('is told to be no folder, or one that cannot be made', async () => {
    const { office, place } = anOffice();
    writeFileSync(place, '');
    const file = await office.run('backup', place);
    expect([file.code, file.err]).toEqual([78, expect.stringContaining('n’est pas un dossier')]);
    for (const each of [join(office.directory, 'none', 'copy'), join(place, 'copy'), '/proc/guichet']) {
      const { code, err } = await office.runUnder(['timeout', '20'], 'backup', each);
      expect([each, code, err]).toEqual([each, 78, expect.stringContaining('ne peut pas être créé')]);
    }
  });

  it.each([
    ['no database', 'not a database, however one looks at it'],
    ['empty', ''],
  ])('whose register is %s is left alone for good', async (_, bytes) => {
    const { office, place } = anOffice();
    mkdirSync(place);
    writeFileSync(join(place, 'register.db'), bytes);
    const { code, err } = await office.run('backup', place);
    expect([code, err]).toEqual([65, expect.stringContaining('ne se lit pas comme un registre')]);
    expect(readFileSync(join(place, 'register.db'), 'utf8')).toBe(bytes);
    expect(readdirSync(place).sort()).toEqual(['lock.db', 'register.db']);
  });
});

describe('what a run that died was writing aside', { timeout: 60_000 }, () => {
  it('goes with the next run that takes mails in, and no sooner', async () => {
    const { office, storage, archive } = anOffice();
    const aside = join(archive, 'aside', `${'a'.repeat(64)}.eml.4194305-1.tmp`);
    mkdirSync(dirname(aside), { recursive: true });
    writeFileSync(aside, 'half');
    const other = holdExclusively(join(storage, 'lock-outbox.db'));
    await office.run('once');
    expect(existsSync(aside)).toBe(true);
    other?.release();
    await office.run('once');
    expect(existsSync(aside)).toBe(false);
    expect((await office.run('verify')).code).toBe(0);
  });
});

describe('a backup made again', { timeout: 60_000 }, () => {
  /** A backup, and one of its mails. */
  async function made() {
    const its = anOffice();
    expect((await its.office.run('backup', its.place)).code).toBe(0);
    const copies = join(its.place, 'archive');
    const [mail = ''] = mailsOf(copies);
    return { ...its, copies, mail };
  }

  it.each([
    ['cut short', (path: string) => truncateSync(path, 10)],
    ['altered', (path: string) => writeFileSync(path, readFileSync(path).reverse())],
  ])('copies again a mail that was %s in it', async (_, spoil) => {
    const { office, place, archive, copies, mail } = await made();
    spoil(join(copies, mail));
    const { code, out } = await office.run('backup', place);
    expect(out).toContain('1 courriel(s) altéré(s) dans la copie : recopié(s)');
    expect(code).toBe(0);
    expect(readFileSync(join(copies, mail)).equals(readFileSync(join(archive, mail)))).toBe(true);
  });

  it('replaces no good mail by an altered one, nor an altered one by another', async () => {
    const { office, place, archive, copies, mail } = await made();
    const good = readFileSync(join(copies, mail));
    truncateSync(join(archive, mail), 10);
    const kept = await office.run('backup', place);
    expect([kept.code, kept.out]).toEqual([65, expect.stringContaining('non copié')]);
    expect(readFileSync(join(copies, mail)).equals(good)).toBe(true);
    const other = Buffer.from(good).reverse();
    writeFileSync(join(copies, mail), other);
    const both = await office.run('backup', place);
    expect([both.code, both.out]).toEqual([65, expect.stringContaining('ne sont pas ceux de son nom')]);
    expect(readFileSync(join(copies, mail)).equals(other)).toBe(true);
  });

  it('takes away what a backup that died had begun to write', async () => {
    const { office, place, copies } = await made();
    const aside = join(copies, 'aside', `${'a'.repeat(64)}.eml.4194305-1.tmp`);
    mkdirSync(dirname(aside), { recursive: true });
    appendFileSync(aside, 'half');
    const { code, out } = await office.run('backup', place);
    expect([code, existsSync(aside)]).toEqual([0, false]);
    expect(out).not.toContain('interrompue');
  });

  it.runIf(mayMount)('on a disk that is full leaves no half of a register', async () => {
    const { office, place } = anOffice();
    await onSmallDisk(place, '64k', async () => {
      expect((await office.run('backup', place)).code).toBe(75);
      expect(readdirSync(place).filter((each) => each.startsWith('register'))).toEqual([]);
    });
  });
});
