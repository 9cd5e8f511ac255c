import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { caps } from '../../../parsers/limits.ts';

const root = join(import.meta.dirname, '../../..');

async function run(...args: string[]): Promise<string> {
  const all = [join(root, 'dist/worker/main.js'), '-c', join(root, 'guichet.example.yaml'), ...args];
  return (await promisify(execFile)(process.execPath, all)).stdout;
}

describe('guichet limits', () => {
  it('tells every cap with its unit and its reason, and the settings of the configuration', async () => {
    const rows = JSON.parse(await run('limits', '--json')) as { name: string; most: number }[];
    const told = new Map(rows.map(({ name, most }) => [name, most]));
    for (const [name, { most }] of Object.entries(caps)) expect(told.get(name)).toBe(most);
    expect([told.get('limits.readingSeconds'), told.get('limits.readingMegabytes')]).toEqual([7, 256]);
  });

  it('prints them one under the other, for people', async () => {
    const lines = (await run('limits')).trimEnd().split('\n');
    expect(lines).toHaveLength(Object.keys(caps).length + 4);
    const pages = lines.find((line) => line.startsWith('pages '));
    expect(pages).toContain(`${caps.pages.most} ${caps.pages.unit}`);
    expect(new Set(lines.map((line) => /\d (?=[^\d])/.exec(line)?.index)).size).toBe(1);
  });
});
