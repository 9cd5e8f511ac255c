import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const rooms = ['worker', 'parsers', 'templates', 'data'];

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: SourceFile[] = rooms
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const found = text.matchAll(/(?:^|\n)(?:import|export)[^'";]*?(?:from )?'([^']+)'|import\('([^']+)'\)/g);
    const targets = [...found].map(([, still, lazy]) => still ?? lazy ?? '');
    return {
      path,
      text,
      imports: targets.map((each) => (each.startsWith('.') ? normalize(join(dirname(path), each)) : each)),
    };
  });

const under = (...places: string[]) => files.filter(({ path }) => places.some((place) => path.startsWith(`${place}/`)));
const culprits = (of: readonly SourceFile[], bad: (target: string) => boolean) =>
  of.flatMap(({ path, imports }) => imports.filter(bad).map((target) => `${path} → ${target}`));

/** Which places each place may import, besides itself and packages. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'worker/domain': [],
  'worker/rules': ['worker/domain', 'data/reference'],
  'data/reference': ['worker/domain'],
  'data/register': ['worker/domain'],
  parsers: ['worker/domain', 'data/reference'],
  templates: ['worker/domain', 'data/reference'],
};

describe('the house', () => {
  it.each(Object.entries(allowed))('%s imports only what its room may', (place, others) => {
    const bad = (target: string) =>
      rooms.some((room) => target.startsWith(`${room}/`)) &&
      ![place, ...others].some((each) => target.startsWith(`${each}/`));
    expect(culprits(under(place), bad)).toEqual([]);
  });

  it.each([
    ['imapflow', ['worker/imap']],
    ['nodemailer', ['worker/smtp']],
    ['better-sqlite3', ['data/register/']],
  ])('%s is imported in one place only', (library, places) => {
    const elsewhere = files.filter(({ path }) => !places.some((place) => path.startsWith(place)));
    expect(culprits(elsewhere, (target) => target === library || target.startsWith(`${library}/`))).toEqual([]);
    expect(files.some(({ imports }) => imports.some((target) => target.startsWith(library)))).toBe(true);
  });

  it('the pure rooms touch no file, no socket, no environment, no clock and no chance', () => {
    const impure =
      /node:(fs|net|http|https|dgram|child_process|worker_threads)|process\.|Date\.now|new Date\(\)|Math\.random/;
    const touched = under('parsers', 'templates', 'worker/domain', 'worker/rules', 'data/reference')
      .map(({ path, text }) => `${path}: ${impure.exec(text.replace(/\/\*[^]*?\*\/|\/\/.*/g, ''))?.[0] ?? ''}`)
      .filter((line) => !line.endsWith(': '));
    expect(touched).toEqual([]);
  });

  it('no import goes round in a ring', () => {
    const graph = new Map(files.map(({ path, imports }) => [path, imports]));
    const rings: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) rings.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(rings).toEqual([]);
  });

  it('no file is named after nothing', () => {
    const empty = /\/(utils?|helpers?|common|types|constants|index|misc|shared|lib|tools)\.ts$/;
    expect(files.filter(({ path }) => empty.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('no file has outgrown one subject', () => {
    const long = files.filter(({ path, text }) => !path.startsWith('data/reference/') && text.split('\n').length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
