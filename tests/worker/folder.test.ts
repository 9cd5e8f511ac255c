import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MailSource } from '../../worker/domain/ports.ts';
import { folderSource } from '../../worker/folder.ts';
import { reason } from '../../worker/log.ts';

let root: string;
let source: MailSource;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'guichet-folder-'));
  source = folderSource({ name: 'essai', mailboxes: ['import'], root });
  await source.open();
  await source.ensure(['Complet']);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function put(name: string, text = name): Promise<void> {
  await writeFile(join(root, 'INBOX', name), text);
}

async function texts(uids: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { bytes } of source.fetch(uids)) found.push(Buffer.from(bytes).toString());
  return found;
}

async function fileAll(): Promise<readonly number[]> {
  const { uids } = await source.list();
  const moved = await source.move(uids.map((uid) => ({ uid, folder: 'Complet' })));
  return moved.map(({ uid }) => uid);
}

describe('a folder of .eml files', () => {
  it('does not name a mail’s file when it fails: the name may be a person’s', async () => {
    await put('Mme Nominative.eml');
    await rm(join(root, 'Complet'), { recursive: true });
    await writeFile(join(root, 'Complet'), 'a file in its place');
    const error: unknown = await fileAll().catch((each: unknown) => each);
    expect(reason(error)).toMatch(/^folder move .*INBOX: \w+$/);
  });

  it('is read in the order of the names', async () => {
    for (const name of ['b.eml', 'c.eml', 'a.eml']) await put(name);
    expect(await texts((await source.list()).uids)).toEqual(['a.eml', 'b.eml', 'c.eml']);
  });

  it('is a queue of its .eml files only', async () => {
    await put('lettre.EML');
    await put('lettre.txt');
    await put('.cache.eml');
    await mkdir(join(root, 'INBOX', 'dossier.eml'));
    await symlink('/etc/hostname', join(root, 'INBOX', 'lien.eml'));
    expect(await texts((await source.list()).uids)).toEqual(['lettre.EML']);
  });

  it('keeps two mails that came under one name', async () => {
    await put('lettre.eml', 'première');
    await fileAll();
    await put('lettre.eml', 'seconde');
    expect(await fileAll()).toHaveLength(1);
    const names = (await readdir(join(root, 'Complet'))).sort();
    const kept = await Promise.all(names.map((name) => readFile(join(root, 'Complet', name), 'utf8')));
    expect(kept.sort()).toEqual(['première', 'seconde']);
  });

  it('gives a new number to a new mail under an old name', async () => {
    await put('lettre.eml', 'première');
    const before = (await source.list()).uids;
    await fileAll();
    await put('lettre.eml', 'une autre');
    expect((await source.list()).uids).not.toEqual(before);
  });

  it('never reaches outside of its root', async () => {
    await put('lettre.eml');
    const [uid = 0] = (await source.list()).uids;
    await expect(source.move([{ uid, folder: '../ailleurs' }])).rejects.toMatchObject({ name: 'TransportError' });
    expect(await readdir(join(root, 'INBOX'))).toEqual(['lettre.eml']);
  });

  it('ends the waiting when it has disappeared, and the next listing tells', async () => {
    await rm(root, { recursive: true });
    await source.wait(60_000, new AbortController().signal);
    await expect(source.list()).rejects.toMatchObject({ name: 'TransportError', fault: 'temporary' });
  });
});
