import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
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
  const [first, ...others] = await survive([good.mail, ...traps.map(({ mail }) => mail), good.mail], { seconds: 4 });
  [alone, last] = [first, others.pop()];
  survivals = new Map(traps.map(({ name }, index) => [name, others[index]] as const).filter(isSurvival));
  await new Promise((resolve) => listener.close(resolve));
}, 600_000);

function isSurvival(pair: readonly [string, Survival | undefined]): pair is readonly [string, Survival] {
  return pair[1] !== undefined;
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
    const { submission, formIsRead, says } = read(name);
    const form = formOf(submission);
    if (formIsRead) {
      expect(submission.damage).toBeUndefined();
      expect(form?.readings.map(({ field, raw }) => [field, raw])).toEqual(
        alone && formOf(alone.submission)?.readings.map(({ field, raw }) => [field, raw]),
      );
    }
    expect(otherValues(submission)).toEqual(says);
    // Whatever was opened is accounted for: what was not read has a reason, what is empty of values a kind.
    expect(submission.documents.length > 0 || submission.damage !== undefined).toBe(true);
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
