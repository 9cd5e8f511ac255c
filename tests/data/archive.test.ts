import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive, sha256 } from '../../data/archive.ts';
import { mayMount, onSmallDisk } from '../faults/disk.ts';

const folder = () => mkdtemp(join(tmpdir(), 'guichet-archive-'));
const mail = Buffer.from('From: a@alba.example\r\n\r\nBonjour, \xe9t\xe9\0', 'latin1');

describe('the archive', () => {
  it('gives back the exact bytes under their SHA-256', async () => {
    const archive = openArchive(await folder());
    const name = await archive.keep(mail);
    expect(name).toBe(sha256(mail));
    expect(Buffer.from(await archive.read(name)).equals(mail)).toBe(true);
  });

  it('keeps one file for the same mail kept twice, even at once', async () => {
    const root = await folder();
    const archive = openArchive(root);
    const names = await Promise.all([archive.keep(mail), archive.keep(mail), archive.keep(mail)]);
    expect(new Set(names).size).toBe(1);
    expect(await filesIn(root)).toEqual([`${sha256(mail)}.eml`]);
  });

  it('writes again a file that a crash left short', async () => {
    const archive = openArchive(await folder());
    const name = await archive.keep(mail);
    await writeFile(archive.pathOf(name), mail.subarray(0, 5));
    await archive.keep(mail);
    expect(Buffer.from(await archive.read(name)).equals(mail)).toBe(true);
  });

  it('takes a mail away, harmlessly where it is gone already, its folder too', async () => {
    const root = await folder();
    const archive = openArchive(root);
    const name = await archive.keep(mail);
    archive.eliminate(name);
    expect(await archive.sizeOf(name)).toBeUndefined();
    archive.eliminate(name);
    // As in a copy of the archive, which has no empty folders.
    await rm(root, { recursive: true });
    expect(() => archive.eliminate(name)).not.toThrow();
  });

  it('is readable by its owner alone', async () => {
    const archive = openArchive(await folder());
    const path = archive.pathOf(await archive.keep(mail));
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  });

  it.runIf(mayMount)('leaves nothing of a mail for which the disk has no room', async () => {
    const root = await folder();
    await onSmallDisk(root, '1m', async () => {
      const archive = openArchive(root);
      const large = Buffer.alloc(2_000_000, 'x');
      await expect(archive.keep(large)).rejects.toThrow('ENOSPC');
      await expect(archive.keep(large)).rejects.toThrow('ENOSPC');
      expect(await filesIn(root)).toEqual([]);
      const name = await archive.keep(mail);
      expect(await filesIn(root)).toEqual([`${name}.eml`]);
    });
  });

  it('takes away what a run that died was writing, and nothing else', async () => {
    const root = await folder();
    const archive = openArchive(root);
    const name = await archive.keep(mail);
    archive.sweep();
    const aside = join(root, 'aside');
    await mkdir(aside, { recursive: true });
    const [dead, ours, living] = [4_194_305, process.pid, process.ppid].map((pid) => `${name}.eml.${pid}-1.tmp`);
    const strange = ['notes.tmp', `${name}.eml`, `${name}.eml.tmp`];
    for (const each of [dead, ours, living, ...strange]) await writeFile(join(aside, each ?? ''), 'half');
    archive.sweep();
    expect(await filesIn(root)).toEqual([...strange, `${name}.eml`, living].sort());
  });
});

/** The names of all its files. */
async function filesIn(root: string): Promise<string[]> {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  return all
    .filter((each) => each.isFile())
    .map((each) => each.name)
    .sort();
}
