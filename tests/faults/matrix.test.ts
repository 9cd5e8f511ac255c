import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crashes, deskCrashes } from './crashes.ts';
import { faults, guarantees, matrixOf } from './matrix.ts';

const root = join(import.meta.dirname, '..', '..');

/** Every point that the code names. */
function pointsOfTheCode(): string[] {
  const files = ['worker', 'data'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(root, room, file)),
  );
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/crashPoint\('([^']+)'\)/g)])
    .map(([, point]) => point ?? '');
}

describe('the faults', () => {
  it('leave out no point where the program can be made to die, and invent none', () => {
    expect(pointsOfTheCode().sort()).toEqual([...Object.keys(crashes), ...Object.keys(deskCrashes)].sort());
  });

  it('are each played by a test that exists, or say why not', () => {
    const lacking = faults.filter(({ played }) => {
      if ('not' in played) return played.not === '';
      const [file, test] = played;
      return !readFileSync(join(root, 'tests', file), 'utf8').includes(test);
    });
    expect(lacking.map(({ fault }) => fault)).toEqual([]);
  });

  it('try every guarantee of the table', () => {
    const tried = new Set(faults.flatMap(({ tries }) => tries));
    expect(
      Object.keys(guarantees)
        .map(Number)
        .filter((each) => !([...tried] as number[]).includes(each)),
    ).toEqual([]);
  });

  it('are what the table says', () => {
    const file = join(import.meta.dirname, 'MATRIX.md');
    const table = matrixOf(faults);
    if (process.env['UPDATE'] === '1') writeFileSync(file, table);
    expect(table).toBe(readFileSync(file, 'utf8'));
  });
});
