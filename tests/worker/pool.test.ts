import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../data/archive.ts';
import type { Document } from '../../worker/domain/submission.ts';
import type { Pool, PoolOptions } from '../../worker/pool.ts';
import { processorSeconds } from '../../worker/process-use.ts';
import { buildMail } from '../builders/mail.ts';
import type { FilePart } from '../builders/mime.ts';
import { hostilePdfs } from '../hostile/pdfs.ts';
import { FORM, goodForm } from '../hostile/run.ts';
import { xlsx } from '../hostile/workbooks.ts';

// Readers run what is compiled: `npm test` compiles before it tests.
const { startPool } = (await import(join(import.meta.dirname, '../../dist/worker/pool.js'))) as {
  startPool: (options: PoolOptions) => Pool;
};

const pools: Pool[] = [];
let form: FilePart;
let folder: string;
let written = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guichet-pool-'));
  form = { name: FORM, content: await goodForm() };
});

afterAll(() => rm(folder, { recursive: true }));
afterEach(() => Promise.all(pools.splice(0).map((each) => each.close())));

function poolOf(options: Partial<PoolOptions> = {}): Pool {
  const usual = { readers: 1, seconds: 10, megabytes: 256, warm: false, recognise: false, ownAddresses: [] };
  const pool = startPool({ ...usual, ...options });
  pools.push(pool);
  return pool;
}

async function fileOf(mail: Uint8Array): Promise<string> {
  const file = join(folder, `${(written += 1)}.eml`);
  await writeFile(file, mail);
  return file;
}

/** Kinds of the documents of a mail with these files, its text left out; what was not read by its reason. */
async function kindsOf(pool: Pool, attachments: readonly FilePart[]): Promise<string[]> {
  const mail = buildMail({ attachments });
  const { submission } = await pool.read(await fileOf(mail), sha256(mail));
  expect(submission.damage).toBeUndefined();
  return submission.documents.filter(({ part }) => part !== '').map(kindOf);
}

/** Processes that this one has started. */
function children(): number[] {
  const told = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return told.trim().split(' ').filter(Boolean).map(Number);
}

function kindOf(document: Document): string {
  return document.kind === 'unreadable' ? document.reason : document.kind;
}

const heavyFiles = {
  slow: 'pdf: content of 5,000,000 saved states',
  large: 'pdf: content of 300 MB of zeros',
  greedy: 'pdf: content of 3,000,000 texts',
};

/** A file that takes far more than two seconds, that its reader refuses, or that takes more than a small memory. */
async function heavy(what: keyof typeof heavyFiles, index = 0): Promise<FilePart> {
  const bytes = await hostilePdfs.find((each) => each.name === heavyFiles[what])?.bytes();
  // A comment behind the end makes another file of it.
  return { name: `${index}.pdf`, content: Buffer.concat([bytes ?? Buffer.alloc(0), Buffer.from(`%${index}\n`)]) };
}

describe('a file that goes beyond a cap', () => {
  it.each([
    ['of time', 'slow', { seconds: 2 }],
    ['of memory', 'greedy', { megabytes: 96, seconds: 60 }],
  ] as const)('%s is named, and everything else of the mail is read', async (_, what, options) => {
    const letter = { name: 'note.txt', content: Buffer.from('Dosage : 25 mg') };
    const pool = poolOf(options);
    expect(await kindsOf(pool, [letter, await heavy(what), form])).toEqual(['other', 'tooHeavy', 'importForm']);
    expect(await kindsOf(pool, [form])).toEqual(['importForm']);
  });

  it('of its reader is named too: a reader that stays within its memory is not stopped', async () => {
    const cells = '<c t="inlineStr"><is><t>abc</t></is></c>'.repeat(12);
    const workbook = xlsx({ rows: { piece: `<row>${cells}</row>`, times: 4_000 } });
    const files = [{ name: 'tableau.xlsx', content: workbook }, await heavy('large'), form];
    expect(await kindsOf(poolOf(), files)).toEqual(['tooLarge', 'tooLarge', 'importForm']);
  });

  it('until the time of the mail is over: the rest is named, and what was read before is not lost', async () => {
    const files = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => heavy('slow', index)));
    const pool = poolOf({ seconds: 2 });
    expect(await kindsOf(pool, [form, ...files])).toEqual(['importForm', ...files.map(() => 'tooHeavy')]);
    expect(await kindsOf(pool, [form])).toEqual(['importForm']);
  });
});

