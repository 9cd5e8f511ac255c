import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../worker/domain/submission.ts';
import { hostileCorpus } from './corpus.ts';
import { formOf, goodForm, otherValues, survive, trapOf, type Survival, type Trap } from './run.ts';

/** Everything is read once, by one pool in one process, the good form alone first; the tests look at the outcome. */
let survivals: ReadonlyMap<string, Survival>;
let traps: readonly Trap[];
let alone: Survival | undefined;
let last: Survival | undefined;
let calls = 0;

// Names are needed before anything is read; they do not depend on the address.
const names = hostileCorpus('').map(({ name }) => name);

beforeAll(async () => {
  const listener = createServer((_, response) => {
    calls += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const form = await goodForm();
  const { port } = listener.address() as AddressInfo;
  const corpus = hostileCorpus(`http://127.0.0.1:${port}`);
  traps = await Promise.all(corpus.map((each) => trapOf(each, form)));
  const good = await trapOf({ family: '', name: '', file: 'note.txt', bytes: () => Buffer.from('Bonjour') }, form);
  // A short cap: files that need more are stopped all the same.
  const [first, ...others] = await survive([good.mail, ...traps.map(({ mail }) => mail), good.mail], { seconds: 5 });
  [alone, last] = [first, others.pop()];
  survivals = new Map(traps.map(({ name }, index) => [name, others[index]] as const).filter(isSurvival));
  await new Promise((resolve) => listener.close(resolve));
}, 600_000);

function isSurvival(pair: readonly [string, Survival | undefined]): pair is readonly [string, Survival] {
  return pair[1] !== undefined;
}

function values(document: Document | undefined) {
  return document?.readings.map(({ field, raw }) => [field, raw]);
}

function read(name: string): Survival & Trap {
  const [survival, trap] = [survivals.get(name), traps.find((each) => each.name === name)];
  if (survival === undefined || trap === undefined) throw new Error(`« ${name} » was not read`);
  return { ...trap, ...survival };
}

describe('a hostile file', () => {
  it('has a name of its own in the corpus', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(names)('%s: loses nothing of its mail and yields no invented value', (name) => {
    const { submission, keeps, says } = read(name);
    if (keeps === 'form') {
      expect(submission.damage).toBeUndefined();
      expect(values(formOf(submission))).toEqual(values(alone && formOf(alone.submission)));
    }
    if (keeps !== 'itself') expect(submission.headers.from?.address).toBe('claire.aubert@aubraie.example');
    expect(otherValues(submission)).toEqual(says);
    expect(submission.documents.length > 0 || submission.damage !== undefined).toBe(true);
  });

  it.each([
    ['zip: one file, 1:1000, 300 MB', 'tooLarge'],
    ['zip: nested five deep, 16 each', 'tooLarge'],
    ['zip: 100,000 files', 'tooLarge'],
    ['zip: 300 MB that declares 100 bytes', 'corrupt'],
    ['zip: with a password', 'encrypted'],
    ['workbook with a password', 'encrypted'],
    ['pdf with a password', 'encrypted'],
    ['xlsx: shared text of 300 MB', 'tooLarge'],
    ['xlsx: 1,000,000 rows', 'tooLarge'],
    ['ods: one cell repeated over the sheet', 'tooLarge'],
    ['docx: a billion laughs', 'corrupt'],
    ['docx: 300 MB of text', 'tooLarge'],
    ['pdf: content of 300 MB of zeros', 'tooLarge'],
    ['png: 30,000 × 30,000, decoded 900 MB', 'tooLarge'],
    ['jpg: 30,000 × 30,000', 'tooLarge'],
    ['tiff: 30,000 × 30,000 deflated', 'tooLarge'],
  ])('%s: is told to be %s', (name, reason) => {
    expect(read(name).submission.documents).toContainEqual(expect.objectContaining({ kind: 'unreadable', reason }));
  });

  it.each([
    ['xlsm: a macro', 'macros'],
    ['docm: a macro', 'macros'],
    ['docx: a template elsewhere', 'externalLinks'],
    ['xlsx: a workbook elsewhere', 'externalLinks'],
  ])('%s: is read, and staff are told of %s', (name, note) => {
    const { documents } = read(name).submission;
    expect(documents).toContainEqual(expect.objectContaining({ kind: 'other', notes: [note] }));
  });

  it('calls nobody', () => {
    expect(survivals.size).toBe(names.length);
    expect(calls).toBe(0);
  });
});

describe('the good form', () => {
  it('is read in full beside a harmless file', () => {
    expect(alone && formOf(alone.submission)?.readings.length).toBeGreaterThan(15);
  });

  it('is read by the same process after all of that', () => {
    expect(last && formOf(last.submission)).toEqual(alone && formOf(alone.submission));
  });
});