describe('a mail that cannot even be opened in time', () => {
  it('comes back with the reason, and the next one is tried', async () => {
    const mail = buildMail({ attachments: [form] });
    const pool = poolOf({ seconds: 0.005 });
    for (let time = 0; time < 2; time += 1) {
      const { submission } = await pool.read(await fileOf(mail), sha256(mail));
      expect(submission).toMatchObject({ message: sha256(mail), documents: [], intent: { kind: 'unclear' } });
      expect(submission.damage).toBe('la lecture du message a dépassé le temps permis');
    }
  });
});

describe('a reader that gets no processor', () => {
  /** A mail that takes a second to open, and the reader that has just begun it, halted. */
  async function halted(pool: Pool) {
    await kindsOf(pool, [form]);
    const [reader = 0] = children();
    const before = processorSeconds(reader) ?? 0;
    const mail = buildMail({ text: '\r\n'.repeat(2_000_000), attachments: [form] });
    const reading = pool.read(await fileOf(mail), sha256(mail));
    await vi.waitUntil(() => (processorSeconds(reader) ?? 0) > before + 0.1, { timeout: 20_000, interval: 10 });
    process.kill(reader, 'SIGSTOP');
    return { reading, goOn: () => process.kill(reader, 'SIGCONT') };
  }

  it('since the machine is busy loses no time: its mail is read', async () => {
    const { reading, goOn } = await halted(poolOf({ seconds: 3 }));
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    goOn();
    const { submission } = await reading;
    expect(submission.damage).toBeUndefined();
    expect(submission.documents.map(kindOf)).toEqual(['mailText', 'importForm']);
  });

  it('nor will ever get one is ended all the same', async () => {
    const { reading } = await halted(poolOf({ seconds: 1 }));
    const { submission } = await reading;
    expect(submission.damage).toBe('la lecture du message a dépassé le temps permis');
  });
});

describe('a pool that is told of work to come', () => {
  const readers = () => children().length;

  it('starts one reader, which reads what comes', async () => {
    const pool = poolOf({ readers: 2 });
    const before = readers();
    pool.prepare();
    pool.prepare();
    expect(readers()).toBe(before + 1);
    expect(await kindsOf(pool, [form])).toEqual(['importForm']);
    expect(readers()).toBe(before + 1);
  });
});

describe('mails at the same time', () => {
  it.each([1, 2])('are all read by %i reader(s), the heavy one among them', async (readers) => {
    const pool = poolOf({ readers, seconds: 4 });
    const mails = [[form], [await heavy('slow'), form], [form], [form], [form]];
    const kinds = await Promise.all(mails.map((files) => kindsOf(pool, files)));
    const plain = ['importForm'];
    expect(kinds).toEqual([plain, ['tooHeavy', ...plain], plain, plain, plain]);
  });
});

describe('a pool that is closed', () => {
  it('while it reads gives no verdict on the mail: the next run reads it', async () => {
    const pool = poolOf();
    const mail = buildMail({ attachments: [await heavy('slow')] });
    const reading = [pool.read(await fileOf(mail), sha256(mail)), pool.read(await fileOf(mail), sha256(mail))];
    const ends = Promise.allSettled(reading);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await pool.close();
    const later = await Promise.allSettled([pool.read(await fileOf(mail), sha256(mail))]);
    const cut = { status: 'rejected', reason: { fault: 'machine', message: 'reading process: told to stop' } };
    expect([...(await ends), ...later]).toMatchObject([cut, cut, cut]);
  });
});

describe('readers that cannot start', () => {
  const node = process.execPath;
  afterEach(() => (process.execPath = node));

  it.each([
    ['/nowhere/node', 'spawn /nowhere/node ENOENT'],
    ['/bin/false', 'exit 1'],
  ])('(%s) are no verdict on the mail, and are tried again with the next one', async (program, how) => {
    const pool = poolOf();
    process.execPath = program;
    const failing = kindsOf(pool, [form]);
    await expect(failing).rejects.toMatchObject({ fault: 'machine', message: `reading process: ${how}` });
    process.execPath = node;
    expect(await kindsOf(pool, [form])).toEqual(['importForm']);
  });
});
